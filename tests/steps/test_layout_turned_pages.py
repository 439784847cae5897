"""What a paper prints again where its pages turn, in the middle of the copy."""

import pytest

from service.layout import read_layout

FIRST = (
    "Seit vielen Jahren bringt der Faehrmann die\nMenschen ueber den Fluss, und eigentlich\nsollte in diesem Herbst "
    "endlich Schluss sein.\n\nDie Gemeinde hatte den Vertrag gekuendigt,\nweil eine Bruecke steht, doch die Bruecke\n"
    "ist gesperrt. Die Kosten traegt der Landkreis."
)
SECOND = (
    "Fuer die Pendler aendert sich wenig: Die\nFaehre faehrt von sechs bis zwanzig Uhr und\nsonntags ab acht.\n\n"
    "Eine Nachfolgerin hat er schon: Seine Enkelin\nmacht im Fruehjahr den Schein. Sie kann das\n"
    "Wasser besser lesen als er."
)
TITLE = "Der Faehrmann hoert noch nicht auf"


def kinds(page: str) -> list[tuple[str, str]]:
    """Kind and text of what was cut."""
    return [(piece.kind, piece.text) for piece in read_layout(page).furniture]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_long_foot_that_stands_twice(between: str) -> None:
    """Right above the head of the next page, and at the end, it is the page's own, also below the last line of copy."""
    head, foot = "Tagblatt · Freitag, 23. Oktober 2020 · Nr. 247", "Tagblatt · Verlag Roe · Marktplatz 2 · 29999 Heide"
    page = f"{head}\nSeite 9\n\n{TITLE}\n\n{FIRST}{between}{foot}\n\n{head}\nSeite 10\n{SECOND}{between}{foot}\n"
    reading = read_layout(page)
    assert [text[:10] for text in reading.paragraphs] == ["Seit viele", "Die Gemein", "Fuer die P", "Eine Nachf"]
    assert kinds(page).count(("page-footer", foot)) == 2


def test_a_head_that_joins_what_the_masthead_prints() -> None:
    """Name and day in one line, above the number of the page: the paragraph goes on below."""
    head = "DAILY QUAY\nThe paper of the coast\nThursday 9 March 2023 - Issue 4417\nRegion\n5"
    turned = "www.quay.example\n\nDAILY QUAY - Thursday 9 March 2023\nRegion\n6"
    halves = (
        FIRST.replace("Die Kosten traegt der Landkreis.", "Die Kosten"),
        "traegt zur Haelfte der Landkreis.\n\n" + SECOND,
    )
    page = f"{head}\n\n{TITLE}\n\n{halves[0]}\n{turned}\n{halves[1]}\nwww.quay.example\n"
    assert "Die Kosten traegt zur Haelfte der Landkreis." in read_layout(page).paragraphs[1]
    assert ("page-header", "DAILY QUAY - Thursday 9 March 2023") in kinds(page)
    assert sum(text.startswith("Eine Nach") for text in read_layout(page).paragraphs) == 1


def test_the_name_of_the_paper_as_the_last_line_is_a_foot() -> None:
    """At the top it is the masthead."""
    page = f"THE QUAY POST\nThursday 9 March 2023\n3\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n\nTHE QUAY POST\n"
    assert [kind for kind, text in kinds(page) if text == "THE QUAY POST"] == ["page-header", "page-footer"]
