"""Datelines: the place, and often the agency, that open the first paragraph of a filed story."""

import re
from functools import cache

from service.article import ArticleDate, Dateline, Found
from service.dates import parse_printed_date
from service.words import languages

LONGEST_DATELINE = 80
MOST_PLACE_WORDS = 4

# Place, perhaps more behind a comma, perhaps an agency in brackets, then a dash and the story.
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^,.(\u2013\u2014\d-]{1,38}(?:-[^\W\d_][^,(\u2013\u2014\d-]{1,20})?(?<!\s))"
    r"(?P<more>,[^(\u2013\u2014]{1,40}?)?"
    r"(?:\s*\((?P<agency>[^()]{2,40})\))?"
    r"(?:\s*(?:\u2014|\u2013|--)\s*|\s+-\s+)(?=\S)"
)
_JOINT = re.compile("[\\s:\uff1a\u2013\u2014-]*")


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that the paragraph starts with, without its dash; None where it starts with none.

    A place in plain letters and a dash alone could be any aside: then it takes capitals, or an agency, to be sure.
    """
    if "\u4e00" <= paragraph[:1] <= "\u9fff":
        return _read_unspaced(paragraph)
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


def dateline_date(dateline: Dateline) -> ArticleDate | None:
    """The date in a dateline, where it is whole: most leave the year out."""
    beside = dateline.as_printed.removeprefix(dateline.place).partition("(")[0]
    return parse_printed_date(beside.strip(" ,"))


def after_dateline(body: str, dateline: Found[Dateline] | None) -> int:
    """Where the story goes on behind the dateline that opens the body; 0 where none does."""
    if dateline is None or not body.startswith(dateline.value.as_printed):
        return 0
    match = _JOINT.match(body, len(dateline.value.as_printed))
    return match.end() if match else 0


def _read_unspaced(paragraph: str) -> Dateline | None:
    match = _chinese().match(paragraph[: 2 * LONGEST_DATELINE])
    return Dateline(match[0], match["place"]) if match else None


@cache
def _chinese() -> re.Pattern[str]:
    """Who reports, the place, perhaps the day, and the word for a dispatch, with a mark or a space behind it."""
    tables = [words["layout"] for words in languages().values()]
    agency, ending = (
        "|".join(re.escape(word) for table in tables for word in table.get(name, ()))
        for name in ("dateline_agency", "dateline_ending")
    )
    day = r"(?:\s?(?:\d{1,2}\s?\u6708\s?)?\d{1,2}\s?\u65e5)?"
    return re.compile(rf"(?:{agency})\s?(?P<place>[\u4e00-\u9fff]{{2,10}}?){day}\s?(?:{ending})(?=[\s\uff08(:\uff1a])")


def _opens(paragraph: str, at: int) -> bool:
    """Whether a sentence begins there; an aside goes on in lower case."""
    return not paragraph[at : at + 2].lstrip('"\u201c\u00ab ')[:1].islower()


def _is_named(words: list[str]) -> bool:
    return len(words) <= MOST_PLACE_WORDS - 2 and all(word[:1].isupper() for word in words)
