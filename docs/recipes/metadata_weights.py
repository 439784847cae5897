"""Fit the weights by which a page's headline and authors are chosen among its candidates.

    python -m docs.recipes.metadata_weights FIELD SET_DIR...

A SET_DIR holds `raw.jsonl.xz` (raw-article messages) and `gold.jsonl.xz`, joined on `article_id`. Only rows whose
sha256(article_id) is even are read: the others are for reporting. Of each page the candidates are gathered as the
service gathers them, and a conditional logit gives those that are the gold's value the most likelihood; each set
counts the same. It prints how often the likeliest is right, on pages that were left out of the fit in turn, and
writes `service/html/weights/FIELD.toml`.
"""

import argparse
import hashlib
import json
import lzma
import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.html import ranking
from service.html.blocks import printed_blocks
from service.html.headline_candidates import headline_candidates
from service.html.page import parse_page
from service.html.sources import read_sources

WEIGHTS = Path(ranking.__file__).parent / "weights"
# Chosen by the pages left out: less overfits, more forgets what is rare.
RIDGE = 1.0
STEPS, RATE, FOLDS, SEEDS = 200, 0.1, 8, (1, 2, 3)
# A weight below it decides nothing.
SMALLEST = 0.05

_WORD = re.compile(r"\w+")


class Example(NamedTuple):
    """A page: what is true of each of its candidates, and which of them are right."""

    truths: list[frozenset[str]]
    right: list[bool]


def main() -> None:
    """Read the sets, fit, report, write."""
    parser = argparse.ArgumentParser(prog="python -m docs.recipes.metadata_weights")
    parser.add_argument("field", choices=FIELDS)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    sets = [list(_examples(folder, FIELDS[asked.field])) for folder in asked.sets]
    for folder, examples, rate in zip(asked.sets, sets, _left_out(sets), strict=True):
        best = sum(any(example.right) for example in examples) / len(examples)
        print(f"{folder.name}: {rate:.3f} right of {len(examples)} pages left out, at best {best:.3f}")  # noqa: T201  # its use
    if not asked.dry:
        _write(asked.field, _fit(list(chain(*sets)), _shares(sets)), asked.sets)


def _even_rows(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    def rows(name: str) -> Iterator[dict[str, Any]]:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    gold = {row["article_id"]: row for row in rows("gold.jsonl.xz")}
    for raw in rows("raw.jsonl.xz"):
        if hashlib.sha256(raw["article_id"].encode()).digest()[-1] % 2 == 0:
            yield raw, gold[raw["article_id"]]


Gather = Callable[[dict[str, Any], dict[str, Any]], Example | None]


def _examples(folder: Path, gather: Gather) -> Iterator[Example]:
    found = (gather(raw, gold) for raw, gold in _even_rows(folder))
    return (example for example in found if example)


def _headlines(raw: dict[str, Any], gold: dict[str, Any]) -> Example | None:
    page = parse_page(raw["content"])
    if page is None or not gold.get("headline"):
        return None
    sources = read_sources(page, raw.get("url"), None)
    candidates = headline_candidates(page, printed_blocks(page), sources, raw.get("url"))
    right = [_plain(candidate.text) == _plain(gold["headline"]) for candidate in candidates]
    return Example([frozenset(candidate.truths) for candidate in candidates], right)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _shares(sets: Sequence[Sequence[Example]]) -> list[float]:
    """What each example counts: as much as makes its set as heavy as the largest."""
    most = max(map(len, sets))
    return [most / len(examples) for examples in sets for _ in examples]


def _fit(examples: Sequence[Example], counts: Sequence[float]) -> dict[str, float]:
    """The weights by which right candidates are likeliest (Adam, on the penalised log likelihood)."""
    of_use = [(example, count) for example, count in zip(examples, counts, strict=True) if any(example.right)]
    names = sorted({name for example, _ in of_use for truths in example.truths for name in truths})
    place = {name: at for at, name in enumerate(names)}
    rows = [(at, truths) for at, (example, _) in enumerate(of_use) for truths in example.truths]
    table = np.zeros((len(rows), len(names)))
    for row, (_, truths) in enumerate(rows):
        table[row, [place[name] for name in truths]] = 1
    of_page = np.array([at for at, _ in rows])
    starts = np.flatnonzero(np.r_[True, of_page[1:] != of_page[:-1]])
    right = np.array([one for example, _ in of_use for one in example.right], float)
    weight = np.array([count for _, count in of_use])[of_page]
    found = _ascend(lambda at: _slope(at, table, right, weight, of_page, starts), len(names))
    return {name: round(float(found[at]), 2) for name, at in place.items() if abs(found[at]) >= SMALLEST}


Array = NDArray[np.float64]


def _slope(at: Array, table: Array, right: Array, weight: Array, of_page: Any, starts: Any) -> Array:  # noqa: PLR0913, PLR0917  # one formula
    scores = table @ at
    likely = np.exp(scores - np.maximum.reduceat(scores, starts)[of_page])
    among_right = likely * right
    likely /= np.add.reduceat(likely, starts)[of_page]
    among_right /= np.add.reduceat(among_right, starts)[of_page]
    slope: Array = table.T @ (weight * (among_right - likely)) - RIDGE * at
    return slope


def _ascend(slope: Callable[[Array], Array], size: int) -> Array:
    at, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        now = slope(at)
        mean, square = 0.9 * mean + 0.1 * now, 0.99 * square + 0.01 * now * now
        unbiased = mean / (1 - 0.9**step), square / (1 - 0.99**step)
        at += RATE * (1 if step < STEPS * 0.6 else 0.2) * unbiased[0] / (np.sqrt(unbiased[1]) + 1e-8)
    return at


def _left_out(sets: Sequence[Sequence[Example]]) -> list[float]:
    """Of each set the share that is right when the page was left out of the fit."""
    right = [0] * len(sets)
    rows = [(number, example) for number, examples in enumerate(sets) for example in examples]
    counts = _shares(sets)
    for seed in SEEDS:
        order = list(range(len(rows)))
        random.Random(seed).shuffle(order)  # noqa: S311  # no secret
        for fold in range(FOLDS):
            inside = [at for place, at in enumerate(order) if place % FOLDS != fold]
            weights = _fit([rows[at][1] for at in inside], [counts[at] for at in inside])
            for at in order[fold::FOLDS]:
                number, example = rows[at]
                right[number] += _is_right(example, weights)
    return [count / (len(SEEDS) * len(examples)) for count, examples in zip(right, sets, strict=True)]


def _is_right(example: Example, weights: dict[str, float]) -> bool:
    scores = [sum(weights.get(name, 0.0) for name in truths) for truths in example.truths]
    return bool(scores) and example.right[scores.index(max(scores))]


def _write(field: str, weights: dict[str, float], folders: Sequence[Path]) -> None:
    lines = [
        f"# What each thing that can be true of a candidate counts for ({field}). Made by docs/recipes/metadata_weights.py",
        f"# from the pages of {' and '.join(folder.name for folder in folders)} whose sha256(article_id) is even.",
        "[weights]",
        *(f"{json.dumps(name, ensure_ascii=False)} = {weight:.2f}" for name, weight in sorted(weights.items())),
    ]
    (WEIGHTS / f"{field}.toml").write_text("\n".join(lines) + "\n", "utf-8")


FIELDS: dict[str, Gather] = {"headline": _headlines}

if __name__ == "__main__":
    main()
