"""The address that a page gives as its own: made whole, and believed on its own site alone."""

import pytest

from service.cautions import FOREIGN_CANONICAL
from service.html.canonical_url import CanonicalUrl, read_canonical_url, whole_url
from service.html.meta_elements import MetaElements
from service.html.page import parse_page

PAGE = "https://www.news.example/2026/owls?utm_source=feed"


def canonical(head: str, url: str | None = PAGE) -> CanonicalUrl:
    """What a page with this head gives as its address."""
    page = parse_page(f"<html><head>{head}</head><body><p>Text</p></body></html>")
    assert page is not None
    return read_canonical_url(MetaElements(page.iter("meta", "link")), url)


@pytest.mark.parametrize(
    ("declared", "url", "believed"),
    [
        ("https://news.example/a", "https://www.news.example/a?ref=feed", "https://news.example/a"),
        ("https://news.example/a", "https://amp.news.example/a", "https://news.example/a"),
        ("https://news.example/a", None, "https://news.example/a"),
        ("https://other.example/a", "https://news.example/a", None),
        ("https://fakenews.example/a", "https://news.example/a", None),
        ("/a", "https://news.example/b", "https://news.example/a"),
        ("/a", None, None),
        ("//news.example/a", "https://news.example/b", "https://news.example/a"),
        ("https://news.example/", "https://news.example/a", None),
        ("https://news.example", "https://news.example/", "https://news.example/"),
        ("javascript:alert(1)", None, None),
        ("javascript:alert(1)", "https://news.example/a", None),
        ("https://[broken/a", None, None),
        (r"https://evil.example\.news.example/a", "https://news.example/a", None),
        (r"https://evil.example\@news.example/a", "https://news.example/a", None),
        (r"/\evil.example/a", "https://news.example/a", None),
        ("https://evil.example%2f.news.example/a", "https://news.example/a", None),
        ("https://evil.example;.news.example/a", "https://news.example/a", None),
        ("https://[fe80::1]:8080/a", "https://[fe80::1]/b", "https://[fe80::1]:8080/a"),
        (
            "https://\u0939\u093f\u0928\u094d\u0926\u0940.example/a",
            "https://\u0939\u093f\u0928\u094d\u0926\u0940.example/b",
            "https://\u0939\u093f\u0928\u094d\u0926\u0940.example/a",
        ),
        ("https://news.example:99999/a", "https://news.example/a", None),
    ],
)
def test_believed_on_its_own_site(declared: str, url: str | None, believed: str | None) -> None:
    """An address counts where it is the web's, on the site that the page came from, and not that site's front page."""
    found = canonical(f'<link rel="canonical" href="{declared}">', url).found
    assert (found.value if found else None) == believed


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("HTTPS://News.Example/A?b=C#part", "https://news.example/A?b=C"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/x/../a/./b", "https://news.example/a/b"),
        ("https://news.example/../../a/..", "https://news.example/"),
        ("https://news.example/a...b/.c", "https://news.example/a...b/.c"),
        ("https://news.example/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z", "https://news.example/a?id=7"),
        ("https://news.example/a?page=2&gclid=1", "https://news.example/a?page=2"),
        ("https://news.example/a?utm_source=x", "https://news.example/a"),
        ("https://news.example/a?q=utm_source", "https://news.example/a?q=utm_source"),
        ("https://news.example/#!/a/7", "https://news.example/#!/a/7"),
        ("https://news.example/caf%C3%A9?b=%20", "https://news.example/caf%C3%A9?b=%20"),
        ("../b", "https://www.news.example/b"),
        ("?id=7", "https://www.news.example/2026/owls?id=7"),
        ("mailto:desk@news.example", None),
        ("", "https://www.news.example/2026/owls"),
    ],
)
def test_made_whole(printed: str, whole: str | None) -> None:
    """An address is absolute, its host in small letters, its dots resolved, without what tracks readers."""
    assert whole_url(printed, PAGE) == whole


def test_another_declaration_where_the_first_is_not_believed() -> None:
    """Where the link leads to another site, which is a warning, the next declaration that does not is taken."""
    head = (
        '<link rel="canonical" href="https://other.example/owls">'
        '<meta property="og:url" content="https://news.example/owls">'
    )
    said = canonical(head)
    assert said.found is not None
    assert (said.found.value, said.found.as_found) == ("https://news.example/owls", "https://news.example/owls")
    assert [(one.place, one.because) for one in said.passed_over] == [
        ("link canonical", "It is on another site than the page.")
    ]
    assert [caution.code for caution in said.cautions] == [FOREIGN_CANONICAL]


def test_nothing_declared() -> None:
    """A page that declares no address has none: the one that it came from is no stand-in."""
    assert canonical("<title>Owls</title>") == CanonicalUrl()
