"""Structured data: JSON-LD, meta elements and addresses that are huge, broken, circular or of the wrong kind."""

import json

from service.cautions import FOREIGN_CANONICAL, MALFORMED_METADATA
from tests.hostile.article import HEADLINE, MIB, HostileArticle, linked, page
from tests.hostile.checks import lacks, says, silent_of, tells_story, warned

_WRONG: tuple[object, ...] = (
    5,
    True,
    [],
    {},
    [[]],
    [{}],
    [None, 5, [HEADLINE]],
    {"@value": 5},
    {"name": {"name": []}},
    1e308,
    "",
)
_PROPERTIES = (
    "headline", "name", "alternativeHeadline", "author", "creator", "publisher", "articleSection", "keywords", "url",
    "datePublished", "dateModified", "image", "isAccessibleForFree", "mainEntity", "mainEntityOfPage", "@graph",
    "license", "copyrightNotice",
)  # fmt: skip


def _wrong_types() -> str:
    """Articles that have each value of a wrong kind in each property."""
    nodes = [{"@type": "NewsArticle"} | dict.fromkeys(_PROPERTIES, value) for value in _WRONG]
    nodes += [dict.fromkeys(("@id", "@type", *_PROPERTIES), value) for value in _WRONG]
    nodes += [
        {"@type": ["NewsArticle", 5, None, {}], "headline": [HEADLINE], "author": [{"@id": ["x"]}, {"name": "\x07"}]}
    ]
    return json.dumps(nodes)


def _circle() -> str:
    """Nodes that refer to one another and to themselves."""
    nodes = [
        {"@id": f"#{n}", "@type": "Article", "author": {"@id": f"#{n + 1}"}, "mainEntity": {"@id": f"#{n}"}}
        for n in range(2_000)
    ]
    nodes[-1]["author"] = {"@id": "#0"}
    return json.dumps({"@graph": nodes, "@id": "#0", "mainEntityOfPage": {"@id": "#0"}})


def _unprintable() -> str:
    """An article that holds what is never printed in each property, and in addresses of pictures."""
    odd = ("\ud800", "\x07", "\x85", "\u202e", "\ufffe", "\u2028")
    images = [{"url": f"https://news.example/{char}x", "caption": char, "creditText": f"A{char}"} for char in odd]
    return _article(**dict.fromkeys(_PROPERTIES, f"A {''.join(odd)} word") | {"image": images})


def _article(**properties: object) -> str:
    return json.dumps({"@context": "https://schema.org", "@type": "NewsArticle"} | properties)


def _letters(number: int) -> str:
    """A number in letters, for names that are all different."""
    return "".join(chr(97 + number // 26**at % 26) for at in range(4))


METADATA = (
    HostileArticle(
        "json-ld-10000-levels",
        "recursive readers of JSON-LD",
        lambda: linked('{"@type":"Article","headline":"x","author":' + "[" * 10_000 + "]" * 10_000 + "}"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-100000-objects-deep",
        "recursive readers of JSON-LD, by objects in the property that is followed",
        lambda: linked('{"mainEntity":' * 100_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-graphs-in-graphs",
        "readers that follow `@graph` and `mainEntity` as far as they lead",
        lambda: linked('{"@graph":[{},' * 300 + '{"@type":"Article","headline":"Deep down"}' + "]}" * 300),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-6-mib",
        "memory: one block of six megabytes",
        lambda: linked(_article(headline="Not read", text="word " * (6 * MIB // 5))),
        "record",
        (tells_story, says(headline=HEADLINE), warned(MALFORMED_METADATA)),
    ),
    HostileArticle(
        "json-ld-400-authors",
        "costs of an author: four hundred of them, each with a life",
        lambda: linked(
            _article(
                author=[{"@type": "Person", "name": f"Ada Ng{chr(97 + n % 26)}{chr(97 + n // 26)}"} for n in range(400)]
            )
        ),
        "record",
        (tells_story, warned(MALFORMED_METADATA)),
    ),
    HostileArticle(
        "json-ld-markup-in-names",
        "subscribers who print what they are given: tags and script in names",
        lambda: linked(
            _article(
                author={"@type": "Person", "name": "<img src=x onerror=alert(1)>Ada Ng<script>alert(1)<\\/script>"},
                publisher={"name": "<b>The Quay Post</b>"},
            )
        ),
        "record",
        (tells_story, says(publisher="The Quay Post"), silent_of("<img", "onerror", "<b>"), warned(MALFORMED_METADATA)),
    ),
    HostileArticle(
        "json-ld-arrays-in-arrays",
        "readers of lists, by lists of lists of lists in each property",
        lambda: linked(_article(**{name: [[[[[[[HEADLINE]]]]]]] for name in _PROPERTIES})),
        "record",
        (tells_story, says(headline=HEADLINE)),
    ),
    HostileArticle(
        "microdata-50000-properties",
        "readers of microdata: an item of fifty thousand properties, and items in items",
        lambda: page(
            "<div itemscope itemtype='https://schema.org/NewsArticle'>"
            + "<i itemprop='author'>Ada Ng</i>" * 50_000
            + "<div itemprop='author' itemscope>" * 60
            + "</div>" * 61
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "classes-20000-authors",
        "readers of marked elements: twenty thousand that are marked as the author's",
        lambda: page("<span class='author byline'>Ada Ng</span>" * 20_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "meta-2000-authors",
        "rules that compare each author with each other: two thousand meta elements, of fifty names and of one",
        lambda: page(
            head="".join(
                f"<meta name=a{n}.author content='{'; '.join(f'Ada N{_letters(n * 50 + at)}' for at in range(50))}'>"
                f"<meta name=b{n}.author content='Bo L{_letters(n)}'>"
                for n in range(1_000)
            )
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "author-classes-in-150-levels",
        "readers of the text below each marked element: 150 of them, each in the one before, around 100 kB",
        lambda: page(before="<div class=author>" * 150 + "<i>a</i> " * 14_000 + "</div>" * 150),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "microdata-120-levels",
        "readers of the text below each property and caption: 120 of them, each in the one before, around 100 kB",
        lambda: page(
            "<div itemscope itemtype='https://schema.org/NewsArticle'>"
            + "<figure><img src=/a.jpg><figcaption itemprop=author>" * 120
            + "<i>a</i> " * 14_000
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "tags-beside-in-240-levels",
        "readers that ask of each tag where it stands: ten thousand of them, 240 levels deep in an aside",
        lambda: page("<aside>" + "<div>" * 240 + "<a rel=tag href=/t>t</a>" * 10_000),
        "record",
        (tells_story, lacks("keywords")),
    ),
    HostileArticle(
        "canonical-backslash",
        "identity: addresses whose host is another one for a browser than for a library",
        lambda: page(
            head="<link rel=canonical href='https://evil.example\\.news.example/x'>"
            "<link rel=canonical href='https://evil.example%2f.news.example/x'>"
            "<link rel=canonical href='https://evil.example;.news.example/x'>"
            "<meta property=og:url content='https://evil.example\\@news.example/x'>"
            "<meta property=og:image content='https://evil.example\\@news.example/x.jpg'>",
            url=b"https://news.example/story",
        ),
        "record",
        (tells_story, lacks("canonical_url"), silent_of("evil.example/", "evil.example\\\\.news")),
    ),
    HostileArticle(
        "canonical-elsewhere",
        "identity: a page that gives another site's address as its own",
        lambda: page(head="<link rel=canonical href='https://other.example/story'>", url=b"https://news.example/story"),
        "record",
        (tells_story, lacks("canonical_url"), warned(FOREIGN_CANONICAL)),
    ),
    HostileArticle(
        "json-ld-60-blocks",
        "memory: sixty blocks of 100 kB, each mended in three ways",
        lambda: page(
            head=f'<script type="application/ld+json">{{"a": ["{"&amp; , " * 14_000}", ], }}, }}</script>' * 60
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-commas",
        "the pattern that mends trailing commas, by a megabyte of commas and spaces",
        lambda: linked("[" + ",    " * 190_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-broken",
        "readers of JSON that is cut off, in the wrong quotes, commented, or two values in one",
        lambda: page(
            head="".join(
                f'<script type="application/ld+json">{broken}</script>'
                for broken in (
                    '{"@type": "Article',
                    "{'@type': 'Article'}",
                    "/* x */ {}",
                    "<!--",
                    "{}{}",
                    "]",
                    "NaN",
                    "\ufeff{}",
                )
            )
        ),
        "record",
        (tells_story, says(headline=HEADLINE), warned(MALFORMED_METADATA)),
    ),
    HostileArticle(
        "json-ld-circular",
        "readers that resolve references for as long as there are any",
        lambda: linked(_circle()),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-wrong-types",
        "readers that trust schema.org: every property of every wrong type",
        lambda: linked(_wrong_types()),
        "record",
        (tells_story, says(headline=HEADLINE), lacks("authors", "published_at", "keywords")),
    ),
    HostileArticle(
        "json-ld-unprintable",
        "encoders: halves of characters, controls and overrides in every property, as JSON can escape them",
        lambda: linked(_unprintable()),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-huge-numbers",
        "readers of numbers: a megabyte of digits, exponents, NaN",
        lambda: linked(
            f'{{"@type":"Article","a":{"9" * 500_000},"b":1e999999999,"c":NaN,"d":-Infinity,"headline":{"8" * 5_000}}}'
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "json-ld-70000-dates",
        "rules that compare each date with each other",
        lambda: linked(
            _article(
                datePublished=[
                    f"{year}-{month:02}-{day:02}"
                    for year in range(1800, 2010)
                    for month in range(1, 13)
                    for day in range(1, 28)
                ]
            )
        ),
        "record",
        (tells_story, says(published_at="1800-01-01T00:00:00Z")),
    ),
    HostileArticle(
        "json-ld-authors-and-images",
        "costs of an author, a keyword and a picture, by 20,000 of each",
        lambda: linked(
            _article(
                author=[{"@type": "Person", "name": f"Ada Ng{chr(97 + n % 26)}"} for n in range(8_000)],
                image=[f"https://news.example/{n}.jpg" for n in range(8_000)],
                keywords=[f"word {n}" for n in range(8_000)],
            )
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "meta-100000",
        "costs of a meta and a link element",
        lambda: page(
            head="<meta name=author content='Ada Ng'><meta property=article:published_time content=2020-13-45>" * 35_000
            + "<link rel=canonical href='https://news.example/x'>" * 20_000
        ),
        "record",
        (tells_story, lacks("published_at")),
    ),
    HostileArticle(
        "meta-values-of-a-megabyte",
        "patterns over values: authors, keywords, titles and dates of a megabyte each",
        lambda: page(
            head=f"<meta name=author content='{'Ada Ng, ' * 130_000}'><meta name=keywords content='{'a, ' * 350_000}'>"
            f"<meta property=og:title content='{'a | ' * 260_000}'><meta name=date content='{'2020-' * 200_000}'>"
        ),
        "record",
        (tells_story, says(headline=HEADLINE), lacks("authors", "published_at")),
    ),
    HostileArticle(
        "meta-keywords-entities",
        "the reader of one keyword, by 600,000 of them in references",
        lambda: page(head=f"<meta name=keywords content='{'&amp;lt;,' * 600_000}'>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "meta-names-of-a-megabyte",
        "tables of names: one meta element with half a million names",
        lambda: page(head=f"<meta property='{' '.join(f'og:{n}' for n in range(500_000))}' content=x>"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "url-1-mib",
        "readers of addresses: one of a megabyte beside a page without a date",
        lambda: page(url=b"https://news.example/2020/" + b"a-1/" * (MIB // 4)),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "url-of-digits",
        "patterns that look for a date in an address",
        lambda: page(url=b"https://news.example/" + b"2020/13/" * 100_000 + b"2020-02-30/" * 20_000),
        "record",
        (tells_story, lacks("published_at")),
    ),
    HostileArticle(
        "url-in-brackets",
        "readers of addresses that raise: brackets that are no IPv6 address, in header and page",
        lambda: page(
            "<a href='http://[::1'>x</a><a href='http://[v1.x]/'>y</a><a href='//[]'>z</a>",
            head="<link rel=canonical href='http://[::1'><meta property=og:image content='https://[fe80::%eth0]/x.jpg'>"
            "<base href='http://[x'>",
            url=b"https://[::1/story",
        ),
        "record",
        (tells_story, lacks("canonical_url", "url")),
    ),
    HostileArticle(
        "url-not-http",
        "subscribers who follow what they are given: script, data, file and internal addresses",
        lambda: page(
            "<img src='javascript:alert(1)'>",
            head="<link rel=canonical href='javascript:alert(1)'>"
            "<meta property=og:image content='data:text/html;base64,AAAA'>"
            "<link rel=license href='file:///etc/passwd'>",
            url=b"javascript:alert(1)//https://news.example/",
        ),
        "record",
        (tells_story, lacks("canonical_url", "url", "images", "rights")),
    ),
    HostileArticle(
        "url-odd-hosts",
        "readers of hosts: ports out of range, user names, international and empty names, control characters",
        lambda: page(
            head="<link rel=canonical href='https://a:b@xn--/?'><link rel=canonical href='https://\u0130.example:99999/'>"
            "<meta property=og:image content='https:///nohost'><meta property=og:image:url content='https://x:port/'>",
            url="https://\u0130\u200d.\u3002example:99999999999/\x07".encode(),
        ),
        "record",
        (tells_story, lacks("url")),
    ),
)
