"""What a page's metadata cost beside lxml's parse of the same page: processor time, in turns, one run.

Metadata are all fields but the dates and the copy: from the tree and its printed blocks, which reading the copy needs
as well, to headline, authors, address, pictures and rights.
"""

import json
import lzma
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from service.article import Findings
from service.html.metadata import read_metadata
from service.html.page import parse_page
from service.html.sources import read_sources, walk_page
from tests.benchmarks.figures import Table, percentile
from tests.benchmarks.processor_time import forget, microseconds

PAGES = Path(__file__).parents[1] / "steps" / "pages"
# A real page is a hundred times as long as those that tests read: menus and teasers make it so.
FILLER = (
    "<div class='teaser'><a href='/{n}' title='Story {n}'><h3>Another story, the {n}th</h3></a><p>More of it.</p></div>"
)
TEASERS = 600
WANTED = 1.0


@dataclass(frozen=True, slots=True)
class Turn:
    """Processor time of one parse and one reading of metadata, in microseconds."""

    parse: float
    metadata: float


async def benchmark(*, rounds: int, articles: tuple[Path, ...] = ()) -> Table:
    """Each set of pages in turn, so many times over; `articles` are files of raw articles, a JSON object a line."""
    sets = {"made up": list(_made_up())} | {path.parent.name or path.name: list(_pages(path)) for path in articles}
    for html in sets["made up"]:
        _turn(html)  # word lists and weights are loaded once
    rows = tuple(
        _row(name, [turn for _ in range(rounds) for turn in map(_turn, pages)]) for name, pages in sets.items()
    )
    return Table(
        "Metadata beside lxml's parse of the same page (µs of processor time)",
        ("pages", "parse: mean", "metadata: mean", "ratio", "parse: p95", "metadata: p95", "ratio of p95"),
        rows,
        (f"{rounds} rounds, in which the pages take turns.", f"Wanted: ratios of {WANTED:.0f} or less."),
    )


def _made_up() -> Iterator[str]:
    teasers = "".join(FILLER.format(n=n) for n in range(TEASERS))
    for path in sorted(PAGES.glob("*.html")):
        html = path.read_text("utf-8")
        yield html.replace("</body>", f"{teasers}</body>")


def _pages(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line)["content"] for line in lines)


def _turn(html: str) -> Turn:
    data = html.encode("utf-8", "replace")
    parse = microseconds(lambda: _parse(data))
    page = parse_page(html)
    assert page is not None
    walked = walk_page(page)
    forget()
    url = "https://news.example/2026/story"
    read = partial(read_metadata, page, walked.blocks)
    return Turn(parse, microseconds(lambda: read(read_sources(walked, url), url, Findings())))


def _parse(data: bytes) -> etree._Element:
    return document_fromstring(data, parser=HTMLParser(encoding="utf-8", huge_tree=True))


def _row(name: str, turns: list[Turn]) -> tuple[str, ...]:
    parse, metadata = [turn.parse for turn in turns], [turn.metadata for turn in turns]
    means = statistics.mean(parse), statistics.mean(metadata)
    slow = percentile(parse, 95), percentile(metadata, 95)
    shown = (*means, means[1] / means[0], *slow, slow[1] / slow[0])
    return name, *(f"{value:,.2f}" if at in {2, 5} else f"{value:,.0f}" for at, value in enumerate(shown))
