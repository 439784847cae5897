"""Content types taken apart, and HTML told from plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.raw.content_type import ContentType, parse_content_type, sniff_media_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text/html", ContentType("text/html")),
        ("Text/HTML; Charset=UTF-8", ContentType("text/html", "UTF-8")),
        ('text/plain;format=flowed; charset="koi8-r"', ContentType("text/plain", "koi8-r")),
        (" text/plain ;charset = 'big5' ", ContentType("text/plain", "big5")),
        ("text/plain; charset=", ContentType("text/plain")),
        ("", ContentType("")),
    ],
)
def test_a_content_type_is_a_name_and_perhaps_a_charset(text: str, expected: ContentType) -> None:
    """Case, white space, quotes and other parameters do not matter."""
    assert parse_content_type(text) == expected


def test_a_megabyte_of_white_space_declares_nothing() -> None:
    """And is read within the test's time: a pattern that gave it back space by space would take hours."""
    assert parse_content_type(f"text/plain;{' ' * 1_000_000}charset={' ' * 1_000_000};").charset is None


@pytest.mark.parametrize(
    ("name", "is_envelope", "media_type"),
    [
        ("application/json", True, None),
        ("application/vnd.news+json", True, None),
        ("text/x-desk+json", True, None),
        ("text/html", False, "text/html"),
        ("application/xhtml+xml", False, "text/html"),
        ("text/plain", False, "text/plain"),
        ("application/jsonl", False, None),
        ("text/json", False, None),
        ("+json", False, None),
        ("json", False, None),
        ("text/markdown", False, None),
        ("application/pdf", False, None),
    ],
)
def test_a_content_type_is_an_envelope_an_article_or_neither(
    name: str, is_envelope: bool, media_type: str | None
) -> None:
    """The contract names three forms and any type ending in `+json`."""
    content_type = ContentType(name)
    assert (content_type.is_envelope, content_type.media_type) == (is_envelope, media_type)


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><title>Quay closed</title>",
        "\ufeff \n<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">',
        "<!-- made by the desk --> <!-- twice -->\n<html>",
        "<p>The quay is closed.</p>",
        "<h1>Quay closed</h1>",
        "<div class='story'>The quay is closed.",
        "<b>Quay closed.</b> The storm damaged it.",
        "The quay is closed.<br>\nThe storm damaged it.<br/>\nFerries wait.",
        "The quay is closed.<p>The storm damaged it.</p>",
        'The quay is <a href="https://news.example/quay">closed</a>.',
    ],
)
def test_markup_is_html(text: str) -> None:
    """A page, a fragment that begins with an element, and copy laid out by elements are HTML."""
    assert sniff_media_type(text) == "text/html"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The quay is closed.\n\nThe storm damaged it.",
        "<desk@news.example> writes: the quay is closed.",
        "5 < 6 and 7 > 3, said the mayor.",
        "< p > is no element",
        "<3 from the harbour",
        "The <b> element makes text bold.",
        "The quay is <i>closed</i>.\n\nThe storm damaged it.",
        "<pier>closed</pier>",
        "<!-- the quay is closed",
        '{"headline": "Quay closed"}',
        "<parade of ships>\nseen at noon",
    ],
)
def test_copy_with_angle_brackets_is_plain_text(text: str) -> None:
    """A bracket, an address, an unknown element or one stray element does not make a page."""
    assert sniff_media_type(text) == "text/plain"


@given(st.text(alphabet="<>/! pbrdiv-\n=a", max_size=200))
def test_sniffing_is_total(text: str) -> None:
    """Any text is one of the two."""
    assert sniff_media_type(text) in {"text/html", "text/plain"}
