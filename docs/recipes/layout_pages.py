"""Pages whose blocks are labelled: copy, title, or a kind of furniture; None where nobody says."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

from docs.recipes.halves import read_pairs, read_rows
from service.characters import clean_text, without_spaces
from service.layout.columns import set_below
from service.layout.lines import page_lines
from service.layout.mail import mail_lines, unquote
from service.layout.page_labels import set_apart
from service.layout.paragraphs import Block, read_blocks
from service.layout.shapes import main_script
from service.layout.weighing import States
from service.message import RawMessage
from service.outcome import Tombstone
from service.pipeline_options import MIB
from service.steps.decode import decode
from service.words.guess import guess_language

COPY, TITLE, OTHER = "copy", "title", "furniture"
# Of a site's page, what stands near the article: blocks above its headline, above its body, below it.
OVER_TITLE, OVER_BODY, BELOW_BODY = 6, 16, 15
# A page tells only where most of the gold body is found in its blocks.
FEWEST_FOUND = 0.75
SHORTEST_FOUND, SHORTEST_SURE = 8, 25
DEEPEST = 200

_BLOCKS = frozenset((
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "section", "article", "header", "footer", "nav",
    "aside", "ul", "ol", "dl", "dt", "dd", "blockquote", "figcaption", "figure", "tr", "table", "body", "main", "form",
    "button", "label", "option", "pre", "br", "hr",
))  # fmt: skip
_SILENT = frozenset(("script", "style", "noscript", "head", "template", "svg", "iframe", "select"))
_CLOSE = frozenset(("li", "td", "dd", "dt", "button", "option", "br", "label"))


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page's blocks with what each is, and what the reader sees in them: states, the kinds of page."""

    blocks: list[Block]
    labels: list[str | None]
    states: list[str]
    page_kinds: tuple[str, ...]
    script: str | None
    language: str | None
    is_site: bool = False


def samples(folder: Path) -> Iterator[LabelledPage]:
    """Pages beside what a person sees on them, as the samples of the tests are."""
    for path in sorted(folder.glob("*.txt")):
        expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
        article = decode(RawMessage(path.read_bytes()), "text/plain", MIB)
        blocks, language, text = _read("" if isinstance(article, Tombstone) else article.content)
        yield _labelled(blocks, [_label(block.text, expected) for block in blocks], main_script(text), language)


def plain_bodies(folder: Path) -> Iterator[LabelledPage]:
    """Raw articles of plain text that are copy alone."""
    for row in read_rows(folder / "raw.jsonl.xz", "even"):
        blocks, language, text = _read(row["content"])
        yield _labelled(blocks, [COPY] * len(blocks), main_script(text), language)


def gold_bodies(folder: Path) -> Iterator[LabelledPage]:
    """The gold bodies of pages, below their headlines."""
    for row in read_rows(folder / "gold.jsonl.xz", "even"):
        body, headline = row["body_text"], row.get("headline")
        body = body if "\n\n" in body else body.replace("\n", "\n\n")
        blocks, language, text = _read(f"{headline}\n\n{body}" if headline else body)
        labels: list[str | None] = [TITLE if at == 0 and headline else COPY for at in range(len(blocks))]
        yield _labelled(blocks, labels, main_script(text), language, is_site=True)


def site_pages(folder: Path) -> Iterator[LabelledPage]:
    """The blocks of web pages near the article; what is not of the gold body or headline is furniture."""
    for row, wanted in read_pairs(folder, "even"):
        if page := _site_page(_html_blocks(row["content"]), wanted["body_text"], wanted.get("headline") or ""):
            yield page


def _read(text: str) -> tuple[list[Block], str | None, str]:
    text, _ = set_below(clean_text(text).text)
    language = guess_language(text)
    lines = set_apart(unquote(text.split("\n")), language)
    bare = [line.strip() for line in lines]
    return read_blocks(lines, page_lines(bare) | mail_lines(bare), language), language, text


def _labelled(
    blocks: list[Block], labels: list[str | None], script: str | None, language: str | None, *, is_site: bool = False
) -> LabelledPage:
    states = States(blocks, language)
    found = [states.of(at) for at in range(len(blocks))]
    return LabelledPage(blocks, labels, found, tuple(states.page_kinds), script, language, is_site)


def _label(text: str, expected: dict[str, Any]) -> str | None:
    """What a person says of a block, who has written down how each piece begins."""
    dense = without_spaces(text)
    titles = [
        without_spaces(expected[name]) for name in ("headline", "alternative_headline", "byline") if name in expected
    ]
    paragraphs = [without_spaces(start) for start in expected["paragraphs"]]
    if any(dense == title or (title in dense and 10 * len(title) > 6 * len(dense)) for title in titles):
        return TITLE
    if not any(map(dense.startswith, paragraphs)):
        for kind, start in expected.get("furniture", ()):
            begins = without_spaces(start)
            if dense.startswith(begins[:40]) or (begins.startswith(dense) and len(dense) > len("12345")):
                return str(kind)
    return COPY if any(dense.startswith(start) or start.startswith(dense) for start in paragraphs) else None


def _html_blocks(content: str) -> list[tuple[str, str]]:
    """The text of each block of a page, and the tag that ends it."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    root = lxml.html.document_fromstring(content.encode("utf-8", "surrogatepass"), parser=parser)
    found: list[tuple[str, str]] = []
    part: list[str] = []

    def flush(tag: str) -> None:
        if text := " ".join("".join(part).split()):
            found.append((clean_text(text).text.replace("\n", " "), tag))
        part.clear()

    def walk(element: Any, within: str, depth: int) -> None:
        if isinstance(element.tag, str) and element.tag not in _SILENT:
            is_block = element.tag in _BLOCKS
            if is_block:
                flush(within)
            part.append(element.text or "")
            for child in element if depth < DEEPEST else ():
                walk(child, element.tag if is_block else within, depth + 1)
            if is_block:
                flush(element.tag)
        part.append(element.tail or "")

    walk(root if root.find("body") is None else root.find("body"), "p", 0)
    flush("p")
    return [(text, tag) for text, tag in found if any(map(str.isalnum, text))]


def _site_page(found: list[tuple[str, str]], body: str, headline: str) -> LabelledPage | None:
    dense, title = without_spaces(body), without_spaces(headline)
    labels: list[str | None] = []
    for text, _ in found:
        own = without_spaces(text)
        is_copy = own in dense and len(own) > SHORTEST_SURE
        labels.append(TITLE if own == title else COPY if is_copy else OTHER)
    copy = [at for at, label in enumerate(labels) if label == COPY]
    if sum(len(without_spaces(found[at][0])) for at in copy) < FEWEST_FOUND * len(dense):
        return None
    for at in range(copy[0], copy[-1]):  # a short block of the body's words is of it too, between the others
        own = without_spaces(found[at][0])
        if labels[at] == OTHER and own in dense and found[at][1] not in ("button", "nav", "figcaption"):
            labels[at] = COPY if len(own) > SHORTEST_FOUND else None
    titles = [at for at in range(copy[0]) if labels[at] == TITLE]
    start = max(0, copy[0] - OVER_BODY, (titles[-1] if titles else copy[0]) - OVER_TITLE)
    stop = copy[-1] + BELOW_BODY
    blocks = [Block(text, apart=tag not in _CLOSE) for text, tag in found[start:stop]]
    return _labelled(blocks, labels[start:stop], main_script(body), guess_language(body), is_site=True)
