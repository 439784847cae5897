"""Captions: what a picture shows, who made it, under which licence it is printed."""

import re
from functools import cache

from service.article import Image
from service.layout.shapes import ends_sentence, is_prose, word_count
from service.words import fold, is_unspaced, languages, phrases
from service.words.within import Within

# Captions run to a few sentences; a longer block that ends in a credit is a paragraph.
LONGEST_CAPTION = 400
LONGEST_CREDIT = 80
MOST_CREDIT_WORDS = 9
# So many marks before which a credit can begin are looked at, from the end of the block.
MOST_MARKS = 8
MOST_NAME_WORDS, FEWEST_NAME_WORDS = 4, 2
# "Ilustra\u00e7\u00e3o 12."
LONGEST_FIGURE = 20
FEWEST_CAPTION_WORDS = 3
# Thai "photo from" has seven letters and no space.
SHORTEST_UNSPACED_LABEL = 5

_OPENERS, _CLOSERS = "([\uff08\u3010\u3014<", ")]\uff09\u3011\u3015>"
# Arrows, triangles, squares and stars that point at a picture.
_ORNAMENTS = "".join(map(chr, (*range(0x2190, 0x2194), *range(0x25A0, 0x25D0), 0x2605, 0x203B))) + ">* "
_COLONS = ":\uff1a/\uff0f|\u30fb\u00b7=\uff1d"
_DASHES = "-\u2013\u2014"
_EDGES = " \t/\uff0f|\u2013\u2014-\u00b7\u30fb,;:\uff1a\u060c\u3001\uff0c=\uff1d"
_MARK = re.compile(
    r"[(\[\uff08\u3010]|[.!?\u2026\u3002\u0964\u06d4\u061f]['\"\u201d\u00bb\u300d]?\s*|\s[|/\uff0f\u2013\u2014-]+\s"
    r"|::|\s?[\u3001\uff1d]|\s(?=\u00a9)|[,;]\s|\s(?=[^\s:\uff1a]{2,24}\s?[:\uff1a])"
)
# Of these nothing is part of the caption.
_BETWEEN = (
    "",
    "(",
    "[",
    "\uff08",
    "\u3010",
    "|",
    "/",
    "\uff0f",
    "-",
    "\u2013",
    "\u2014",
    "--",
    "::",
    ",",
    ";",
    "\u3001",
    "\uff1d",
)
# Behind the number of a figure stands a mark; a sentence that begins with one goes on with a word.
_FIGURE_NUMBER = re.compile(r"\.?\s?(?:\d{1,3}|[ivx]{1,4})[a-z]?(?:\s?[.:)\u2013\u2014-]|\s{2}|$)")
_COMPOUND = re.compile(r"\s?[/&+\u30fb\u00b7]\s?")
_SPACES = str.maketrans("", "", " .-'")
_INITIALED = re.compile(r"(?:^|\s)[^\W\d_]\.")
_LICENSE = re.compile(
    r"\b(?:CC0(?:\s1\.0)?|CC[ -]BY(?:-[A-Z]{2}){0,3}(?:[ -]\d\.\d)?(?:\s(?:International|Unported|Generic|[A-Z]{2})\b)?"
    r"|GFDL|OGL(?:\sv?\d\.\d)?)",
    re.IGNORECASE,
)


def read_caption(text: str) -> Image | None:
    """The picture that the block describes or credits; None where it is no caption."""
    if not text or len(text) > LONGEST_CAPTION:
        return None
    bare = text.lstrip(_ORNAMENTS)
    if _is_figure(bare):
        return _credited(bare) or Image(caption=bare)
    if bare[:1] in _OPENERS and bare[-1:] in _CLOSERS and not any(mark in bare[1:-1] for mark in _OPENERS):
        inner = _without_terms(bare[1:-1].strip())
        return _labelled(inner, within_brackets=True) or _credited(inner) or _agency_alone(inner)
    return _labelled(bare, within_brackets=False) or _credited(bare) or _copyright_of_picture(bare)


def _is_figure(text: str) -> bool:
    """Whether a word for pictures and a number open the text: "Fig. 1", "1. \u00e1bra"."""
    if not any(map(str.isdecimal, text[:LONGEST_FIGURE])):
        return False
    folded = fold(text[:LONGEST_FIGURE])
    length = phrases("layout", "figure").start(folded)
    return length > 0 and _FIGURE_NUMBER.match(folded, length) is not None


def _without_terms(credit: str) -> str:
    """A credit without what its agency says of resale behind it, as Korean papers print it."""
    named, stop, terms = credit.partition(". ")
    return named if stop and _behind(named) and phrases("layout", "rights").start(fold(terms)) else credit


def is_bare_credit(text: str) -> bool:
    """Whether a word for pictures and a name, without a colon, are all of a line, which stands below a caption."""
    length = _label_length(text) if _is_short(text) else 0
    said = text[length:].strip(_EDGES + " .")
    # Only capitals tell such a name from copy.
    return length > 0 and text[0].isupper() and len(said.split()) >= FEWEST_NAME_WORDS and said.istitle()


def join_images(above: Image, below: Image) -> Image | None:
    """One picture of a caption and the line below it, a credit or more of the caption; None where they are two."""
    if above.credit or not above.caption or (below.credit and below.caption):
        return None
    caption = f"{above.caption} {below.caption}" if below.caption else above.caption
    return Image(caption=caption, credit=below.credit, license=below.license)


def _labelled(text: str, *, within_brackets: bool) -> Image | None:
    """A block that a word for pictures opens."""
    shows = phrases("layout", "picture_shows").start(fold(text))
    if shows and (is_unspaced(text[0]) or text[shows:].lstrip()[:1] in ":-\u2013,\u2014"):
        return _credited(text) or Image(caption=text.rstrip(_CLOSERS))
    length = _label_length(text)
    if not length:
        return None
    if _is_marked(text, length):
        said = text[length:].lstrip(_EDGES + "=\uff1d.").rstrip()
        return (
            _caption_of(said) if fold(text[:length]) in phrases("layout", "caption_label") else _said_of_picture(said)
        )
    said = text[length:].strip(_EDGES + " .")
    sure = (
        within_brackets
        or _is_long_label(text[:length])
        or "." in text[length - 1 : length + 1]
        or _INITIALED.search(said)
    )
    return _credit_of(said) if said and sure and (_is_name(said) or (within_brackets and _is_short(said))) else None


def _is_marked(text: str, length: int) -> bool:
    """Whether a colon, or what stands for one, is behind the label."""
    behind = text[length:].lstrip(" .")
    dashed = behind[:1] in tuple(_DASHES) and behind[1:2] == " "
    return dashed or behind[:1] in tuple(_COLONS) or text[length - 1] in _COLONS


def _is_long_label(label: str) -> bool:
    """Whether a label is enough without a colon: several words, or as much in a script without spaces."""
    return " " in label or (is_unspaced(label[0]) and len(label) >= SHORTEST_UNSPACED_LABEL)


def _caption_of(said: str) -> Image:
    return _credited(said) or Image(caption=said.strip(_EDGES) or None)


def _said_of_picture(said: str) -> Image:
    """What stands behind "Photo:": who made it, or what it shows, perhaps with its credit."""
    if not said.strip(_EDGES):
        return Image()
    inner = _credited(said)
    if inner and inner.caption:
        return inner
    words = said.split()
    # In scripts with capitals a credit is names; where most words have none, it says what is seen.
    plain = sum(word[0].islower() for word in words) * 2 > len(words) > MOST_NAME_WORDS
    shows = len(said) > LONGEST_CREDIT or is_prose(said) or (ends_sentence(said) and word_count(said) > MOST_NAME_WORDS)
    return Image(caption=said.strip(_EDGES)) if shows or plain else _credit_of(said)


def _label_length(text: str) -> int:
    """How long the label is, with those that stand behind it: "Foto/Foto", "Photo / Video"."""
    labels = phrases("layout", "picture")
    folded = fold(text[:LONGEST_CREDIT])
    at = labels.start(folded)
    while at and (more := _COMPOUND.match(folded, at)) and (length := labels.start(folded[more.end() :])):
        at = more.end() + length
    return at


def _credited(text: str) -> Image | None:
    """A caption that ends in its credit: in brackets, behind a mark and the word for it, or behind a (c)."""
    text = text.rstrip()
    # No credit begins before.
    reach = max(0, len(text) - LONGEST_CREDIT - MOST_CREDIT_WORDS)
    if not _could_hold_credit(text[reach:]):
        return None
    for mark in reversed(list(_MARK.finditer(text, reach))[-MOST_MARKS:]):
        said = text[mark.end() :].strip()
        slashed = said[:1] in ("/", "|")
        caption = text[: mark.start()].rstrip(_EDGES) if mark[0].strip() in _BETWEEN else text[: mark.end()].strip()
        bracket = mark[0] in _OPENERS
        if bracket and said[-1:] not in _CLOSERS:
            continue
        credit = said.rstrip(_CLOSERS + " ") if bracket else said.lstrip("/| ")
        image = _read_credit(credit, within_brackets=bracket, mark="/" if slashed else mark[0].strip())
        # A sentence that ends in an agency in brackets is a paragraph's last.
        if bracket and image and fold(credit) in phrases("layout", "picture_agency") and is_prose(caption):
            continue
        # "Text and photos: Jane Roe" is a byline.
        if not mark[0].strip() and word_count(caption) < FEWEST_CAPTION_WORDS:
            continue
        if image and caption:
            return Image(caption=caption.lstrip(_ORNAMENTS), credit=image.credit, license=image.license)
    return None


def _could_hold_credit(end: str) -> bool:
    """Whether the end of a text holds a word of credits, or marks or capitals that stand for one."""
    signs = "\u00a9" in end or "/" in end or "::" in end or end[-1:].isupper() or end[-2:-1].isupper()
    return signs or _credit_words().could_be_in(fold(end))


@cache
def _credit_words() -> Within:
    lists = ("picture", "picture_agency", "picture_behind")
    tables = [words["layout"] for words in languages().values()]
    return Within((fold(word) for table in tables for name in lists for word in table.get(name, ())), "")


def _read_credit(credit: str, *, within_brackets: bool, mark: str) -> Image | None:
    """The credit that ends a caption, or None where what stands there is copy."""
    if not _is_short(credit.lstrip("\u00a9")):
        return None
    if credit.startswith("\u00a9") or mark == "::":
        said = credit.lstrip("\u00a9 ")
        of_page = any(map(str.isdecimal, said)) or ends_sentence(said) or fold(said).startswith("copyright")
        return None if of_page else _credit_of(said)
    if length := _label_length(credit):
        said = credit[length:].strip(_EDGES + " .")
        marked = _is_marked(credit, length)
        named = (mark in (".", "\u3002") and (_is_long_label(credit[:length]) or _is_name(said))) or within_brackets
        return _credit_of(said) if said and (marked or named) and not is_prose(said) else None
    if within_brackets:
        return _bracketed_credit(credit)
    behind = _behind(credit) if mark[:1] in ("\u3001", "\uff1d", "\u3002", ".") else None
    if behind is not None:
        return _credit_of(behind)
    handed = mark[:1] in ("-", "\u2013", "\u2014", "|", ".", "/") and _is_name(credit.replace("/", " "))
    cased = credit.isupper() and credit.translate(_SPACES).isalpha() and not _LICENSE.match(credit)
    capitals = cased and len(credit.split()) > 1 and mark[:1] in (".", "/")
    agency = "/" in credit and _agencies().search(fold(credit)) is not None
    return _credit_of(credit) if handed and (agency or capitals) else None


def _bracketed_credit(within: str) -> Image | None:
    credit = _without_terms(within)
    behind = _behind(credit)
    if behind is not None:
        return _credit_of(behind)
    words = re.findall(r"\w+", fold(credit))
    # A lone "(photos)" says that there are some; a credit names somebody.
    named = len(words) > 1 and any(word in phrases("layout", "picture") for word in words)
    agency = _agencies().search(fold(credit))
    # "(Jane Roe/The Gazette)"; an agency alone in the brackets.
    handed = "/" in credit and (
        agency or all(len(one.split()) > 1 and _is_name(one.strip()) for one in credit.split("/"))
    )
    alone = agency is not None and agency[0] == fold(credit)
    return _credit_of(credit) if named or handed or alone else None


def _agency_alone(inner: str) -> Image | None:
    """An agency in brackets, alone in its block; a name with the word for a credit behind it."""
    behind = _behind(inner)
    # The bare name of an agency signs copy.
    named = fold(inner) not in phrases("layout", "picture_agency") and _agencies().search(fold(inner))
    if behind is not None or (named and _is_short(inner)):
        return _credit_of(behind or inner)
    return None


def _copyright_of_picture(text: str) -> Image | None:
    """An agency and a name, also behind a (c), which before a year, or one name, is of the page."""
    said = text.lstrip("\u00a9 ")
    if "/" not in said or any(map(str.isdecimal, said)) or ends_sentence(said) or not _is_short(said):
        return None
    if text[:1] == "\u00a9":
        return _credit_of(said)
    agency = phrases("layout", "picture_agency").start(fold(said))
    return (
        _credit_of(said)
        if agency and said[agency:].lstrip().startswith("/") and _is_name(said.replace("/", " "))
        else None
    )


def _credit_of(said: str) -> Image:
    """The credit and the licence in it, apart."""
    said = said.strip(_EDGES + "\u00a9 ")
    found = _LICENSE.search(said) or _license_words().search(said)
    if found is None:
        length = _label_length(said)
        inner = said[length:].strip(_EDGES) if length and _is_marked(said, length) else said
        return Image(credit=inner or None)
    before = _license_labels().sub("", said[: found.start()].rstrip(_EDGES + "(")).rstrip(_EDGES + "(")
    credit = (before + said[found.end() :].rstrip(") ")).strip(_EDGES)
    return Image(credit=credit or None, license=found[0])


@cache
def _license_words() -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of('license')})$", re.IGNORECASE)


@cache
def _license_labels() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,;|/(]))(?:{_any_of('license_label')})$", re.IGNORECASE)


@cache
def _agencies() -> Within:
    names = {fold(word) for table in languages().values() for word in table["layout"].get("picture_agency", ())}
    return Within(names, rf"(?<!\w)(?:{_any_of('picture_agency')})(?!\w)")


def _any_of(name: str) -> str:
    words = {fold(word) for table in languages().values() for word in table["layout"].get(name, ())}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _behind(credit: str) -> str | None:
    """The name before a word that makes a credit of it, where one ends the text."""
    match = _behind_words().search(credit)
    return credit[: match.start()].rstrip(_EDGES) or None if match else None


@cache
def _behind_words() -> re.Pattern[str]:
    # Only scripts that join a word to the name before it do without a space.
    return re.compile(rf"(?:(?<=[\u3040-\u9fff\uac00-\ud7a3])\s?|\s)(?:{_any_of('picture_behind')})$", re.IGNORECASE)


def _is_short(text: str) -> bool:
    # In Thai and its neighbours a word has far more characters than the two that count as one.
    long_words = "\u0e00" <= text[-1:] <= "\u109f"
    return 0 < len(text) <= LONGEST_CREDIT and (long_words or word_count(text) <= MOST_CREDIT_WORDS)


def _is_name(text: str) -> bool:
    """Whether each word could be of a name: none starts in lower case but small ones, and there are few."""
    words = text.split()
    named = [word for word in words if not word[0].islower() or len(word) <= len("von")]
    return 0 < len(words) <= MOST_NAME_WORDS + 2 and len(named) == len(words)
