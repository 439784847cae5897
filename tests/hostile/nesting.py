"""Markup that is nested: deep, deeper than any limit, or wrongly."""

from tests.hostile.article import STORY_HTML, HostileArticle, html, page
from tests.hostile.checks import tells_story


def around(levels: int, opening: str, closing: str) -> str:
    """The story within so many levels of these tags."""
    return opening * levels + STORY_HTML + closing * levels


NESTING = (
    HostileArticle(
        "nested-100-divs",
        "readers that are quadratic in depth, at a depth that real pages nearly have",
        lambda: html(around(100, "<div>", "</div>")),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "nested-1000-divs",
        "parsers that drop what is deeper than 256 levels in silence",
        lambda: html(around(1_000, "<div>", "</div>")),
        "too-deep",
    ),
    HostileArticle(
        "nested-100000-divs",
        "recursion, and readers that are quadratic in depth",
        lambda: html(around(100_000, "<div>", "</div>")),
        "too-deep",
    ),
    HostileArticle(
        "nested-500000-unclosed",
        "recursion, by tags that nothing closes",
        lambda: page("<div><span><section><blockquote>" * 125_000),
        "too-deep",
    ),
    HostileArticle(
        "nested-many-tags",
        "limits that count one kind of element only",
        lambda: html(
            around(200, "<div><ul><li><table><tr><td><b><center>", "</center></b></td></tr></table></li></ul></div>")
        ),
        "too-deep",
    ),
    HostileArticle(
        "nested-tables-80",
        "table readers that are quadratic in nesting, below the limit on depth",
        lambda: html(around(80, "<table><tr><td>", "</td></tr></table>")),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "nested-lists-39-wide",
        "list readers that are quadratic in nesting, in a page just small and flat enough to be read in full",
        lambda: page(("<ul><li>item" * 38 + "</li></ul>" * 38) * 390),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "nested-tables-25-wide",
        "table readers that are quadratic in nesting, in a page just small and flat enough to be read in full",
        lambda: page(("<table><tr><td>cell" * 25 + "</td></tr></table>" * 25) * 390),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "nested-quotes-200",
        "the limits on depth, by an e-mail thread of 200 quotations",
        lambda: page("<blockquote>On Monday somebody wrote: " * 200),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "nested-300-deep-and-wide",
        "readers whose cost is depth times width",
        lambda: page(("<div>" * 200 + "text" + "</div>" * 200) * 1_500),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "nested-svg-100000",
        "recursion, in elements of another namespace",
        lambda: page("<svg>" + "<g>" * 100_000),
        "too-deep",
    ),
    HostileArticle(
        "misnested-formatting",
        "the rules that put misnested formatting elements in order (the adoption agency of HTML 5)",
        lambda: page("<p><b><i><u><a href=x>text</b></i></p></u></a>" * 20_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "misnested-formatting-open",
        "the list of formatting elements that are open, each opened again in each of 20,000 paragraphs",
        lambda: page("<p><font color=red><b>word" * 20_000),
        "too-deep",
    ),
    HostileArticle(
        "misnested-tables",
        "the rules that move what stands wrongly in a table out of it",
        lambda: page("<table><b><tr>x<td><table><p>y</b></table></td>" * 60),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "closed-never-opened",
        "parsers that look through all open elements at each end tag",
        lambda: page("</div></p></table></b></html>" * 200_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "nested-forms-and-anchors",
        "elements that may not hold themselves, opened 100,000 times",
        lambda: page("<form><a href=x><button>b" * 100_000),
        "too-deep",
    ),
)
