"""The words around the names in a byline: those that open it, those that open what others did, set phrases."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from service.words import Phrases, fold, phrases
from service.words.within import Within

# "This story was written by", in the pages of shops and blogs, which papers' word lists do not hold.
_LEADS = (
    "posted by", "published by", "submitted by", "authored by", "contributed by", "created by", "view all posts by",
    "posts by", "about the author", "about author", "contributor", "contributors", "writer", "guest post by",
    "guest author", "author name", "article author", "this article was written by", "this post was written by",
    "article written by", "post written by", "blog written by", "blog post by",
)  # fmt: skip
_HANDS = (
    "reviewed by", "medically reviewed by", "fact checked by", "fact-checked by", "updated by", "photographed by",
    "photos by", "photo by", "illustrated by", "illustrations by", "art by", "graphics by", "recommended by",
    "sponsored by", "powered by", "approved by",
)  # fmt: skip
# What set phrases say behind "by".
NOBODY = frozenset((
    "popular demand", "popular request", "the numbers", "the book", "the way", "numbers", "request", "invitation",
    "invitation only", "appointment", "appointment only", "land and sea", "all means", "any means necessary", "hand",
    "design", "force", "chance", "default", "the letter", "the rules", "moonlight", "candlelight", "sea", "train",
))  # fmt: skip
# Words that open who made the pictures behind a mark, by themselves.
_PICTURES = frozenset(("photos", "photographs", "photo", "pictures", "images", "fotos", "bilder", "foto"))
# Phrases are looked for only where so many of their first characters stand.
_START = 3


def could_be_led(text: str) -> bool:
    """Whether the text begins like words that open a byline: told by its first letters."""
    start, starts = text[:_START].casefold(), _lead_starts()
    if start in starts or start[:2] in starts:
        return True
    return not start.isascii() and (fold(start) in starts or fold(start[:2]) in starts or start[:1] in starts)


def lines_that_could_be_led(texts: Sequence[str], longest: int) -> Iterator[int]:
    """Where those of the texts stand that `could_be_led` and are no longer: of hundreds, in a third of the time."""
    leading = frozenset(filter(could_be_led, {text[:_START] for text in texts}))
    return (at for at, text in enumerate(texts) if text[:_START] in leading and len(text) <= longest)


def lead_length(text: str, language: str | None) -> int:
    """Length of the words that say that a name follows; one of another language counts before a colon."""
    if not could_be_led(text):
        return 0
    folded = fold_evenly(text)
    if not _any_lead().start(folded):
        return 0
    ours = max(_leads().start(folded), *(_bylines(known).start(folded) for known in {"en", language or "en"}))
    if ours and ours < len(text) and (text[ours].isspace() or text[ours] in ":\uff1a"):
        return ours
    if ours and text[ours : ours + 1] == "/" and _bylines(None).start(folded[ours + 1 :]):
        return ours
    other = _bylines(None).start(folded)
    return other if other and folded[other:].lstrip()[:1] in (":", "\uff1a") else 0


def fold_evenly(text: str) -> str:
    """The text folded, each character by itself where that changes its length: those that become two (\u00df) stay."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one) == 1 else char for char in text for one in (fold(char),))


@cache
def _lead_starts() -> frozenset[str]:
    return frozenset(phrase[:_START] for phrase in _any_lead())


def _bylines(language: str | None) -> Phrases:
    return phrases("layout", "byline", language)


@cache
def _any_lead() -> Phrases:
    return Phrases((*_LEADS, *_bylines(None)))


@cache
def _leads() -> Phrases:
    return Phrases(_LEADS)


def opens_desk(folded: str) -> bool:
    """Whether a folded line opens like that of those who worked on the text of others."""
    return _desk().start(folded) > 0


@cache
def _desk() -> Phrases:
    return Phrases((*_HANDS, *phrases("layout", "desk")))


@cache
def other_hands() -> Within:
    """What opens, behind a mark, the names of those who pictured an article or worked on the text of others."""
    several = (one for name in ("picture", "desk") for one in phrases("layout", name) if " " in one)
    known = sorted({*_HANDS, *_PICTURES, *several}, key=lambda one: (-len(one), one))
    return Within(
        known, rf"[.,;:|/\u00b7\u2022)\u2013\u2014-]\s*(?:and\s+)?(?:{'|'.join(map(re.escape, known))})(?!\w)"
    )
