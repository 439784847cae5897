"""What stands above a headline and is none: lines of the masthead, records of archives, slugs, offices."""
# ruff: noqa: RUF001  # other scripts' letters are what pages are printed with

from service.article import Reading
from service.layout import read_layout

PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it before anybody waved."
MORE = "Nobody saw it leave, and by nightfall nobody on the quay was waiting any more, said the harbour master."


def read(head: str) -> Reading:
    """The reading of a page below that head."""
    return read_layout(f"{head}\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n")


def headline(reading: Reading) -> str | None:
    """The headline that was found."""
    return reading.findings.headline.value if reading.findings.headline else None


def kind_of(reading: Reading, text: str) -> str | None:
    """The kind of the furniture that a text became."""
    return next((piece.kind for piece in reading.furniture if piece.text == text), None)


def test_a_record_of_an_archive() -> None:
    """Each line says what it is: title, section, author, publication."""
    record = "\n".join((
        "Document ID: QEP-2009-0033", "Publication: Quay Evening Post", "Date: November 14, 2009", "Section: Obituaries",
        "Page: B6", "Author: Jane Roe", "Title: Ellen Tarrow, who mapped the marshes, dies at 91",
    ))  # fmt: skip
    reading = read(f"Quay Evening Post\n{record}")
    found = reading.findings
    assert headline(reading) == "Ellen Tarrow, who mapped the marshes, dies at 91"
    assert (found.section and found.section.value, found.authors and found.authors.value) == (
        "Obituaries",
        ("Jane Roe",),
    )
    assert found.publisher is not None
    assert found.publisher.value == "Quay Evening Post"


def test_a_slug_says_the_headlines_words_before_it() -> None:
    """A few words that the longer line below says again are a wire's."""
    reading = read(
        "Bridge village open\nBridge that joins villages opens after three years\n\nELLERY, March 4 (AP) - " + PROSE
    )
    assert headline(reading) == "Bridge that joins villages opens after three years"
    assert kind_of(reading, "Bridge village open") == "page-header"


def test_a_motto_above_a_menu_goes_on_no_name() -> None:
    """The lines of a masthead stand one below the other, and the menu below them."""
    reading = read(
        "Notes from the pier\na blog on lost ferries\nHome   About   Archive\n\nThe stop at which only snow stops\n\nBy Jane Roe"
    )
    assert reading.findings.publisher is not None
    assert reading.findings.publisher.value == "Notes from the pier"


def test_a_deck_that_names_its_subject_is_no_byline() -> None:
    """A line that goes on behind a dash and a name is longer than a role."""
    deck = "Bell founder John Poe — on clay, on patience and on why each town has a sound of its own"
    found = read(f"THE QUAY REVIEW\n\n“A bell cannot be hurried”\n{deck}").findings
    assert found.byline is None
    assert found.alternative_headline is not None
    assert found.alternative_headline.value == deck


def test_a_headline_of_an_old_paper_ends_in_a_stop() -> None:
    """Below a masthead and its number, one short line alone above wrapped copy is the headline."""
    page = (
        "NORRVIKS ALLEHANDA\nTorsdagen den 8 Februari 1934\n3\n\nVargar på isen utanför Norrvik.\n\n"
        "Tre vargar ha de senaste dagarna siktats på\nisen utanför Norrvik. Fiskaren Erik Lundmark\nsåg dem i måndags, då han "
        "vittjade sina\nnät vid Hällgrund.\n\nJägmästaren har underrättats, men anser att\ndjuren komma att draga sig norrut "
        "så snart\nisen bär öfver sundet.\n"
    )
    assert headline(read_layout(page)) == "Vargar på isen utanför Norrvik."
