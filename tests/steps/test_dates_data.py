"""Dates in the forms of many languages and calendars, written down as data: what each of them says."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.dates import parse_printed_date
from service.dates.eras import from_hijri
from service.dates.solar_hijri import to_gregorian
from service.words import languages

FOLDER = Path(__file__).parent / "dates"
PRINTED: dict[str, list[dict[str, Any]]] = tomllib.loads((FOLDER / "printed.toml").read_text("utf-8"))
LONG_FORMS: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "long_forms.toml").read_text("utf-8"))
CASES = [(language, case) for language, cases in PRINTED.items() for case in cases]
# The first and last day of the years in which each calendar is known.
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
SOLAR_MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
HIJRI_MONTHS = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
]


def wanted(case: dict[str, Any]) -> tuple[object, ...] | None:
    """What a case says: moment, precision, role, whether the zone is assumed, whether the date is ambiguous."""
    if case.get("none"):
        return None
    at = dt.datetime.fromisoformat(case["at"] + "-01" * (len(case["at"]) == len("2020-01")))
    zone = case.get("zone", "assumed")
    return (
        at if at.tzinfo else at.replace(tzinfo=dt.UTC),
        case.get("precision", "day"),
        case.get("role", "published"),
        zone == "assumed",
        case.get("ambiguous", False),
    )


@pytest.mark.parametrize(("language", "case"), CASES, ids=[f"{language}-{case['text']}" for language, case in CASES])
def test_what_a_printed_date_says(language: str, case: dict[str, Any]) -> None:
    """Each date is read with its precision, role, zone and doubt, and what is none is not."""
    date = parse_printed_date(case["text"])
    said = date and (date.at, date.precision, date.role, date.zone_assumed, date.ambiguous)
    assert said == wanted(case), language
    assert date is None or date.as_printed == case["text"]


def test_many_languages_and_calendars_are_written_down() -> None:
    """At least 120 dates in 20 languages and four calendars beside the Gregorian."""
    assert len(CASES) >= 120
    assert len({name.split("-")[0] for name in PRINTED} & languages().keys()) >= 20
    assert {"fa-solar", "ar-hijri", "th-buddhist", "ja-reign"} <= PRINTED.keys()


@pytest.mark.parametrize("language", sorted(languages()))
@given(day=DAYS)
def test_the_long_form_of_every_language(language: str, day: dt.date) -> None:
    """A day that is printed in the long form of a language is read as that day."""
    form = LONG_FORMS[language]
    month, weekday = form["months"].split()[day.month - 1], form["weekdays"].split()[day.weekday()]
    text = form["pattern"].format(
        weekday=weekday.replace("_", " "),
        day=day.day,
        month=month.replace("_", " "),
        year=day.year,
        buddhist=day.year + 543,
    )
    digits = str.maketrans("0123456789", form.get("digits", "0123456789"))
    date = parse_printed_date(text.translate(digits))
    assert date is not None
    assert (date.at.date(), date.precision, date.ambiguous) == (day, "day", False)


@given(st.integers(1300, 1450), st.integers(1, 12), st.integers(1, 31))
def test_the_solar_hijri_calendar(year: int, month: int, number: int) -> None:
    """A day that is printed in Iran's calendar is its Gregorian day; one that the calendar has not is none."""
    date = parse_printed_date(f"{number} {SOLAR_MONTHS[month - 1]} {year}")
    assert (date.at.date() if date else None) == to_gregorian(year, month, number)


@given(st.integers(1300, 1499), st.integers(1, 12), st.integers(1, 30))
def test_the_hijri_calendar(year: int, month: int, number: int) -> None:
    """A day that is printed in the Islamic calendar is its Gregorian day, in doubt by the sight of the moon."""
    date = parse_printed_date(f"{number} {HIJRI_MONTHS[month - 1]} {year} هـ")
    assert date is not None
    assert (date.at.date(), date.ambiguous) == (from_hijri(year, month, number), True)


@given(st.dates(dt.date(1989, 1, 8), dt.date(2099, 12, 31)))
def test_the_reigns_of_japan(day: dt.date) -> None:
    """A day in a year of an emperor's reign is its Gregorian day."""
    reign, first = ("令和", 2018) if day >= dt.date(2019, 5, 1) else ("平成", 1988)
    date = parse_printed_date(f"{reign}{day.year - first}年{day.month}月{day.day}日")
    assert date is not None
    assert date.at.date() == day


@given(DAYS)
def test_han_digits(day: dt.date) -> None:
    """A day whose year is printed in Han digits is that day."""
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    date = parse_printed_date(f"{year}年{day.month}月{day.day}日")
    assert date is not None
    assert date.at.date() == day
