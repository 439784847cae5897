"""Fit the weights by which a page's headline and authors are chosen among its candidates.

    python -m docs.recipes.metadata_weights FIELD SET_DIR...

A SET_DIR holds `raw.jsonl.xz` (raw-article messages) and `gold.jsonl.xz`, joined on `article_id`. Only rows whose
sha256(article_id) is even are read: the others are for reporting. Of each page the candidates are gathered as the
service gathers them, and a conditional logit gives those that are the gold's value the most likelihood; each set
counts the same. It prints how often the likeliest is right, on pages that were left out of the fit in turn, and
writes `service/html/weights/FIELD.toml`.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from docs.recipes.conditional_logit import Example, Fit, fit, left_out
from docs.recipes.halves import read_pairs
from service.html import ranking
from service.html.author_candidates import author_candidates
from service.html.date_ranking import NONE, truths_of
from service.html.dates import date_candidates, for_publication
from service.html.headline_candidates import headline_candidates
from service.html.page import parse_page
from service.html.sources import read_sources, reading_language, walk_page

WEIGHTS = Path(ranking.__file__).parent / "weights"

_DECLARED = ("json-ld", "meta", "microdata")
_WORD = re.compile(r"\w+")


Gather = Callable[[dict[str, Any], dict[str, Any]], Example | None]


class Field(NamedTuple):
    """How the examples of a field are gathered from a raw article and its gold, and how its weights are fitted."""

    gather: Gather
    how: Fit


def main() -> None:
    """Read the sets, fit, report, write."""
    parser = argparse.ArgumentParser(prog="python -m docs.recipes.metadata_weights")
    parser.add_argument("field", choices=FIELDS)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    field = FIELDS[asked.field]
    sets = [list(_examples(folder, field.gather)) for folder in asked.sets]
    for folder, examples, rate in zip(asked.sets, sets, left_out(sets, field.how), strict=True):
        best = sum(any(example.right) for example in examples) / len(examples)
        print(f"{folder.name}: {rate:.3f} right of {len(examples)} pages left out, at best {best:.3f}")  # noqa: T201  # its use
    if not asked.dry:
        _write(asked.field, fit(sets, field.how), asked.sets)


def _examples(folder: Path, gather: Gather) -> Iterator[Example]:
    found = (gather(raw, gold) for raw, gold in read_pairs(folder, "even"))
    return (example for example in found if example)


def _headlines(raw: dict[str, Any], gold: dict[str, Any]) -> Example | None:
    page = parse_page(raw["content"])
    if page is None or not gold.get("headline"):
        return None
    walked = walk_page(page)
    sources = read_sources(walked, raw.get("url"))
    candidates = headline_candidates(page, walked.blocks, sources, raw.get("url"))
    right = [_plain(candidate.text) == _plain(gold["headline"]) for candidate in candidates]
    return Example([frozenset(candidate.truths) for candidate in candidates], right)


def _authors(raw: dict[str, Any], gold: dict[str, Any]) -> Example | None:
    """The candidates, the last of which is that nobody is named.

    Whether an author that a page declares was overlooked or not believed, gold without authors does not say.
    """
    page = parse_page(raw["content"])
    if page is None:
        return None
    walked = walk_page(page)
    blocks, sources = walked.blocks, read_sources(walked, raw.get("url"))
    candidates = author_candidates(page, blocks, sources, reading_language(page, blocks))
    wanted = frozenset(map(_plain, gold.get("authors") or ()))
    if not wanted and any(place.startswith(_DECLARED) for one in candidates for place in one.places):
        return None
    right = [frozenset(map(_plain, candidate.names)) == wanted for candidate in candidates]
    return Example([frozenset(one.truths) for one in candidates], right)


def _dates(raw: dict[str, Any], gold: dict[str, Any]) -> Example | None:
    """The candidates for the day of publication, and that none is: right where no candidate names the gold's day.

    Pages whose gold is the day of a declared change, beside a declared publication, mean another field: they are out.
    """
    page = parse_page(raw["content"])
    if page is None:
        return None
    walked = walk_page(page)
    found = date_candidates(page, walked.blocks, read_sources(walked, raw.get("url")), page.get("lang"))
    candidates, changed = for_publication(found, raw.get("url"))
    day = (gold.get("published") or "")[:10]
    right = [str(candidate.day) == day for candidate in candidates]
    if day in map(str, changed) and any(one.method != "layout" for one in candidates) and not any(right):
        return None
    return Example([*truths_of(candidates, changed), NONE], [*right, not any(right)])


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _write(field: str, weights: dict[str, float], folders: Sequence[Path]) -> None:
    lines = [
        f"# What each thing that is true of a candidate counts for ({field}), made by docs/recipes/metadata_weights.py",
        f"# from the pages of {' and '.join(folder.name for folder in folders)} whose sha256(article_id) is even.",
        "[weights]",
        *(f"{json.dumps(name, ensure_ascii=False)} = {weight:.2f}" for name, weight in sorted(weights.items())),
    ]
    (WEIGHTS / f"{field}.toml").write_text("\n".join(lines) + "\n", "utf-8")


FIELDS = {
    # That one place more prints a title never speaks against it, though on news pages half of those that disagree do.
    "headline": Field(_headlines, Fit(ridge=2.0, never_against=re.compile("(?:news|article|page): "))),
    "authors": Field(_authors, Fit(ridge=3.0)),
    "date": Field(_dates, Fit(ridge=2.0)),
}

if __name__ == "__main__":
    main()
