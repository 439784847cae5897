"""What plain text does not say is not made of it: sources, decks, publishers, places and pictures that are none."""
# ruff: noqa: RUF001  # full-width marks and dashes are what pages are printed with

import pytest

from service.layout import read_layout
from service.layout.bylines import read_byline
from service.layout.datelines import read_dateline
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
        "Ferry museum opening day, 12 December 2026",
        "Funeral at St Mary's, Ellery, 12 December 2026",
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
        ("Le courrier breton, 17 mars 2020", "Le courrier breton"),
        ("Diario del puerto, 17 de marzo de 2020", "Diario del puerto"),
        ("Quay Observer (17 March 2020)", "Quay Observer"),
    ],
)
def test_a_name_and_its_date_is_a_source(last: str, name: str) -> None:
    """A name that stands directly before a date, or before a mark and a date, is of a paper."""
    source = read_source_line(last)
    assert source is not None
    assert source.name == name


LEAD = (
    "Nance scored in the fourth minute of added time to rescue a point for Ellery on Saturday, after Quay Town had "
    "twice looked like winning a game that they hardly deserved to draw."
)


@pytest.mark.parametrize(
    "below",
    [
        "Ellery (4-4-2): Roe 6; Poe 5, Hale 6, Nance 7, Rowe 6; Venn 5, Platt 8, Askew 6.\n\nMore soon.",
        f"Ellery (4-4-2): Roe 6; Poe 5, Hale 6, Nance 7, Rowe 6; Venn 5, Platt 8, Askew 6.\n\n{MORE}",
        "By Jane Roe",
        "Jane Roe\n3 May 2021",
    ],
)
def test_a_lead_is_no_deck(below: str) -> None:
    """A sentence longer than a line is a deck only where another lead follows; else it is what the story opens with."""
    reading = read_layout(f"Ellery 2-2 Quay Town: late goal rescues point\n\n{LEAD}\n\n{below}")
    assert reading.findings.alternative_headline is None
    assert LEAD in reading.paragraphs
    assert reading.findings.dateline is None


def test_a_sentence_above_the_byline_is_a_deck() -> None:
    """Where a lead follows the byline, the sentence above it is a deck."""
    reading = read_layout(f"Late goal rescues point\n\n{LEAD}\n\nBy Jane Roe\n\n{PROSE}\n\n{MORE}")
    assert reading.findings.alternative_headline is not None
    assert reading.findings.alternative_headline.value == LEAD


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("ECONOMÍA DEL PUERTO (Previsión)", "El puerto prevé crecer un 3 % el año próximo\n\n"),
        ("QUAY AND HARBOUR (Forecast)", ""),
        ("PUERTO (Crónica)", "El puerto prevé crecer un 3 % el año próximo\n\n"),
        ("Zusammenfassung 1745", ""),
        ("BREAKING: Harbour", "By Jane Roe\n\n"),
        ("Report 2", "By Jane Roe\n\n"),
        ("MORNING BRIEFS", "Wednesday, 25 November 2026\n\n"),
        ("EVENING BRIEFING", "Wednesday, 25 November 2026\n\n"),
        ("NEWS IN BRIEF", "Wednesday, 25 November 2026\n\n"),
    ],
)
def test_a_slug_is_no_publisher(above: str, below: str) -> None:
    """A line above the headline with a number, a bracket or a section's word is no name of a paper."""
    for page in (f"{above}\n\n{below}Ellery to name a harbourmaster\n\n{PROSE}\n\n{MORE}",):
        assert read_layout(page).findings.publisher is None


def test_a_line_up_is_no_publisher() -> None:
    """Scorers below the byline name nobody whose page it is."""
    scorers = "Ellery Town 2 (Nance 14, Roe 90+4 pen)\nQuay 2 (Poe 3, 7)"
    page = f"Late goal rescues point\n\nBy Jane Roe\n\n{scorers}\n\n{LEAD}\n\n{PROSE}"
    assert read_layout(page).findings.publisher is None


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir – The ferry has not sailed since August, and nobody says why.",
        "Dear Sirs — The ferry has not sailed.",
        "Dear Editor – The ferry has not sailed.",
        "Sir, – Your report on the ferry (Nov 20) says that it has sailed.",
        "SIR – Your report on the ferry says that it has sailed.",
        "Madam, — May I ask when the ferry will sail?",
        "Sehr geehrte Damen und Herren – Die Fähre fährt nicht.",
        "Monsieur – Le bac ne part plus.",
        "Señor Director: – El barco no sale.",
    ],
)
def test_a_salutation_is_no_place(text: str) -> None:
    """Whom a letter is written to is nowhere."""
    assert read_dateline(text) is None


def test_a_place_like_a_title_is_one() -> None:
    """A place may begin with a word of salutations."""
    dateline = read_dateline("SIR BANI YAS, Nov 24 (Reuters) - The ferry")
    assert dateline is not None
    assert dateline.place == "SIR BANI YAS"


@pytest.mark.parametrize("text", ["By Jane Roe in Ellery", "REPORT by Jane Roe at Quay Lane", "Von Jane Roe in Ellery"])
def test_a_byline_may_say_where(text: str) -> None:
    """A place behind the name is of the byline, and no name."""
    byline = read_byline(text, "de" if text.startswith("Von") else "en")
    assert byline is not None
    assert (byline.as_printed, byline.authors) == (text, ("Jane Roe",))
    assert read_byline("By Order in Council", "en") is None


@pytest.mark.parametrize(
    "line",
    [
        "VOL. XLII.—No. 2,187. SATURDAY, MARCH 14, 1891. PRICE ONE PENNY.",
        "Vol. IX, No. 12. Saturday, March 14, 1891. Price Two Pence.",
        "No. 2,187.—SATURDAY, MARCH 14, 1891. PRICE ONE PENNY.",
    ],
)
def test_an_issue_line_is_no_caption(line: str) -> None:
    """Volume, number, day and price are of the paper; the day is the article's."""
    reading = read_layout(f"{line}\n\nThe ferry sails at last\n\n{PROSE}\n\n{MORE}")
    assert reading.findings.images == ()
    assert reading.findings.headline is not None
    assert reading.findings.headline.value == "The ferry sails at last"
    assert [date.value.at.date().isoformat() for date in reading.findings.dates] == ["1891-03-14"]
    assert reading.findings.publisher is None


@pytest.mark.parametrize(
    "note",
    [
        "(Adds CEO comment, shares, background)",
        "(Updates with details, quote)",
        "(Recasts lead, adds analyst)",
        "(Corrects paragraph 2 to say 40, not 14)",
        "(Ergänzt: Reaktionen, Hintergrund)",
        "(Añade detalles y declaraciones)",
    ],
)
def test_a_note_of_what_is_new_is_no_deck(note: str) -> None:
    """What a wire's update adds is said to its editors."""
    headline = "UPDATE 2-Ferry owner raises fares after strike ends"
    reading = read_layout(f"{headline}\n\n{note}\n\nBy Jane Roe\n\n{PROSE}\n\n{MORE}")
    assert reading.findings.alternative_headline is None
    assert [piece.text for piece in reading.furniture] == [note]
    assert reading.findings.headline is not None
    assert reading.findings.headline.value == headline


def test_scorers_are_no_headline() -> None:
    """The result and its scorers, between headline and byline, take no headline's place."""
    scorers = "Ellery Town 2 (Nance 14, Roe 90+4 pen)\nQuay Town 2 (Poe 3, 7)\nAtt: 1,204"
    page = f"Ellery 2-2 Quay Town: late goal\n\n{scorers}\n\nREPORT by Jane Roe at Quay Lane\n\n{LEAD}\n\n{PROSE}"
    findings = read_layout(page).findings
    assert findings.headline is not None
    assert findings.headline.value == "Ellery 2-2 Quay Town: late goal"
    assert (findings.publisher, findings.alternative_headline) == (None, None)
    assert findings.authors is not None
    assert findings.authors.value == ("Jane Roe",)


@pytest.mark.parametrize(
    "last",
    [
        "Entierro, 12 de diciembre de 2026",
        "Correction, 12 December 2026",
        "Next edition: 13 December 2026",
        "Nächste Ausgabe: 13. Dezember 2026",
    ],
)
def test_a_label_before_a_day_is_no_source(last: str) -> None:
    """What was put right then, and when the paper appears again, is neither a source nor the article's date."""
    reading = read_layout(f"Fog over the strait\n\nBy Jane Roe\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{last}")
    assert (reading.findings.original_source, reading.findings.dates) == (None, ())


def test_a_place_and_a_day_above_a_signature_are_no_source() -> None:
    """They date the copy that is signed."""
    foot = "Town Hall, 19 July 2022\nThe Mayor,\nJane Roe\n1 Quay Square - Tel. 299 000 111"
    reading = read_layout(f"Fog over the strait\n\n{PROSE}\n\n{MORE}\n\n{foot}")
    assert reading.findings.original_source is None
    assert [date.value.as_printed for date in reading.findings.dates] == ["19 July 2022"]
