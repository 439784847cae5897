"""Fit the weights by which a short block that no rule of layout claims is furniture, and of which kind.

    python -m docs.recipes.layout_weights --pages DIR... --sites SET_DIR... --texts SET_DIR...

A folder of pages holds texts, each beside a TOML of what a person sees on it: `tests/steps/samples` and
`docs/recipes/layout_pages` were read; `layout_pages_kept` was not, to count on. A SET_DIR holds `raw.jsonl.xz` and, of
web pages, `gold.jsonl.xz`; only rows whose sha256(article_id) is even are read: 282 web pages, 352 of their bodies, 728
plain texts in 75 languages.

Of most furniture on the pages a rule knows the words. So that the weights tell what no rule knows, each page is read
some times, with some of its labels hidden from the others and, mostly, the words of the hidden ones forgotten. A
logistic regression has features of any place and of the block's own zone; one a kind tells the kinds apart. It writes
`service/layout/weights.json`.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docs.recipes.layout_pages import COPY, OTHER, TITLE, LabelledPage, gold_bodies, plain_bodies, samples, site_pages
from service.layout import features, weighing
from service.layout.features import ASIDE, LABEL, LONGEST_WEIGHED, SHORT, Outline, features_of, telling, words_of
from service.words import fold

KINDS = ("page-header", "page-footer", "navigation", "boilerplate")
ZONES = ("head", "foot", "within")
# How often a page is read, and what each of its examples counts then: sites say much and are not quite the same.
READINGS = 6
OF_PAGES, OF_SITES, OF_TEXTS, OF_BODIES = 2.0, 0.25, 1.0, 0.5
# Of the labels these are hidden; of the hidden ones, the words of these forgotten. Of blocks within copy so many stay.
HIDDEN, HIDDEN_FOR_KINDS, FORGOTTEN, KEPT_WITHIN = 0.35, 0.5, 0.6, 0.3
# A word that is more often in copy tells nothing.
COMMON = 2.5e-4
FEWEST_WORDS, FEWEST_SEEN, RIDGE, RIDGE_OF_KINDS = 2_000, 3, 2.0, 3.0
LEAST_WEIGHT = 0.05
STEPS = 8


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of a block in its zone, what it is, and what it counts."""

    seen: list[str]
    zone: str
    label: str
    counts: float = 1.0


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m docs.recipes.layout_weights")
    for name in ("pages", "sites", "texts"):
        parser.add_argument(f"--{name}", nargs="+", type=Path, required=True)
    asked = parser.parse_args()
    pages = [page for folder in asked.pages for page in samples(folder)]
    sites = [page for folder in asked.sites for page in site_pages(folder)]
    texts = [page for folder in asked.texts for page in plain_bodies(folder)]
    bodies = [page for folder in asked.sites for page in gold_bodies(folder)]
    common = common_words([*texts, *bodies])
    chance = random.Random(7)  # noqa: S311  # no secret
    read = ((pages, READINGS, OF_PAGES), (sites, 1, OF_SITES), (texts, 1, OF_TEXTS), (bodies, 1, OF_BODIES))
    examples = [
        replace(example, counts=counts / readings)
        for some, readings, counts in read
        for page in some
        for number in range(readings)
        for example in examples_of(page, common, chance, hidden=HIDDEN if number else 0.0)
    ]
    held = {"furniture": fit_furniture(examples), "kinds": fit_kinds(pages, common, chance), "common": sorted(common)}
    path = Path(weighing.__file__).with_name("weights.json")
    path.write_text(json.dumps(held, ensure_ascii=False, indent=0) + "\n", "utf-8")


def common_words(pages: Iterable[LabelledPage]) -> frozenset[str]:
    """The words of labels that are common in copy of some language."""
    known = frozenset[str]().union(*(heard for heard, _ in telling().values()))
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    totals: Counter[str | None] = Counter()
    for page in pages:
        for block in page.blocks:
            words = [
                word.strip(
                    ".,:;!?()[]\"'\u00ab\u00bb\u201c\u201d\u201e\u2018\u2019\u0964\u060c\u061b\u061f-\u2013\u2014\u2026"
                )
                for word in fold(block.text).split()
            ]
            totals[page.language] += len(words)
            counts[page.language].update(word for word in words if word in known)
    return frozenset(
        word
        for language, found in counts.items()
        for word, count in found.items()
        if totals[language] >= FEWEST_WORDS and count >= FEWEST_SEEN and count > COMMON * totals[language]
    )


def examples_of(
    page: LabelledPage,
    common: frozenset[str],
    chance: random.Random,
    *,
    hidden: float,
    kinds: bool = False,
) -> Iterator[Example]:
    """The blocks of a page that no rule claims, or whose label is hidden."""
    places = {
        at
        for at, label in enumerate(page.labels)
        if page.states[at] in (LABEL, ASIDE)
        and label not in (None, COPY, TITLE)
        and len(page.blocks[at].text) < LONGEST_WEIGHED
        and (not kinds or label in KINDS)
        and chance.random() < hidden
    }
    states = [SHORT if at in places else state for at, state in enumerate(page.states)]
    copy = [at for at, state in enumerate(states) if state == features.COPY]
    if not copy:
        return
    outline = Outline(page.blocks, states.__getitem__, copy[0], copy[-1], page.script, common)
    for at, block in enumerate(page.blocks):
        label, zone = page.labels[at], outline.region(at)
        if (
            states[at] != SHORT
            or label is None
            or len(block.text) > LONGEST_WEIGHED
            or not any(map(str.isalnum, block.text))
        ):
            continue
        if kinds and label not in KINDS:
            continue
        if page.is_site and zone == "within" and chance.random() > KEPT_WITHIN:
            continue
        seen = features_of(outline, at)
        if at in places and chance.random() < FORGOTTEN:
            words = set(words_of(block.text, common))
            seen = [*(one for one in seen if one not in words), "no-word"]
        around = _around(page, states, at) if kinds else []
        yield Example([*seen, *around, f"in:{zone}"] if kinds else seen, zone, label)


def _around(page: LabelledPage, states: list[str], at: int) -> list[str]:
    labels = page.labels
    over = labels[at - 1] if at else None
    under = labels[at + 1] if at + 1 < len(labels) and states[at + 1] in (LABEL, ASIDE) else None
    named = (None if one in (COPY, TITLE, OTHER) else one for one in (over, under))
    return [f"{where}:{one}" for where, one in zip(("over", "under"), named, strict=True)] + list(page.page_kinds)


def fit_furniture(examples: list[Example]) -> dict[str, dict[str, float]]:
    """Weights of being furniture, by zone: those of any place and those of the zone, added up."""
    rows = [{*one.seen, one.zone, *(f"{one.zone}/{seen}" for seen in one.seen)} for one in examples]
    is_furniture = np.array([one.label not in (COPY, TITLE) for one in examples], float)
    weights = logistic(rows, is_furniture, np.array([one.counts for one in examples]), RIDGE)
    found = {}
    for zone in ZONES:
        own: dict[str, float] = defaultdict(float, {"": weights[""] + weights.get(zone, 0.0)})
        for name, weight in weights.items():
            where, _, seen = name.rpartition("/") if name.split("/")[0] in ZONES else ("", "", name)
            if seen and seen not in ZONES and where in ("", zone):
                own[seen] += weight
        found[zone] = _rounded(own)
    return found


def fit_kinds(pages: list[LabelledPage], common: frozenset[str], chance: random.Random) -> dict[str, dict[str, float]]:
    """Weights of each kind against the others."""
    examples = [
        example
        for page in pages
        for number in range(READINGS)
        for example in examples_of(page, common, chance, hidden=HIDDEN_FOR_KINDS if number else 0.0, kinds=True)
    ]
    rows, counts = [set(one.seen) for one in examples], np.full(len(examples), 1 / READINGS)
    of_kind = {kind: np.array([one.label == kind for one in examples], float) for kind in KINDS}
    return {kind: _rounded(logistic(rows, is_so, counts, RIDGE_OF_KINDS)) for kind, is_so in of_kind.items()}


def logistic(rows: list[set[str]], truth: NDArray[Any], counts: NDArray[Any], ridge: float) -> dict[str, float]:
    """A logistic regression on what is seen, by Newton's steps; "" is what nothing seen says."""
    seen = Counter(name for row in rows for name in row)
    names = {name: at for at, name in enumerate(name for name, count in sorted(seen.items()) if count >= FEWEST_SEEN)}
    table = np.zeros((len(rows), len(names) + 1), np.float32)
    table[:, -1] = 1
    for at, row in enumerate(rows):
        table[at, [names[name] for name in row if name in names]] = 1
    weights, held = np.zeros(len(names) + 1), np.full(len(names) + 1, ridge)
    held[-1] = 1e-3
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (counts * (truth - chance)) - held * weights
        curve = (table * (counts * chance * (1 - chance) + 1e-9)[:, None]).T @ table + np.diag(held)
        weights += np.linalg.solve(curve, slope)
    return {"": float(weights[-1]), **{name: float(weights[at]) for name, at in names.items()}}


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {
        name: round(weight, 2) for name, weight in sorted(weights.items()) if not name or abs(weight) >= LEAST_WEIGHT
    }


if __name__ == "__main__":
    main()
