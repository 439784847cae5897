"""The corpus: every hostile article, by kind."""

from tests.hostile.article import HostileArticle
from tests.hostile.bait import LANGUAGES, OPENINGS, PATTERNS
from tests.hostile.characters import CHARACTERS
from tests.hostile.dates import DATES
from tests.hostile.encoding import BINARY, BROKEN, CHARSETS
from tests.hostile.envelopes import FIELDS, JSON, MESSAGES
from tests.hostile.markup import ATTRIBUTES, COMMENTS_AND_ENTITIES, ELEMENTS
from tests.hostile.metadata import METADATA
from tests.hostile.nesting import NESTING
from tests.hostile.text import LINES, SIZES

KINDS: dict[str, tuple[HostileArticle, ...]] = {
    "Nesting": NESTING,
    "Attributes": ATTRIBUTES,
    "Elements in masses": ELEMENTS,
    "Comments and entities": COMMENTS_AND_ENTITIES,
    "Structured data and addresses": METADATA,
    "Dates": DATES,
    "Lines": LINES,
    "Sizes": SIZES,
    "Characters": CHARACTERS,
    "Broken bytes": BROKEN,
    "Charsets": CHARSETS,
    "What is no text": BINARY,
    "JSON": JSON,
    "Fields of an envelope": FIELDS,
    "Messages": MESSAGES,
    "Openings of every script": OPENINGS,
    "Bait for patterns": PATTERNS,
    "Languages": LANGUAGES,
}

CORPUS = tuple(article for articles in KINDS.values() for article in articles)
