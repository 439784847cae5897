"""Datelines: the place, and often the day and the agency, that open the first paragraph of a filed story."""

import re

from service.article import ArticleDate, Dateline, Found
from service.dates import parse_printed_date
from service.dates.calendar_words import calendar_words
from service.dates.digits import plain_digits
from service.layout.date_lines import is_companion, read_date_line
from service.layout.east_asian_datelines import KOREAN_REPORTERS, REPORTERS, placeless, read_unspaced
from service.layout.names import dense_name, is_paper_name
from service.words import fold, is_unspaced, phrases

LONGEST_DATELINE = 80
MOST_PLACE_WORDS = 4
# A place that nothing but a dash, a colon or a full stop marks is short.
MOST_PLAIN_WORDS, MOST_COLON_WORDS = 2, 3
LONGEST_UNSPACED_PLACE = 12
SHORTEST_CAPITALS = 4
# Within so many characters a second dash would make the first an aside's.
ASIDE = 60
MOST_SEPARATORS = 5

# What can end a dateline: a dash, an agency's bracket or stroke, a colon, a full stop.
_SEPARATOR = re.compile(
    r"\s*(?P<dash>\u2014|\u2013|--|\u2212|(?<=\s)\u0640(?=\s))\s*(?=\S)|\s+(?P<hyphen>-)\s+(?=\S)|(?<=[\w\u064b-\u0652).])(?P<tight>-)\s+(?=\S)"
    r"|(?<=\))\s*(?P<bracket>:?)\s+(?=\S)|(?<=/)(?P<stroke>[.:]?)\s+(?=\S)|(?P<colon>:)\s+(?=\S)|(?P<stop>[.\u0964])\s+(?=[^\s\u2013\u2014-])"
)
_LEAD = re.compile(r"\((?P<agency>[^()]{2,24})\)\s*[-\u2013\u2014]\s*")
_AGENCY = re.compile(r"[\s,\u060c.]*(?:\((?P<bracket>[^()]{2,40})\)|/(?P<stroke>[^/]{2,30})/)\.?$")
_TIGHT_AGENCY = re.compile(r"\s*[-\u2013]\s*(?P<agency>[^-\u2013]{2,30})$")
_COMMA = re.compile(r"\s*[,\u060c]\s*")
_NUMERIC_DAY = re.compile(r"\d[./-]\d")
_REGION = re.compile(r"\s\([^()\d]{2,24}\)$")
# "2021", "2021 \u0440\u043e\u043a\u0443".
_YEAR = re.compile(r"\d{4}(?:\s[^\W\d_]{1,5}\.?)?$")
# "Frankfurt/Main", "Hamburg/Berlin".
_STROKE_OF_WORDS = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])")
_BESIDE_DAY = " ,.\u060c-\u2013\u2014"
_JOINT = re.compile("[\\s:.\u061b=\uff1d/\u2212\u2013\u2014-]*")
_MORE = re.compile(
    r"(?P<said>\u00ab[^\u00bb]{2,30}\u00bb(?=\s*:)|[^.\u2013\u2014-]{2,30}?)(?=\s*[.:,]\s|\s*[\u2013\u2014-]|\s--)"
)
_MORE_BEFORE_DASH = re.compile(r"(?P<said>[^\u2013\u2014-]{2,30}?)(?=\s*[\u2013\u2014]|\s--?\s)")
# "QUAYNEWS.COM": a site, and no place.
_DOMAIN = re.compile(r"[^\W\d_]{3,}\.[^\W\d_]{2,}")
# "Port Ellery. 3 April. QUAY NEWS".
_STOPPED_AGENCY = re.compile(r"(?P<place>[^.\d]{2,24})\.\s(?P<day>\d{1,2}\s[^\W\d_]+)\.\s(?P<agency>[^.\d]{3,30})")
_PLACE_AND_STOP = re.compile(r"(?P<place>[^\W\d_]{4,20}(?:[ -][^\W\d_]{3,20})?)\.\s(?=\S)")
# Prepositions of places, and a postcode.
_BEFORE_PLACE = (
    r"(?:\d{4,6}\s|\b(?i:in|at|from|near|aus|nach|bei|von|\u00e0|en|em|de|di|da|a|el|w|z|do|v|ve|na|i|p\u00e5|te"
    r"|\u0432|\u0438\u0437|\u0443)\s)"
)
_QUOTES = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019"


def read_dateline(paragraph: str, houses: frozenset[str] = frozenset()) -> Dateline | None:
    """The dateline that the paragraph starts with, without its dash; None where it starts with none.

    A place in plain letters and a dash alone could be any aside: then it takes capitals, a day, or an agency, which may
    be one of `houses`, the dense names by which the page calls itself.
    """
    first = paragraph[:1]
    if "\u4e00" <= first <= "\u9fff" or first in "(\uff08[\u3010\uff3b\u3014":
        unspaced = read_unspaced(paragraph)
        if unspaced or first != "(":
            return unspaced
    lead = _LEAD.match(paragraph)
    start = lead.end() if lead else 0
    opening = paragraph[start : start + LONGEST_DATELINE + ASIDE]
    for number, mark in enumerate(_SEPARATOR.finditer(opening)):
        if mark.start() > LONGEST_DATELINE or number >= MOST_SEPARATORS:
            return None
        place = _place(opening, mark, houses, known=lead is not None)
        if place:
            printed = paragraph[: start + _end(opening, mark)].strip()
            return Dateline(printed.removesuffix(".") if printed.endswith(").") else printed, place)
    return None


def lone_dateline(text: str) -> Dateline | None:
    """The dateline that is a block of its own, as some papers print it: a place, perhaps the day, and the agency."""
    if len(text) > LONGEST_DATELINE or text[-1:] not in ")/":
        return None
    dateline = read_dateline(f"{text} \u2013 X")
    return dateline if dateline and dateline.as_printed == text and dateline_agency(dateline) else None


def is_place_alone(text: str) -> bool:
    """Whether a line could be a place that stands alone above the copy: a word or three in capitals."""
    words = text.split()
    cased = text.isupper() and len(words) <= MOST_COLON_WORDS and len(text) >= SHORTEST_CAPITALS
    return cased and all(char.isalpha() or char in " .,'-" for char in text)


def recurring_place(paragraph: str, around: str) -> Dateline | None:
    """A place before a full stop that opens the story, and that the text `around` names again as one: "Ellery. The".

    A preposition or a postcode stands before it there: a word alone before a stop may be a sentence.
    """
    match = _PLACE_AND_STOP.match(paragraph)
    if match is None or not match["place"][0].isupper() or not paragraph[match.end()].isupper():
        return None
    known = re.search(rf"{_BEFORE_PLACE}{re.escape(match['place'])}\b", around)
    return Dateline(match["place"], match["place"]) if known else None


def dateline_date(dateline: Dateline) -> ArticleDate | None:
    """The date in a dateline, where it is whole: most leave the year out."""
    beside = dateline.as_printed.partition(dateline.place)[2]
    line = read_date_line(re.split(r"[(/]", beside, maxsplit=1)[0].strip(" ,.\u060c"))
    return line.dates[0] if line and line.dates[0].precision == "day" else None


def dateline_house(paragraph: str) -> str | None:
    """Who is named in brackets or between strokes in the dateline that opens a story."""
    dateline = read_dateline(paragraph)
    named = _AGENCY.search(dateline.as_printed) if dateline else None
    return (named["bracket"] or named["stroke"]).strip() if named else None


def dateline_agency(dateline: Dateline) -> str | None:
    """The news agency that a dateline names, as printed; None where it names none."""
    parts = re.split(r"[()/\[\]\uff08\uff09\u3010\u3011=\s]+", dateline.as_printed.replace(dateline.place, " ", 1))
    named = (part for part in parts if fold(part) in phrases("layout", "agencies"))
    return next((name for name in named if fold(name) not in phrases("layout", "desk")), None)


def after_dateline(body: str, dateline: Found[Dateline] | None) -> int:
    """Where the story goes on behind the dateline that opens the body, and its reporters; 0 where none does."""
    opening = body[: 2 * LONGEST_DATELINE]
    if dateline and body.startswith(dateline.value.as_printed):
        end = len(dateline.value.as_printed)
    elif match := placeless().match(opening):
        end = match.end()
    else:
        return 0
    reporters = KOREAN_REPORTERS.match(opening, end) or REPORTERS.match(opening, end)
    joint = _JOINT.match(body, reporters.end() if reporters else end)
    return joint.end() if joint else 0


def _end(opening: str, mark: re.Match[str]) -> int:
    """Where the dateline ends: behind an agency or a day that stands behind the place's dash, too."""
    for more in (_MORE.match(opening, mark.end()), _MORE_BEFORE_DASH.match(opening, mark.end())):
        said = more["said"].strip() if more and mark.lastgroup in ("dash", "hyphen", "tight") else ""
        if more and said and (_is_agency(said) or parse_printed_date(said)):
            return more.end("said")
    return mark.start()


def _place(opening: str, mark: re.Match[str], houses: frozenset[str], *, known: bool) -> str | None:
    """The place of a dateline that ends at that mark; None where what stands before it is none."""
    said = opening[: mark.start()].strip()
    if mark.lastgroup in ("dash", "hyphen") and (stopped := _STOPPED_AGENCY.fullmatch(said)):
        signed = stopped["agency"].isupper() or _is_agency(stopped["agency"])
        return stopped["place"] if signed and _split_day(f"X {stopped['day']}")[1] else None
    agency = _AGENCY.search(said)
    if (
        agency is None
        and (tight := _TIGHT_AGENCY.search(said))
        and (_is_agency(tight["agency"]) or dense_name(tight["agency"]) in houses)
    ):
        agency = tight
    said = said[: agency.start()] if agency else said
    place, has_day = _split_day(said)
    parts = [part for part in _COMMA.split(place) if part]
    if parts and _is_agency(parts[0]):
        return None
    if len(parts) > 1 and (
        _is_agency(parts[-1]) or is_paper_name(parts[-1]) or fold(parts[-1]) in phrases("layout", "publication")
    ):
        agency, parts = agency or _COMMA.search(said), parts[:-1]
    words = parts[0].split() if parts else []
    if not words or not _could_be_place(parts) or mark.lastgroup is None:
        return None
    if "/" in parts[0] and not (known or has_day or agency or parts[0].isupper()):
        return None
    sure = known or has_day or (agency is not None and mark.lastgroup != "bracket")
    kind = mark.lastgroup
    if kind in ("bracket", "stroke"):
        marked = agency.groupdict().get(kind) if agency else None
        # "Ellery (4-4-2): Roe 6" is a line-up.
        before_colon = mark[kind] == ":" and not any(map(str.isdecimal, marked or ""))
        accepted = marked is not None and (has_day or _is_agency(marked) or before_colon)
    elif kind in ("dash", "hyphen", "tight"):
        accepted = sure or _is_bare_place(opening, mark, parts)
    elif kind == "colon":
        accepted = _opens_with_colon(opening, mark, parts)
    else:
        danda = mark["stop"] != "." and len(words) <= MOST_PLAIN_WORDS and len(parts) == 1
        whole = has_day and _YEAR.search(plain_digits(opening[: mark.start()])) is not None
        accepted = danda or ((whole or (_in_capitals(parts) and not has_day)) and opening[mark.end()].isupper())
    return ", ".join(parts) if accepted else None


def _split_day(said: str) -> tuple[str, bool]:
    """What stands before the day that ends the text, and whether one does."""
    words = said.split()
    known = calendar_words()
    first = next((at for at, word in enumerate(words) if any(map(str.isdecimal, word))), len(words))
    if len(words) > 2 and fold(words[-2]) in phrases("dates", "day_words") and fold(words[-1]) in known.months:  # noqa: PLR2004  # place, day, month
        return " ".join(words[:-2]).rstrip(_BESIDE_DAY), True
    if first == len(words):
        return said.rstrip(_BESIDE_DAY), False
    before = known.months.keys() | known.silent
    while first > 1 and _is_calendar(words[first - 1], before) and not words[first - 1].isupper():
        first -= 1
    # Levantine months have names of two words, beside which the other name is printed: "Tishreen II/November".
    day = _STROKE_OF_WORDS.sub(" ", " ".join(words[first:]))
    if "\u0e00" <= day[-2:][:1] <= "\u0eff":
        day = day.replace(".", "")  # Thai months are abbreviated by their letters
    double = next((name for name in known.months if " " in name and name in day), "")
    day = day.replace(double, " ") if double else day
    months = known.months.keys() | known.solar_months.keys()
    named = double != "" or any(_is_calendar(word, months) for word in day.split())
    if not first or not is_companion(day) or not (named or _NUMERIC_DAY.search(day) or parse_printed_date(day)):
        return "", False
    return " ".join(words[:first]).rstrip(_BESIDE_DAY), True


def _is_calendar(word: str, words: frozenset[str] | set[str]) -> bool:
    plain = plain_digits(word)
    return plain.strip(".,\u060c") in words or plain.replace(".", "") in words


def _could_be_place(parts: list[str]) -> bool:
    """Whether these are a place and perhaps its region: few words, each with a capital where the script has any."""
    parts = [_REGION.sub("", part) for part in parts]
    words = parts[0].split()
    if len(words) > MOST_PLACE_WORDS or len(parts) > MOST_COLON_WORDS or sum(map(len, map(str.split, parts))) > 7:  # noqa: PLR2004  # "Washington, District of Columbia"
        return False
    text = _STROKE_OF_WORDS.sub(" ", " ".join(parts))
    if _DOMAIN.search(text) or any(
        char in _QUOTES[:7] or char.isdecimal() or char in "?!()[]/\u2026;" for char in text
    ):
        return False
    greeted = fold(parts[0]).rstrip(" :")
    if greeted in phrases("layout", "salutation") or phrases("layout", "dear").start(greeted):
        return False
    return all(not part[0].islower() and part[0].isalpha() for part in parts) and not words[-1][0].islower()


def _is_bare_place(opening: str, mark: re.Match[str], parts: list[str]) -> bool:
    """Whether a place and a dash alone open the story: in capitals, or a word or two and no aside."""
    words = parts[0].split()
    cased = words[0][0].lower() != words[0][0].upper()
    if cased and parts[0].isupper():
        return True
    if len(parts) > 1 or len(words) > MOST_PLAIN_WORDS or not _opens(opening, mark.end()):
        return False
    if cased:
        return mark.lastgroup != "tight" and all(word[0].isupper() for word in words)
    if is_unspaced(words[0][0]) and (len(parts[0]) > LONGEST_UNSPACED_PLACE or "\u3040" <= words[0][0] <= "\u9fff"):
        return False
    return not re.search(r"\s[\u2013\u2014-]|[\u2013\u2014-]\s", opening[mark.end() : mark.end() + ASIDE])


def _opens_with_colon(opening: str, mark: re.Match[str], parts: list[str]) -> bool:
    """Whether a place and a colon open the story, as in South Asia and the Arab world: no speaker, nor a label."""
    words = " ".join(parts).split()
    if len(words) > MOST_COLON_WORDS or len(parts) > 1 or opening[mark.end()] in _QUOTES:
        return False
    label = fold(parts[0])
    if any(fold(word) in phrases("layout", "section") for word in words) or any(
        label in phrases("layout", name)
        for name in ("section", "prompt", "byline", "byline_below", "picture", "desk", "source")
    ):
        return False
    if words[0][0].lower() != words[0][0].upper():
        return _in_capitals(parts)
    return not is_unspaced(words[0][0])


def _in_capitals(parts: list[str]) -> bool:
    text = parts[0]
    return (
        len(parts) == 1 and text.isupper() and len(text) >= SHORTEST_CAPITALS and len(text.split()) <= MOST_COLON_WORDS
    )


def _is_agency(text: str) -> bool:
    if text[:1] == "\u00ab":
        return True
    name = fold(text.strip(" .-\u2013()/"))
    if name in phrases("layout", "role") or (
        phrases("layout", "agencies").start(name) and any(map(str.isdecimal, name))
    ):
        return True
    return name in phrases("layout", "agencies") or name.partition("/")[0] in phrases("layout", "agencies")


def _opens(paragraph: str, at: int) -> bool:
    """Whether a sentence begins there; an aside goes on in lower case."""
    return not paragraph[at : at + 2].lstrip(f"{_QUOTES} ")[:1].islower()
