"""Mutations that know HTML: its tags, attributes, meta elements and JSON-LD, and its tree."""

import json
import re
from collections.abc import Callable

from tests.fuzz.draw import Draw
from tests.fuzz.json_mutations import mutate_json
from tests.fuzz.text_mutations import TextMutation
from tests.fuzz.tree_mutations import TREE_MUTATIONS

DEEPEST_NEST = 3_000
MOST_TAGS = 30
NESTING = (
    "div",
    "b",
    "ul><li",
    "table><tr><td",
    "span",
    "blockquote",
    "a href=x",
    "font",
    "svg",
    "p",
    "section",
    "dl><dd",
)
NAMES = (
    "p",
    "div",
    "b",
    "h1",
    "script",
    "style",
    "table",
    "td",
    "li",
    "svg",
    "title",
    "textarea",
    "template",
    "x-y",
    "html",
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_END_TAG = re.compile(r"</[A-Za-z][^<>]{0,50}>")
_TEXT = re.compile(r"(?<=>)[^<>]{2,2000}(?=<)")
_ATTRIBUTE_VALUE = re.compile(r"""(?<==)("[^"<>]{0,500}"|'[^'<>]{0,500}')""")
_META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
_JSON_LD = re.compile(r"(<script[^<>]*ld\+json[^<>]*>)(.*?)(</script>)", re.IGNORECASE | re.DOTALL)
NODE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": "#article",
    "headline": "Ferries sail again",
    "author": [{"@type": "Person", "name": "Amara Lindqvist"}, {"@id": "#jon"}],
    "publisher": {"@type": "Organization", "name": "Nordlys Presse"},
    "datePublished": "2026-03-02T07:15:00+01:00",
    "dateModified": "2026-03-02",
    "image": [{"url": "https://news.example/quay.jpg", "caption": "The quay"}],
    "isAccessibleForFree": "False",
    "keywords": "ferries, strike",
    "articleSection": ["Transport"],
    "mainEntityOfPage": {"@id": "https://news.example/ferry"},
}


def nest(page: str, draw: Draw) -> str:
    """Nest elements around a piece, as many as 3,000 deep, closed or not."""
    start, end = draw.span(len(page))
    name = draw.random.choice(NESTING)
    depth = draw.count(DEEPEST_NEST)
    ends = "".join(f"</{tag.split()[0]}>" for tag in reversed(name.split("><"))) * (depth if draw.chance(0.5) else 0)
    return page[:start] + f"<{name}>" * depth + page[start:end] + ends + page[end:]


def unclose(page: str, draw: Draw) -> str:
    """Leave end tags out."""
    return _replace_some(_END_TAG, page, draw, lambda _tag: "")


def rename(page: str, draw: Draw) -> str:
    """Give tags other names."""
    names = draw.random.choices(NAMES, k=2)
    return _replace_some(
        _TAG, page, draw, lambda tag: re.sub(r"(?<=[</])[A-Za-z][^\s/<>]*", draw.random.choice(names), tag, count=1)
    )


def soup(page: str, draw: Draw) -> str:
    """Strew attributes into tags, as many as 2,000 in one."""

    def mutated(tag: str) -> str:
        attributes = " ".join(draw.token("attributes") for _ in range(draw.count(2_000) if draw.chance(0.1) else 3))
        return f"{tag[:-1]} {attributes}>"

    return _replace_some(_TAG, page, draw, mutated)


def change_values(page: str, draw: Draw) -> str:
    """Turn attribute values into tokens, or nothing."""
    return _replace_some(_ATTRIBUTE_VALUE, page, draw, lambda value: f"{value[0]}{draw.token()}{value[0]}")


def change_texts(page: str, draw: Draw) -> str:
    """Turn the text between tags into tokens, or put some at its end."""
    return _replace_some(
        _TEXT,
        page,
        draw,
        lambda text: (
            (text if draw.chance(0.5) else "")
            + draw.token("dates", "bylines", "scripts", "controls", "marks", "entities")
        ),
    )


def refer(page: str, draw: Draw) -> str:
    """Write characters as numeric references, some of them of no character."""

    def mutated(text: str) -> str:
        shift = draw.random.choice((0, 0, 0x80, 0xD800, 0x110000))
        return "".join(f"&#{ord(char) + shift};" if draw.chance(0.5) else f"&#x{ord(char):x}" for char in text[:200])

    return _replace_some(_TEXT, page, draw, mutated)


def change_metas(page: str, draw: Draw) -> str:
    """Give meta elements other contents, leave them out, or put in some that are looked at."""
    if draw.chance(0.5):
        return _replace_some(_META, page, draw, lambda _meta: _new_meta(draw))
    place = _head(page)
    return page[:place] + "".join(_new_meta(draw) for _ in range(draw.count(40))) + page[place:]


def change_json_ld(page: str, draw: Draw) -> str:
    """Mutate a block of JSON-LD as a value, or as text; or put one in."""
    found = list(_JSON_LD.finditer(page))
    if not found or draw.chance(0.2):
        block = f"<script type='application/ld+json'>{_json_ld(NODE, draw)}</script>"
        place = _head(page)
        return page[:place] + block + page[place:]
    match = draw.random.choice(found)
    try:
        text = _json_ld(json.loads(match[2], strict=False), draw)
    except (ValueError, RecursionError):
        text = match[2] + draw.token("json")
    return page[: match.start(2)] + text + page[match.end(2) :]


def comment_out(page: str, draw: Draw) -> str:
    """Put a piece into a comment, script, style or the like, closed or not."""
    start, end = draw.span(len(page))
    opening, closing = draw.random.choice(
        (
            ("<!--", "-->"),
            ("<script>", "</script>"),
            ("<style>", "</style>"),
            ("<![CDATA[", "]]>"),
            ("<noscript>", "</noscript>"),
            ("<svg><style>", "</svg>"),
            ("<textarea>", "</textarea>"),
            ("<template>", "</template>"),
            ("<?", "?>"),
            ("<title>", "</title>"),
        )
    )
    return page[:start] + opening + page[start:end] + (closing if draw.chance(0.6) else "") + page[end:]


def _replace_some(pattern: re.Pattern[str], page: str, draw: Draw, mutated: Callable[[str], str]) -> str:
    """Put something in place of up to 30 matches, in their order."""
    found = list(pattern.finditer(page))
    chosen = sorted(draw.random.sample(range(len(found)), min(len(found), draw.count(MOST_TAGS))))
    pieces, end = [], 0
    for number in chosen:
        pieces += [page[end : found[number].start()], mutated(found[number][0])]
        end = found[number].end()
    return "".join((*pieces, page[end:]))


def _new_meta(draw: Draw) -> str:
    naming = draw.random.choice(("name", "property", "itemprop", "http-equiv"))
    return f"<meta {naming}='{draw.token('meta_names')}' content=\"{draw.token().replace(chr(34), chr(39))}\">"


def _head(page: str) -> int:
    """Behind the head's tag, or where the page begins."""
    found = re.search(r"<head[^<>]*>", page, re.IGNORECASE)
    return found.end() if found else 0


def _json_ld(value: object, draw: Draw) -> str:
    for _ in range(draw.count(6)):
        value = mutate_json(value, draw)
    text = json.dumps(value, ensure_ascii=draw.chance(0.5))
    if draw.chance(0.2):
        place = draw.place(len(text))
        text = text[:place] + draw.token("json", "entities", "controls") + text[place:]
    return text


PAGE_MUTATIONS: tuple[TextMutation, ...] = (
    nest,
    unclose,
    rename,
    soup,
    change_values,
    change_texts,
    refer,
    change_metas,
    change_json_ld,
    comment_out,
    *TREE_MUTATIONS,
)
