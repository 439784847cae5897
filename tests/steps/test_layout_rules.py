"""Single rules of the plain-text reader, each at the border where it stops to apply."""
# ruff: noqa: RUF001  # full-width marks and dashes are what the rules look for

import pytest

from service.article import Image
from service.layout import read_layout
from service.layout.addresses import is_address
from service.layout.bylines import read_byline
from service.layout.captions import read_caption
from service.layout.credits import is_desk_credit
from service.layout.datelines import after_dateline, read_dateline
from service.layout.navigation import is_prompt
from service.layout.notices import is_comment_note, is_rights
from service.layout.source_lines import read_source_line
from service.words import languages
from service.words.guess import guess_language

PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it."


@pytest.mark.parametrize(
    ("text", "language", "authors"),
    [
        ("By Jane Roe", None, ("Jane Roe",)),
        ("By Jane Roe, Harbour Press", None, ("Jane Roe",)),
        ("By Jane Roe, John Poe and Ann van der Moe", None, ("Jane Roe", "John Poe", "Ann van der Moe")),
        ("BY JANE ROE | 17 March 2020", None, ("JANE ROE",)),
        ("Von Anna Lindner", "de", ("Anna Lindner",)),
        ("Par Claire Dumont et Luc Petit", "fr", ("Claire Dumont", "Luc Petit")),
        ("Di Marta Bianchi e Ugo Neri", "it", ("Marta Bianchi", "Ugo Neri")),
        ("Автор: Ирина Лесная", "ru", ("Ирина Лесная",)),
        ("نوشته مریم کاظمی", "fa", ("مریم کاظمی",)),
        ("作者：林小雨、王大山", "zh", ("林小雨", "王大山")),
        ("记者 陆小雨", "zh", ("陆小雨",)),
        ("文/陆小雨", "zh", ("陆小雨",)),
        ("文 陆小雨 王大山", "zh", ("陆小雨", "王大山")),
        ("本报记者陆小雨 通讯员 王大山", "zh", ("陆小雨", "王大山")),
        ("記者・谷川みどり", "ja", ("谷川みどり",)),
        ("记者 在现场", "zh", None),
        ("文王陵开放", "zh", None),
        ("Von der Küste kommt ein Sturm", "de", None),
        ("By noon the fog was gone", None, None),
        ("By Jane Roe's account the bridge fell.", None, None),
        ("Di Fazio vince ancora", "en", None),
        ("By 2030", None, None),
    ],
)
def test_a_byline_is_an_opening_word_and_names(
    text: str, language: str | None, authors: tuple[str, ...] | None
) -> None:
    """A byline opens with its language's word and goes on in names; a sentence or headline with that word is none."""
    byline = read_byline(text, language)
    assert (byline.authors if byline else None) == authors


def test_a_byline_carries_its_date() -> None:
    """A date at the end of the byline's line is read, and is no part of the byline; it is furniture of its own."""
    byline = read_byline("By Jane Roe 18.03.2020", "en")
    assert byline is not None
    assert byline.as_printed == "By Jane Roe"
    assert byline.date is not None
    assert byline.date.at.date().isoformat() == "2020-03-18"


def test_a_word_that_opens_headlines_too_opens_a_byline_below_one() -> None:
    """Words like "report from" are a byline's below a headline, with a short name behind them, else a headline's."""
    report = "گزارش از مریم کاظمی"
    prose = "پس از ده سال خشکی، صدها درنا دوباره به دریاچهٔ شمالی بازگشته‌اند و مردم از آن خوشحال هستند."
    headline = "بازگشت درناها به دریاچه"
    below = read_layout(f"{headline}\n\n{report}\n\n{prose}").findings
    assert below.authors is not None
    assert below.authors.value == ("مریم کاظمی",)
    above = read_layout(f"{report}\n\n{prose}").findings
    assert above.authors is None
    assert above.headline is not None


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("Photo: Jane Roe", Image(credit="Jane Roe")),
        (
            "Foto: Die Brücke am Morgen. Sie wird im Mai gesperrt.",
            Image(caption="Die Brücke am Morgen. Sie wird im Mai gesperrt."),
        ),
        (
            "The old mill. [Archive photo by Jane Roe]",
            Image(caption="The old mill.", credit="Jane Roe"),
        ),
        ("The old mill (Jane Roe/AP)", Image(caption="The old mill", credit="Jane Roe/AP")),
        ("Our picture of the week (photos)", None),
        ("The union (founded 1899) met (again)", None),
        ("Photo finish in the harbour regatta", None),
    ],
)
def test_a_caption_credits_a_picture(text: str, image: Image | None) -> None:
    """A caption is labelled as one, or ends in brackets that credit somebody."""
    assert read_caption(text) == image


@pytest.mark.parametrize(
    ("text", "applies"),
    [
        ("Share", True),
        ("Read more: How the beavers came", True),
        ("Lesen Sie auch", True),
        ("Читайте также: Как живут на островах", True),
        ("Share prices fell by a third", False),
        ("Sign up for the regatta closed on Monday.", False),
    ],
)
def test_a_prompt_is_no_sentence(text: str, applies: bool) -> None:
    """A prompt stands alone or before a colon; a sentence that begins with the same word is copy."""
    assert is_prompt(text) == applies


@pytest.mark.parametrize(
    ("text", "applies"),
    [
        ("© 2021 Harbour Press", True),
        ("Copyright 2021 by the Marsh Letter. All rights reserved.", True),
        ("版权所有，未经许可不得转载", True),
        ("Copyright law is older than the novel.", False),
        (f"{PROSE} All rights reserved.", False),
    ],
)
def test_a_notice_of_rights_stands_alone(text: str, applies: bool) -> None:
    """A notice is cut; copy that mentions rights, or that a notice was glued to, is kept."""
    assert is_rights(text) == applies


@pytest.mark.parametrize(
    ("text", "applies"),
    [
        ("Please log in to leave a comment.", True),
        ("Bitte melden Sie sich an, um zu kommentieren.", True),
        ("The minister declined to comment.", False),
        ("Voters have until May to register.", False),
    ],
)
def test_a_comment_note_asks_to_log_in(text: str, applies: bool) -> None:
    """A note sends the reader to log in before commenting; a sentence that does one of the two is copy."""
    assert is_comment_note(text) == applies


@pytest.mark.parametrize(
    ("text", "applies"),
    [
        ("(Reporting by Jane Roe; Editing by John Poe)", True),
        ("Reporting by Jane Roe; editing by John Poe", True),
        ("责任编辑：王大山", True),
        ("Reporting by the committee took three years.", False),
        ("Editor", False),
    ],
)
def test_a_desk_credit_names_who_worked_on_the_copy(text: str, applies: bool) -> None:
    """Credits of the desk are cut; a sentence with the same words is copy."""
    assert is_desk_credit(text) == applies


@pytest.mark.parametrize(
    ("text", "applies"),
    [
        ("www.lake.example", True),
        ("Lake Free Press www.lake.example desk@lake.example", True),
        ("Write to desk@lake.example.", False),
        ("A man @ the harbour", False),
    ],
)
def test_an_address_line_holds_little_else(text: str, applies: bool) -> None:
    """A line of addresses is furniture; a sentence that gives one is copy."""
    assert is_address(text) == applies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PORT ELLERY, March 3 (Harbour Press) - Boats turned back.",
            ("PORT ELLERY, March 3 (Harbour Press)", "PORT ELLERY"),
        ),
        ("PORT ELLERY — Boats turned back.", ("PORT ELLERY", "PORT ELLERY")),
        ("Montclair (AFP) – Les bateaux", ("Montclair (AFP)", "Montclair")),
        ("Port Ellery – Boats turned back.", ("Port Ellery", "Port Ellery")),
        ("Ellery/See (dpa) - Die Boote kehrten um.", ("Ellery/See (dpa)", "Ellery/See")),
        ("Port Ellery/Grimsay (dpa/xy) – Die Boote", ("Port Ellery/Grimsay (dpa/xy)", "Port Ellery/Grimsay")),
        ("ELLERY/GRIMSAY – Boats turned back.", ("ELLERY/GRIMSAY", "ELLERY/GRIMSAY")),
        ("Kauf/Verkauf – Alte Boote", None),
        ("غزة - 24 تشرين الثاني/نوفمبر (أ.م) - قال", ("غزة - 24 تشرين الثاني/نوفمبر (أ.م)", "غزة")),
        ("本报青石镇讯 周日上午，图书馆开门。", ("本报青石镇讯", "青石镇")),
        ("新华社青石4月3日电（记者陆小雨）图书馆开门。", ("新华社青石4月3日电", "青石")),
        ("本报收到的电话很多。", None),
        ("Nora – the oldest of them – said nothing.", None),
        ("The oldest of them all – she is ninety – said nothing.", None),
        ("Anna-Lena wept.", None),
        ("Gallimard, 1990 – the novel came out.", None),
    ],
)
def test_a_dateline_is_a_place_before_a_dash(text: str, expected: tuple[str, str] | None) -> None:
    """A place in capitals, or with an agency, or of a capitalised word or two opens a dateline; a clause does not."""
    dateline = read_dateline(text)
    assert ((dateline.as_printed, dateline.place) if dateline else None) == expected


@pytest.mark.parametrize(
    "body",
    [
        "PORT ELLERY (AP) -- Boats turned back.",
        "本报青石镇讯　图书馆开门。",
        "新华社青石4月3日电（记者陆小雨、何大山）图书馆开门。",
        "新华社青石4月3日电（本社记者陆小雨）图书馆开门。",
        "(청석=연합뉴스) 한서윤 기자 = 도서관이 문을 열었다.",
        "(청석=연합뉴스) 한서윤 김민수 기자·박지은 인턴기자 = 도서관이 문을 열었다.",
    ],
)
def test_the_story_goes_on_behind_its_dateline(body: str) -> None:
    """The joint between dateline and story belongs to neither, nor do reporters who are named in it."""
    found = read_layout(f"Fog over the strait\n\n{body}\n\n{PROSE}").findings.dateline
    assert found is not None
    assert body[after_dateline(body, found) :] in ("Boats turned back.", "图书馆开门。", "도서관이 문을 열었다.")
    assert after_dateline(PROSE, found) == 0


@pytest.mark.parametrize(
    ("body", "story"),
    [
        ("本报讯（记者 陆小雨 通讯员 何大山）图书馆开门。", "图书馆开门。"),
        ("本报讯 图书馆开门。", "图书馆开门。"),
        ("本报讯息中心开门。", "本报讯息中心开门。"),
    ],
)
def test_a_dispatch_may_have_no_place(body: str, story: str) -> None:
    """Who reports opens a story without a dateline, too, and is no part of it."""
    assert body[after_dateline(body, None) :] == story


def test_a_whole_date_in_the_dateline_is_the_publication() -> None:
    """Where nothing else dates the copy, its dateline does, if it says the year; the dateline stays in the body."""
    story = "PORT ELLERY, 9 January 2026 - The only ferry sank on Friday."
    (date,) = read_layout(f"Fog over the strait\n\n{story}\n\n{PROSE}").findings.dates
    assert (date.value.role, date.value.as_printed) == ("published", "9 January 2026")
    printed = read_layout(f"Fog over the strait\n\n10 January 2026\n\n{story}\n\n{PROSE}").findings.dates
    assert [one.value.as_printed for one in printed] == ["10 January 2026"]
    assert read_layout(f"Fog over the strait\n\n{story.replace(' 2026', '')}\n\n{PROSE}").findings.dates == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Times 17 March 2020", "The Harbour Times"),
        ("Harbour Times, 2020-03-17", "Harbour Times"),
        ("Source: Harbour Times", "Harbour Times"),
        ("来源：海港时报", "海港时报"),
        ("Harbour Times", None),
        ("17 March 2020", None),
        ("it ended on 17 March 2020", None),
    ],
)
def test_a_source_line_is_a_name_with_a_label_or_date(text: str, name: str | None) -> None:
    """Who published first is a name with a date or behind a label; neither alone is enough."""
    source = read_source_line(text)
    assert (source.name if source else None) == name


def test_a_headline_needs_a_body() -> None:
    """A short line above prose is its headline; the same line alone is body."""
    assert read_layout(f"Fog over the strait\n\n{PROSE}").findings.headline is not None
    alone = read_layout("Fog over the strait")
    assert alone.findings.headline is None
    assert alone.paragraphs == ("Fog over the strait",)


def test_a_repeated_headline_is_furniture() -> None:
    """A headline printed twice is taken once."""
    reading = read_layout(f"Fog over the strait\n\nFog over the strait\n\n{PROSE}")
    assert reading.paragraphs == (PROSE,)
    assert [piece.kind for piece in reading.furniture] == ["headline"]


def test_a_running_title_may_be_the_headline() -> None:
    """The headline that later pages repeat is still the headline of the first."""
    page = f"Fog over the strait\n\n{PROSE}\n\n{PROSE} Twice.\n\n{PROSE} Thrice.\n\n"
    reading = read_layout(f"{page}- 1 -\n{page}- 2 -\n")
    assert reading.findings.headline is not None
    assert reading.findings.headline.value == "Fog over the strait"
    assert [piece.kind for piece in reading.furniture] == ["page-number", "page-header", "page-number"]


def test_an_earlier_page_date_is_no_republication() -> None:
    """Only a page date on or after the source's makes the copy republished."""
    reading = read_layout(f"Fog over the strait\n\n1 March 2020\n\n{PROSE}\n\nHarbour Times 17 March 2020")
    assert [date.value.role for date in reading.findings.dates] == ["published", "published"]


def test_lines_of_verse_are_not_joined() -> None:
    """Short lines that were not wrapped at a column stay apart."""
    lines = (
        "Grey is the water",
        "and greyer the stone;",
        "he who goes out",
        "in the fog goes out alone to the far bank of it.",
    )
    assert read_layout("\n".join(lines)).paragraphs == lines


def test_every_language_has_the_words_of_a_page() -> None:
    """Each word list has what the rules look for, so that a language is not half read."""
    assert len(languages()) >= 12
    needed = {"byline", "picture", "prompt", "rights", "page", "section", "source"}
    assert {
        name: needed - set(words["layout"]) for name, words in languages().items() if needed - set(words["layout"])
    } == {}
    assert [name for name, words in languages().items() if len(words["dates"].get("months", ())) not in (0, 12)] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("Die Fähre legte am Mittag mit allen Gästen ab und der Nebel kam zurück.", "de"),
        ("渡轮中午载着所有乘客离开。", "zh"),
        ("フェリーは正午に出航した。", "ja"),
        ("1 2 3", None),
    ],
)
def test_the_guess_follows_common_words(text: str, language: str | None) -> None:
    """The cheap guess names the language of the commonest words, or none."""
    assert guess_language(text) == language
