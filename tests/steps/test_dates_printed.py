"""Dates as newspapers print them."""
# ruff: noqa: RUF001  # full-width marks and other scripts' letters are what dates are printed with

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.dates import parse_printed_date
from service.dates.calendar_words import calendar_words
from service.dates.solar_hijri import to_gregorian
from service.words import languages

DAYS = {
    "en": "Tuesday, March 17th, 2020",
    "fr": "mardi 17 mars 2020",
    "de": "Dienstag, 17. März 2020",
    "es": "martes, 17 de marzo de 2020",
    "it": "martedì 17 marzo 2020",
    "pt": "terça-feira, 17 de março de 2020",
    "nl": "dinsdag 17 maart 2020",
    "sv": "tisdag den 17 mars 2020",
    "da": "tirsdag den 17. marts 2020",
    "no": "tirsdag 17. mars 2020",
    "fi": "tiistaina 17. maaliskuuta 2020",
    "pl": "wtorek, 17 marca 2020 r.",
    "cs": "úterý 17. března 2020",
    "hu": "2020. március 17., kedd",
    "ro": "marți, 17 martie 2020",
    "el": "Τρίτη 17 Μαρτίου 2020",
    "ru": "вторник, 17 марта 2020 г.",
    "uk": "вівторок, 17 березня 2020 р.",
    "tr": "17 Mart 2020 Salı",
    "fa": "سه‌شنبه ۱۷ مارس ۲۰۲۰",
    "ar": "الثلاثاء 17 مارس 2020",
    "ur": "منگل 17 مارچ 2020ء",
    "hi": "मंगलवार, १७ मार्च २०२०",
    "bn": "মঙ্গলবার, ১৭ মার্চ ২০২০",
    "id": "Selasa, 17 Maret 2020",
    "zh": "2020年3月17日 星期二",
    "ja": "2020年3月17日（火曜日）",
    "ko": "2020년 3월 17일 화요일",
    "he": "יום שלישי, 17 במרץ 2020",
    "th": "วันอังคารที่ 17 มีนาคม 2020",
    "vi": "Thứ Ba, 17/3/2020",
}


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_language_prints_a_day(language: str) -> None:
    """The long form with its weekday is read in every language that has a word list."""
    date = parse_printed_date(DAYS[language])
    assert date is not None
    assert (date.at.isoformat(), date.precision) == ("2020-03-17T00:00:00+00:00", "day")
    assert (date.zone_assumed, date.ambiguous) == (True, False)


@pytest.mark.parametrize(
    ("text", "at", "ambiguous"),
    [
        ("18.03.2020", "2020-03-18", False),
        ("2020-03-18", "2020-03-18", False),
        ("2020/3/18", "2020-03-18", False),
        ("2020. 3. 18.", "2020-03-18", False),
        ("13/04/2020", "2020-04-13", False),
        ("04/13/2020", "2020-04-13", False),
        ("03/04/2020", "2020-04-03", True),
        ("03-04-2020", "2020-04-03", True),
        ("03.04.2020", "2020-04-03", False),
        ("04/04/2020", "2020-04-04", False),
        ("۱۸/۰۳/۲۰۲۰", "2020-03-18", False),
    ],
)
def test_numeric_days(text: str, at: str, ambiguous: bool) -> None:
    """Day and month are told apart where the numbers or dots tell; else the day is read first, and it is said."""
    date = parse_printed_date(text)
    assert date is not None
    assert (date.at.date().isoformat(), date.ambiguous) == (at, ambiguous)


@pytest.mark.parametrize(
    ("text", "at", "precision", "role", "assumed"),
    [
        ("Published: 17 Mar 2020 10.15 GMT", "2020-03-17T10:15:00+00:00", "minute", "published", False),
        ("Last updated on 17 March 2020 at 3pm", "2020-03-17T15:00:00+00:00", "minute", "modified", True),
        ("March 17, 2020 at 10:15 p.m. EDT", "2020-03-17T22:15:00-04:00", "minute", "published", False),
        ("17 March 2020, 12:05 am BST", "2020-03-17T00:05:00+00:00", "minute", "published", True),
        ("Stand: 17.03.2020, 19.30 Uhr", "2020-03-17T19:30:00+00:00", "minute", "modified", True),
        ("Mis à jour le 17 mars 2020 à 9h30", "2020-03-17T09:30:00+00:00", "minute", "modified", True),
        ("17 марта 2020, 10:15 (UTC+3)", "2020-03-17T10:15:00+03:00", "minute", "published", False),
        ("更新：2020年3月17日 上午10:15", "2020-03-17T10:15:00+00:00", "minute", "modified", True),
        ("2020년 3월 17일 오후 3시 30분", "2020-03-17T15:30:00+00:00", "minute", "published", True),
        ("2020-03-17T10:15:30+02:00", "2020-03-17T10:15:30+02:00", "second", "published", False),
        ("March 2020", "2020-03-01T00:00:00+00:00", "month", "published", True),
        ("2020年3月", "2020-03-01T00:00:00+00:00", "month", "published", True),
    ],
)
def test_labels_times_and_zones(text: str, at: str, precision: str, role: str, assumed: bool) -> None:
    """A label gives the role, a time the precision; a zone that could be several is left assumed."""
    date = parse_printed_date(text)
    assert date is not None
    assert (date.at.isoformat(), date.precision) == (at, precision)
    assert (date.role, date.zone_assumed, date.as_printed) == (role, assumed, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020",
        "17 March",
        "The attack of 17 March 2020",
        "31.02.2020",
        "10.1.2.2020",
        "۱۳۹۸/۱۲/۲۷",
        "2563年3月17日",
        "17 or 18 March 2020",
        "1 March, 2 April 2020",
        "March 17, 2020 to 2021",
        "18.03.20",
        "Chapter 3, 2020",
        "3 March 1203",
    ],
)
def test_refuses_what_is_not_only_a_date(text: str) -> None:
    """Running text, parts of dates, other calendars and days that never were are no dates."""
    assert parse_printed_date(text) is None


@given(st.dates(datetime(1600, 1, 1, tzinfo=UTC).date(), datetime(2199, 12, 31, tzinfo=UTC).date()), st.data())
def test_any_day_in_any_month_name_is_read(day: object, data: st.DataObject) -> None:
    """Each form of each month's name gives that month."""
    year, month, number = (int(part) for part in str(day).split("-"))
    names = sorted(word for word, of in calendar_words().months.items() if of == month)
    date = parse_printed_date(f"{number} {data.draw(st.sampled_from(names))} {year}")
    assert date is not None
    assert date.at.date() == day


@given(st.text(max_size=120) | st.lists(st.sampled_from(sorted(DAYS.values())), max_size=3).map(" ".join))
def test_any_text_is_answered(text: str) -> None:
    """No text raises, and a date's text is the text."""
    date = parse_printed_date(text)
    assert date is None or date.as_printed == text.strip()


def test_month_names_have_one_meaning() -> None:
    """No word names one month in one language and another in the next, so no reading hangs on a guess."""
    meanings: dict[str, set[int]] = {}
    for words in languages().values():
        for number, forms in enumerate(words["dates"].get("months", ()), 1):
            for form in forms:
                meanings.setdefault(form, set()).add(number)
    assert {word: numbers for word, numbers in meanings.items() if len(numbers) > 1} == {}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱۷ مهر ۱۴۰۵", "2026-10-09"),
        ("پنجشنبه ۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("۱ حمل ۱۴۰۴", "2025-03-21"),
        ("تاریخ انتشار: ۲۲ بهمن ۱۳۵۷ - ساعت ۱۰:۱۵", "1979-02-11"),
        ("۳۰ اسفند ۱۴۰۴", None),
        ("۳۱ مهر ۱۴۰۵", None),
        ("مهر ۱۴۰۵", None),
        ("۱۷ مهر ۱۵۰۵", None),
    ],
)
def test_solar_hijri_dates_are_given_as_gregorian_days(text: str, day: str | None) -> None:
    """A date of Iran's or Afghanistan's calendar is its Gregorian day; a day that the calendar has not is none."""
    date = parse_printed_date(text)
    assert (date.at.date().isoformat() if date else None) == day


def test_the_solar_year_runs_from_spring_to_spring() -> None:
    """Day follows day through 150 years of it, and each year begins on 20, 21 or 22 March."""
    days = [
        day
        for year in range(1300, 1451)
        for month in range(1, 13)
        for number in range(1, 32)
        if (day := to_gregorian(year, month, number))
    ]
    assert all(later - day == timedelta(days=1) for day, later in pairwise(days))
    firsts = [to_gregorian(year, 1, 1) for year in range(1300, 1451)]
    assert {(first.month, first.day) for first in firsts if first} <= {(3, 20), (3, 21), (3, 22)}
    assert to_gregorian(1299, 1, 1) is None
