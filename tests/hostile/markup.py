"""Markup in masses: attributes, elements, comments, entities, in quantities that no page has."""

from tests.hostile.article import HEADLINE, MIB, HostileArticle, html, page
from tests.hostile.checks import lacks, longest_body, silent_of, tells_story, tells_story_alone

_LAUGHS = "".join(f'<!ENTITY lol{level} "{f"&lol{level - 1};" * 10}">' for level in range(1, 10))
_XHTML = '<?xml version="1.0"?><!DOCTYPE html [{}]><html><body><h1>{}</h1><p>{}</p></body></html>'
_SENTENCE = "The council met on Monday and put the question off until the spring of next year."


ATTRIBUTES = (
    HostileArticle(
        "attribute-6-mib",
        "memory and patterns over the value of one attribute",
        lambda: page(f"<p class='{'wide ' * (6 * MIB // 5)}'>{_SENTENCE}</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "attributes-200000",
        "parsers that are quadratic in the attributes of one element",
        lambda: page(f"<p {' '.join(f'a{number}=1' for number in range(200_000))}>{_SENTENCE}</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "attributes-200000-with-brackets",
        "the same parsers, past a guard that takes a bracket in a value for the end of the tag",
        lambda: page("<p " + " ".join(f'a{number}="<>"' for number in range(200_000)) + f">{_SENTENCE}</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "attributes-of-one-name",
        "parsers that look for the first attribute of a name at each",
        lambda: page(f"<p {'class=a ' * 500_000}>{_SENTENCE}</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "attribute-without-end",
        "parsers that look for a closing quote at each opening one",
        lambda: page('<p title="' + "<a href='" * 300_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "attribute-name-1-mib",
        "limits on names, and XPath over attributes",
        lambda: page(f"<p {'n' * MIB}=x {'data-' * 100_000}>{_SENTENCE}</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "tag-name-1-mib",
        "limits on names, and tables of every name that was seen",
        lambda: page(f"<{'x' * MIB}>{_SENTENCE}</{'x' * MIB}>" + "".join(f"<x{n}></x{n}>" for n in range(50_000))),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "attributes-class-names",
        "rules that go by words in class and id, on 29,000 elements that have them all",
        lambda: page(
            f"<div class='article content post author byline comment footer share-{'x' * 60}' id=main>a</div>" * 29_000
        ),
        "record",
        (tells_story,),
    ),
)

ELEMENTS = (
    HostileArticle(
        "links-100000",
        "link-density rules, and memory for each element",
        lambda: page("<a href='https://news.example/story'>Another story</a> " * 100_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "links-29000",
        "link-density rules, in a page just small enough to be read in full",
        lambda: page("<p><a href='/s'>Another story</a></p>" * 14_500),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "paragraphs-100000",
        "costs of a paragraph, by 100,000 of one letter",
        lambda: page("<p>x" * 100_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "paragraphs-of-a-letter-29000",
        "rules that look at a short paragraph's neighbours, in a page just small enough to be read in full",
        lambda: page("<p>x" * 29_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "paragraphs-29000",
        "costs of a paragraph, in a page just small enough to be read in full",
        lambda: page("".join(f"<p>{_SENTENCE} It was vote number {number}.</p>" for number in range(29_000))),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "elements-1000000",
        "memory for each element: 7 MiB of tags are 1.2 million",
        lambda: page("<b></b>" * 1_040_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "images-100000",
        "costs of a picture and its caption",
        lambda: page("<figure><img src=a.jpg alt=a><figcaption>c</figcaption></figure>" * 100_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "line-breaks-400000",
        "costs of a line break",
        lambda: page("<p>" + "<br>" * 300_000 + "x<br>" * 100_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "table-300-by-300",
        "costs of a cell",
        lambda: page("<table>" + ("<tr>" + "<td>9</td>" * 300 + "</tr>") * 300 + "</table>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "table-of-one-row",
        "rows of 29,000 cells, in a page just small enough to be read in full",
        lambda: page("<table><tr>" + "<td colspan=99999999>9" * 29_000 + "</table>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "headings-20000",
        "rules that compare each heading with each other, or with the title",
        lambda: page("<h1>The council puts it off</h1>" * 20_000, head=f"<title>{HEADLINE}</title>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "headline-1-mib",
        "costs of a title and a heading of a megabyte each",
        lambda: html(f"<title>{'Title - ' * 130_000}</title><h1>{'Head | ' * 150_000}</h1><p>{_SENTENCE}</p>"),
        "record",
    ),
    HostileArticle(
        "inputs-and-options",
        "elements that a reader fills in, in masses",
        lambda: page(
            "<select>" + "<option>x" * 100_000 + "</select>" + "<input value=y><textarea>z</textarea>" * 50_000
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "words-in-spans",
        "inline elements, one for each letter of a paragraph",
        lambda: page("<p>" + "<span>a</span>" * 29_000 + "</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "words-after-spans",
        "readers that put text behind inline elements together from its beginning each time",
        lambda: page("<p>" + f"<i>a</i>{_SENTENCE} " * 29_000 + "</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "text-6-mib-in-pre",
        "one element that holds a line of 6 MiB",
        lambda: page(f"<pre>{'word ' * (6 * MIB // 5)}</pre>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "spaces-6-mib",
        "patterns that are quadratic in white space",
        lambda: page(f"<p>a{' ' * (3 * MIB)}b</p>{chr(10) * (3 * MIB)}<p>c</p>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "scripts-and-styles",
        "readers of text that is none: 2 MiB each of script, style and comment",
        lambda: page(
            f"<script>{'if (a < b) {c()}; ' * (2 * MIB // 18)}</script>"
            f"<style>{'p{color:red} ' * (2 * MIB // 13)}</style>"
            f"<!--{'- -> <p>no copy</p> ' * (2 * MIB // 20)}-->"
        ),
        "record",
        (tells_story_alone, silent_of("color:red", "no copy")),
    ),
    HostileArticle(
        "scripts-100000",
        "costs of a script, by 100,000 empty ones",
        lambda: page("<script></script><style></style>" * 100_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "angle-brackets-7-mib",
        "patterns that look for the end of a tag at each beginning",
        lambda: html("<" * (7 * MIB)),
        "empty-article",
    ),
    HostileArticle(
        "half-tags",
        "the same, with letters: tags that never end",
        lambda: page("<a <p <b <i" * 600_000),
        "record",
        (tells_story,),
    ),
)

COMMENTS_AND_ENTITIES = (
    HostileArticle(
        "comment-without-end",
        "patterns that look for the end of a comment at each beginning",
        lambda: page("<!--" * 1_500_000),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "comments-100000",
        "costs of a comment, conditional ones among them",
        lambda: page("<!--[if IE]><p>old</p><![endif]--><!---->" * 100_000),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "cdata-without-end",
        "sections that HTML does not have, one in another",
        lambda: page("<![CDATA[" * 300_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "processing-instructions",
        "what XML has and HTML has not, in masses",
        lambda: page("<?php echo 1 ?><?xml version='1.0'?>" * 150_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "entities-billion-laughs",
        "parsers that expand entities that a document type declares: nine levels of ten",
        lambda: html(_XHTML.format('<!ENTITY lol0 "lol">' + _LAUGHS, HEADLINE, f"{_SENTENCE} &lol9;")),
        "record",
        (longest_body(10_000),),
    ),
    HostileArticle(
        "entities-quadratic",
        "the same by one entity of 60 kB, used 60,000 times",
        lambda: html(_XHTML.format(f'<!ENTITY a "{"laughs " * 9_000}">', HEADLINE, f"{_SENTENCE} {'&a; ' * 60_000}")),
        "record",
        (longest_body(1_000_000),),
    ),
    HostileArticle(
        "entities-from-a-file",
        "parsers that fetch what a document type names: a local file, and an address",
        lambda: html(
            _XHTML.format(
                '<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://127.0.0.1:9/x.dtd"> %b;',
                HEADLINE,
                f"{_SENTENCE} &a;",
            )
        ),
        "record",
        (silent_of("root:", "/bin/"),),
    ),
    HostileArticle(
        "entities-escaped-again",
        "readers that unescape until nothing changes",
        lambda: page(
            f"<p>&{'amp;' * 1_000_000}lt;</p>",
            head=f"<meta property=og:title content='{HEADLINE} &{'amp;' * 100}'>"
            f"<meta name=author content='&{'amp;' * 90_000}'>",
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "entities-out-of-range",
        "numeric references to no character: beyond Unicode, surrogates, NUL, thousands of digits",
        lambda: page(
            "<p>"
            + "&#x110000; &#xD800;&#xDC00; &#0; &#99999999999999999999; &#xFFFFFFFFFFFFFFFF; &#-1; &#x; " * 30_000
            + f"&#{'9' * 100_000}; &#{'0' * 1_000_000}65; &#x{'0' * 1_000_000}41;</p>"
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "entities-out-of-range-in-metadata",
        "numbers too long for an integer, in references in meta elements, titles and JSON-LD",
        lambda: page(
            head=f"<title>&#{'9' * 5_000};</title><meta name=author content='&#{'9' * 1_900};'>"
            f'<script type=\'application/ld+json\'>{{"@type": "Article", "headline": "&#{"9" * 5_000};"}}</script>'
        ),
        "record",
        (tells_story, lacks("authors")),
    ),
    HostileArticle(
        "entities-unknown",
        "tables of entities, asked a million times",
        lambda: page("<p>" + "&notanentity &amp &nbsp &ampamp; " * 180_000 + "</p>"),
        "record",
        (tells_story,),
    ),
)
