"""What plain text does not say is not made of it: sources, decks, publishers, places and pictures that are none."""
# ruff: noqa: RUF001  # full-width marks and dashes are what pages are printed with

import pytest

from service.layout import read_layout
from service.layout.source_lines import read_source_line

PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it."
MORE = "Nobody saw it leave, and by nightfall nobody on the quay was waiting any more."


@pytest.mark.parametrize(
    "last",
    [
        "Ellery Jane Roe, born 3 March 1935, died 12 November 2026",
        "Ellery Jane Roe, died 12 November 2026",
        "Ellery Jane Roe, 3 March 1935 – 12 November 2026",
        "The Heron, launched 12 May 1977",
        "The inquiry ends on 12 December 2026",
        "Inquiry on 12 December 2026",
        "Meeting 12 December 2026",
        "Wiedereröffnung am 12. Dezember 2026",
        "Réouverture le 12 décembre 2026",
        "Entrée libre au public le 12 décembre 2026",
        "Apertura el 12 de diciembre de 2026",
    ],
)
def test_a_date_of_an_event_is_no_source(last: str) -> None:
    """A last line that says when something happens is copy; neither a source nor a date is made of it."""
    reading = read_layout(f"Fog over the strait\n\nBy Jane Roe\n1 December 2026\n\n{PROSE}\n\n{MORE}\n\n{last}")
    assert reading.findings.original_source is None
    assert [(date.value.role, date.value.as_printed) for date in reading.findings.dates] == [
        ("published", "1 December 2026")
    ]
    assert reading.paragraphs == (PROSE, MORE, last)
    undated = read_layout(f"Fog over the strait\n\nBy Jane Roe\n\n{PROSE}\n\n{MORE}\n\n{last}")
    assert (undated.findings.original_source, undated.findings.dates) == (None, ())


@pytest.mark.parametrize(
    "last", ["Ellery Roe † 12 November 2026", "Pier 4 Open Day 12 December 2026", "Pier 4, 12 May 2026"]
)
def test_a_number_or_a_sign_before_a_date_is_no_name(last: str) -> None:
    """What holds a number, or ends in a sign, names no paper."""
    assert read_source_line(last) is None


@pytest.mark.parametrize(
    ("last", "name"),
    [
        ("Quay Observer 17 March 2020", "Quay Observer"),
        ("The Quay, 17 March 2020", "The Quay"),
        ("Reuters, Friday, 17 March 2020", "Reuters"),
        ("Le Quai, le 17 mars 2020", "Le Quai"),
        ("Diario del puerto, 17 de marzo de 2020", "Diario del puerto"),
        ("Quay Observer (17 March 2020)", "Quay Observer"),
    ],
)
def test_a_name_and_its_date_is_a_source(last: str, name: str) -> None:
    """A name that stands directly before a date, or before a mark and a date, is of a paper."""
    source = read_source_line(last)
    assert source is not None
    assert source.name == name
