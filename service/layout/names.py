"""Names of papers, sites and stations: which line is one, and who it is that a page's rights or addresses name."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from service.layout.notices import LONGEST_RIGHTS
from service.layout.shapes import main_script, word_count
from service.words import MOST_KEPT, fold, is_unspaced, phrases

LONGEST_NAME = 70
MOST_NAME_WORDS = 6
LONGEST_UNSPACED_NAME = 14
# "Diario de la R\u00eda": where such a word stands first, a longer line is a headline that begins with it.
MOST_WORDS_BEHIND = 4
# A shorter site's name ("ap") is found in words that have nothing to do with it.
FEWEST_LETTERS = 4
FEWEST_SPACED_LETTERS = 4
# "Segelforum": Germanic and Slavic compounds.
_BOARD_ENDS = ("forum", "forumet", "foorumi", "\u0444\u043e\u0440\u0443\u043c")

# "L'\u00c9cho", "dell'Eco".
_ELIDED = re.compile("^(?:l|d|dell|nell|all|sull)['\u2019](?=\\w{3})")
# What stands between a paper's name and its motto, or its name in another language.
_PARTS = re.compile(r"\s+[~|\u2013\u2014\u00b7\u2022-]+\s+|\s*[|\uff5c]\s*|\s\u2013|\s{2,}")
_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u200c\u0e31-\u0e4e'\u2019.-])*"
)
_SIGN = re.compile(r"(?:\u00a9|\u24d2|\(c\)|copyright|\bcopr\.)", re.IGNORECASE)
# One of them is in every text with such a sign: to look for them is faster.
_SIGNS = ("\u00a9", "\u24d2", "(c)", "copyright", "copr.")
_AFTER_SIGN = re.compile(r"[\s\u00a9\u24d2:,.\u2013-]|\(c\)|copyright\b|\bby\b|\d{4}", re.IGNORECASE)
_HOLDER_END = re.compile(r"[.;|,>\u3002\u060c\n]|\s[\u2013\u2014-]\s|\s\d{4}\b")
_WIDE_GAP = re.compile(r"\s{2,}|\u3000")
# The space between two letters that stand alone.
_SPACED = re.compile(r"(?<=\b[^\W\d_])[ ](?=[^\W\d_](?!\w))")
_COUNT = re.compile(r"^\W*\D?\d+\D?\W*$")
_DOMAIN = re.compile(r"(?:www\.|https?://(?:www\.)?|@|^)([\w-]{2,63})\.[a-z]{2,}", re.IGNORECASE)
_PAIRS = {"\u00ab": "\u00bb", "\u201e": "\u201c", "\u201c": "\u201d", "\u300c": "\u300d", "\u300a": "\u300b"}
_QUOTES = " \t,;:\u200e\u200f\"'\u00ab\u00bb\u201c\u201d\u201e\u300c\u300d\u300a\u300b<>()[]*_~\u2500-"


@lru_cache(MOST_KEPT)
def is_paper_name(text: str) -> bool:
    """Whether the text is a name that says itself what it is: "The Quay Gazette", "Kreisblatt", "ANSA"."""
    if len(text) > LONGEST_NAME:
        return False
    text = close_up(text)
    if is_board(text) and len(text.split()) <= MOST_NAME_WORDS:
        return True
    return is_agency(text) or any(map(_is_name, _PARTS.split(text)[:2]))


def is_board(name: str) -> bool:
    """Whether the name is a forum's: what its members copy there has another publisher."""
    dense = fold(name)
    boards = phrases("layout", "board")
    return any(word in boards or word.endswith(_BOARD_ENDS) for word in dense.split()) or boards.start(dense) > 0


def is_agency(text: str) -> bool:
    """Whether the text is a news agency's name, as it signs copy."""
    return fold(text.strip(_QUOTES + "/")) in phrases("layout", "agencies")


def head_name(text: str) -> str:
    """The first part of a masthead, before any motto; a name in spaced letters closed up."""
    closed = close_up(text)
    return closed if closed != text else next(filter(None, map(str.strip, _PARTS.split(text))), text)


def close_up(text: str) -> str:
    """The text with letters that stand apart ("T H E   Q U A Y") as words: between those are wider gaps."""
    if text[1:2] not in (" ", "\u3000"):
        return text
    words = text.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    if single < FEWEST_SPACED_LETTERS or 2 * single <= len(words):
        return text
    return " ".join(_SPACED.sub("", word) for word in _WIDE_GAP.split(text.strip()))


@lru_cache(MOST_KEPT)
def paper_name(text: str) -> str:
    """The name in a masthead: without the motto, the issue's number, or the name in another script behind it."""
    text = close_up(text)
    parts = [part.strip() for part in _PARTS.split(text.strip(" ~")) if part.strip()]
    named = next(filter(is_agency, parts), None) or next(filter(_is_name, parts), parts[0] if parts else text)
    words = named.split()
    if len(words) > 2 and words[0].isdecimal():  # noqa: PLR2004  # the page's number before a name of two words
        words = words[1:]
    if len(words) > 1 and is_unspaced(words[0][0]) and _ending().search(fold(words[0])):
        words = words[:1]
    for at, word in enumerate(words[1:], 1):
        counts = _COUNT.search(word) is not None and not (word.isdecimal() and len(word) <= len("24"))
        if counts or fold(word.strip(".")) in phrases("layout", "issue"):
            words = words[:at]
            break
        if main_script(word) not in (main_script(words[0]), None) and not word.isdecimal():
            words = words[:at]
            break
    return _closed(" ".join(words).strip(_QUOTES), text) or text


def _closed(name: str, text: str) -> str:
    """The name with the mark that ends a quotation within it, and without what opens a bracket that does not close."""
    if name.count("(") > name.count(")"):
        whole = f"{name})"
        name = whole if whole in text else name[: name.rindex("(")].rstrip()
    opened = next((ends for start, ends in _PAIRS.items() if start in name and ends not in name), "")
    return name + opened if opened and f"{name}{opened}" in text else name


def rights_holder(text: str) -> str | None:
    """Whom a notice of copyright names; None where it names nobody."""
    if len(text) > LONGEST_RIGHTS:
        return None
    small = text.lower()
    sign = _SIGN.search(text) if any(sign in small for sign in _SIGNS) else None
    if sign is None:
        return None
    at = sign.end()
    while match := _AFTER_SIGN.match(text, at):
        at = match.end()
    rest = text[at:]
    if rest[:1] in '\u00ab\u201c\u201e"\u300c\u300a':
        rest = re.split('[\u00bb\u201d"\u300d\u300b\u201c]', rest[1:], maxsplit=1)[0]
    end = _HOLDER_END.search(rest)
    named = rest[: end.start()] if end else rest
    notice = _rights().search(fold(named))
    named = (named[: notice.start()] if notice else named).strip(_QUOTES)
    if not named or not any(map(str.isalpha, named)) or word_count(named) > MOST_NAME_WORDS:
        return None
    return named


def site_names(texts: Iterable[str]) -> frozenset[str]:
    """The dense names of sites, from the addresses in these texts."""
    found = (name for text in texts if "." in text for name in _DOMAIN.findall(text))
    return frozenset(dense for name in found if len(dense := dense_name(name)) >= FEWEST_LETTERS)


def is_person(name: str, address: str) -> bool:
    """Whether a sender is a person: the name has no paper's word, and nothing of it stands in the address's domain."""
    dense = dense_name(name)
    if is_paper_name(name) or any(word in fold(name) for word in _unspaced_words()):
        return False
    site = dense_name(address.rpartition("@")[2].rpartition(".")[0])
    words = [dense_name(word) for word in name.split()]
    return not site or not any(len(word) >= FEWEST_LETTERS and (word in site or site in dense) for word in words)


@cache
def _unspaced_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in _publications("zh", "ja", "ko", "th") if len(word) > 1))


def dense_name(text: str) -> str:
    """The letters and digits alone, folded: as a domain prints a name."""
    return "".join(filter(str.isalnum, fold(text)))


def _is_name(text: str) -> bool:
    words = _WORD.findall(text)
    first = words[0][0] if words else ""
    counted = len(text.split()) if "\u0e00" <= first <= "\u0eff" else word_count(text)
    # "Review: The Glass Harbour": such a word with a colon says what the copy is.
    if not words or counted > MOST_NAME_WORDS or text[-1:] in ".,:;!?" or text[len(words[0]) :][:1] == ":":
        return False
    if "\uac00" <= first <= "\ud7a3" or (is_unspaced(first) and not "\u0e00" <= first <= "\u0eff"):
        bare = text.split(maxsplit=1)[0]
        return len(bare) <= LONGEST_UNSPACED_NAME and _ending().search(fold(bare)) is not None
    folded = [_ELIDED.sub("", fold(word)) for word in words]
    known = phrases("layout", "publication")
    if "\u0e00" <= first <= "\u0eff" and len(words) == 1:
        return len(text) <= 2 * LONGEST_UNSPACED_NAME and known.start(fold(text)) > 0
    if first.lower() == first.upper():
        # Where letters have no case the word stands first or last, as in every name of a paper.
        return len(words) > 1 and (known.start(fold(text)) > 0 or folded[-1] in known)
    if text.isupper():
        folded = [_accented().get(word, word) for word in folded]
    if not all(word[0].isupper() or len(word) <= len("della") or fold(word) in known for word in words):
        return False
    first_named = folded[0] in known or (len(folded[0]) <= len("the") and len(folded) > 1 and folded[1] in known)
    opens = first_named and len(words) <= MOST_WORDS_BEHIND
    return opens or folded[-1] in known or any(map(_compound, folded))


@cache
def _accented() -> dict[str, str]:
    """Such words as Latin capitals are printed without accents: "DEPECHE"."""
    return {bare: word for word in phrases("layout", "publication") if (bare := _without_accents(word)) != word}


def _without_accents(word: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return bare if bare.isascii() else word


def _compound(word: str) -> bool:
    """Whether a Germanic compound ends in such a word: "Kreiszeitung", "Folkebladet"."""
    return _compounds().search(word) is not None


@cache
def _compounds() -> re.Pattern[str]:
    words = {word for word in _publications("de", "nl", "sv", "da", "no", "fi", "hu") if len(word) >= len("avis")}
    return re.compile(rf"\w{{2,}}(?:{'|'.join(sorted(words))})$")


def _publications(*chosen: str) -> frozenset[str]:
    """Words for papers in some languages."""
    return frozenset(word for language in chosen for word in phrases("layout", "publication", language))


@cache
def _ending() -> re.Pattern[str]:
    """What names of papers end with where words stand without spaces, or with few."""
    words = sorted(_publications("zh", "ja", "ko"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?:\u793e|\uc0ac)?$")


@cache
def _rights() -> re.Pattern[str]:
    return re.compile(phrases("layout", "rights").any_of)
