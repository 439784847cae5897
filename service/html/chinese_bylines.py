"""A Chinese byline in a text: names without spaces, behind a word that says that a reporter follows."""

import re
from itertools import islice

from service.layout.bylines import Byline, read_byline
from service.words import phrases

CHINESE = "zh"
# Names stand behind a source and a date on a line; so many parts of it are looked at.
MOST_PARTS = 6
OPENING, CLOSING = "(\uff08\u3010\u3014[", ")\uff09\u3011\u3015]"
_PART = re.compile(r"[\s|\uff5c\u3000]+")


def read_chinese_byline(text: str) -> Byline | None:
    """The byline that a line is, or ends with behind its other parts, or that stands behind an agency's name."""
    starts = (0, *(found.end() for found in islice(_PART.finditer(text), MOST_PARTS)))
    said = (text[start:].strip(OPENING + CLOSING) for start in starts)
    return next(filter(None, map(_read, filter(None, said))), None)


def _read(text: str) -> Byline | None:
    agency = phrases("layout", "dateline_agency", CHINESE)
    bare = text[agency.start(text) :].strip()
    return read_byline(text, CHINESE) or (read_byline(bare, CHINESE) if bare != text else None)
