"""By which lines of its head a page calls itself: names of papers, and headlines that only look like one."""
# ruff: noqa: RUF001  # apostrophes and other scripts' letters are what pages are printed with

import pytest

from service.layout import read_layout
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
