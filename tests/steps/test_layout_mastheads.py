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
    record = (
        "Document ID: QEP-2009-0033\nPublication: Quay Evening Post\nDate: November 14, 2009\nSection: Obituaries\n"
        "Page: B6\nAuthor: Jane Roe\nTitle: Ellen Tarrow, who mapped the marshes, dies at 91"
    )
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
    head = "Notes from the pier\na blog on lost ferries\nHome   About   Archive"
    reading = read(f"{head}\n\nThe stop at which only snow stops\n\nBy Jane Roe")
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
        "Tre vargar ha de senaste dagarna siktats på\nisen utanför Norrvik. Fiskaren Erik Lundmark\n"
        "såg dem i måndags, då han vittjade sina\nnät vid Hällgrund.\n\n"
        "Jägmästaren har underrättats, men anser att\ndjuren komma att draga sig norrut så\n"
        "snart isen bär öfver sundet.\n"
    )
    assert headline(read_layout(page)) == "Vargar på isen utanför Norrvik."


def test_two_lines_in_large_type_are_a_headline_in_scripts_without_case() -> None:
    """On a page of narrow columns, right above the byline, the second is no deck where it is the shorter one."""
    copy = (
        "每天清晨五点，周水根先把缆绳解开，再翻开那本防\n水的本子。雾有多厚，他写几个字；雾散得多快，他\n画一条线。\n\n"
    )
    head = "江南晨报\n2020年3月12日 星期四\n7\n\n老船工把渡口的雾\n写成了日记\n\n本报记者 沈一鸣"
    page = f"{head}\n\n{copy}{copy}地址：湖州市河滨路12号"
    assert headline(read_layout(page)) == "老船工把渡口的雾写成了日记"
    deck = page.replace("写成了日记", "七十岁的老人三十年写成了日记")
    assert headline(read_layout(deck)) == "老船工把渡口的雾"


def test_a_greeting_above_a_headline_is_copy() -> None:
    """A letter greets before it prints its title."""
    reading = read("The Quay Letter\nNo. 12 - 3 April 2024\n\nGood morning,\n\nThe ferry that came back\n\nBy Jane Roe")
    assert headline(reading) == "The ferry that came back"
    assert reading.paragraphs[0] == "Good morning,"
    assert [str(date.value.at.date()) for date in reading.findings.dates] == ["2024-04-03"]


def test_time_paper_and_reporter_in_one_line() -> None:
    """East Asian sites print them below the headline."""
    copy = "雨傘博物館整修兩年後，三日在台南重新開館。市府預估將有一萬人次參觀。"
    head = "雨傘博物館重新開館\n2024-04-03 14:02 聯合新聞網 記者王小明／台南即時報導"
    reading = read_layout(f"{head}\n\n{copy}\n\n{copy}")
    found = reading.findings
    assert found.authors is not None
    assert found.authors.value == ("王小明",)
    assert [date.value.precision for date in found.dates] == ["minute"]
    assert kind_of(reading, "聯合新聞網") == "page-header"


def test_a_head_in_pieces_wide_apart() -> None:
    """Name, day and page are pieces of their own, and a motto goes on no name above the day."""
    head = "HARBOUR POST\nthe daily of the port\nNo. 61      Thursday      4 April 2024\n\nCULTURE            5"
    reading = read(f"{head}\n\nThe ferry that\ncame back again\n\nBy Jane Roe")
    assert reading.findings.publisher is not None
    assert reading.findings.publisher.value == "HARBOUR POST"
    assert headline(reading) == "The ferry that came back again"
    folio = read("THE QUAY GAZETTE          Page 4\nThursday, April 4, 2024\n\nThe ferry that came back\n\nBy Jane Roe")
    assert (kind_of(folio, "Page 4"), kind_of(folio, "THE QUAY GAZETTE")) == ("page-number", "page-header")


def test_the_day_of_today_dates_nothing() -> None:
    """Sites print it above their menu."""
    reading = read(
        "Today: Thursday, April 4, 2024\nHome | Contact us\n\nThe ferry that came back\n\nBy Jane Roe\n3 May 2021"
    )
    assert [str(date.value.at.date()) for date in reading.findings.dates] == ["2021-05-03"]
    assert kind_of(reading, "Today: Thursday, April 4, 2024") == "date"


def test_a_deck_between_dashes() -> None:
    """Releases print it so below the headline."""
    found = read("PRESS RELEASE\n\nThe ferry that came back\n- A night at sea -\n\nELLERY, March 4 - " + PROSE).findings
    assert found.alternative_headline is not None
    assert found.alternative_headline.value == "- A night at sea -"


def test_a_short_headline_over_a_longer_deck() -> None:
    """Where nothing else is of a paper or a site, the first line is no name of one."""
    found = read("Toll Doubles\n\nBoard votes 5-2 over drivers' protests\n\nBy Jane Roe").findings
    assert found.headline is not None
    assert found.headline.value == "Toll Doubles"
    assert found.alternative_headline is not None
    assert found.alternative_headline.value == "Board votes 5-2 over drivers' protests"
    assert found.publisher is None


def test_a_short_name_over_a_headline_on_a_page_of_a_site() -> None:
    """A notice of rights or a menu bears out that the first line is whose page it is; how sure that is says so."""
    head = "Toll Doubles\n\nBoard votes 5-2 over drivers' protests\n\nBy Jane Roe"
    found = read_layout(f"{head}\n\n{PROSE}\n\n{MORE}\n\n{PROSE}\n\nHome | Sport | Contact us").findings
    assert found.headline is not None
    assert found.headline.value == "Board votes 5-2 over drivers' protests"
    assert found.publisher is not None
    assert found.publisher.confidence < 0.5


def test_a_headline_of_three_lines_goes_on_in_lower_case() -> None:
    """Each line goes on the one above it, down to the last of the group, at the top of the page too."""
    found = read("Bridge toll\nto double\nin January\n\nBoard votes 5-2 over drivers' protests\n\nBy Jane Roe").findings
    assert found.headline is not None
    assert found.headline.value == "Bridge toll to double in January"
    assert found.publisher is None


def test_a_word_of_papers_with_a_colon_says_what_the_copy_is() -> None:
    """A review's headline begins with the word for it; where and until when the play is on is no byline."""
    head = "Review: The Glass Harbour\n\nRoyal Court, London\nUntil 12 December 2026\n\nReview by Jane Roe"
    found = read(head).findings
    assert found.headline is not None
    assert found.headline.value == "Review: The Glass Harbour"
    assert found.publisher is None
    assert found.authors is not None
    assert found.authors.value == ("Jane Roe",)


def test_a_name_over_a_place() -> None:
    """Below a headline, in capitals right above the copy, the one line is the writer and the other where it is from."""
    found = read("The almond sinks\n\nLUCIA FERRANDIZ\nALMENARA").findings
    assert found.authors is not None
    assert found.authors.value == ("LUCIA FERRANDIZ",)
    assert found.dateline is not None
    assert found.dateline.value.place == "ALMENARA"


def test_the_first_lines_of_a_paragraph_are_no_headline() -> None:
    """However far down a page's head goes, copy that is wrapped below it is joined as copy is."""
    copy = (
        "Los precios de la almendra han caí-\ndo un 38 % desde enero y los agri-\ncultores de la comarca aseguran que\n"
        "venden por debajo de coste. «Cada\nkilo me cuesta 3,10 euros y me pa-\ngan 2,45», explica Vicent Roig,\n"
        "que cultiva 40 hectáreas en el Pla\nde Baix."
    )
    head = (
        "EL FARO DE ALMENARA\nMartes, 17 de noviembre de 2026\nAÑO LXXXIV · NÚM. 27.418\n\n14\n\nECONOMÍA\n\n"
        "La almendra se hunde: los\nagricultores venden por\ndebajo del coste\n\nLa cosecha récord y la sequía\n"
        "empujan al campo al límite\n\nLUCÍA FERRÁNDIZ\nALMENARA"
    )
    reading = read_layout(f"{head}\n\n{copy}\n\n{copy}\n")
    assert "han caído un 38 % desde enero y los agricultores de la comarca" in reading.paragraphs[1]


def test_a_word_that_a_headlines_lines_break_is_whole() -> None:
    """It is mended as in copy."""
    found = read_layout(
        "Los precios caen y los agri-\ncultores protestan\n\nPor Ana Roe\n\n"
        f"Los agricultores de la comarca protestan desde enero y dicen que van a seguir.\n\n{PROSE}"
    ).findings
    assert found.headline is not None
    assert found.headline.value == "Los precios caen y los agricultores protestan"
