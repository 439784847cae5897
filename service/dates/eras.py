"""Years counted from elsewhere than the common era: Japan's reigns, the Republic of China, the Buddha, the Hijra."""

import re
from datetime import date, timedelta

from service.dates.solar_hijri import to_gregorian

# The year before each reign's first. A reign's first year is printed as a word, too.
_REIGNS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_REIGN = re.compile(r"(令和|平成|昭和|大正|明治)\s?(元|\d{1,2})\s?年")
# "2021\u5e74\uff08\u4ee4\u548c3\u5e74\uff093\u67084\u65e5": the same year twice.
_SAME_YEAR = re.compile(
    "(?<=\u5e74)[(\uff08](?:\u4ee4\u548c|\u5e73\u6210|\u662d\u548c)\\s?(?:\u5143|\\d{1,2})\\s?\u5e74[)\uff09]"
)
# Numbers in Han digits, before the words for year, month and day.
_SAME_ERA = re.compile(
    "(?:\u4ee4\u548c|\u5e73\u6210|\u662d\u548c)\\s?(?:\u5143|\\d{1,2})\\s?\u5e74[(\uff08](\\d{4})\\s?\u5e74[)\uff09]"
)
_HAN_DIGITS = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
_HAN_NUMBER = re.compile(f"[{_HAN_DIGITS}\u25cb\u96f6\u5341]{{1,4}}(?=[\u5e74\u6708\u65e5])")
_TEN = "\u5341"
_REPUBLIC = re.compile(r"(?:中華民國|民國)\s?(\d{2,3})\s?年")
_REPUBLIC_YEARS = 1911
# Thailand's and its neighbours' years; the month and weekday names tell that it is theirs.
_BUDDHIST = re.compile(r"(?<!\d)(2[456]\d\d)(?!\d)")
# "8 \u0e21\u0e35.\u0e04. 67": two digits behind a month of theirs.
_SHORT_BUDDHIST = re.compile("(?<=[\u0e01-\u0e4e.])\\s?([4-9]\\d)(?![\\d:.])")
_BUDDHIST_YEARS = 543
_THAI_DOT = re.compile("(?<=[\u0e01-\u0e4e])\\.(?=[\u0e01-\u0e4e])")
# Years of which one of this era and one of another cannot be taken for each other.
_MODERN, _SOLAR_YEARS = range(1900, 2100), range(1300, 1420)
# The civil form of the Islamic calendar: 30 years of which 11 have a leap day. What is announced by sight of the moon
# differs from it by a day at most.
HIJRI_YEARS = range(1300, 1500)
_HIJRI_EPOCH = date(622, 7, 19)
_LONG, _SHORT = 30, 29


def to_common_era(line: str) -> str:
    """The line with a year of a reign, of the Republic of China or Buddhist as one of the common era."""
    if line.isascii():
        return line
    line = _SAME_ERA.sub("\\1\u5e74", _SAME_YEAR.sub("", line))
    line = _REIGN.sub(_reign_year, line)
    line = _REPUBLIC.sub(lambda match: f"{int(match[1]) + _REPUBLIC_YEARS}年", line)
    if any("\u0e01" <= char <= "\u0e4e" for char in line):
        line = _THAI_DOT.sub("", line)
        line = line if _BUDDHIST.search(line) else _SHORT_BUDDHIST.sub(r" 25\1", line)
        line = _BUDDHIST.sub(lambda match: str(int(match[1]) - _BUDDHIST_YEARS), line)
    return line


def common_era(parts: dict[str, str | None]) -> dict[str, str | None] | None:
    """The parts of a date in digits, those of a Buddhist or a Solar Hijri day as Gregorian ones; None for no such day.

    Their years lie where no article's do: 2443 to 2642 (1900 to 2099), and 1300 to 1419 (1921 to 2041).
    """
    year = int(parts.get("year") or 0)
    if year - _BUDDHIST_YEARS in _MODERN:
        return parts | {"year": str(year - _BUDDHIST_YEARS)}
    if year in _SOLAR_YEARS:
        day = to_gregorian(year, int(parts.get("month") or 0), int(parts.get("day") or 0))
        return parts | {"year": str(day.year), "month": str(day.month), "day": str(day.day)} if day else None
    return parts


def han_numbers(line: str) -> str:
    """The line with ASCII digits for the Han ones before the words for year, month and day, where it names a year."""
    if "\u5e74" not in line:
        return line
    return _HAN_NUMBER.sub(lambda match: _number(match[0]), line)


def _number(han: str) -> str:
    tens, ten, ones = han.partition(_TEN)
    if not ten:
        return _digits(han)
    return f"{_digits(tens) or '1'}{_digits(ones) or '0'}"


def _digits(han: str) -> str:
    return "".join(str(max(0, _HAN_DIGITS.find(char))) for char in han)


def _reign_year(match: re.Match[str]) -> str:
    number = 1 if match[2] == "元" else int(match[2])
    return f"{_REIGNS[match[1]] + number}年"


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of an Islamic one, to a day; None outside the years 1300 to 1499 (1882 to 2076)."""
    if year not in HIJRI_YEARS or not 1 <= day <= _LONG:
        return None
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + _SHORT * (month - 1) + month // 2 + day - 1
    return _HIJRI_EPOCH + timedelta(days=days)
