"""The document about hostile input: an introduction, and the corpus as tables."""

from collections import Counter
from pathlib import Path
from textwrap import fill

from tests.hostile.article import HostileArticle
from tests.hostile.corpus import CORPUS, KINDS

DOCUMENT = Path(__file__).parents[2] / "docs" / "hostile-input.md"

WIDTH = 120

_SUMMARY = (
    "What feeds and crawlers bring in is nobody's friend: pages that are nested 100,000 levels deep, lines of 7 MiB, "
    "charsets that lie, JSON without an end. These {count} messages were built to hurt, and each has the one outcome "
    "that its row says: {outcomes}. A record tells the story where the message does, without control characters, marks "
    "that override the direction of text, lone surrogates or dates that no calendar holds; a dead letter says why, and "
    "holds the message's own bytes."
)
_INTRODUCTION = """# Hostile input

{summary}

`tests/hostile/` makes all of them anew, and sends them through worker processes with the default limits (10 s of
processor time, 1 GiB) whenever the tests run: none may crash its worker, run out of time or memory, or end in
`step-failed`. `python -m tests.hostile NAME` shows what one of them costs. What the reasons mean stands in
[reference.md](reference.md).

This page is written by `python -m tests.hostile --write`; a test holds it to the corpus.
"""


def document() -> str:
    """The whole document, in Markdown."""
    counts = Counter(article.outcome for article in CORPUS)
    outcomes = ", ".join(f"`{outcome}` {count} times" for outcome, count in counts.most_common())
    summary = fill(_SUMMARY.format(count=len(CORPUS), outcomes=outcomes), WIDTH, break_on_hyphens=False)
    sections = (_section(kind, articles) for kind, articles in KINDS.items())
    return "\n".join((_INTRODUCTION.format(summary=summary), *sections))


def _section(kind: str, articles: tuple[HostileArticle, ...]) -> str:
    rows = (f"| `{article.name}` | {article.attacks} | `{article.outcome}` |" for article in articles)
    return "\n".join((f"## {kind}", "", "| message | what it attacks | outcome |", "| --- | --- | --- |", *rows, ""))
