"""Quotations: where they begin and end, and which sentences one of them holds together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.article import Sentence

_QUOTE = re.compile(
    "``|''|\u2018\u2018|\u2019\u2019|[\"\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f]|['\u2018\u2019]"
)
_PAIRS = {
    "``": {"''", '"'},
    '"': {'"', "''"},
    "\u201c": {"\u201d", '"'},
    "\u201d": {"\u201d"},  # Swedish and Finnish open with the mark that others close with
    "\u201e": {"\u201c", "\u201d", '"'},
    "\u00ab": {"\u00bb"},
    "\u00bb": {"\u00ab", "\u00bb"},
    "\u2018\u2018": {"\u2019\u2019"},  # Hindi
    "\u2019\u2019": {"\u2018\u2018"},  # Urdu, which is written the other way round
    "\u2039": {"\u203a"},
    "\u203a": {"\u2039", "\u203a"},
    "\u300c": {"\u300d"},
    "\u300e": {"\u300f"},
    "\u2018": {"\u2019"},
    "'": {"'"},
}
_ALWAYS_OPENS = frozenset("\u201e\u300c\u300e") | {"``"}
# An apostrophe looks like a single quote: what one opens counts only where it is closed, and soon.
_SINGLE = frozenset("'\u2018")
_LONGEST_SINGLE = 400
_OPENERS_BEFORE = frozenset('([{\u2014\u2013-/:\u00a1\u00bf\u201c\u00ab"')

# More sentences than these are no quotation but a mark that was lost.
_MOST_QUOTED = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences `first` to `last` (indices) that one quotation holds together; one alone where there is none.

    It `hangs` where a quotation that begins or goes on in it ends nowhere in its paragraph.
    """

    first: int
    last: int
    hangs: bool
    opens_paragraph: bool


def find_quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int | None]]:
    """Where quotations begin and end in the paragraph from `start` to `end`; None for an end that it does not hold."""
    opened: tuple[str, int] | None = None
    for match in _QUOTE.finditer(text, start, end):
        mark, at = match[0], match.start()
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        if opened and opened[0] in _SINGLE and at - opened[1] > _LONGEST_SINGLE:
            opened = None
        if opened and mark in _PAIRS[opened[0]] and _can_close(mark, before, after):
            yield opened[1], match.end()
            opened = None
        elif _can_open(mark, before, after) and (not opened or opened[0] == mark or opened[0] in _SINGLE):
            if opened and opened[0] not in _SINGLE:
                yield opened[1], None
            opened = mark, at
    if opened and opened[0] not in _SINGLE:
        yield opened[1], None


def _can_close(mark: str, before: str, after: str) -> bool:
    if mark in {"'", "\u2019"} and after.isalnum():
        return False
    return mark != '"' or not (before.isspace() and not after.isspace())


def _can_open(mark: str, before: str, after: str) -> bool:
    if mark in _ALWAYS_OPENS:
        return True
    if mark not in _PAIRS or not (before.isspace() or before in _OPENERS_BEFORE):
        # Chinese and Japanese set no space before a quotation.
        return mark == "\u201c" and not before.isascii()
    return mark in {"\u00ab", "'", '"'} or not after.isspace()


def find_passages(text: str, sentences: Sequence[Sentence]) -> list[Passage]:
    """The sentences of `text`, in order, in passages."""
    found: list[Passage] = []
    first = 0
    for at in range(1, len(sentences) + 1):
        if at == len(sentences) or text.count("\n", sentences[at - 1].end, sentences[at].start) > 1:
            found.extend(_passages_of(text, sentences, first, at))
            first = at
    return found


def _passages_of(text: str, sentences: Sequence[Sentence], first: int, end: int) -> Iterator[Passage]:
    """The passages of the paragraph that has the sentences `first` to before `end`."""
    if not _QUOTE.search(text, sentences[first].start, sentences[end - 1].end):
        yield from (Passage(at, at, hangs=False, opens_paragraph=at == first) for at in range(first, end))
        return
    last_of = list(range(first, end))
    hanging = [False] * len(last_of)
    hang_from = end
    at = first
    for begins, ends in find_quotations(text, sentences[first].start, sentences[end - 1].end):
        while sentences[at].end <= begins:
            at += 1
        if ends is None:
            hang_from = min(hang_from, at)
            continue
        last = at
        while sentences[last].end < ends:
            last += 1
        if last - at < _MOST_QUOTED:
            last_of[at - first] = max(last_of[at - first], last)
        else:
            hanging[at - first : last + 1 - first] = [True] * (last + 1 - at)
    at = first
    while at < end:
        last = at
        reach = at
        while reach <= last:
            last = max(last, last_of[reach - first])
            reach += 1
        hangs = last >= hang_from or any(hanging[at - first : last + 1 - first])
        yield Passage(at, last, hangs, opens_paragraph=at == first)
        at = last + 1
