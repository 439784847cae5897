"""Labels of dates: the words that say what happened then."""

import re
from typing import Literal

from service.article import DateRole
from service.dates.calendar_words import calendar_words
from service.words import fold, is_unspaced, phrases

# "Date of publication" and its like have no more words, and what connects them to a date no more either.
MOST_WORDS = 5
LONGEST_LABEL = 48
_MARKS = " \t:\uff1a.,\u2013\u2014-|)"
# "17.03.2020 (updated)": a label behind a number, or behind the word for a day, a minute or a second.
_UNITS = "\u65e5\u5206\u79d2\uc77c\ubd84"
_BEHIND = re.compile(rf"(?<=[\d{_UNITS}])\s?[(\uff08]?\s?((?![{_UNITS}])[^\W\d][^\d()\uff08\uff09]{{1,18}})[)\uff09]?$")
Label = DateRole | Literal["other"]
_ROLES: tuple[DateRole, DateRole] = ("modified", "published")


def label_before(text: str) -> Label | None:
    """The role that the words right before a date give it, `other` where it is no date of the article's.

    None where they are no label.
    """
    folded = fold(text[-LONGEST_LABEL:]).strip(_MARKS)
    words = folded.split()
    while words and words[-1].strip(_MARKS) in calendar_words().silent and not _label(words[-1].strip(_MARKS)):
        words.pop()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        if role := _label(" ".join(words[-count:]).strip(_MARKS)):
            return role
    if words and is_unspaced(words[-1][-1]):
        last = words[-1]
        return next((role for at in range(len(last)) if (role := _label(last[at:]))), None)
    return None


def take_label(line: str) -> tuple[DateRole, str]:
    """The role that a label gives a folded line, at its start or its end, and the rest; `published` without one."""
    lengths = [phrases("dates", role).start(line) for role in _ROLES]
    longest = max(lengths)
    if longest:
        return _ROLES[lengths.index(longest)], line[longest:].lstrip(_MARKS)
    behind = None if line[-1:].isdecimal() else _BEHIND.search(line)
    role = _role(behind[1]) if behind else None
    return (role, line[: behind.start()]) if behind and role else ("published", line)


def label_length(folded: str) -> int:
    """Length of the label that a folded line starts with; 0 where it starts with none."""
    return max(phrases("dates", role).start(folded) for role in _ROLES)


def _role(label: str) -> DateRole | None:
    return next((role for role in _ROLES if label in phrases("dates", role)), None)


def _label(label: str) -> Label | None:
    return _role(label) or ("other" if label in phrases("dates", "other") else None)
