"""The names in what a page prints or declares as its authors: without "By", roles, dates, or what shares the line."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from service.accounts import is_account
from service.dates.labels import label_length
from service.html.byline_rest import EDGES, rest_of
from service.html.byline_words import NOBODY, lead_length
from service.html.chinese_bylines import CHINESE, read_chinese_byline
from service.html.persons import WORD, comma_parts, is_degree, is_person
from service.html.site_names import dense
from service.html.values import distinct
from service.words import MOST_KEPT, fold, phrases

MOST_AUTHORS = 50
# A longer text is a life, not a name.
LONGEST_NAME, MOST_WORDS = 80, 8
# "By the Owl Post": what opens so is no name.
_NO_START = frozenset(("of", "this", "the", "our", "in", "on", "for", "to", "from", "with", "about", "and", "a", "an"))
# Two names and what joins them have so many words.
_FEWEST_JOINED = 4
_WORD_ALONE = re.compile(WORD)
_LISTED = re.compile(r"\s*[;\u3001]\s*")
_SLASH = re.compile(r"\s*/\s*")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_NO_NAME = re.compile(r"www\.|[@<>{}\[\]$%&=\\:!?]|^\W*$", re.IGNORECASE)
_TEMPLATE = re.compile(r"(?:\w+\.){2,}\w+$")


def names_in(printed: Iterable[str], language: str | None = None) -> tuple[str, ...]:
    """The names in these texts, in their order, each once; none where they name nobody.

    Degrees stay with a name, as printed; a role, a house or a place behind a comma goes, and so does all that follows.
    """
    return distinct(name for text in printed for name in _names_kept(text, language))[:MOST_AUTHORS]


# Marks, lines and metas print the same text.
@lru_cache(MOST_KEPT)
def _names_kept(text: str, language: str | None) -> tuple[str, ...]:
    return tuple(_names(text, language))


def key_of(names: Iterable[str]) -> frozenset[str]:
    """By which two lists of the same names are one."""
    return frozenset(map(dense, names)) - {""}


def _names(text: str, language: str | None) -> Iterator[str]:
    if language == CHINESE and (byline := read_chinese_byline(text)):
        yield from byline.authors
        return
    text = rest_of(text, language).removeprefix("About ")  # as boxes about authors are headed
    text = _ASIDE.sub("", text) if "(" in text or "[" in text else text
    for chunk in _LISTED.split(text) if ";" in text or "\u3001" in text else (text,):
        yield from filter(_is_name, (name.strip(EDGES) for name in _of_chunk(chunk)))


def _of_chunk(chunk: str) -> Iterator[str]:
    """The names of a list without semicolons."""
    first, *others = [part for part in comma_parts(chunk) if part] or [""]
    names = _joined(first)
    if len(others) == 1 and " " not in first and _WORD_ALONE.fullmatch(others[0]) and not others[0].isupper():
        return iter((f"{first}, {others[0]}",))  # "Ng, Ada"
    for part in others:
        more = _joined(_without_conjunction(part))
        if all(map(is_person, more)) and all(map(is_person, names)):
            names += more
        elif is_degree(part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            break
    return iter(names)


def _joined(text: str) -> list[str]:
    """The names that "and" or a stroke joins: persons, and agencies behind the first person; else the text."""
    for pieces in _pieces(text):
        if len(pieces) > 1 and is_person(pieces[0]) and all(is_person(one) or _is_agency(one) for one in pieces):
            return pieces
    return [text]


def _pieces(text: str) -> Iterator[list[str]]:
    """What strokes part, and what conjunctions do: no fewer words are a person and more."""
    if "/" in text:
        yield _SLASH.split(text)
    if len(text.split()) >= _FEWEST_JOINED:
        yield _conjunctions().split(text)


def _is_agency(text: str) -> bool:
    return fold(text) in phrases("layout", "agencies")


def _without_conjunction(part: str) -> str:
    match = _conjunctions().match(f" {part}")
    return part[match.end() - 1 :] if match else part


@cache
def _conjunctions() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{phrases('layout', 'conjunctions').any_of})\s+")


def _is_name(text: str) -> bool:
    if not text or len(text) > LONGEST_NAME or len(text.split()) > MOST_WORDS:
        return False
    if (
        text.partition(" ")[0] in _NO_START
        or _NO_NAME.search(text)
        or _TEMPLATE.fullmatch(text)
        or not any(map(str.isalpha, text))
    ):
        return False
    folded = fold(text)
    if folded in NOBODY or is_account(text) or label_length(folded) == len(folded):
        return False
    return folded not in phrases("layout", "role") and not lead_length(f"{text} ", None)
