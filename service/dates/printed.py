"""Dates as newspapers print them: numeric and long forms, in the languages that have a word list."""

import re
import unicodedata
from dataclasses import replace
from datetime import timezone
from functools import cache, lru_cache

from service.article import ArticleDate, DateRole
from service.dates.calendar_words import calendar_words
from service.dates.declared import build_date, parse_declared_date, parse_offset
from service.dates.eras import from_hijri, han_numbers, to_common_era
from service.dates.solar_hijri import to_gregorian
from service.words import MOST_KEPT, fold, is_unspaced, phrases

# A date line with weekday, label, time and zone fits; a sentence does not.
LONGEST_DATE_LINE = 100
# The first weekly newspaper is of 1605; calendars that are not Gregorian (1447, 2563) fall outside.
PRINTED_YEARS = range(1600, 2200)
NOON = 12

_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?[-./年년]\s?(?P<month>\d{1,2})\s?[-./月월]\s?(?P<day>\d{1,2})(?!\d)[.日일]?"
)
_YEAR_LAST = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>\s?[-./]\s?)(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
)
_DAY_OF_NUMBERED_MONTH = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s(?:th\u00e1ng)\s(?P<month>\d{1,2})(?:\s(?:n\u0103m))?,?\s(?P<year>\d{4})(?!\d)"
)
# In Persian digits (the Arabic ones are others) such a year is of the solar calendar: the lunar one left them in 1999.
_SOLAR_NUMBERS = re.compile(
    "(?<![\u06f0-\u06f9])(1[34]|\u06f1[\u06f3\u06f4])[\u06f0-\u06f9]{2}([/-])([\u06f0-\u06f9]{1,2})\\2([\u06f0-\u06f9]{1,2})(?![\u06f0-\u06f9])"
)
# Two digits of a year are enough beside a label or a time of day.
_SHORT_YEAR = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<year>\d\d)(?![\d./-])"
)
_CENTURY, _LAST_SHORT_YEAR = 2000, 69
# As wires end their copy: "05-MAR-24".
_NAMED_MONTH = re.compile(r"(?<!\d)(?P<day>\d{1,2})-(?P<month>[^\W\d_]{3,4})-(?P<year>\d\d)(?!\d)")
_ERA_START = re.compile("(?:\u4e2d\u83ef)?\u6c11\u570b\\d|(?:\u4ee4\u548c|\u5e73\u6210|\u662d\u548c)[\\d\u5143]")
_MONTH_OF_YEAR = re.compile(r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?!\s?\d)")
_OFFSET = r"(?:\s*\(?(?P<zone>(?:utc|gmt)[+\u2212-]\d{1,2}(?::?\d\d)?|[+\u2212-]\d\d:?\d\d)(?!\d)\)?)?"
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)|\s?(?=[ap]m\b|uhr\b|h\b))"
    + _OFFSET
)
_CLOCK_MARKED = re.compile(
    r"(?P<hour>\d{1,2})\s?[時时点點시](?:\s?(?P<minute>\d{1,2})\s?[分분])?(?:\s?(?P<second>\d{1,2})\s?[秒초])?(?P<zone>)"
)
# Zone names with one meaning; others (CST, IST, BST…) are read and leave the zone assumed.
_ZONES = {"cet": "+1", "cest": "+2", "mez": "+1", "mesz": "+2", "msk": "+3", "eet": "+2", "eest": "+3"}
_ZONES |= {"\u043c\u0441\u043a": "+3", "pkt": "+5", "ict": "+7", "wita": "+8", "wit": "+9", "trt": "+3"}
_ZONES |= dict.fromkeys(
    (
        "\u062c\u0631\u064a\u0646\u062a\u0634",
        "\u063a\u0631\u064a\u0646\u062a\u0634",
        "\u063a\u0631\u064a\u0646\u0648\u064a\u062a\u0634",
    ),
    "+0",
)  # Greenwich
_ZONES |= {"jst": "+9", "kst": "+9", "hkt": "+8", "sgt": "+8", "wib": "+7", "aest": "+10", "nzst": "+12"}
_VAGUE_ZONES = frozenset(("et", "ct", "mt", "pt", "cst", "cdt", "ist", "bst", "sast", "eat", "wat", "wet"))
_ZONES_OF = {("bst", "en"): "+1", ("bst", "bn"): "+6", ("ist", "he"): "+2"}
_ZONES_OF |= {("ist", language): "+5:30" for language in ("hi", "bn", "ur", "mr", "ta", "te", "gu", "pa")}
# Printed behind a day alone, too, where they change nothing.
_AROUND_WORD = ".,:;()[]|/\u060c\uff0c\u3001\u2013\u2014-"
# Zones, ordinals, "Uhr".
LONGEST_ABBREVIATION = 4
_DAY_ZONES = frozenset(("gmt", "utc"))
_AFTER_LABEL = " \t:\uff1a.,\u2013\u2014-|)"
_DOTTED_HALF = re.compile(r"\b([ap])\.\s?m\b\.?")
_DIRECTED = re.compile("[\u200e\u200f\u061c\u0640]")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")

_Parts = dict[str, str | None]


def parse_printed_date(text: str) -> ArticleDate | None:
    """Read a line that is a date and nothing else, but for a label such as "Updated:", weekday, time and zone.

    The role is `published`, or `modified` where the label says so. 03/04/2020 is read day first and `ambiguous`.
    A Solar Hijri date that names its month is given as its Gregorian day.
    None for any other text: dates are never searched for in running text. Years from 1600 to 2199.
    """
    printed = text.strip()
    return _parse(printed) if 0 < len(printed) <= LONGEST_DATE_LINE else None


@lru_cache(MOST_KEPT)
def _parse(printed: str) -> ArticleDate | None:
    line = han_numbers(plain_digits(printed))
    if solar := _SOLAR_NUMBERS.search(printed):
        line = _as_gregorian(solar, line) or line
    if not any("0" <= char <= "9" for char in line):
        return None
    era = to_common_era(_join_months(line))
    role, line = _take_label(era)
    halved = line.rstrip(".").endswith(("am", "pm"))
    if not halved and len(line) >= len("2020-03-17") and (iso := parse_declared_date(line.upper(), role)):
        return replace(iso, as_printed=printed) if iso.at.year in PRINTED_YEARS else None
    return _read(_DOTTED_HALF.sub(r"\1m", line), role, printed, labelled=len(line) < len(era))


def _join_months(line: str) -> str:
    """The folded line with months whose names are two words (Iraq's and Syria's) in one."""
    known = calendar_words()
    for name in known.spaced_months if not line.isascii() else ():
        if name in line:
            number = known.months[name]
            line = line.replace(name, next(word for word in known.months if known.months[word] == number))
    return line


def _as_gregorian(solar: re.Match[str], line: str) -> str | None:
    """The folded line with the day that its solar numbers mean."""
    numbers = plain_digits(solar[0])
    day = to_gregorian(*map(int, re.split("[/-]", numbers)))
    return line.replace(numbers, day.isoformat()) if day else None


def settle_zone(date: ArticleDate, language: str | None) -> ArticleDate:
    """The date with the zone that a name of several means in a page's language: IST in Hindi is India's."""
    if not date.zone_assumed or date.precision not in ("minute", "second"):
        return date
    names = plain_digits(date.as_printed).replace("(", " ").replace(")", " ").split()
    offset = next((found for name in names if (found := _ZONES_OF.get((name, language or "")))), None)
    zone = parse_offset(offset) if offset else None
    return replace(date, at=date.at.replace(tzinfo=zone), zone_assumed=False) if zone else date


def starts_date(word: str) -> bool:
    """Whether a printed date can begin with this word: a number, a month, a weekday or a label."""
    plain = han_numbers(plain_digits(word)).strip(".,:()[]")
    if _ERA_START.match(plain):
        return True
    known = calendar_words()
    named = plain in known.months or plain in known.silent or plain in _month_starts()
    return plain[:1].isdecimal() or named or _is_label_word(plain)


@cache
def _month_starts() -> frozenset[str]:
    return frozenset(name.split()[0] for name in calendar_words().spaced_months)


def may_be_of_date(word: str) -> bool:
    """Whether a word can stand within a printed date: one of its words, a number, a zone, or too short to tell."""
    plain = plain_digits(word).strip(_AROUND_WORD)
    if len(plain) <= LONGEST_ABBREVIATION or any(map(str.isdecimal, plain)):
        return True
    return plain in _vocabulary() or any(map(is_unspaced, plain))


@cache
def _vocabulary() -> frozenset[str]:
    known = calendar_words()
    names = {*known.months, *known.solar_months, *known.hijri_months, *known.silent, *known.morning, *known.afternoon}
    for role in ("published", "modified"):
        names |= set(phrases("dates", role))
    words = {word.strip(_AROUND_WORD) for name in names for word in name.split()}
    return frozenset(words | _ZONES.keys() | _VAGUE_ZONES)


def _is_label_word(word: str) -> bool:
    return any(phrases("dates", role).start(word) for role in ("published", "modified"))


def holds_number(text: str) -> bool:
    """Whether there is a digit of any script, or a year in Han ones."""
    return any(map(str.isdecimal, text)) or ("\u5e74" in text and han_numbers(text) != text)


def plain_digits(text: str) -> str:
    """The text folded, with ASCII digits for those of any script, and without marks of direction."""
    if text.isascii():
        return text.casefold()
    digits = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    return _DIRECTED.sub("", fold(unicodedata.normalize("NFC", digits)))


def _take_label(line: str) -> tuple[DateRole, str]:
    roles: tuple[DateRole, DateRole] = ("modified", "published")
    lengths = [phrases("dates", role).start(line) for role in roles]
    longest = max(lengths)
    role = roles[lengths.index(longest)] if longest else "published"
    return role, line[longest:].lstrip(_AFTER_LABEL)


def _read(line: str, role: DateRole, printed: str, *, labelled: bool) -> ArticleDate | None:
    parts: _Parts = {}
    ambiguous = False
    line = _NAMED_MONTH.sub(_long_year, line)
    for pattern in (_YEAR_FIRST, _YEAR_LAST, _DAY_OF_NUMBERED_MONTH, _MONTH_OF_YEAR):
        if match := pattern.search(line):
            parts, line = _cut(match, line)
            ambiguous = pattern is _YEAR_LAST and _put_day_first(parts)
            break
    else:
        parts, line, ambiguous = _take_short_year(line, labelled=labelled)
    clock: _Parts = {}
    if match := _CLOCK_MARKED.search(line) or _CLOCK.search(line):
        clock, line = _cut(match, line)
    words = _tokens().findall(line)
    zone = _take_zone(words, clock)
    hijri = False
    taken = _settle_half_of_day(words, clock) and (
        _take_solar(words, parts) or (hijri := _take_hijri(line, parts)) or _take_words(words, parts)
    )
    if not taken:
        return None
    ambiguous = ambiguous or hijri
    if int(parts.get("year") or 0) not in PRINTED_YEARS or (clock.get("hour") and not parts.get("day")):
        return None
    date = build_date(parts | clock, role, printed, zone)
    return replace(date, ambiguous=ambiguous) if date else None


def _long_year(match: re.Match[str]) -> str:
    if match["month"] not in calendar_words().months:
        return match[0]
    return f"{match['day']} {match['month']} {_century(int(match['year']))}"


def _century(year: int) -> int:
    return _CENTURY + year - (100 if year > _LAST_SHORT_YEAR else 0)


def _take_short_year(line: str, *, labelled: bool) -> tuple[_Parts, str, bool]:
    """Day, month and a year of two digits, where a label or a clock beside it says that it is a date."""
    match = _SHORT_YEAR.search(line)
    if match is None or not (labelled or _CLOCK.search(line[match.end() :])):
        return {}, line, False
    parts, line = _cut(match, line)
    parts["year"] = str(_century(int(parts["year"] or 0)))
    return parts, line, _put_day_first(parts)


def _cut(match: re.Match[str], line: str) -> tuple[_Parts, str]:
    parts: _Parts = dict(match.groupdict())
    return parts, f"{line[: match.start()]} {line[match.end() :]}"


def _put_day_first(parts: _Parts) -> bool:
    """Put month and day in order; whether the order is a guess. Dots are only printed between day and month."""
    day, month = int(parts["day"] or 0), int(parts["month"] or 0)
    if month > NOON >= day:
        parts["day"], parts["month"] = parts["month"], parts["day"]
    return "." not in (parts["mark"] or "") and day != month and max(day, month) <= NOON


def _settle_half_of_day(words: list[str], clock: _Parts) -> bool:
    """Take "am" and its like from the words and count the hour from midnight; whether that makes sense."""
    known = calendar_words()
    late = any(word in known.afternoon for word in words)
    early = any(word in known.morning for word in words)
    words[:] = [word for word in words if word not in known.afternoon and word not in known.morning]
    hour = clock.get("hour")
    if hour is None:
        return not (late or early)
    if late and int(hour) < NOON:
        clock["hour"] = str(int(hour) + NOON)
    elif early and int(hour) == NOON:
        clock["hour"] = "0"
    return True


def _take_words(words: list[str], parts: _Parts) -> bool:
    """Fill in day, month and year from words and loose numbers; whether every one of them was understood."""
    known = calendar_words()
    numbers = [word for word in words if word.isdecimal()]
    months = [known.months[word] for word in words if word in known.months and word not in known.silent]
    strange = [word for word in words if not word.isdecimal() and word not in known.months and word not in known.silent]
    if strange:
        return False
    if parts:
        return not numbers and not months
    if not months:
        months = [known.months[word] for word in words if word in known.months]
    # Some Arabic papers print a month in both its names ("\u0645\u0627\u0631\u0633 \u0622\u0630\u0627\u0631").
    if len(set(months)) != 1:
        return False
    years = [number for number in numbers if len(number) == len("2020")]
    days = [number for number in numbers if len(number) <= len("31")]
    if len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return False
    parts.update(year=years[0], month=str(months[0]), day=days[0] if days else None)
    return True


def _take_solar(words: list[str], parts: _Parts) -> bool:
    """Fill in the Gregorian day of a Solar Hijri date, which names its month; whether the words are one."""
    known = calendar_words()
    words = [word for word in words if word not in known.silent]
    months = [known.solar_months[word] for word in words if word in known.solar_months]
    numbers = sorted(int(word) for word in words if word.isdecimal())
    if parts or len(months) != 1 or len(numbers) != 2 or len(words) != 3:  # noqa: PLR2004  # day, month, year
        return False
    day = to_gregorian(numbers[1], months[0], numbers[0])
    if day is None:
        return False
    parts.update(year=str(day.year), month=str(day.month), day=str(day.day))
    return True


def _take_hijri(line: str, parts: _Parts) -> bool:
    """Fill in the Gregorian day of an Islamic date; whether the line is one. Names of its months may be two words."""
    match = _hijri().search(line) if not parts else None
    if match is None:
        return False
    known = calendar_words()
    beside = _tokens().findall(f"{line[: match.start()]} {line[match.end() :]}")
    day = from_hijri(int(match["year"]), known.hijri_months[match["month"]], int(match["day"]))
    if day is None or any(word not in known.silent for word in beside):
        return False
    parts.update(year=str(day.year), month=str(day.month), day=str(day.day))
    return True


@cache
def _hijri() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, calendar_words().hijri_months), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<month>{months}),?\s(?P<year>1[34]\d\d)(?!\d)(?:\s?(?:\u0647\u0640?|\u06be)\u200d?)?"
    )


def _take_zone(words: list[str], clock: _Parts) -> timezone | None:
    """The offset that is printed after the time; the words that named it leave `words`."""
    if not clock.get("hour"):
        words[:] = [word for word in words if word not in _DAY_ZONES]
        return None
    offset = parse_offset(clock.get("zone") or "")
    names = [word for word in words if word in _VAGUE_ZONES or _zone(word)]
    words[:] = [word for word in words if word not in names]
    return offset or next((_zone(name) for name in names if name not in _VAGUE_ZONES), None)


def _zone(name: str) -> timezone | None:
    return parse_offset(_ZONES.get(name, name)) if name.isalpha() else None


@cache
def _tokens() -> re.Pattern[str]:
    unspaced = "|".join(map(re.escape, calendar_words().unspaced))
    return re.compile(rf"\d+|{unspaced}|[^\W\d_](?:[^\s\d.,:;/()\[\]|+\u2013\u2014\u060c\u3001\u3002\u00b7\u2022\"-])*")
