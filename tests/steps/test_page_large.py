"""Pages with tags that no page has: what is cut of them, and what stays, whatever the quotes around it say."""

import pytest
from lxml.html import HTMLParser, document_fromstring, tostring

from service.html.blocks import printed_blocks
from service.html.page import MOST_CHILDREN, MOST_ELEMENTS, is_outsize, parse_page
from service.html.tags import MOST_ATTRIBUTES, MOST_TAGS

CROWD = " ".join(f'a{number}=">"' for number in range(MOST_ATTRIBUTES + 1))
FEW = " ".join(f"a{number}='<b c=\">'" for number in range(40))


def printed(html: str) -> str:
    """The page's tree, written again."""
    page = parse_page(html)
    assert page is not None
    return str(tostring(page, encoding="unicode"))


@pytest.mark.parametrize(
    "around",
    [
        "<p>{}text</p>",
        "<p title='<p a=\">{}text",
        "<p title=it's>{}text</p>",
        '<p title=">">{}text</p>',
        '<p "quoted">{}text</p>',
        "<p =a='>'>{}text</p>",
        "</p a='>'>{}text",
        "<!-- a -- b --!>{}text<!---->",
        "<!-->{}text",
        "<!DOCTYPE html PUBLIC '>{}text",
        "<?php '>{}text",
        "<![CDATA[ '>{}text",
        '<script>if (a <b && c="</script>{}text',
        "<SCRIPT >'</Script\n>{}text",
        "<script/>{}text",
        "<style>a:after {{ content: '<b a=\"' }}</style>{}text",
        "<title>a <b c='</title>{}text",
        "< p a='{}text",
        "a < b, c <= d, 5<6 {}text",
        "<svg/onload='>'>{}text",
    ],
)
def test_a_crowd_loses_its_attributes(around: str) -> None:
    """A tag of more attributes than a page could mean loses them, and none of what stands around it is touched."""
    assert printed(around.format(f"<i {CROWD}>")) == printed(around.format("<i>"))
    assert printed(around.format(f"<br {CROWD}/>")) == printed(around.format("<br/>"))


@pytest.mark.parametrize("name", ["script", "style", "title"])
def test_a_crowded_element_of_text(name: str) -> None:
    """What an element of text holds is text, also where its own tag was too long."""
    html = f"<body><p>Before.</p><{name} {CROWD}><i a='</{name}><i {CROWD}>after</i>"
    assert printed(html) == printed(f"<body><p>Before.</p><{name}><i a='</{name}><i>after</i>")


@pytest.mark.parametrize("html", [f"<i {FEW}>text</i>", f"<a{FEW}>text", f"<i {FEW}", f"<!-- <i {CROWD}> -->text"])
def test_what_a_page_may_hold_stays(html: str) -> None:
    """Tags of a few dozen attributes stay as they are, and so does what looks like a tag in a comment."""
    plain = HTMLParser(encoding="utf-8", remove_comments=True, collect_ids=False)
    assert printed(html) == tostring(document_fromstring(html.encode(), parser=plain), encoding="unicode")


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<a ",
        "<p a='",
        "<!-",
        "<!--",
        "</",
        "<script>",
        "<script a='",
        "<p a=\"'<b c='\">",
        "=>\"'",
        "<a/",
        "&#0",
        "<?",
    ],
)
def test_no_text_makes_tags_slow(unit: str) -> None:
    """The tags of any text are told apart in linear time."""
    assert parse_page(f"<p>text</p>{unit * (2_000_000 // len(unit))}") is not None


def test_outsize() -> None:
    """A page is outsize where one of its measures is beyond any real page's."""

    def outsize(html: str, text_length: int = 0) -> bool:
        page = parse_page(html)
        assert page is not None
        return is_outsize(page, text_length)

    assert not outsize("<p>text</p>" * (MOST_CHILDREN - 100))
    assert outsize("<p>text</p>" * (MOST_CHILDREN + 1))
    assert outsize(f"<div>{'<p>text</p>' * 1_000}</div>" * (MOST_ELEMENTS // 1_000))
    assert outsize("<p>text</p>", text_length=1_000_000)
    assert not outsize("<table><tr><td>" * 12)
    assert outsize("<table><tr><td>" * 18)
    assert not outsize("<div>" * 60)
    assert outsize("<div>" * 90)


def test_a_page_of_more_tags_than_fit_a_tree() -> None:
    """Behind the first tags no more than the ends of blocks are read: every word stays, and in the same blocks."""
    later = (
        "<div class='x>y'>One <b>bo</b>ld word.<!-- no <p> here -->",
        "<p>Two &lt; &amp; <i>i</i>t<script>'<p>'</script>.",
        "Three<br>lines",
        "</div><table><tr><td>a</td><td>b</td></table>",
        "<p>Five < six <</p><?php?>seven <3",
    )
    page = parse_page("<p>x</p>" * (MOST_TAGS // 2) + "<div>".join(later))
    assert page is not None
    assert [block.text for block in printed_blocks(page) if block.text != "x"] == [
        *("One bold word.", "Two < & it.", "Three lines", "a b", "Five < six <", "seven <3")
    ]


def test_text_that_a_page_of_too_many_tags_hides() -> None:
    """An element that is not printed, and was left open where tags are no longer read, hides nothing behind it."""
    page = parse_page("<p>x</p>" * (MOST_TAGS // 2 - 1) + "<noscript><svg>" + "<p>One.<p>Two.")
    assert page is not None
    assert [block.text for block in printed_blocks(page)][-2:] == ["One.", "Two."]
