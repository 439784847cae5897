"""Headlines on several lines, whose page it is, who posted, and the lines that bars and dates divide."""
# ruff: noqa: RUF001  # full-width marks and other scripts' letters are what pages are printed with

import pytest

from service.layout import read_layout
from service.layout.bylines import read_byline, read_poster
from service.layout.datelines import dateline_agency, lone_dateline, read_dateline
from service.layout.headlines import headline_lines
from service.layout.names import close_up, paper_name
from service.layout.person_names import without_title
from service.layout.source_lines import read_source_line

PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it."
MORE = "Nobody saw it leave, and by nightfall nobody on the quay was waiting any more."


@pytest.mark.parametrize(
    ("above", "below", "language", "goes_on"),
    [
        ("The ferry that was lost in", "Ellery", "en", True),
        ("The ferry that came back", "Nobody was on it when it did", "en", False),
        ("The Ferry That Came Home To", "Port Ellery", "en", True),
        ("Ferry Service Returns After Nine", "Long Years", "en", True),
        (
            "Wer den Deich hält, hält die Uhr an",
            "Zweihundert Schafe, ein Deich und ein Brief aus der Stadt",
            "de",
            False,
        ),
        ("Gemeinde streitet um eine neue", "Fähre", "de", True),
        ("تلسکوپی که مش قربان از", "آهن‌قراضه ساخت", "fa", True),
        ("קולנוע שחזר מקץ שנים אל", "העמק", "he", True),
        ("حارس الملاحة: رجل يعيد الملح", "إلى شط الجريد", "ar", True),
        ("بوستان سلاح", "من باب المرفأ القديم", "ar", False),  # longer: a deck
        ("قصه نجاری که قایق را", "به دریا برد", "fa", True),
        ("ग्यारह साल बाद लौटी नाव", "बाढ़ में बही थी", "hi", False),
        ("섬마을 분교에", "다시 울린 종소리", "ko", True),
        ("마지막 나룻배 사공", "오만석 씨의 하루", "ko", False),
        ("廃線の駅に", "半世紀ぶりの汽笛", "ja", True),
        ("湯気の向こう", "港町の銭湯、八十六年の歴史に幕", "ja", False),
        ("一塊招牌刻三個月", "七十三歲師傅收了第一個徒弟", "zh", False),
        ('"배 안에서는"', "오만석 씨의 하루", "ko", False),
    ],
)
def test_tells_where_a_headline_ends(above: str, below: str, language: str, goes_on: bool) -> None:  # what is expected
    """A line goes on where its last word asks for more or the next begins small; else the next is a deck."""
    found = headline_lines(["The Quay", "", above, below, "", PROSE], set(), language)
    assert found == {2: False, 3: goes_on}


def test_copy_is_no_headline() -> None:
    """Lines of a paragraph, which ends its sentence, are none of a headline."""
    assert headline_lines(["The ferry left at noon", "with all its passengers.", "", PROSE], set(), "en") == {}


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("T H E   S L O W   C O M M U T E", "THE SLOW COMMUTE"),
        ("P O D H O R S K É   L I S T Y", "PODHORSKÉ LISTY"),
        ("み な と 便 り 第88号", "みなと便り 第88号"),
        ("Plan A or B", "Plan A or B"),
    ],
)
def test_closes_up_spaced_letters(text: str, closed: str) -> None:
    """A name in letters that stand apart is read as words."""
    assert close_up(text) == closed


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("12 Der Deichbote · Heft 31", "Der Deichbote"),
        ("東湾日報 地域 14版", "東湾日報"),
        ("Głos Roztocza, nr 7", "Głos Roztocza"),
    ],
)
def test_a_masthead_names_its_paper(line: str, name: str) -> None:
    """The page's number, the section and the issue are no part of the name."""
    assert paper_name(line) == name


@pytest.mark.parametrize(
    ("line", "publisher", "day"),
    [
        ("北浜新報　令和６年（２０２４年）３月５日（火曜日）　第２５３１８号", "北浜新報", "2024-03-05"),
        ("嘉南晨報　中華民國一一二年六月十八日　星期日　A8", "嘉南晨報", "2023-06-18"),
        ("A6   TUESDAY, MARCH 5, 2024   THE HARBOR SENTINEL", "THE HARBOR SENTINEL", "2024-03-05"),
        ("Jornal do Cais | Quinta-feira, 15 de agosto de 2019 | 6", "Jornal do Cais", "2019-08-15"),
    ],
)
def test_a_masthead_that_shares_its_line_with_the_day(line: str, publisher: str, day: str) -> None:
    """Name and day may stand in either order, with the issue or the page beside them."""
    findings = read_layout(f"{line}\n\nThe ferry that came back\n\n{PROSE}\n\n{MORE}").findings
    assert findings.publisher is not None and findings.publisher.value == publisher  # noqa: PT018  # one thought
    assert [date.value.at.date().isoformat() for date in findings.dates] == [day]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("by Heron_77 »", "Heron_77"),
        ("Message par Tournesol62 »", "Tournesol62"),
        ("von Treibholz »", "Treibholz"),
        ("Top stories »", None),
        ("by Heron_77", None),
    ],
)
def test_reads_who_posted(before: str, name: str | None) -> None:
    """A forum prints the poster's name between a word for it and an arrow."""
    byline = read_poster(before)
    assert (byline.authors[0] if byline else None) == name


def test_a_poster_is_the_author_where_nobody_else_is() -> None:
    """The poster's name is the byline, and goes back to the line of its date where the copy is signed."""
    head = "The ferry that came back\nby Heron_77 » Tue Mar 05, 2024 9:14 pm\n\n"
    posted = read_layout(f"{head}{PROSE}\n\n{MORE}").findings
    assert posted.authors is not None and posted.authors.value == ("Heron_77",)  # noqa: PT018  # one thought
    signed = read_layout(f"{head}By Jane Roe\n\n{PROSE}\n\n{MORE}")
    assert signed.findings.authors is not None and signed.findings.authors.value == ("Jane Roe",)  # noqa: PT018
    assert [piece.kind for piece in signed.furniture] == ["date"]


@pytest.mark.parametrize(
    ("text", "printed", "place"),
    [
        ("Brest (France), 5 mars 2024 (AFP) - Elles", "Brest (France), 5 mars 2024 (AFP)", "Brest (France)"),
        ("Bogotá, 18 de junio de 2024. La Fundación", "Bogotá, 18 de junio de 2024", "Bogotá"),
        ("中国深圳，2025年4月16日——澜图", "中国深圳，2025年4月16日", "中国深圳"),
        ("北京2025年4月16日 /美通社/ -- 澜图", "北京2025年4月16日 /美通社/", "北京"),
        ("नैनीताल, पांच मार्च (भाषा) नाव", "नैनीताल, पांच मार्च (भाषा)", "नैनीताल"),
    ],
)  # fmt: skip
def test_datelines_of_wires_and_releases(text: str, printed: str, place: str) -> None:
    """A region in brackets, a day in words, and a full stop behind a whole date."""
    dateline = read_dateline(text)
    assert dateline is not None and (dateline.as_printed, dateline.place) == (printed, place)  # noqa: PT018


def test_a_dateline_of_its_own_names_the_agency() -> None:
    """A place and an agency alone on their line are a dateline; a place and anything else are not."""
    dateline = lone_dateline("STOCKHOLM (TT)")
    assert dateline is not None and dateline_agency(dateline) == "TT"  # noqa: PT018  # one thought
    assert lone_dateline("The ferry (old)") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("📌 منبع: روزنامهٔ سپیدار", "روزنامهٔ سپیدار"),
        ("（据《江滨晚报》）", "江滨晚报"),
        ("摘自《南湖日报》", "南湖日报"),
        ("Theo Báo Cần Thơ", "Báo Cần Thơ"),
    ],
)
def test_sources_behind_signs_and_in_marks(text: str, name: str) -> None:
    """Channels print a sign before the label; Chinese papers put the name in marks."""
    source = read_source_line(text)
    assert source is not None and source.name == name  # noqa: PT018  # one thought


@pytest.mark.parametrize(
    ("text", "language", "printed", "authors"),
    [
        ("（文化部・三枝紬）", "ja", "文化部・三枝紬", ("三枝紬",)),
        ("✍️ نویسنده: مریم صادقی", "fa", "✍️ نویسنده: مریم صادقی", ("مریم صادقی",)),
        ("記者吳思穎／朴子報導", "zh", "記者吳思穎／朴子報導", ("吳思穎",)),
        ("بقلم: د. هناء الجبوري", "ar", "بقلم: د. هناء الجبوري", ("هناء الجبوري",)),
        ("كتب - أحمد السيد", "ar", "كتب - أحمد السيد", ("أحمد السيد",)),
        ("Por Marina Teles, de Olinda", "pt", "Por Marina Teles, de Olinda", ("Marina Teles",)),
    ],
)
def test_bylines_in_brackets_with_signs_and_titles(
    text: str, language: str, printed: str, authors: tuple[str, ...]
) -> None:
    """The byline is as printed, the names without titles, places and desks."""
    byline = read_byline(text, language)
    assert byline is not None and (byline.as_printed, byline.authors) == (printed, authors)  # noqa: PT018


def test_a_title_alone_is_a_name() -> None:
    """Only what stands before a name of its own is left out."""
    assert without_title("Dr. Jane Roe", "en") == "Jane Roe"
    assert without_title("Sir Ian", "en") == "Sir Ian"


def test_bars_divide_a_byline_from_its_date() -> None:
    """The byline ends before the date; a place between them is no author."""
    line = "By Jane Roe | Port Ellery | 8 March 2024 09:15 | Updated 11:40"
    findings = read_layout(f"The ferry that came back\n\n{line}\n\n{PROSE}\n\n{MORE}").findings
    assert findings.byline is not None and findings.byline.value == "By Jane Roe | Port Ellery"  # noqa: PT018
    assert findings.authors is not None and findings.authors.value == ("Jane Roe",)  # noqa: PT018  # one thought
    assert [date.value.at.isoformat() for date in findings.dates] == ["2024-03-08T09:15:00+00:00"]


ABOUT = "About Quay Instruments\nQuay Instruments builds bells.\n\nPress: p@quay.example"


@pytest.mark.parametrize(
    ("head", "foot", "publisher"),
    [
        ("Quay Instruments\n\nFOR IMMEDIATE RELEASE", "", "Quay Instruments"),
        ("FOR IMMEDIATE RELEASE", ABOUT, "Quay Instruments"),
        ("FOR IMMEDIATE RELEASE", "", None),
    ],
)
def test_who_issued_a_release(head: str, foot: str, publisher: str | None) -> None:
    """The name in the letterhead, or in the heading about the company, where the copy names it again."""
    story = f"Quay Instruments has made a bell that rings by the tide. {PROSE}"
    findings = read_layout(f"{head}\n\nA bell that rings by the tide\n\n{story}\n\n{MORE}\n\n{foot}").findings
    assert (findings.publisher.value if findings.publisher else None) == publisher


def test_who_signs_below_the_copy() -> None:
    """A name alone below the copy is its byline, and so is one with the paper's name behind it above."""
    copy = f"The ferry that came back\n\n{PROSE}\n\n{MORE}"
    below = read_layout(f"{copy}\n\nJane Roe").findings
    assert below.authors is not None and below.authors.value == ("Jane Roe",)  # noqa: PT018  # one thought
    head = "The Quay Gazette\n\nThe ferry that came back\n\nJane Roe - The Quay Gazette\n3 May 2021"
    above = read_layout(f"{head}\n\n{PROSE}\n\n{MORE}").findings
    assert above.authors is not None and above.authors.value == ("Jane Roe",)  # noqa: PT018  # one thought


def test_a_page_that_names_itself_as_source_has_none() -> None:
    """A source line with the masthead's own name says nothing of another."""
    page = f"The Quay Gazette\n\nThe ferry that came back\n\n{PROSE}\n\n{MORE}\n\nSource: The Quay Gazette"
    assert read_layout(page).findings.original_source is None


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("(di Marta Colli)", "it", ("Marta Colli",)),
        ("(von Greta Lindner)", "de", ("Greta Lindner",)),
        ("(di Trieste)", "it", ()),
    ],
)
def test_a_byline_in_brackets(line: str, language: str, names: tuple[str, ...]) -> None:
    """Some wires print it so below the headline."""
    found = read_byline(line, language)
    assert (found.authors if found else ()) == names


def test_wires_sign_below_and_date_above() -> None:
    """A name and its agency sign the copy, a day without its year is a date that dates nothing, and times are one."""
    head = "3 maja, 14:02\nThe ferry that came back\nJane Roe | 03.05.2021 - Updated : 04.05.2021"
    found = read_layout(f"{head}\n\n{PROSE}\n\n{MORE}\n\n{PROSE}")
    assert [(date.value.role, str(date.value.at.date())) for date in found.findings.dates] == [
        ("published", "2021-05-03"), ("modified", "2021-05-04"),
    ]  # fmt: skip
    assert found.furniture[0].kind == "date"
    signed = read_layout(f"The ferry that came back\n\n{PROSE}\n\n{MORE}\n\nJane Roe (PAP)\n\njun/ agz/").findings
    assert signed.authors is not None
    assert signed.authors.value == ("Jane Roe",)


def test_a_name_below_a_byline_that_names_nobody() -> None:
    """It is the writer's, and no place."""
    copy = "ELLERY - The ferry left at noon with all its passengers, and the fog came back behind it."
    found = read_layout(f"The ferry that came back\n\nBy our correspondent\nJANE ROE\n\n{copy}\n\n{MORE}").findings
    assert found.authors is not None
    assert found.authors.value == ("JANE ROE",)
    assert found.dateline is not None
    assert found.dateline.value.place == "ELLERY"


def test_a_byline_below_the_copy_may_share_its_line_with_an_editor() -> None:
    """Indonesian sites print both."""
    story = "Museum Payung kembali dibuka pada Rabu setelah dua tahun perbaikan, kata pemerintah kota."
    reading = read_layout(f"Museum Payung\n\n{story}\n\n{story}\n\nPenulis: Siti Rahma | Editor: Budi Santoso")
    assert reading.findings.byline is not None
    assert reading.findings.byline.value == "Penulis: Siti Rahma"
    assert reading.furniture[-1].kind == "credit"
