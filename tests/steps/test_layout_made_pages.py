"""The plain-text reader on pages made of the same pieces in many languages and layouts.

A rule that knows a language, not a layout, fails here in a row of others. The files of `made_pages` hold the pieces.
"""

import re
import textwrap
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from service.article import Reading
from service.characters import clean_text
from service.layout import read_layout
from service.layout.columns import set_below

Pieces = Mapping[str, Any]

KITS = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in (Path(__file__).parent / "made_pages").glob("*.toml")
}
COLUMN, LETTER = 46, 66
NOT_YET = {
    ("th", "paper_with_masthead"),  # breaks its lines within words
    ("th", "paper_over_date"),
    ("bn", "paper_over_date"),
    ("th", "newsletter"),
}


def joined(language: str, lines: list[str]) -> str:
    """Lines of one piece as one."""
    return ("" if language in ("zh", "ja", "th") else " ").join(lines)


def wrapped(language: str, text: str, width: int) -> str:
    """A paragraph in lines: of full squares where words are not spaced, else between words."""
    if language in ("zh", "ja"):
        return "\n".join(re.findall(f".{{1,{width // 2}}}(?:[\uff0c\u3002\u3001\u300d\u201d\uff1f\uff01]+)?", text))
    return "\n".join(textwrap.wrap(text, width, break_long_words=language == "th"))


def _paper_with_masthead(language: str, of: Pieces) -> str:
    first, second, third = (wrapped(language, text, COLUMN) for text in of["paragraphs"])
    head = "\n".join(of[name] for name in ("paper", "motto", "date", "issue", "section"))
    titles = "\n\n".join(["\n".join(of["headline"]), "\n".join(of["deck"]), of["byline"]])
    caption = "\n".join(of["caption"])
    return f"{head}\n\n{titles}\n\n{first}\n\n{second}\n\n{caption}\n\n{third}\n\n7\n{of['foot']}\n"


def _paper_over_date(language: str, of: Pieces) -> str:
    first, second, third = (wrapped(language, text, COLUMN) for text in of["paragraphs"])
    titles = [joined(language, of["headline"]), joined(language, of["deck"]), of["byline"]]
    head = "\n".join([of["date"], of["paper"], "7", of["section"], *titles])
    caption = "\n".join(of["caption"])
    return f"{head}\n\n{first}\n\n{caption}\n\n{second}\n\n{third}\n\n{of['foot']}\n"


def _site(language: str, of: Pieces) -> str:
    titles = [joined(language, of["headline"]), joined(language, of["deck"])]
    head = [of["paper"], of["section"], *titles, of["byline"], of["date"], *of["caption"]]
    return "\n".join([*head, *of["paragraphs"], f"\u00a9 2020 {of['paper']}\n"])


def _site_with_comments(language: str, of: Pieces) -> str:
    first, second, third = of["paragraphs"]
    above = f"{of['paper']}\n{of['menu']}\n\n{joined(language, of['headline'])}"
    head = f"{above}\n\n{of['byline']}\n{of['date']}\n{of['share']}"
    teasers = "\n".join([of["teasers_heading"], *of["teasers"]])
    comments = "\n".join([of["comments_heading"], *of["comments"]])
    copy = f"{first}\n\n{of['read_also']}\n\n{second}\n\n{third}"
    return f"{head}\n\n{copy}\n\n{teasers}\n\n{comments}\n\n\u00a9 2020 {of['paper']}. {of['rights']}\n"


def _press_release(language: str, of: Pieces) -> str:
    titles = f"{joined(language, of['headline'])}\n{joined(language, of['deck'])}"
    copy = "\n\n".join(of["paragraphs"])
    tail = "\n".join([of["about_heading"], of["about"]])
    head = f"{of['release_banner']}\n{of['sender']}\n{of['date']}"
    return f"{head}\n\n{titles}\n\n{of['dateline']} {copy}\n\n{tail}\n\n{chr(10).join(of['contact'])}\n"


def _newsletter(language: str, of: Pieces) -> str:
    title = joined(language, of["headline"])
    copy = "\n\n".join(wrapped(language, text, LETTER) for text in of["paragraphs"])
    mail = f"From: {of['paper']} <post@letter.example>\nTo: reader@mail.example\nSubject: {title}"
    head = f"{of['browser']}\n\n{of['paper']}\n{of['motto']}\n\n{title}\n{of['byline']}"
    return f"{mail}\n\n{head}\n\n{copy}\n\n--\n{of['note']}\n{of['unsubscribe']}\n"


def _forum(language: str, of: Pieces) -> str:
    copy = "\n\n".join(of["paragraphs"])
    head = (
        f"{of['forum']}\n{of['menu']}\n\n{joined(language, of['headline'])}\nHeron77\n2020-03-12 21:14\n{of['panel']}"
    )
    return f"{head}\n\n{copy}\n\n{of['source']}\n\nOtter\n2020-03-12 22:02\n{of['comments'][0]}\n"


def _republished(language: str, of: Pieces) -> str:
    copy = "\n\n".join(of["paragraphs"])
    return f"{joined(language, of['headline'])}\n\n{of['byline']}\n\n{copy}\n\n{of['source']}\n\n{of['share']}\n"


OF_PAPERS: tuple[Callable[[str, Pieces], str], ...] = (_paper_with_masthead, _paper_over_date, _site)
OF_OTHERS = (_site_with_comments, _press_release, _newsletter, _forum, _republished)
PAGES = [
    pytest.param(language, make, id=f"{language}-{make.__name__[1:]}", marks=marks)
    for language, of in sorted(KITS.items())
    for make in (*OF_PAPERS, *(OF_OTHERS if "menu" in of else ()))
    for marks in [[pytest.mark.xfail(strict=True)] if (language, make.__name__[1:]) in NOT_YET else []]
]


def letters(text: str) -> str:
    """The letters and digits alone."""
    return "".join(filter(str.isalnum, text))


def titles(reading: Reading) -> list[str]:
    """Headline and deck, as far as they are found."""
    found = (reading.findings.headline, reading.findings.alternative_headline)
    return [letters(one.value) for one in found if one]


@pytest.mark.parametrize(("language", "make"), PAGES)
def test_reads_a_made_page(language: str, make: Callable[[str, Pieces], str]) -> None:
    """Headline, deck, author, publisher and paragraphs are the pieces that the page was made of."""
    of = KITS[language]
    reading = read_layout(set_below(clean_text(make(language, of)).text)[0])
    wanted = [*of["paragraphs"]]
    if make is _press_release:
        wanted[0] = f"{of['dateline']} {wanted[0]}"
    assert [letters(text) for text in reading.paragraphs] == [letters(text) for text in wanted]
    deck = [letters(joined(language, of["deck"]))] if make in (*OF_PAPERS, _press_release) else []
    assert titles(reading) == [letters(joined(language, of["headline"])), *deck]
    authors = ["Heron77"] if make is _forum else [] if make is _press_release else of["authors"]
    assert list(reading.findings.authors.value if reading.findings.authors else ()) == authors
    if make in (*OF_PAPERS, _site_with_comments, _newsletter):
        assert reading.findings.publisher is not None
        assert letters(reading.findings.publisher.value) == letters(of["paper"])
    if make is _republished:
        assert reading.findings.original_source is not None
        assert letters(reading.findings.original_source.value.name) == letters(of["paper"])
