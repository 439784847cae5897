"""Fit the weights by which a summary's sentences are chosen.

    python -m docs.recipes.summary_weights SET_DIR...

A SET_DIR holds `raw.jsonl.xz` (raw-article messages) and `gold.jsonl.xz` with reference summaries, joined on
`article_id`. Only rows whose sha256(article_id) is even are read: the others are for reporting. Of each article, sets
of candidates within the limits are drawn; their probabilities are a softmax of what they are worth, and the weights
are those whose expected ROUGE-1 is highest, less a ridge. So what is fitted is the set, its length with it, and not
the single sentence. It prints ROUGE-1 on articles that were left out of the fit, by fifths and by whole sets, and
writes `service/summaries/weights.toml`.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from docs.recipes.rouge import rouge_1, words_of
from docs.recipes.summary_sets import Article, read_set
from service.sentences import split_sentences
from service.summaries import MAX_SENTENCES, MAX_WORDS, choosing, sets
from service.summaries.candidates import Candidate, find_candidates
from service.summaries.features import FEATURES, Terms, features, likeness, measure

WEIGHTS = Path(choosing.__file__).parent / "weights.toml"
NAMES = (*FEATURES, *sets.OF_SETS)

# Not fitted. Few of the articles are long, and long news has abstracts for references, where the lead does best: any
# other set has to be worth more by a margin. It was chosen by whole sets left out: by the mean, and by how far the
# worst of them is below LEAD-3 (0 to 8 for each early one, 0 to 20 for the lead). The lead has a smaller one where it
# fills a summary (2 to 8). What a sentence loses that leans on one that is left out, or goes on from it in a paragraph,
# was chosen by reading; on sets left out it costs nothing (0 to 10). So were the price of one more (0 to 3) and that of
# breaking off (0 to 3: from .5 on it costs), by which a sentence of little worth from further down is left out.
GIVEN = {
    "one more": -1.0,
    "early, in a long story": 8.0,
    "leaning on what is left out": -3.0,
    "going on from what is left out": -5.0,
    "breaking off in a paragraph": -0.25,
    "the lead, in a long story": 10.0,
    "the lead, where it fills a summary": 4.0,
}
# Chosen by the articles left out: .5, 1, 2, 4 and 8 were tried.
RIDGE = 2.0
STEPS, RATE, FOLDS = 150, 0.15, 5
SETS_DRAWN, DRAWS = 180, (1, 2, 3)
CANDIDATES_DRAWN = 14

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """An article: the features of some sets of its candidates, a row each, and the ROUGE-1 of each."""

    folder: str
    article: Article
    candidates: list[Candidate]
    rows: Matrix
    rouge: Matrix


def main() -> None:
    """Read the sets, fit, report, write."""
    parser = argparse.ArgumentParser(prog="python -m docs.recipes.summary_weights")
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    examples = [example for folder in asked.sets for example in _examples(folder)]
    draw = random.Random(0)  # noqa: S311  # no secret
    fifths = [draw.randrange(FOLDS) for _ in examples]
    _report("fifths left out", examples, lambda at: fifths[at])
    _report("sets left out", examples, lambda at: examples[at].folder)
    if not asked.dry:
        _write(_fit(examples), asked.sets)


def _examples(folder: Path) -> Iterator[Example]:
    for article in read_set(folder, "even"):
        story = [one for one in split_sentences(article.body, article.primary) if one.start >= article.story_start]
        candidates = find_candidates(article.body, story, article.primary)
        terms = measure(candidates)
        measured = np.array(features(candidates, terms, sets.long_of(candidates, MAX_WORDS)))
        drawn = _sets(candidates, measured)
        if len(drawn) > 1:
            rows = np.array([_row(candidates, terms, measured, places) for places in drawn])
            scores = [_rouge(article, [candidates[place] for place in places]) for places in drawn]
            yield Example(folder.name, article, candidates, rows, np.array(scores))


def _sets(candidates: Sequence[Candidate], measured: Matrix) -> list[tuple[int, ...]]:
    """Sets within the limits: all of the first ones and of those most like the whole, or as many as are drawn."""
    like = measured[:, FEATURES.index("like the whole")]
    drawn = range(len(candidates))
    ranked = sorted(drawn, key=lambda place: (place >= CANDIDATES_DRAWN // 2, -like[place]))[:CANDIDATES_DRAWN]
    found = [
        places
        for size in range(1, MAX_SENTENCES + 1)
        for places in combinations(sorted(ranked), size)
        if sum(candidates[place].words for place in places) <= MAX_WORDS
        and sum(len(candidates[place].sentences) for place in places) <= MAX_SENTENCES
    ]
    if len(found) <= SETS_DRAWN * len(DRAWS):
        return found
    return random.Random(0).sample(found, SETS_DRAWN * len(DRAWS))  # noqa: S311  # no secret


def _row(candidates: Sequence[Candidate], terms: Terms, measured: Matrix, places: tuple[int, ...]) -> Matrix:
    words = sum(candidates[place].words for place in places)
    alike = sum(likeness(terms.vectors[one], terms.vectors[other]) for one, other in combinations(places, 2))
    excess = sets.excess_of(words, MAX_WORDS, len(candidates))
    is_lead = places == sets.lead_of(candidates, MAX_SENTENCES, MAX_WORDS)
    lead = sets.long_of(candidates, MAX_WORDS) if is_lead else 0.0
    # What chooses between sets that are worth about the same says nothing of the other weights: fitted beside the last
    # margin, they serve sets that were left out worse.
    leaning, going_on, _ = sets.lacking(candidates, places)
    of_set = (excess, alike, leaning, going_on, 0.0, lead, 0.0)
    return np.array([*measured[list(places)].sum(axis=0), *of_set])


def _rouge(article: Article, chosen: Sequence[Candidate]) -> float:
    words = [word for one in chosen for word in words_of(one.printed, article.language)]
    return rouge_1(words, article.references)


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of the highest expected ROUGE-1, each set counting with the root of its articles' number."""
    sizes = {example.folder: sum(other.folder == example.folder for other in examples) for example in examples}
    shares = np.array([sizes[example.folder] ** -0.5 for example in examples])
    scale = np.sqrt(np.mean([example.rows.var(axis=0) for example in examples], axis=0)) + 1e-9
    free = np.array([name not in GIVEN for name in NAMES])
    weights = np.array([GIVEN.get(name, 0.0) for name in NAMES]) * scale
    mean, square = np.zeros(len(NAMES)), np.zeros(len(NAMES))
    for step in range(1, STEPS + 1):
        slopes = [_slope(example.rows / scale, example.rouge, weights) for example in examples]
        slope = 20 * np.average(slopes, axis=0, weights=shares) - RIDGE * 0.01 * free * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights += free * RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(NAMES, map(float, weights / scale), strict=True))


def _slope(rows: Matrix, rouge: Matrix, weights: Matrix) -> Matrix:
    """How the expected ROUGE-1 of an article changes with the weights."""
    worth = rows @ weights
    chances = np.exp(worth - worth.max())
    chances /= chances.sum()
    slope: Matrix = (chances * (rouge - chances @ rouge)) @ rows
    return slope


def _report(what: str, examples: Sequence[Example], part_of: Callable[[int], object]) -> None:
    """Print ROUGE-1 by set, of articles whose part was left out of the fit."""
    scores: dict[str, list[float]] = {}
    for part in dict.fromkeys(map(part_of, range(len(examples)))):
        counts = _fit([one for at, one in enumerate(examples) if part_of(at) != part])
        for at, example in enumerate(examples):
            if part_of(at) == part:
                chosen = choosing.choose(example.candidates, MAX_SENTENCES, MAX_WORDS, counts)
                scores.setdefault(example.folder, []).append(_rouge(example.article, chosen))
    by_set = {name: fmean(values) for name, values in scores.items()}
    shown = ", ".join(f"{name} {value:.3f}" for name, value in by_set.items())
    print(f"{what}: {shown}; mean {fmean(by_set.values()):.4f}", flush=True)  # noqa: T201  # its use


def _write(weights: Mapping[str, float], folders: Sequence[Path]) -> None:
    lines = [
        "# What each feature of a sentence, and of the set that it is in, counts for; made by",
        "# docs/recipes/summary_weights.py from the articles of",
        f"# {', '.join(folder.name for folder in folders)} whose sha256(article_id) is even.",
        "[weights]",
        *(f"{json.dumps(name)} = {weight:.2f}" for name, weight in weights.items()),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
