"""Datelines: the place, and often the agency, that open the first paragraph of a filed story."""

import re

from service.article import Dateline

LONGEST_DATELINE = 80
MOST_PLACE_WORDS = 4

# Place, perhaps more behind a comma, perhaps an agency in brackets, then a dash and the story.
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^,.(\u2013\u2014\d-]{1,38}(?:-[^\W\d_][^,(\u2013\u2014\d-]{1,20})?(?<!\s))"
    r"(?P<more>,[^(\u2013\u2014]{1,40}?)?"
    r"(?:\s*\((?P<agency>[^()]{2,40})\))?"
    r"(?:\s*(?:\u2014|\u2013|--)\s*|\s+-\s+)(?=\S)"
)


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that the paragraph starts with, without its dash; None where it starts with none.

    A place in plain letters and a dash alone could be any aside: then it takes capitals, or an agency, to be sure.
    """
    match = _DATELINE.match(paragraph[: 2 * LONGEST_DATELINE])
    if match is None or match.end() > LONGEST_DATELINE:
        return None
    place = match["place"]
    words = place.split()
    sure = place.isupper() or bool(match["agency"])
    if len(words) > MOST_PLACE_WORDS or not (
        sure or (_is_named(words) and not match["more"] and _opens(paragraph, match.end()))
    ):
        return None
    if not words[0][:1].isupper() and words[0][:1].lower() != words[0][:1].upper():
        return None
    end = match.end("agency") + 1 if match["agency"] else max(match.end("place"), match.end("more"))
    return Dateline(paragraph[:end].strip(), place.strip())


def _opens(paragraph: str, at: int) -> bool:
    """Whether a sentence begins there; an aside goes on in lower case."""
    return not paragraph[at : at + 2].lstrip('"\u201c\u00ab ')[:1].islower()


def _is_named(words: list[str]) -> bool:
    return len(words) <= MOST_PLACE_WORDS - 2 and all(word[:1].isupper() for word in words)
