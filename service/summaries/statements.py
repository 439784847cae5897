"""Whether a printed sentence is a whole statement, which a summary may quote."""

import re
from functools import cache

from service.words import Phrases, fold, phrases

_MIN_WORDS = 5
# Where no mark ends a sentence, a short line may as well be a heading.
_MIN_WORDS_WITHOUT_END = 12
_CLOSERS = "\"'\u2019\u201d\u201c\u00bb\u203a)]\u300d\u300f \n"
# Full stops and exclamation marks: Latin, CJK, Indic, Urdu, Armenian, Myanmar, Ethiopic, Khmer, Tibetan, Mongolian.
_FULL_STOPS = ".!\u2026\u3002\uff01\uff61\u0964\u0965\u06d4\u0589\u104a\u104b\u1362\u17d4\u17d5\u0f0d\u0f0e\u1803"
_QUESTION_MARKS = "?\uff1f\u061f\u2e2e\u1367"
_WITHOUT_END_MARKS = frozenset({"lo", "th"})

# Credits, addresses and handles stand in captions and share lines, hardly in a sentence worth quoting.
_CREDIT = re.compile(r"\u00a9|https?://|www\.|(?:^|\s)@\w")
_HINT = re.compile(r"[\u00a9@]|//|www")
_BULLETS = frozenset("*\u2022\u2023\u25cf\u25aa\u25a0\u25a1\u25c6\u25c7\u25b8\u25ba\u30fb\u00b7")
# Nearly every word of a byline or a heading has a capital, and none has so many.
_CAPITALS_OF_LINE = 0.8
_LONGEST_LINE_WORDS = 25
_INITIAL = re.compile(r"\b[^\W\d_]")

# Sentences that begin with one of these words are notes to readers, invitations or credits, if they are short.
_NOTES = ("note", "prompt")
_LABELS = (*_NOTES, "desk", "rights", "source", "picture")
_LOOK = 80
_LABEL_END = re.compile(r"\s*[:\uff1a/|]")
_LONGEST_NOTE_WORDS = 30
_FEWEST_NOTE_CHARACTERS = 9

_BRACKETS = (("(", ")"), ("[", "]"), ("\uff08", "\uff09"), ("\u3010", "\u3011"))
_BRACKET = re.compile("[" + re.escape("".join(map("".join, _BRACKETS))) + "]")


def is_statement(printed: str, words: int, primary: str, *, greeted: bool = False) -> bool:
    """Whether this is a whole statement: no fragment, question, caption, credit, note, item, byline or heading.

    `words` is how many it has, as `count_words` says. What stands behind a greeting may begin in lower case.
    """
    end = printed.rstrip(_CLOSERS)[-1:]
    if end and end in _FULL_STOPS:
        least = _MIN_WORDS
    elif primary in _WITHOUT_END_MARKS and end not in _QUESTION_MARKS:
        least = _MIN_WORDS_WITHOUT_END
    else:
        return False
    return words >= least and _is_prose(printed, words, greeted=greeted)


def ends_sentence(printed: str, primary: str) -> bool:
    """Whether this ends as a sentence does, of which there may be no sign in the language."""
    end = printed.rstrip(_CLOSERS)[-1:]
    return primary in _WITHOUT_END_MARKS or (bool(end) and end in _FULL_STOPS + _QUESTION_MARKS + ":")


def is_remark(printed: str, words: int) -> bool:
    """Whether this would be a whole statement if it were longer, so that it may be quoted behind one."""
    end = printed.rstrip(_CLOSERS)[-1:]
    if not end or end not in _FULL_STOPS or not _is_prose(printed, words, greeted=False):
        return False
    return not _phrases(_LABELS).start(_opening(printed))


def _is_prose(printed: str, words: int, *, greeted: bool) -> bool:
    if (
        (_HINT.search(printed) and _CREDIT.search(printed))
        or not _is_balanced(printed)
        or printed[0] in _BULLETS
        or _is_no_prose(printed, words, greeted=greeted)
    ):
        return False
    return words > _LONGEST_NOTE_WORDS or not _is_note(printed)


def _is_balanced(printed: str) -> bool:
    """Whether every bracket has its other half: else half of what was said in them is another sentence's."""
    if not _BRACKET.search(printed):
        return True
    return all(printed.count(opening) == printed.count(closing) for opening, closing in _BRACKETS)


def _is_no_prose(printed: str, words: int, *, greeted: bool) -> bool:
    """Whether it begins in lower case, has capitals as a byline or a heading has them, or has no letters at all."""
    first = _INITIAL.search(printed)
    if first is None or (first[0].islower() and not greeted):
        return True
    if words > _LONGEST_LINE_WORDS or printed == printed.lower():
        return False
    initials = _INITIAL.findall(printed)
    return len(list(filter(str.isupper, initials))) >= _CAPITALS_OF_LINE * len(initials)


def _is_note(printed: str) -> bool:
    """Whether it begins with a label, or with what papers tell their readers."""
    folded = _opening(printed)
    label = _phrases(_LABELS).start(folded)
    if label and _LABEL_END.match(folded, label):
        return True
    return _phrases(_NOTES).start(folded) >= _FEWEST_NOTE_CHARACTERS


def _opening(printed: str) -> str:
    return fold(printed[:_LOOK].lstrip("\"'([\u2018\u201c \u2022\u2014-"))


@cache
def _phrases(names: tuple[str, ...]) -> Phrases:
    return Phrases(phrase for name in names for phrase in phrases("layout", name))
