"""Labels of dates: the words that say what happened then."""

import re
from functools import cache
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
# What parts a label from what stands before it on the line.
_BREAK = re.compile(r"[|\u00b7\u2022,;()]|[.?!]\s|\s[\u2013\u2014-]\s")
_BAR = re.compile(r"[|\u00b7\u2022]")
Label = DateRole | Literal["other"]
_ROLES: tuple[DateRole, DateRole] = ("modified", "published")


def label_before(text: str) -> Label | None:
    """The role that the words right before a date give it, `other` where it is no date of the article's.

    None where they are no label.
    """
    folded = fold(text[-LONGEST_LABEL:]).strip(_MARKS)
    words = folded.split()
    while words:
        for count in range(min(MOST_WORDS, len(words)), 0, -1):
            if role := _label(" ".join(words[-count:]).strip(_MARKS)):
                return role
        if words[-1].strip(_MARKS) not in calendar_words().silent:
            break
        words.pop()
    if words and is_unspaced(words[-1][-1]):
        last = words[-1]
        return next((role for at in range(len(last)) if (role := _label(last[at:]))), None)
    return None


def opens_with_other(text: str) -> bool:
    """Whether what stands before a date on its line opens with the label of something else: "Reviewed by Ada Ng on"."""
    return phrases("dates", "other").start(fold(_BAR.split(text)[-1].lstrip(_MARKS))) > 0


def labels_something_else(text: str, language: str | None) -> bool:
    """Whether the words before a date end in a colon and name something else than a publication: "Next meeting:".

    Told in languages that have a list of labels, by several words of which none is in such a label and one is small, as
    those of a name are not.
    """
    words = _BREAK.split(text.rstrip())[-1].split()
    if not text.rstrip().endswith(":") or not 1 < len(words) <= MOST_WORDS or all(word[0].isupper() for word in words):
        return False
    known = _words_of_labels(language or "")
    said = {fold(word.strip(_MARKS)) for word in words} - calendar_words().silent
    return bool(known and said) and known.isdisjoint(said)


@cache
def _words_of_labels(language: str) -> frozenset[str]:
    """Those that make a label one of publication or change, of English and of this language; none without a list."""
    if not any(True for _ in phrases("dates", "published", language)):
        return frozenset()
    lists = [phrases("dates", role, name) for role in _ROLES for name in {language, "en"}]
    lists += [phrases("layout", "byline", name) for name in {language, "en"}]
    return frozenset(word for known in lists for phrase in known for word in phrase.split()) - calendar_words().silent


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
