"""What on a page belongs to others than its article: comments, lists of other stories, events that it announces."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice

from lxml import etree

from service.html.json_ld import ARTICLE_TYPES, local_name
from service.words import MOST_KEPT

# Of the names that an element has the start tells enough.
LONGEST_NAMES = 200
# So much around an element, and in a story, is looked at.
MOST_AROUND, MOST_IN_STORY = 40, 100
# A card that leads to another story is so deep, has so many elements and so much text.
MOST_OF_CARD, MOST_IN_CARD, LONGEST_CARD = 4, 40, 400

_OTHERS = re.compile(
    r"(?<![a-z])(?:comments?|commentlist|commentary-list|disqus|replies|teasers?|related|recommend(?:ed|ations?)?|popular"
    r"|trending|latest|most[-_]?(?:read|viewed|popular|commented)|(?:read|see)[-_]?(?:more|next|also)"
    r"|(?:more|other)[-_](?:stories|news|from|articles|posts)|upcoming"
    r"|events?[-_](?:details?|date|info|time|meta|box|card))(?![a-z])"
)
# One of them is in whatever it finds, and to look for them takes a tenth of the time.
_PARTS = ("comment", "disqus", "replies", "teaser", "related", "recommend", "popular", "trending", "latest", "upcoming",
    "most", "read", "see", "more", "other", "event")  # fmt: skip
# Beside a count of comments, or a link to them, stands the article's own date.
_COUNTED = re.compile(
    r"(?:no|has|with|without|open|closed|date|meta|by|and)[-_]?comments?(?![a-z])"
    r"|comments?[-_]?(?:count|link|num|icon|toggle|open|close|total|off|on|button|enabled|disabled)"
)
# Things of schema.org with authors and dates of their own.
_THING_NAMES = "Comment UserComments Answer Product Offer Book Movie MusicRecording MusicAlbum TVSeries"
_THINGS = frozenset(_THING_NAMES.split())
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_WHOLE = frozenset(("html", "body", "main"))


def is_of_others(
    element: etree._Element, around_headline: AbstractSet[etree._Element], *, is_mark: bool = False
) -> bool:
    """Whether an element belongs to a comment, another story or a thing that the page describes.

    A mark names somebody: see `_is_in_card`. What is around the headline, too, holds the article itself; where that is
    known, an article that prints a headline elsewhere is another story.
    """
    apart = tuple(islice(_apart(element, around_headline), MOST_AROUND))
    if any(map(_says_others, apart)) or _is_in_card(element if is_mark else None, apart[:MOST_OF_CARD]):
        return True
    story = next((one for one in apart if _kinds(one) & ARTICLE_TYPES), None) if around_headline else None
    return story is not None and _prints_headline(story)


def _apart(element: etree._Element, around_headline: AbstractSet[etree._Element]) -> Iterator[etree._Element]:
    """The element and what is around it, as far as it holds neither the headline nor the whole page."""
    one: etree._Element | None = element
    while one is not None and one not in around_headline and one.tag not in _WHOLE:
        yield one
        one = one.getparent()


def _says_others(element: etree._Element) -> bool:
    if _names_others(f"{element.get('class', '')} {element.get('id', '')}"[:LONGEST_NAMES]):
        return True
    kinds = _kinds(element)
    return bool(kinds) and (not kinds.isdisjoint(_THINGS) or any(kind.endswith("Event") for kind in kinds))


# What is around one line is around the next.
@lru_cache(MOST_KEPT)
def _names_others(said: str) -> bool:
    """Whether classes and id of an element are of comments, teasers or lists."""
    said = said.lower()
    return any(map(said.__contains__, _PARTS)) and any(
        _OTHERS.search(name) and not _COUNTED.search(name) for name in said.split()
    )


def _is_in_card(mark: etree._Element | None, around: Iterable[etree._Element]) -> bool:
    """Whether one of these elements leads to another story: it is small, and its heading is a link.

    A heading that is the mark of an author, around it or in it says who somebody is.
    """
    own: set[etree._Element] = set()
    if mark is not None:
        own.update(islice(mark.iter(), MOST_IN_CARD), islice(mark.iterancestors(), MOST_OF_CARD))
    for one in around:
        inner = list(islice(one.iter(), MOST_IN_CARD + 1))
        if len(inner) > MOST_IN_CARD:
            return False
        if any(each.tag in _HEADINGS and each not in own and _leads_away(each) for each in inner):
            # What is around it is no shorter.
            return sum(len(each.text or "") + len(each.tail or "") for each in inner) <= LONGEST_CARD
    return False


def _leads_away(heading: etree._Element) -> bool:
    link = next(heading.iter("a"), None)
    link = next(heading.iterancestors("a"), None) if link is None else link
    return link is not None and not link.get("href", "#").startswith("#")


def _prints_headline(story: etree._Element) -> bool:
    return any(
        "headline" in (one.get("itemprop") or one.get("property") or "") and one.tag != "meta"
        for one in islice(story.iter(), MOST_IN_STORY)
    )


def _kinds(element: etree._Element) -> set[str]:
    said = element.get("itemtype") or element.get("typeof")
    return {local_name(kind) for kind in said.split()} if said else set()
