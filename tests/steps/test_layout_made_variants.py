"""The plain-text reader on the pieces of `made_pages` in more layouts: turned pages, archives, blogs, quotations."""

from collections.abc import Callable

import pytest

from service.characters import clean_text
from service.layout import read_layout
from service.layout.columns import set_below
from service.words import languages
from tests.steps.test_layout_made_pages import COLUMN, KITS, Pieces, joined, letters, titles, wrapped

NOT_YET = {
    ("th", "turned_pages"),  # breaks its lines within words
    ("th", "fed_pages"),
    ("th", "two_scripts"),
    ("th", "large_headline"),
    ("bn", "large_headline"),  # its second line is as wide as the first
}
Words = tuple[str, str, str]


def _label(language: str, name: str, table: str = "layout") -> str:
    return languages()[language][table][name][0].capitalize()


def _titled(language: str, of: Pieces) -> str:
    return joined(language, of["headline"])


def _columns(language: str, of: Pieces) -> Words:
    first, second, third = (wrapped(language, text, COLUMN) for text in of["paragraphs"])
    return first, second, third


def _archive_record(language: str, of: Pieces) -> str:
    record = {
        _label(language, "publisher_label"): of["paper"],
        _label(language, "published", "dates"): of["date"],
        _label(language, "section_label"): of["section"],
        _label(language, "headline_label"): _titled(language, of),
    }
    lines = "\n".join(f"{label}: {said}" for label, said in record.items())
    copy = "\n\n".join(of["paragraphs"])
    return f"{of['paper']}\n{lines}\n\n{copy}\n\n\u00a9 2020 {of['paper']}. {of['rights']}\n"


def _turned_pages(language: str, of: Pieces) -> str:
    first, second, third = _columns(language, of)
    head = f"{of['paper']} \u00b7 {of['date']}"
    page = (
        f"{head}\n{of['section']}\n7\n\n{_titled(language, of)}\n\n{of['byline']}\n\n{first}\n\n{second}\n{of['foot']}"
    )
    return f"{page}\n\n{head}\n8\n{third}\n{of['foot']}\n"


def _fed_pages(language: str, of: Pieces) -> str:
    first, second, third = _columns(language, of)
    head, deck = f"{of['paper']}\n{of['date']}", joined(language, of["deck"])
    page = f"{head}\n{of['section']}\n\n{_titled(language, of)}\n{deck}\n\n{of['byline']}\n\n{first}\n\n{second}\n\n7\n"
    return f"{page}\f{head}\n\n{third}\n\n8\n"


def _blog(language: str, of: Pieces) -> str:
    copy = "\n\n".join(of["paragraphs"])
    head = f"{of['paper']}\n{of['motto']}\n{of['menu']}\n\n{_titled(language, of)}\n\n{of['byline']}\n{of['date']}"
    foot = "\n".join([f"{of['share']}:   Facebook   E-mail", of["teasers_heading"], *of["teasers"], of["unsubscribe"]])
    return f"{head}\n\n{copy}\n\n{foot}\n"


def _dense_site(language: str, of: Pieces) -> str:
    head = [of["menu"], of["paper"], of["date"], _titled(language, of), of["byline"], of["share"]]
    foot = [of["read_also"], of["teasers_heading"], *of["teasers"], of["comments_heading"], *of["comments"]]
    return "\n".join([*head, *of["paragraphs"], *foot, of["rights"]])


def _printed_letter(language: str, of: Pieces) -> str:
    copy = "\n\n".join(of["paragraphs"])
    head = f"{of['paper']}\n{of['motto']}\n{of['issue']} | {of['date']}\n{of['browser']}"
    foot = f"{of['share']}\n{of['note']}\n{of['unsubscribe']}"
    return f"{head}\n\n{_titled(language, of)}\n\n{of['byline']}\n\n{copy}\n\n{foot}\n"


def _quotation(language: str, of: Pieces) -> str:
    copy = "\n\n".join(of["paragraphs"])
    head = f"{of['forum']}\n{of['menu']}\n\nHeron77\n{of['panel']}\n2020-03-12 21:14\n\n[quote]"
    return f"{head}\n{_titled(language, of)}\n{of['byline']}\n\n{copy}\n[/quote]\n{of['source']}\n--\n{of['motto']}\n"


def _signed_below(language: str, of: Pieces) -> str:
    copy = "\n\n".join(of["paragraphs"])
    foot = f"{of['byline']}\n{of['share']}\n{of['teasers_heading']}\n{of['teasers'][0]}"
    return f"{of['paper']}\n{of['section']}\n{of['date']}\n\n{_titled(language, of)}\n\n{copy}\n\n{foot}\n"


def _two_scripts(language: str, of: Pieces) -> str:
    first, second, third = _columns(language, of)
    other = KITS["ru" if language == "en" else "en"]
    head = f"{other['paper'].upper()}\n{other['date']}\n{of['paper']}\n{of['date']} - {of['issue']}\n{of['section']}\n7"
    caption = "\n".join(of["caption"])
    copy = f"{first}\n\n{caption}\n\n{second}\n\n{third}"
    return f"{head}\n\n{_titled(language, of)}\n\n{of['byline']}\n\n{copy}\n\n{of['foot']}\nwww.quay.example\n"


def _large_headline(language: str, of: Pieces) -> str:
    copy, lines = "\n\n".join(_columns(language, of)), "\n".join(of["headline"])
    return f"{of['date']}\n{of['paper']}\n7\n\n{lines}\n\n{of['byline']}\n\n{copy}\n\n{of['foot']}\n"


LAYOUTS: tuple[Callable[[str, Pieces], str], ...] = (
    _archive_record, _turned_pages, _fed_pages, _blog, _dense_site, _printed_letter, _quotation, _signed_below,
    _two_scripts, _large_headline,
)  # fmt: skip
PAGES = [
    pytest.param(language, make, id=f"{language}-{make.__name__[1:]}", marks=marks)
    for language, of in sorted(KITS.items())
    for make in (LAYOUTS if "menu" in of else ())
    for marks in [[pytest.mark.xfail(strict=True)] if (language, make.__name__[1:]) in NOT_YET else []]
]


@pytest.mark.parametrize(("language", "make"), PAGES)
def test_reads_a_made_page(language: str, make: Callable[[str, Pieces], str]) -> None:
    """Headline, deck, author and paragraphs are the pieces that the page was made of; so is the paper's name."""
    of = KITS[language]
    reading = read_layout(set_below(clean_text(make(language, of)).text)[0])
    assert [letters(text) for text in reading.paragraphs] == [letters(text) for text in of["paragraphs"]]
    deck = [letters(joined(language, of["deck"]))] if make is _fed_pages else []
    assert titles(reading) == [letters(_titled(language, of)), *deck]
    found = reading.findings
    assert list(found.authors.value if found.authors else ()) == ([] if make is _archive_record else of["authors"])
    if make not in (_quotation, _two_scripts):
        assert found.publisher is not None
        assert letters(found.publisher.value) == letters(of["paper"])
