"""Printed dates that are of something else than the article: events, deadlines, comments and lists below the copy."""

from collections.abc import Sequence

from service.dates.calendar_words import calendar_words
from service.html.blocks import Block
from service.html.byline_words import lead_length
from service.html.head import end_of_copy, head_of, places_of_copy
from service.layout import rules
from service.layout.labels import label_rule
from service.layout.replies import is_comments_heading
from service.words import fold

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MARKS = " \t,;:|/\u00b7\u2022\u2013\u2014-\uff5c()[]"
# Words before the day until which something must be done.
_UNTIL = frozenset(
    ("by", "until", "till", "before", "bis", "hasta", "jusqu", "jusqu'au", "jusqu\u2019au", "entro", "fino", "at\u00e9",
     "tot", "voor", "til", "do", "\u0434\u043e", "k\u00f6vet\u0151en", "kadar", "hingga", "sampai")
)  # fmt: skip


class OtherDates:
    """What of a page's dates in lines is none of its article's, by where its copy ends."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        head = head_of(blocks)
        self._end = end_of_copy(blocks, head, places_of_copy(blocks, head))
        below = range(self._end + 1, len(blocks))
        self._listed = next((at for at in below if _heads_others(blocks[at])), len(blocks))

    def is_listed(self, at: int) -> bool:
        """Whether a block stands below a heading, itself below the copy, of comments or other stories."""
        return at > self._listed

    def is_announced(self, at: int, start: int, language: str | None) -> bool:
        """Whether a date that starts there in a block is that of a deadline, or below the copy one in a phrase."""
        words = self._blocks[at].text[:start].split()
        while words and _is_silent(words[-1]):
            words.pop()
        before = " ".join(words)
        if not before or lead_length(f"{before} ", language) > 0:
            return False
        if len(words) > 1 and fold(words[-1]) in _UNTIL:
            return True
        goes_on = before.endswith(":") or any(word[0].islower() and not _is_silent(word) for word in words[1:])
        return at > self._end and goes_on


def _is_silent(word: str) -> bool:
    return fold(word.strip(_MARKS + ".")) in calendar_words().silent


def _heads_others(block: Block) -> bool:
    if block.tag not in _HEADINGS:
        return False
    return is_comments_heading(block.text) or label_rule(block.text, rules.ADDRESS_ABOVE) is rules.PROMPT
