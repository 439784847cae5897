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

LINES = ("Tuesday, March 17th, 2020", "le 17 mars 2020 à 9h30", "2020年3月17日 星期二", "17.03.20", "Updated: 3pm")


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
        ("17 Mar 2020 07:30 CET", "2020-03-17T07:30:00+01:00", "minute", "published", False),
        ("17 March 2020 07:30 CET", "2020-03-17T07:30:00+01:00", "minute", "published", False),
        ("17 Mar 2020 07:30 WIB", "2020-03-17T07:30:00+07:00", "minute", "published", False),
        ("17 Mar 2020 07:30 JST", "2020-03-17T07:30:00+09:00", "minute", "published", False),
        ("17 Mar 2020 07:30 CST", "2020-03-17T07:30:00+00:00", "minute", "published", True),
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
        "١٤٤٠/٠٧/٠٣",
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


@given(st.text(max_size=120) | st.lists(st.sampled_from(LINES), max_size=3).map(" ".join))
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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和4年6月18日（土）発行", "2022-06-18"),
        ("令和元年12月1日", "2019-12-01"),
        ("平成31年4月30日（火）", "2019-04-30"),
        ("中華民國112年5月3日　星期三", "2023-05-03"),
        ("2021年10月22日（五）", "2021-10-22"),
        ("วันพุธที่ 9 พฤศจิกายน พ.ศ. 2565", "2022-11-09"),
        ("15 ม.ค. 2564 เวลา 21:47 น.", "2021-01-15"),
        ("3 رجب 1440 هـ", "2019-03-10"),
        ("1 ربيع الأول 1443هـ", "2021-10-08"),
        ("۱۳۹۸/۱۲/۲۷", "2020-03-17"),
        ("ngày 20 tháng 8 năm 2022", "2022-08-20"),
        ("令和40年13月1日", None),
        ("3 رجب 1640 هـ", None),
    ],
)
def test_other_eras_are_given_as_gregorian_days(text: str, day: str | None) -> None:
    """A year of a reign, of the Republic of China, of the Buddha or of the Hijra is one of the common era."""
    date = parse_printed_date(text)
    assert (date.at.date().isoformat() if date else None) == day


@pytest.mark.parametrize(
    ("text", "at", "role"),
    [
        ("פורסם: 08/12/20, 06:31", "2020-12-08T06:31:00+00:00", "published"),
        ("الأحد 14 مارس آذار 2021 11:20 (بتوقيت جرينتش)", "2021-03-14T11:20:00+00:00", "published"),
        ("5 МАР 2021, 09:14 (МСК)", "2021-03-05T09:14:00+03:00", "published"),
        ("Tue, 9 Feb 2021, 7:05 pm PKT", "2021-02-09T19:05:00+05:00", "published"),
        ("প্রকাশ: ০৩ ফেব্রুয়ারি ২০২৩, রাত ১০:১৪", "2023-02-03T22:14:00+00:00", "published"),
        ("الأحد 22 مايو 2022 - 09:47 م", "2022-05-22T21:47:00+00:00", "published"),
        ("دوشنبه ۲ آبان ۱۴۰۱ ساعت ۱۸:۰۵", "2022-10-24T18:05:00+00:00", "published"),
        ("Sat, 09 Sep 2023 06:30:04 +0200", "2023-09-09T06:30:04+02:00", "published"),
        ("Actualizado a 21-08-2021 19:32 CEST", "2021-08-21T19:32:00+02:00", "modified"),
        ("VIERNES, 5 DE MARZO DE 2021", "2021-03-05T00:00:00+00:00", "published"),
        ("Publicerad 2 oktober 2022 kl. 06.00", "2022-10-02T06:00:00+00:00", "published"),
        ("den 3 oktober 2022 20:14", "2022-10-03T20:14:00+00:00", "published"),
        ("Posted Tue 17 Sep 2019, 07:52 GMT", "2019-09-17T07:52:00+00:00", "published"),
        ("송고시간 2023-11-21 09:10", "2023-11-21T09:10:00+00:00", "published"),
        ("โพสต์เมื่อ 15 มกราคม 2564 เวลา 21:47 น.", "2021-01-15T21:47:00+00:00", "published"),
        ("Publish Date: Mon, 14 Mar 2022 05:20 PM", "2022-03-14T17:20:00+00:00", "published"),
        ("发表于 2021-11-2 08:15:33", "2021-11-02T08:15:33+00:00", "published"),
        ("Message par Tournesol62 » mar. 12 avr. 2022 10:31", None, None),
        ("mar. 12 avr. 2022 10:31", "2022-04-12T10:31:00+00:00", "published"),
        ("Opublikowano: 6 września 2017, 11:20", "2017-09-06T11:20:00+00:00", "published"),
        ("2018年2月7日 6時30分", "2018-02-07T06:30:00+00:00", "published"),
        ("28/01/2020 14h12 GMT", "2020-01-28T14:12:00+00:00", "published"),
        ("Sunday, February 26, 2023 6:00 AM", "2023-02-26T06:00:00+00:00", "published"),
        ("28.04.2023 | 09:45", "2023-04-28T09:45:00+00:00", "published"),
        ("05-MAR-24 12:31", "2024-03-05T12:31:00+00:00", "published"),
        ("05-QUA-24 12:31", None, None),
        ("8 มี.ค. 67 (09:15 น.)", "2024-03-08T09:15:00+00:00", "published"),
        ("令和六年三月五日", "2024-03-05T00:00:00+00:00", "published"),
        ("二〇二四年十二月二十五日", "2024-12-25T00:00:00+00:00", "published"),
        ("中華民國一一二年六月十八日", "2023-06-18T00:00:00+00:00", "published"),
        ("令和６年（２０２４年）３月５日（火曜日）", "2024-03-05T00:00:00+00:00", "published"),
        ("تشرين الأول 2021", "2021-10-01T00:00:00+00:00", "published"),
        ("السبت 27 أفريل 2019", "2019-04-27T00:00:00+00:00", "published"),
    ],
)
def test_lines_of_real_pages(text: str, at: str | None, role: str | None) -> None:
    """Labels, halves of the day, zones and years as short as pages of many languages print them."""
    date = parse_printed_date(text)
    assert ((date.at.isoformat(), date.role) if date else (None, None)) == (at, role)


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
