"""Texts with the language that they are in, from sets on disk: of each the half that nothing was fitted on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from docs.recipes.halves import read_pairs

# Counted as one where close languages are merged.
_MERGED = {"bs": "hbs", "hr": "hbs", "sr": "hbs", "nn": "nb", "ms": "id", "prs": "fa"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, and the primary subtag of its language."""

    text: str
    language: str


def read_set(folder: Path) -> list[Sample]:
    """The texts of a set that have one language, of the odd half (by sha256 of the article's id)."""
    return [
        Sample(raw["content"], language)
        for raw, gold in read_pairs(folder, "odd")
        if (language := gold.get("language"))
    ]


def macro(samples: Sequence[Sample], said: Iterable[str], *, merged: bool = False) -> float:
    """The mean over languages of the share of their texts that is right."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for sample, language in zip(samples, said, strict=True):
        one, other = (_MERGED.get(each, each) if merged else each for each in (sample.language, language))
        right[one].append(one == other)
    return mean(mean(each) for each in right.values())
