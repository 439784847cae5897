"""Credits of pictures: who made one, by a word for it before or behind the name, and under which licence."""

import re
from functools import cache

from service.article import Image
from service.layout.shapes import ends_sentence, is_prose, word_count
from service.words import fold, is_unspaced, languages, phrases
from service.words.within import Within

LONGEST_CREDIT = 80
MOST_CREDIT_WORDS = 9
MOST_NAME_WORDS, FEWEST_NAME_WORDS = 4, 2
# Thai "photo from" has seven letters and no space.
SHORTEST_UNSPACED_LABEL = 5
_COLONS = ":\uff1a/\uff0f|\u30fb\u00b7=\uff1d"
_DASHES = "-\u2013\u2014"
EDGES = " \t/\uff0f|\u2013\u2014-\u00b7\u30fb,;:\uff1a\u060c\u3001\uff0c=\uff1d"
_COMPOUND = re.compile(r"\s?[/&+\u30fb\u00b7]\s?")
_SPACES = str.maketrans("", "", " .-'")
_LICENSE = re.compile(
    r"\b(?:CC0(?:\s1\.0)?|CC[ -]BY(?:-[A-Z]{2}){0,3}(?:[ -]\d\.\d)?(?:\s(?:International|Unported|Generic|[A-Z]{2})\b)?"
    r"|GFDL|OGL(?:\sv?\d\.\d)?)",
    re.IGNORECASE,
)
# "QUAY/Jane Roe": who hands out the picture, in capitals, and who took it.
_HOUSE_AND_NAME = re.compile(r"[A-Z]{3,16}/[^\W\d_]{2,20}(?: [^\W\d_][\w.'-]*){1,3}")


def without_terms(credit: str) -> str:
    """A credit without what its agency says of resale behind it, as Korean papers print it."""
    named, stop, terms = credit.partition(". ")
    return named if stop and _behind(named) and phrases("layout", "rights").start(fold(terms)) else credit


def is_marked(text: str, length: int) -> bool:
    """Whether a colon, or what stands for one, is behind the label."""
    behind = text[length:].lstrip(" .")
    dashed = behind[:1] in tuple(_DASHES) and behind[1:2] == " "
    return dashed or behind[:1] in tuple(_COLONS) or text[length - 1] in _COLONS


def is_long_label(label: str) -> bool:
    """Whether a label is enough without a colon: several words, or as much in a script without spaces."""
    return " " in label or (is_unspaced(label[0]) and len(label) >= SHORTEST_UNSPACED_LABEL)


def label_length(text: str) -> int:
    """How long the label is, with those that stand behind it: "Foto/Foto", "Photo / Video"."""
    labels = phrases("layout", "picture")
    folded = fold(text[:LONGEST_CREDIT])
    at = labels.start(folded)
    while at and (more := _COMPOUND.match(folded, at)) and (length := labels.start(folded[more.end() :])):
        at = more.end() + length
    return at


def could_hold_credit(end: str) -> bool:
    """Whether the end of a text holds a word of credits, or marks or capitals that stand for one."""
    signs = "\u00a9" in end or "/" in end or "::" in end or end[-1:].isupper() or end[-2:-1].isupper()
    return signs or _credit_words().could_be_in(fold(end))


@cache
def _credit_words() -> Within:
    lists = ("picture", "picture_agency", "picture_behind")
    return Within((word for name in lists for word in phrases("layout", name)), "")


def read_credit(credit: str, *, within_brackets: bool, mark: str) -> Image | None:
    """The credit that ends a caption, or None where what stands there is copy."""
    if not is_short(credit.lstrip("\u00a9")):
        return None
    if credit.startswith("\u00a9") or mark == "::":
        said = credit.lstrip("\u00a9 ")
        of_page = any(map(str.isdecimal, said)) or ends_sentence(said) or fold(said).startswith("copyright")
        return None if of_page else credit_of(said)
    if length := label_length(credit):
        said = credit[length:].strip(EDGES + " .")
        marked = is_marked(credit, length)
        named = (mark in (".", "\u3002") and (is_long_label(credit[:length]) or is_name(said))) or within_brackets
        return credit_of(said) if said and (marked or named) and not is_prose(said) else None
    if within_brackets:
        return _bracketed_credit(credit)
    behind = _behind(credit) if mark[:1] in ("\u3001", "\uff1d", "\u3002", ".") else None
    if behind is not None:
        return credit_of(behind)
    handed = mark[:1] in ("-", "\u2013", "\u2014", "|", ".", "/") and is_name(credit.replace("/", " "))
    cased = credit.isupper() and credit.translate(_SPACES).isalpha() and not _LICENSE.match(credit)
    capitals = cased and len(credit.split()) > 1 and mark[:1] in (".", "/")
    agency = "/" in credit and _agencies().search(fold(credit)) is not None
    house = mark[:1] == "." and _HOUSE_AND_NAME.fullmatch(credit) is not None
    return credit_of(credit) if handed and (agency or capitals or house) else None


def _bracketed_credit(within: str) -> Image | None:
    credit = without_terms(within)
    behind = _behind(credit)
    if behind is not None:
        return credit_of(behind)
    words = re.findall(r"\w+", fold(credit))
    # A lone "(photos)" says that there are some; a credit names somebody.
    named = len(words) > 1 and any(word in phrases("layout", "picture") for word in words)
    agency = _agencies().search(fold(credit))
    # "(Jane Roe/The Gazette)"; an agency alone in the brackets.
    handed = "/" in credit and (
        agency or all(len(one.split()) > 1 and is_name(one.strip()) for one in credit.split("/"))
    )
    alone = agency is not None and agency[0] == fold(credit)
    return credit_of(credit) if named or handed or alone else None


def agency_alone(inner: str) -> Image | None:
    """An agency in brackets, alone in its block; a name with the word for a credit behind it."""
    behind = _behind(inner)
    # The bare name of an agency signs copy.
    named = fold(inner) not in phrases("layout", "picture_agency") and _agencies().search(fold(inner))
    if behind is not None or (named and is_short(inner)):
        return credit_of(behind or inner)
    return None


def copyright_of_picture(text: str) -> Image | None:
    """An agency and a name, also behind a (c), which before a year, or one name, is of the page."""
    said = text.lstrip("\u00a9 ")
    if "/" not in said or any(map(str.isdecimal, said)) or ends_sentence(said) or not is_short(said):
        return None
    if text[:1] == "\u00a9":
        return credit_of(said)
    agencies = phrases("layout", "picture_agency")
    agency = agencies.start(fold(said))
    first = agency and said[agency:].lstrip().startswith("/")
    # "Jane Roe/Getty Images".
    name, _, last = said.rpartition("/")
    behind = fold(last.strip()) in agencies and FEWEST_NAME_WORDS <= len(name.split()) <= MOST_NAME_WORDS
    return credit_of(said) if (first or behind) and is_name(said.replace("/", " ")) else None


def credit_of(said: str) -> Image:
    """The credit and the licence in it, apart."""
    said = said.strip(EDGES + "\u00a9 ")
    found = _LICENSE.search(said) or _license_words().search(said)
    if found is None:
        length = label_length(said)
        inner = said[length:].strip(EDGES) if length and is_marked(said, length) else said
        return Image(credit=_maker(inner) or None)
    before = _license_labels().sub("", said[: found.start()].rstrip(EDGES + "(")).rstrip(EDGES + "(")
    credit = (before + said[found.end() :].rstrip(") ")).strip(EDGES)
    return Image(credit=_maker(credit) or None, license=found[0])


def _maker(credit: str) -> str:
    """Who made the picture, where a desk stands before it: "Harbour Office photo by Jane Roe"."""
    found = _made_by().search(credit)
    return credit[found.end() :].strip(EDGES) or credit if found else credit


@cache
def _made_by() -> re.Pattern[str]:
    """A word for pictures and the word that opens bylines behind it, within a credit."""
    labels = {
        label
        for words in languages().values()
        for label in words["layout"].get("picture", ())
        if " " in label and label.rsplit(maxsplit=1)[-1] in words["layout"].get("byline", ())
    }
    return re.compile(rf"(?<=\S\s)(?:{'|'.join(sorted(map(re.escape, labels)))})\s+(?=\S)", re.IGNORECASE)


@cache
def _license_words() -> re.Pattern[str]:
    return re.compile(f"(?:{phrases('layout', 'license').any_of})$", re.IGNORECASE)


@cache
def _license_labels() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,;|/(]))(?:{phrases('layout', 'license_label').any_of})$", re.IGNORECASE)


@cache
def _agencies() -> Within:
    names = phrases("layout", "picture_agency")
    return Within(names, rf"(?<!\w)(?:{names.any_of})(?!\w)")


def _behind(credit: str) -> str | None:
    """The name before a word that makes a credit of it, where one ends the text."""
    match = _behind_words().search(credit)
    return credit[: match.start()].rstrip(EDGES) or None if match else None


@cache
def _behind_words() -> re.Pattern[str]:
    # Only scripts that join a word to the name before it do without a space.
    words = phrases("layout", "picture_behind").any_of
    return re.compile(rf"(?:(?<=[\u3040-\u9fff\uac00-\ud7a3])\s?|\s)(?:{words})$", re.IGNORECASE)


def is_short(text: str) -> bool:
    """Whether a text is as short as a credit."""
    # In Thai and its neighbours a word has far more characters than the two that count as one.
    long_words = "\u0e00" <= text[-1:] <= "\u109f"
    return 0 < len(text) <= LONGEST_CREDIT and (long_words or word_count(text) <= MOST_CREDIT_WORDS)


def is_name(text: str) -> bool:
    """Whether each word could be of a name: none starts in lower case but small ones, and there are few."""
    words = text.split()
    named = [word for word in words if not word[0].islower() or len(word) <= len("von")]
    return 0 < len(words) <= MOST_NAME_WORDS + 2 and len(named) == len(words)
