"""By which names a page calls itself: holders of its rights, its sites, its sender."""

import re

from service.layout.names import dense_name, head_name, rights_holder, site_names
from service.layout.paragraphs import Block
from service.layout.shapes import SENTENCE_ENDS, word_count
from service.words import is_unspaced

# A name of a paper, or the motto below it, is of no more words; a longer line above a date is the headline.
MOST_NAME_WORDS, MOST_HEAD_WORDS = 5, 9
# Where names of a page stand: this many blocks at its top and foot.
HEAD, FOOT = 40, 8
# The first so many blocks may be a masthead; a name of fewer letters stands in other words, too.
TOP, SHORT_NAME, LONG_NAME = 5, 4, 8
# A headline that quotes the copy has so many words.
FEWEST_QUOTED_WORDS = 4
_QUOTES = " \u00a0\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_COMMAS, _OPENERS = ",\u060c\uff0c", ":\u2013\u2014-"
# Legal forms of companies: whose press release it is.
COMPANY = re.compile(
    "^(?:\u682a\u5f0f\u4f1a\u793e|\u6709\u9650\u4f1a\u793e|\u5408\u540c\u4f1a\u793e|\uc8fc\uc2dd\ud68c\uc0ac|[(\uff08](?:\uc8fc|\u682a)[)\uff09])"
    "|(?:\u682a\u5f0f\u4f1a\u793e|\uc8fc\uc2dd\ud68c\uc0ac|\u6709\u9650\u516c\u53f8|\u80a1\u4efd\u516c\u53f8)$"
    r"|\b(?:GmbH|AG|Inc|Ltd|LLC|PLC|S\.\s?A|S\.p\.A|S\.\s?L|N\.V|B\.V|AB|A/S|Oy|Kft|Zrt|s\.r\.o|a\.s|A\.\u015e)\.?$"
)


def is_company(text: str) -> bool:
    """Whether a text ends as the names of companies do."""
    return COMPANY.search(text.rstrip(" .")) is not None


def names_of(blocks: list[Block]) -> frozenset[str]:
    """The dense names by which the page calls itself: holders of its rights, its sites."""
    texts = [block.text for block in (*blocks[:HEAD], *blocks[HEAD:][-FOOT:]) if len(block.text) <= HEAD * FOOT]
    holders = filter(None, map(rights_holder, texts))
    addressed = (text for text in texts if "@" in text or "www." in text or "://" in text or ".example" in text)
    return frozenset(map(dense_name, holders)) | site_names(addressed) | _repeated(blocks)


def _repeated(blocks: list[Block]) -> frozenset[str]:
    """The dense names among the first lines that the last ones hold again: "You receive The Quay as you asked"."""
    foot = [block.text for block in blocks[TOP:][-FOOT:] if len(block.text) <= HEAD * FOOT]
    dense = [dense_name(text) for text in foot]
    tops = (head_name(block.text) for block in blocks[:TOP] if word_count(block.text) <= MOST_HEAD_WORDS)
    tops = (name for name in tops if not any(_says_again(text, name) for text in foot))
    found = (dense_name(name) for name in tops if " " in name or len(name) >= LONG_NAME or is_unspaced(name[0]))
    return frozenset(name for name in found if len(name) >= SHORT_NAME and any(name in text for text in dense))


def _says_again(text: str, name: str) -> bool:
    """Whether a line of several words is a sentence of the copy, as a headline that quotes it: no name is one."""
    said = name.strip(_QUOTES)
    if word_count(said) < FEWEST_QUOTED_WORDS or said not in text:
        return False
    before, _, behind = text.partition(said)
    ended = behind.lstrip(_QUOTES)[:1] in ("", *SENTENCE_ENDS, *_COMMAS) and behind != ""
    return ended and (not before.strip(_QUOTES) or before.rstrip(_QUOTES)[-1] in SENTENCE_ENDS + _COMMAS + _OPENERS)
