"""Dates as machines declare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.dates import parse_declared_date


@pytest.mark.parametrize(
    ("text", "at", "precision", "assumed"),
    [
        ("2020", "2020-01-01T00:00:00+00:00", "year", True),
        ("2020-03", "2020-03-01T00:00:00+00:00", "month", True),
        ("2020-03-17", "2020-03-17T00:00:00+00:00", "day", True),
        ("20200317", "2020-03-17T00:00:00+00:00", "day", True),
        ("2020-03-17Z", "2020-03-17T00:00:00+00:00", "day", False),
        ("2020-03-17T10:11", "2020-03-17T10:11:00+00:00", "minute", True),
        ("2020-03-17T00:00:00", "2020-03-17T00:00:00+00:00", "second", True),
        ("2020-03-17T10:11:12.345Z", "2020-03-17T10:11:12+00:00", "second", False),
        ("2020-03-17 10:11:12 +0545", "2020-03-17T10:11:12+05:45", "second", False),
        ("20200317T101112Z", "2020-03-17T10:11:12+00:00", "second", False),
        ("Tue, 17 Mar 2020 10:11:12 GMT", "2020-03-17T10:11:12+00:00", "second", False),
        ("17 Mar 2020 10:11:12 -0800", "2020-03-17T10:11:12-08:00", "second", False),
        ("Tue, 17 Mar 2020 10:11:12 CET", "2020-03-17T10:11:12+01:00", "second", False),
        ("17 Mar 2020 10:11 AEST", "2020-03-17T10:11:00+10:00", "minute", False),
        ("2020-03-17 10:11 WIB", "2020-03-17T10:11:00+07:00", "minute", False),
        ("2020-03-17T10:11:12 Q", "2020-03-17T10:11:12+00:00", "second", True),
        ("9998-12-31T23:59:59-14:00", "9998-12-31T23:59:59-14:00", "second", False),
    ],
)
def test_reads_what_is_present(text: str, at: str, precision: str, assumed: bool) -> None:
    """Precision is what is written, the offset is kept, and UTC is only assumed where none is understood."""
    date = parse_declared_date(f" {text}\n", "modified")
    assert date is not None
    assert (date.at.isoformat(), date.precision, date.zone_assumed) == (at, precision, assumed)
    assert (date.role, date.as_printed) == ("modified", text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1404-09-05T10:00:00+03:30", "2025-11-26"),
        ("1404-12-30", None),
        ("1404-13-01", None),
        ("2568-11-26", "2025-11-26"),
        ("2568", "2025-01-01"),
        ("1404", None),
    ],
)
def test_days_of_other_calendars(text: str, day: str | None) -> None:
    """What a machine declares in Iran's or Thailand's years is the Gregorian day, where it has one."""
    date = parse_declared_date(text, "published")
    assert (date.at.date().isoformat() if date else None) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0999-12-31",
        "9999-01-01",
        "2020-02-30",
        "2020-13-01",
        "2020-03-17T25:00",
        "202003",
        "yesterday",
        "2020-03-17T10:11:12+99:00x",
        "17 Foo 2020",
        "2020-03-17 and more",
        "1584439872",
        "2020-03-17" * 50,
    ],
)
def test_refuses_what_is_no_date(text: str) -> None:
    """What the calendar or the form does not know is no date; nothing is guessed from a part of it."""
    assert parse_declared_date(text, "published") is None


@given(st.datetimes(), st.sampled_from(["", "Z", "+00:00", "-11:30", "+1400"]))
def test_iso_dates_of_a_carried_year_are_read(moment: object, offset: str) -> None:
    """Every moment of the years 1000 to 9998 is read in its ISO form, and no other year's is.

    The years that only another calendar's days have are read as that calendar's.
    """
    iso = str(moment).replace(" ", "T")
    date = parse_declared_date(iso + offset, "published")
    year = int(iso[:4])
    if year in range(2443, 2643) or year in range(1300, 1420):
        assert date is None or 1900 <= date.at.year < 2100
    elif 1000 <= year <= 9998:
        assert date is not None
        assert date.at.isoformat()[:19] == iso[:19]
    else:
        assert date is None


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    """No text raises, and a date's text is the text."""
    date = parse_declared_date(text, "published")
    assert date is None or date.as_printed == text.strip()
