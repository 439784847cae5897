"""Bylines: who wrote it, as printed, perhaps with the date on the same line."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from service.article import ArticleDate
from service.dates import parse_printed_date, starts_date
from service.layout.date_lines import read_date_line
from service.layout.shapes import ends_sentence
from service.words import MOST_KEPT, fold, is_unspaced, phrases

LONGEST_BYLINE = 160
MOST_NAME_WORDS = 5
MOST_AUTHORS = 8
LONGEST_UNSPACED_NAME, LONGEST_UNSPACED_NAMES = 8, 16
SAFE_OPENING = 4
SHORTEST_GLUED = 2
# Chinese names: a surname of a list, and two to four characters in all.
CHINESE_NAME = range(2, 5)
# A name that stands alone, without a word that says that it is one.
MOST_LONE_NAMES = 4
FEWEST_WORDS_OF_LONE_NAME, MOST_PLAIN_WORDS = 2, 4
LONGEST_THAI_WORD = 20
MOST_CHARACTERS_OF_LONE_NAME = 6
# Behind a word that opens headlines too, only a name this short is one.
MOST_WORDS_OF_SURE_NAME = 3

_SEPARATORS = " \t|,;:\uff1a\u2022\u00b7\u30fb\u2013\u2014-/\uff0f("
# Pictures and arrows that channels print before a label.
_SIGN = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_BULLETS = tuple("\u25a1\u25a0\u25cf\u25cb\u25ce\u25c6\u25c7\u25b2\u25b3\u2605\u2606\u2022")
_BRACKETS = frozenset("()\uff08\uff09\u3010\u3011[]\uff1d=")
# How the names of desks and bureaus end.
_DESK_ENDS = "\u90e8\u5c40\u5ba4\u793e\ud300\ubd80"
LONGEST_BRACKETED = 24
_MARKS = ":\uff1a/\uff0f|\u30fb=\uff1d"
_SEGMENTS = re.compile(r"\s*[,;|\u2022\u00b7\u060c\u3001\uff0c/\uff0f&]\s*|\s+[\u2013\u2014-]\s+")
# Languages in which what a writer is stands behind the name.
_ROLES_BEHIND = frozenset(("ko", "ja", "zh", "hi", "bn", "ur", "fa"))
_GLUED_ROLES = (
    "\u8a18\u8005",
    "\u7279\u6d3e\u54e1",
    "\u7de8\u96c6\u59d4\u54e1",
    "\u5831\u5c0e",
    "\u62a5\u9053",
    "\uae30\uc790",
    "\ud2b9\ud30c\uc6d0",
)
# Languages whose "and" is a letter before the word, and that letter.
_GLUED_AND = {"ar": "\u0648", "he": "\u05d5"}
# "Jane Roe (words) and John Poe (photographs)".
_ASIDE = re.compile(r"\s*\([^()]{2,20}\)")
_JAPANESE_NAME = re.compile("[\u4e00-\u9fff][\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fa]{2,5}")
_HAN_NAME = re.compile("[\u4e00-\u9fff\u3005]{3,5}")
# "Honorifics omitted", "to be continued", "contributed".
_NOTE_ENDS = "\u7565\u8f09\u7d9a\u5b8c\u7d42\u4e86\u4f9b\u4fe1\u5f71\u5831\u805e\u53f7\u65e5\u9762\u7248\u8a33\u96c6"
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")
# fmt: off
_PARTICLES = frozenset((
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al", "bin",
    "ibn", "ben", "ter", "ten", "te", "zu", "zur", "af", "av", "y", "e", "st", "dal", "do", "vom", "'t", "d'",
))
# fmt: on
_DASHED = re.compile(r"\s[-\u2013\u2014\u0640]\s")
_WORD = re.compile(r"\S+")
_NAME_MARKS = re.compile(r"[^\W\d_]")


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
    if (text[:1] in _BULLETS or _SIGN.match(text)) and (
        inner := read_byline(text[1:].lstrip(), language, below_headline=below_headline)
    ):
        return Byline(text[: len(text) - len(text[1:].lstrip())] + inner.as_printed, inner.authors, inner.date)
    if text[:1] in _BRACKETS and text[-1:] in _BRACKETS:
        return _bracketed(text, language)
    opening = _opening(text, language)
    if not opening and below_headline and (authors := _behind_role(text, language)):
        return Byline(text, authors)
    doubtful = 0 if opening or not below_headline else _doubtful_opening(text, language)
    return _signed(text, opening or doubtful, language, doubtful=doubtful > 0) if opening or doubtful else None


def _bracketed(text: str, language: str | None) -> Byline | None:
    """The byline in brackets that ends copy in East Asia: a desk or a role, and a name."""
    bare = text[1:-1].strip()
    parts = [part for part in re.split(r"[\u30fb\u00b7\s\u3000]", bare) if part]
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
    return _HAN_NAME.fullmatch(bare) is not None and bare[-1] not in _NOTE_ENDS + _DESK_ENDS


def _signed(text: str, opening: int, language: str | None, *, doubtful: bool) -> Byline | None:
    """The byline that goes on in names behind so many characters; None where it does not."""
    named, date = split_date(text[opening:].strip(_SEPARATORS + ")"))
    authors = read_names(named, language)
    if len(authors) == 1 and " " not in authors[0] and fold(authors[0]) in phrases("layout", "publication"):
        return None
    if not authors or (doubtful and not all(map(_is_sure_name, authors))):
        return None
    return Byline(before_date(text, date), authors, date)


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
        read_lone_name(text[length:].strip(_SEPARATORS), language)
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
    return text[: text.rindex(date.as_printed)].rstrip(_SEPARATORS) if date else text


def split_date(text: str) -> tuple[str, ArticleDate | None]:
    """The text before a date that ends it, and the date; the whole text and None where it ends in none."""
    if not any(map(str.isdecimal, text)):
        return text, None
    for word in _WORD.finditer(text):
        if starts_date(word[0]) and (date := parse_printed_date(text[word.start() :].strip(_SEPARATORS + ")"))):
            return text[: word.start()].strip(_SEPARATORS), date
    return text, None


def read_names(text: str, language: str | None) -> tuple[str, ...]:
    """The names of people that a list holds, roles and agencies left out; none where it is no list of names."""
    text = _ASIDE.sub(" ", without_roles(text.partition("\uff0f")[0], language)).strip()
    if not text or (ends_sentence(text) and len(text.rsplit(maxsplit=1)[-1]) > len("Jr.")):
        return ()
    segments = [segment.strip() for segment in _SEGMENTS.split(text) if segment.strip()]
    first = _split_conjunctions(segments[0], language) if segments else []
    if not first or not all(map(_is_name, first)):
        return ()
    names = first = [without_title(name, language) for name in first]
    # "Jane Roe and John Poe, Example Press": behind a list that is complete stands whom they write for.
    for segment in segments[1:] if len(first) == 1 else ():
        more = _split_conjunctions(segment, language)
        if all(map(_is_second_name, more)):
            names += [without_title(name, language) for name in more]
    return tuple(dict.fromkeys(names)) if len(names) <= MOST_AUTHORS else ()


def is_role(text: str, language: str | None) -> bool:
    """Whether the text is what a writer is, or whom they write for: "our correspondent", "Harbour Press"."""
    folded = fold(text.strip(_SEPARATORS))
    roles = [phrases("layout", "role", name) for name in {"en", language or "en"}]
    if any(folded in known or folded.rstrip(".") in known for known in roles):
        return True
    words = folded.split()
    return len(words) > 1 and any(
        word in phrases("layout", "affiliation") or any(word in known for known in roles) for word in words
    )


def without_roles(text: str, language: str | None) -> str:
    """The text without what its writers are: "our reporter" before a name, "\uae30\uc790" behind one."""
    known = [phrases("layout", "role", name) for name in {"en", language or "en"}]
    folded = fold(text)
    if len(folded) != len(text):
        return text
    length = max(roles.start(folded) for roles in known)
    if length and folded[length : length + 1].isspace():
        text = text[length:].lstrip(_SEPARATORS)
    words = text.split()
    if language in _ROLES_BEHIND:
        while len(words) > 1 and any(fold(words[-1]) in roles for roles in known):
            words.pop()
        for role in _GLUED_ROLES:
            if words and words[-1].endswith(role) and len(words[-1]) > len(role) + 1:
                words[-1] = words[-1].removesuffix(role).rstrip(_SEPARATORS)
    return " ".join(words) if len(words) < len(text.split()) or language in _ROLES_BEHIND else text


def without_title(name: str, language: str | None) -> str:
    """The name without the titles before it: "Dr.", "Prof."."""
    for known in dict.fromkeys(("en", language or "en")):
        titles = phrases("layout", "titles", known)
        while (length := titles.start(fold(name))) and name[length : length + 1] in (".", " "):
            rest = name[length:].lstrip(". ")
            if not rest or (" " not in rest and name[length] == " "):
                break
            name = rest
    return name


def split_desk(text: str) -> tuple[str, str]:
    """A byline's line and the credit of the desk that shares it: "By Jane Roe | Edited by: John Poe"."""
    if len(text) > LONGEST_BYLINE or (":" not in text and "\uff1a" not in text):
        return text, ""
    folded = fold(text)
    match = _desk().search(folded, SAFE_OPENING) if len(folded) == len(text) else None
    return (text[: match.start()].rstrip(_SEPARATORS), text[match.start("desk") :]) if match else (text, "")


@cache
def _desk() -> re.Pattern[str]:
    return re.compile(rf"[\s|;,\u00b7\u3000/]+(?P<desk>(?:{phrases('layout', 'desk').any_of})\s?[:\uff1a])")


def read_lone_name(text: str, language: str | None) -> tuple[str, ...]:
    """The names in a line that is nothing but a name or two, as papers print them without a word before them.

    Each is of two to four words, all with a capital; where letters have no case, of two or three words that hold no
    mark. Behind a stroke stands the place ("JANE ROE / PORT ELLERY").
    """
    if not text or any(char.isdecimal() or char in '?!:"\u00ab\u201c' for char in text):
        return ()
    if ends_sentence(text) and not is_role(_SEGMENTS.split(text)[-1], language):
        return ()
    bare = without_roles(text, language)
    if bare != text and (_HANGUL_NAME.fullmatch(bare) or _JAPANESE_NAME.fullmatch(bare)):
        return (bare,)
    text = re.split(r"\s/\s", text, maxsplit=1)[0]
    names: list[str] = []
    for segment in filter(None, (part.strip() for part in _SEGMENTS.split(text))):
        if names and (is_role(segment, language) or " " not in segment or _is_picture_credit(segment)):
            continue
        names += _split_conjunctions(segment, language)
    return tuple(names) if 0 < len(names) <= MOST_LONE_NAMES and all(map(_is_lone_name, names)) else ()


def _is_picture_credit(segment: str) -> bool:
    """Whether what stands behind a name says that the pictures are the author's, too."""
    return segment[0].islower() and phrases("layout", "picture").start(fold(segment)) > 0


def _is_lone_name(name: str) -> bool:
    words = name.split()
    if is_unspaced(name[0]):
        return _is_lone_unspaced(words)
    if not FEWEST_WORDS_OF_LONE_NAME <= len(words) <= MOST_PLAIN_WORDS or not _is_name(name):
        return False
    paper = phrases("layout", "publication")
    if name[0].lower() != name[0].upper():
        return not any(fold(word) in paper for word in words)
    # Where letters have no case only the shape is left, and a Korean name is of one word.
    if len(words) > MOST_WORDS_OF_SURE_NAME or "\uac00" <= name[0] <= "\ud7a3":
        return False
    section = phrases("layout", "section")
    return not any(fold(word) in paper for word in (words[0], words[-1])) and not any(
        fold(word) in section for word in words
    )


def _is_lone_unspaced(words: list[str]) -> bool:
    """Whether these are a Thai name, a Chinese one, or a Japanese one with a space in it."""
    pair = len(words) == FEWEST_WORDS_OF_LONE_NAME
    if "\u0e00" <= words[0][0] <= "\u0e7f":
        return pair and max(map(len, words)) <= LONGEST_THAI_WORD
    dense = "".join(words)
    short = len(words) <= FEWEST_WORDS_OF_LONE_NAME and len(dense) <= MOST_CHARACTERS_OF_LONE_NAME
    return short and (pair or _is_chinese_name(dense))


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
    if length == 1 and _HANGUL_NAME.fullmatch(text[1:].strip()) and behind.isspace():
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
    return _is_chinese_name(name) and (apart or len(name) < CHINESE_NAME[-1])


def _is_chinese_name(word: str) -> bool:
    return len(word) in CHINESE_NAME and phrases("layout", "surnames").start(word) > 0


def _has_case(text: str) -> bool:
    letter = _NAME_MARKS.search(text)
    return letter is not None and letter[0].lower() != letter[0].upper()


def _split_conjunctions(text: str, language: str | None) -> list[str]:
    chinese = [word for word in text.split() if word not in phrases("layout", "byline", "zh")]
    if len(chinese) > 1 and all(map(_is_chinese_name, chinese)):
        return chinese
    known = [phrases("layout", "conjunctions", name) for name in {"en", language or "en"}]
    names: list[list[str]] = [[]]
    glued = _GLUED_AND.get(language or "")
    for word in text.split():
        if glued and len(names[-1]) > 1 and word.startswith(glued) and len(word) > SHORTEST_GLUED:
            names.append([word.removeprefix(glued)])
            continue
        # Some conjunctions are also initials or particles ("e", "y"): only in lower case, between two names.
        if names[-1] and not word[0].isupper() and any(fold(word) in conjunctions for conjunctions in known):
            names.append([])
        else:
            names[-1].append(word)
    return [" ".join(name) for name in names if name]


def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > MOST_NAME_WORDS or any(char.isdecimal() or char in '?!:"' for char in text):
        return False
    if "\u0e00" <= text[0] <= "\u0e7f":
        return len(words) <= MOST_WORDS_OF_SURE_NAME and max(map(len, words)) <= LONGEST_THAI_WORD
    if is_unspaced(text[0]):
        return len(text) <= LONGEST_UNSPACED_NAME
    return all(map(_is_name_word, words)) and words[-1] not in _PARTICLES


def _is_second_name(text: str) -> bool:
    """Whether the text behind a comma is a name too. A lone word is an agency or a place ("Jane Roe, Reuters")."""
    if not _is_name(text) or text[0].islower() or not (" " in text or is_unspaced(text[0])):
        return False
    return not any(fold(word) in phrases("layout", "affiliation") for word in text.split())


def _is_name_word(word: str) -> bool:
    if word in _PARTICLES or word.startswith(("al-", "el-", "d'", "d\u2019")):
        return True
    letter = _NAME_MARKS.search(word)
    return letter is not None and not letter[0].islower()
