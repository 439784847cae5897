"""Bylines: who wrote it, as printed, perhaps with the date on the same line."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from service.article import ArticleDate
from service.dates import parse_printed_date, starts_date
from service.layout.date_lines import read_date_line
from service.layout.person_names import (
    CHINESE_NAME,
    HANGUL_NAME,
    LETTER,
    MOST_NAME_WORDS,
    MOST_WORDS_OF_SURE_NAME,
    SEPARATORS,
    is_chinese_name,
    is_role,
    read_lone_name,
    read_names,
    without_place,
    without_roles,
)
from service.words import MOST_KEPT, fold, is_unspaced, phrases

LONGEST_BYLINE = 160
SAFE_OPENING = 4
LONGEST_UNSPACED_NAMES = 16
# Pictures and arrows that channels print before a label.
_SIGN = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_BULLETS = tuple("\u25a1\u25a0\u25cf\u25cb\u25ce\u25c6\u25c7\u25b2\u25b3\u2605\u2606\u2022")
_BRACKETS = frozenset("()\uff08\uff09\u3010\u3011[]\uff1d=")
# How the names of desks and bureaus end.
_DESK_ENDS = "\u90e8\u5c40\u5ba4\u793e\ud300\ubd80"
LONGEST_BRACKETED = 24
_MARKS = ":\uff1a/\uff0f|\uff5c\u30fb=\uff1d"
# A mark behind a name points to a note below the copy.
_FOOTNOTES = "*\u2020\u2021"
_SQUARES = tuple("\u25a1\u25a0\u25c6\u25c7")
_HAN_NAME = re.compile("[\u4e00-\u9fff\u3005]{3,5}")
# "Honorifics omitted", "to be continued", "contributed".
_NOTE_ENDS = "\u7565\u8f09\u7d9a\u5b8c\u7d42\u4e86\u4f9b\u4fe1\u5f71\u5831\u805e\u53f7\u65e5\u9762\u7248\u8a33\u96c6"
# fmt: on
_DASHED = re.compile(r"\s[-\u2013\u2014\u0640]\s")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as printed, without the date that may end its line; the names in it; and that date."""

    as_printed: str
    authors: tuple[str, ...]
    date: ArticleDate | None = None


@lru_cache(MOST_KEPT)
def read_byline(text: str, language: str | None, *, below_headline: bool = False) -> Byline | None:
    """Read a block that is a byline; None where it is not.

    The words that open a byline ("By", "Von") are those of English and of `language`: in another language the
    same word may open a headline. With a colon or a middle dot behind it ("Autor:") any language's will do. Some
    words ("Report from") open headlines as well: they count only `below_headline`.
    """
    if len(text) > LONGEST_BYLINE:
        return None
    bullet = text[:1] in _BULLETS or (text[:1] == "/" and "\uac00" <= text[1:2] <= "\ud7a3")
    if (bullet or _SIGN.match(text)) and (
        inner := read_byline(text[1:].lstrip(), language, below_headline=below_headline)
    ):
        return Byline(text[: len(text) - len(text[1:].lstrip())] + inner.as_printed, inner.authors, inner.date)
    if text[:1] in _BRACKETS and text[-1:] in _BRACKETS:
        return _bracketed(text, language)
    compound = _compound_opening(text, language)
    signed = _signed(text, compound, language, doubtful=False) if compound else None
    return signed or _opened(text, language, below_headline=below_headline)


def _opened(text: str, language: str | None, *, below_headline: bool) -> Byline | None:
    """The byline that a word opens, or a square before a Chinese name, or the word for a report ends."""
    if text[:1] in _SQUARES and is_unspaced(text[-1]) and (authors := read_lone_name(text[1:].strip(), language)):
        return Byline(text, authors)
    opening = _opening(text, language)
    if not opening and (
        authors := (_behind_role(text, language) if below_headline else ()) or _before_report(text, language)
    ):
        return Byline(text, authors)
    doubtful = 0 if opening or not below_headline else _doubtful_opening(text, language)
    return _signed(text, opening or doubtful, language, doubtful=doubtful > 0) if opening or doubtful else None


def _bracketed(text: str, language: str | None) -> Byline | None:
    """The byline in brackets that ends copy in East Asia: a desk or a role, and a name."""
    bare = text[1:-1].strip()
    parts = [part for part in re.split(r"[\u30fb\u00b7\s\u3000]", bare) if part]
    if bare[:1].islower() and text[0] == "(" and (opened := _opened(bare, language, below_headline=False)):
        return Byline(text, opened.authors) if all(map(_is_sure_name, opened.authors)) else None
    if (
        not parts
        or len(bare) > LONGEST_BRACKETED
        or not ("\u3040" <= bare[0] <= "\u9fff" or "\uac00" <= bare[0] <= "\ud7a3")
    ):
        return None
    desk = len(parts) > 1 and (parts[0][-1] in _DESK_ENDS or is_role(parts[0], language))
    named = " ".join(parts[1:]) if desk else without_roles(bare, language)
    if (desk or named != bare) and 1 < len(named) <= LONGEST_UNSPACED_NAMES and not any(map(str.isdecimal, named)):
        return Byline(bare, read_names(named, language) or (named,))
    signed = read_byline(bare, language)
    if signed is None and language == "ja" and _is_japanese_signature(bare):
        return Byline(bare, (bare,))
    return Byline(bare, signed.authors) if signed else None


def _is_japanese_signature(bare: str) -> bool:
    """Whether the name alone that ends a Japanese paper's copy in brackets: of Han characters, and no note."""
    name = re.sub(r"(?<=\S)[ \u3000](?=\S)", "", bare, count=1)
    return _HAN_NAME.fullmatch(name) is not None and bare[-1] not in _NOTE_ENDS + _DESK_ENDS


def _signed(text: str, opening: int, language: str | None, *, doubtful: bool) -> Byline | None:
    """The byline that goes on in names behind so many characters; None where it does not."""
    said = text[opening:].strip(SEPARATORS)
    named, date = split_date(said if "(" in said else said.rstrip(")"))
    named = named.rstrip(_FOOTNOTES)
    authors = read_names(_before_picture(named, language), language) or read_names(named, language)
    if not authors and (placed := without_place(named)) != named:
        # "By Jane Roe in Port Ellery", but no "By Order in Council".
        found = read_names(placed, language)
        authors = found if all(map(_is_sure_name, found)) else ()
    if len(authors) == 1 and " " not in authors[0] and fold(authors[0]) in phrases("layout", "publication"):
        return None
    if not authors or (doubtful and not all(map(_is_sure_name, authors))):
        return None
    return Byline(before_date(text, date), authors, date)


def _before_picture(named: str, language: str | None) -> str:
    """Names before those of who took the pictures: "Jane Roe. Photos: John Poe"."""
    match = _pictures(language or "en").search(fold(named), SAFE_OPENING - 1)
    return named[: match.start()] if match and len(fold(named)) == len(named) else named


@cache
def _pictures(language: str) -> re.Pattern[str]:
    known = {word for name in ("en", language) for word in phrases("layout", "picture", name)}
    words = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"[\s.,;/|\u00b7]+(?:{words})[:\s\uff1a]+(?=\S)")


def _compound_opening(text: str, language: str | None) -> int:
    """Length of words that say that text and pictures are one's: "Words and pictures by", "Text & photos:"."""
    folded = fold(text)
    if len(folded) != len(text):
        return 0
    lists = [phrases("layout", name, known) for name in ("byline", "picture") for known in {"en", language or "en"}]
    first = max(one.start(folded) for one in lists)
    between = _joints(language or "en").match(folded, first) if first else None
    end = between.end() if between else first
    second = max(one.start(folded[end:]) for one in lists) if between else first
    end += second if between else 0
    rest = folded[end:].lstrip()
    by = phrases("layout", "byline", language or "en")
    signs = by.start(rest) if " " in folded[:end] else 0
    if signs:
        end = len(folded) - len(rest) + signs
    signed = signs or (between is not None and folded[:end].rsplit(maxsplit=1)[-1] in by)
    marked = between is not None and (text[end : end + 1] in _MARKS or text[end : end + 1] == "\u3000")
    return end if second and (signed or marked) and text[end:].strip(SEPARATORS) else 0


@cache
def _joints(language: str) -> re.Pattern[str]:
    """What stands between two words of one label."""
    known = {word for name in ("en", language) for word in phrases("layout", "conjunctions", name)}
    glued = {"he": "|\\s\u05d5", "ar": "|\\s\u0648"}.get(language, "")
    return re.compile(rf"\s?[/&+\u30fb\u00b7\u3001,\uff0c]\s?|\s(?:{'|'.join(sorted(map(re.escape, known)))})\s{glued}")


def _before_report(text: str, language: str | None) -> tuple[str, ...]:
    """The names before the word for a report, in languages that set it behind."""
    known = phrases("layout", "byline_behind", language) if language else ()
    folded = fold(text)
    behind = next((word for word in known if folded.endswith(word)), "")
    named = text[: len(text) - len(behind)].rstrip(SEPARATORS) if behind and len(folded) == len(text) else ""
    return read_lone_name(named, language) if named and named != text else ()


def _is_sure_name(name: str) -> bool:
    """Whether a name is one behind a word that opens headlines, too: of two or three words where words are spaced."""
    words = name.split()
    return len(words) <= MOST_WORDS_OF_SURE_NAME and (
        len(words) > 1 or is_unspaced(name[0]) or "\uac00" <= name[0] <= "\ud7a3"
    )


def _behind_role(text: str, language: str | None) -> tuple[str, ...]:
    """The names in a line that opens with what its writers are: "Our correspondent Jane Roe"."""
    folded = fold(text)
    length = phrases("layout", "role", language or "en").start(folded) if len(folded) == len(text) else 0
    return (
        read_lone_name(text[length:].strip(SEPARATORS), language)
        if length and text[length : length + 1].isspace()
        else ()
    )


def read_poster(before: str) -> Byline | None:
    """Who posted a copy, by what a forum prints before the arrow and the date: "by Heron_77 \u00bb"."""
    bare = before.rstrip(" \u00bb\u203a>")
    words = bare.split()
    if bare == before or not 1 < len(words) <= MOST_NAME_WORDS:
        return None
    known = phrases("layout", "byline"), phrases("layout", "posted")
    last = next((at for at, word in enumerate(words[:-1]) if any(fold(word.strip(":")) in one for one in known)), None)
    return None if last is None else Byline(bare, (" ".join(words[last + 1 :]),))


def is_posted(line: str) -> bool:
    """Whether a line says who posted the copy in a forum, and when."""
    arrow = "\u00bb" in line or "\u203a" in line
    return arrow and (dated := read_date_line(line)) is not None and read_poster(dated.before) is not None


def before_date(text: str, date: ArticleDate | None) -> str:
    """What a line says before the date that ends it."""
    return text[: text.rindex(date.as_printed)].rstrip(SEPARATORS) if date else text


def split_date(text: str) -> tuple[str, ArticleDate | None]:
    """The text before a date that ends it, and the date; the whole text and None where it ends in none."""
    if not any(map(str.isdecimal, text)):
        return text, None
    for word in _WORD.finditer(text):
        if starts_date(word[0]) and (date := parse_printed_date(text[word.start() :].strip(SEPARATORS + ")"))):
            return text[: word.start()].strip(SEPARATORS), date
    return text, None


def split_desk(text: str) -> tuple[str, str]:
    """A byline's line and the credit of the desk that shares it: "By Jane Roe | Edited by: John Poe"."""
    if len(text) > LONGEST_BYLINE or (":" not in text and "\uff1a" not in text):
        return text, ""
    folded = fold(text)
    match = _desk().search(folded, SAFE_OPENING) if len(folded) == len(text) else None
    return (text[: match.start()].rstrip(SEPARATORS), text[match.start("desk") :]) if match else (text, "")


@cache
def _desk() -> re.Pattern[str]:
    return re.compile(rf"[\s|;,\u00b7\u3000/]+(?P<desk>(?:{phrases('layout', 'desk').any_of})\s?[:\uff1a])")


def _opening(text: str, language: str | None) -> int:
    """Length of the words that open a byline; 0 where there are none."""
    folded = fold(text)
    if len(folded) != len(text):
        return 0
    for known in {"en", language or "en"}:
        length = phrases("layout", "byline", known).start(folded)
        if length and _goes_on_in_name(text, length, language):
            return length
    length = max(phrases("layout", name).start(folded) for name in ("byline", "byline_below"))
    return length if folded[length:].lstrip()[:1] in (":", "\uff1a", "\u30fb") else 0


def _goes_on_in_name(text: str, length: int, language: str | None) -> bool:
    """Whether a name may stand behind the word that opens a byline."""
    behind = text[length : length + 1]
    if behind in _MARKS or _starts_chinese_name(text, length):
        return behind != "" or _starts_chinese_name(text, length)
    if length > 1 and text[length:].lstrip()[:1] in ("-", "\u2013") and text[-1] == ":":
        return True
    if dashed := _DASHED.match(text, length):
        return bool(read_lone_name(text[dashed.end() :], language))
    if behind.isspace() and HANGUL_NAME.fullmatch(_before_picture(text[length:].strip(), language)):
        return True
    # Where letters have no case, only a longer word is safe, or a name alone: the short ones open headlines as well.
    safe = _has_case(text) or length >= SAFE_OPENING
    return behind.isspace() and (safe or (length > 1 and bool(read_lone_name(text[length:].strip(), language))))


def _doubtful_opening(text: str, language: str | None) -> int:
    folded = fold(text)
    length = phrases("layout", "byline_below", language or "en").start(folded) if len(folded) == len(text) else 0
    return length if text[length : length + 1].isspace() else 0


def _starts_chinese_name(text: str, at: int) -> bool:
    """Whether a Chinese name stands behind the opening word; a word of one character needs a space behind it."""
    rest = text[at:].lstrip()
    apart = len(rest) < len(text) - at
    if not rest or not is_unspaced(rest[0]) or not (apart or at > 1):
        return False
    name = re.split(r"\W", rest, maxsplit=1)[0]
    return is_chinese_name(name) and (apart or len(name) < CHINESE_NAME[-1])


def _has_case(text: str) -> bool:
    letter = LETTER.search(text)
    return letter is not None and letter[0].lower() != letter[0].upper()
