"""By which lines of its head a page calls itself: names of papers, and headlines that only look like one."""
# ruff: noqa: RUF001  # apostrophes and other scripts' letters are what pages are printed with

from datetime import date

import pytest

from service.layout import read_layout
from service.layout.date_lines import read_date_line
from service.layout.names import is_paper_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'ECHO DE VALMONT", True),
        ("L’Écho de Valmont", True),
        ("L'Eco della Valle", True),
        ("LA DEPECHE DE VALMONT", True),
        ("L'année du dragon est la bonne", False),
        ("L'ECHO SOUNDER OF THE FERRY IS LOST AGAIN", False),
    ],
)
def test_names_with_an_article_or_without_accents(text: str, expected: bool) -> None:
    """An article that is elided, and capitals that are printed without accents, hide no word for papers."""
    assert is_paper_name(text) is expected


@pytest.mark.parametrize(
    ("headline", "deck", "copy", "end"),
    [
        (
            "Un pont ne dort jamais",
            "Rencontre avec la gardienne qui le surveille depuis trente ans",
            "La gardienne du pont habite au-dessus de la rivière, et elle entend chaque bateau qui passe.",
            "Elle sourit. « Un pont ne dort jamais », dit-elle en fermant la barrière.",
        ),
        (
            "ساز خوب هرگز دروغ نمی‌گوید",
            "دیدار با سازنده‌ای که کارگاهش را پس از نیم قرن به شاگردانش سپرد",
            "کارگاه استاد در طبقه دوم بازار قدیم شهر است و بوی چوب از پله‌ها پیداست.",
            "ساز خوب هرگز دروغ نمی‌گوید. اگر نغمه نپیچد، به گوش شما هم نمی‌رسد.",
        ),
        (
            "Most nigdy nie śpi spokojnie",
            "Rozmowa z kobietą, która pilnuje go od trzydziestu lat",
            "Strażniczka mostu mieszka nad rzeką i słyszy każdą łódź, która pod nim przepływa.",
            "Na koniec mówi: Most nigdy nie śpi spokojnie, a ja razem z nim.",
        ),
    ],
)
def test_a_headline_that_quotes_the_copy_is_no_name_of_the_page(headline: str, deck: str, copy: str, end: str) -> None:
    """A line of several words that the copy says again as a sentence stays the headline."""
    reading = read_layout(f"{headline}\n\n{deck}\n\n{copy}\n\n{copy}\n\n{end}\n")
    assert reading.findings.headline is not None
    assert reading.findings.headline.value == headline
    assert reading.findings.publisher is None
    assert reading.paragraphs[-1] == end


def test_a_name_in_the_note_at_the_foot_is_one_of_the_page() -> None:
    """It stands within a sentence there."""
    story = "The ferry left at noon with all its passengers, and the fog came back behind it."
    foot = "You receive Letters From The Quay because you asked for it."
    reading = read_layout(f"Letters From The Quay\n\nThe ferry came back at night\n\n{story}\n\n{story}\n\n{foot}\n")
    assert reading.findings.headline is not None
    assert reading.findings.headline.value == "The ferry came back at night"


@pytest.mark.parametrize(
    ("name", "story", "unsubscribe", "issuer", "address"),
    [
        (
            "The Quay Letter",
            "The ferry left at noon with all its passengers, and the fog came back behind it.",
            "Unsubscribe",
            "The Quay Letter is published by Quay Media",
            "Office: 12 Quay Street, Tel. 01787 000 214",
        ),
        (
            "Der Uferbrief",
            "Die Fähre legte am Mittag mit allen Fahrgästen ab, und der Nebel kam hinter ihr zurück.",
            "Abmelden",
            "Der Uferbrief wird herausgegeben von der Hafengemeinde",
            "Marktplatz 2, Heide, Telefon 04711 55 21 33",
        ),
        (
            "河岸電子報",
            "渡輪中午載著所有乘客離開碼頭，大霧隨即又從後面追了上來，岸上的人什麼也看不見。",
            "取消訂閱",
            "河岸電子報由河岸文化協會發行",
            "地址：河岸鄉中正路12號　電話：03-555-0118",
        ),
    ],
)
def test_who_brings_out_the_page_below_its_buttons(
    name: str, story: str, unsubscribe: str, issuer: str, address: str
) -> None:
    """Neither that nor where they sit is a link."""
    title = "渡輪回來了" if story[0] > "\u4e00" else "Ferry 12 is back"
    page = f"{name}\n\n{title}\n\n{story}\n\n{story}\n\n{unsubscribe}\n{issuer}\n{address}\n"
    kinds = {piece.text[:8]: piece.kind for piece in read_layout(page).furniture}
    assert kinds[issuer[:8]] in ("page-footer", "page-header")
    assert kinds[address[:8]] == "page-footer"
    assert kinds[unsubscribe[:8]] == "navigation"


@pytest.mark.parametrize(
    "line", ["第 96 期｜2021年10月22日（五）", "No. 96|22 October 2021", "Nr. 96|22.10.2021|Preis 2 Euro"]
)
def test_the_day_of_an_issue_behind_a_bar(line: str) -> None:
    """No space has to stand beside the bar."""
    found = read_date_line(line)
    assert found is not None
    assert found.is_all
    assert [one.at.date() for one in found.dates] == [date(2021, 10, 22)]
