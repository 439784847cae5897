"""What is no author of a page: sentences that open like a byline, notices, mastheads and places beside a date."""

import pytest

from service.html.authors import read_authors
from service.html.blocks import printed_blocks
from service.html.page import parse_page
from service.html.sources import read_sources, reading_language, walk_page

PARAGRAPH = "The owls were seen at the old mill on Monday, and have been heard there every night since the flood went."
COPY = f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
HEADLINE = "<h1>Owls return to the mill</h1>"


def authors(body: str, language: str = "en", title: str = "Owls return to the mill") -> tuple[str, ...]:
    """The authors of a page that declares none."""
    page = parse_page(f'<html lang="{language}"><head><title>{title}</title></head><body>{body}</body></html>')
    assert page is not None
    blocks = printed_blocks(page)
    said = read_authors(page, blocks, read_sources(walk_page(page), None), reading_language(page, blocks))
    found = said.declared or said.printed
    return found.value if found else ()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "By Monday morning the water had not gone down."),
        ("en", "By then half of the village had left."),
        ("en", "By Easter the first forty should stand."),
        ("en", "By Monday the owls had flown and the mill stood empty"),
        ("en", "By Friday Owlton was flooded!"),
        ("de", "Von Montag an soll das Wasser sinken."),
        ("es", "Por la ma\u00f1ana el agua no hab\u00eda bajado."),
        (
            "ar",
            (
                "\u0628\u0642\u0644\u0645 \u0627\u0644\u0645\u0627\u0621 \u0644\u0645"
                " \u064a\u0646\u062d\u0633\u0631 \u0645\u0646\u0630 \u064a\u0648\u0645."
            ),
        ),
        ("fr", "Par endroits, l\u2019eau atteint deux m\u00e8tres."),
    ],
)
def test_a_sentence_that_opens_like_a_byline(language: str, sentence: str) -> None:
    """A sentence of the copy names nobody, whichever word it opens with."""
    assert authors(f"{HEADLINE}<p>{PARAGRAPH}</p><p>{sentence}</p><p>More later.</p>", language) == ()
    assert authors(f"{HEADLINE}<p>{sentence}</p>{COPY}", language) == ()


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("en", "By Ada Ng and Bo Li, in Owlton.", ("Ada Ng", "Bo Li")),
        ("en", "by ada ng", ("ada ng",)),
        ("de", "Von Ada von der Heide", ("Ada von der Heide",)),
    ],
)
def test_a_byline_beside_the_sentences(language: str, line: str, expected: tuple[str, ...]) -> None:
    """A byline stays one, with a full stop or in small letters too."""
    assert authors(f"{HEADLINE}<p>{line}</p>{COPY}", language) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Copyright Owlton Courier 2026 - Legal matters",
        "Copyright Owlton Anzeiger 2026 | Impressum",
        "Hosting Acme Servers - 12 March 2024",
        "Bo Li, 12 March 2024",
    ],
)
def test_a_line_below_the_copy(line: str) -> None:
    """A name with a date below the copy is a page's foot or a comment, where nothing says that it is an author's."""
    assert authors(f"{HEADLINE}{COPY}<div>{line}</div>") == ()
    short = "<p>The owls were seen at the old mill on Monday.</p>" * 3
    assert authors(f"{HEADLINE}{short}<p>{line}</p>") == ()


def test_a_masthead_above_the_headline() -> None:
    """The paper that a page's title names is no author of it, where it stands above the headline with the day."""
    title = "Owls return to the mill - La Voz del Sur"
    masthead = "<div>La Voz del Sur \u00b7 25 November 2026</div>"
    assert authors(f"{masthead}{HEADLINE}{COPY}", title=title) == ()
    assert authors(f'{masthead}{HEADLINE}<span class="autor">Roc\u00edo Medina</span>{COPY}', "es", title) == (
        "Roc\u00edo Medina",
    )


@pytest.mark.parametrize("place", ["Lower Thrapple", "New Owlton", "San Rafael", "Bad Eulenburg"])
def test_a_place_beside_a_date(place: str) -> None:
    """A name that opens with a word of places is no person's."""
    assert authors(f"{HEADLINE}<p>{place} | 25 November 2026</p>{COPY}") == ()
    assert authors(f"{HEADLINE}<p>Ada Ng | 25 November 2026</p>{COPY}") == ("Ada Ng",)
