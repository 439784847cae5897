"""Choose the constants of `service/languages/close.py`: what words, letters and CLD2 are worth among close languages.

    python -m docs.recipes.close_language_weights SETS/sentences SETS/paragraphs

prints the best of a grid by the mean log probability of the right language, each language counting the same, on the
even half of the sets. The sets' Serbian is in Cyrillic, where nothing is close to it: it is spelt in Latin letters.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from pathlib import Path

from docs.recipes.halves import read_pairs
from docs.recipes.language_grams import SERBIAN_IN_LATIN
from service.languages.close import FAMILIES, count_words_for
from service.languages.detectors import ask_cld2, sample
from service.languages.grams import fit_languages

WORD, LETTERS, CLD2 = (0.8, 1.2, 1.6, 2.0, 2.5), (0.05, 0.1, 0.17, 0.25), (0.3, 0.6, 0.9, 1.2, 1.6)
BIAS = (0.0, 0.4, 0.7, 1.0)
MOST_WORDS = 6.0
BIASED = {"hbs": ("bs", "sr"), "nor": ("nb",)}
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of a text: its language, words for each of its family, how much worse each fits, CLD2's word."""

    language: str
    words: Mapping[str, float]
    behind: Mapping[str, float]
    cld2: str


def main() -> None:
    """Print the best constants, and of each language how many of the texts they get right."""
    texts = {family: [text for path in sys.argv[1:] for text in _read(Path(path), family)] for family in BIASED}
    scored = []
    for word, letters, cld2 in product(WORD, LETTERS, CLD2):
        best = [max(_score(texts[family], family, word, letters, cld2), key=itemgetter(0)) for family in BIASED]
        scored.append((sum(likelihood for likelihood, *_ in best), (word, letters, cld2), best))
    for likelihood, constants, best in sorted(scored, key=itemgetter(0), reverse=True)[:SHOWN]:
        print(f"{likelihood:.4f}", *constants, *best)  # noqa: T201  # it is what this programme is for


def _read(folder: Path, family: str) -> Iterable[Text]:
    for raw, gold in read_pairs(folder, "even"):
        language = gold["language"]
        if language in FAMILIES[family]:
            content = raw["content"].lower().translate(SERBIAN_IN_LATIN) if language == "sr" else raw["content"]
            fits = fit_languages(sample(content, 400), "Latn")
            best = max(fits[one] for one in FAMILIES[family])
            opinion = ask_cld2(content)
            words = count_words_for(sample(content, 1_000), family)
            behind = {one: math.sqrt(best - fits[one]) for one in words}
            yield Text(language, words, behind, opinion.language if opinion.reliable else "")


def _score(
    texts: list[Text], family: str, word: float, letters: float, cld2: float
) -> Iterable[tuple[float, tuple[float, ...], dict[str, int]]]:
    """The mean log probability with each choice of biases, which they are, and how many of each language are right."""
    number = Counter(text.language for text in texts)
    for biases in product(BIAS, repeat=len(BIASED[family])):
        added = dict(zip(BIASED[family], biases, strict=True))
        likelihood, right = 0.0, dict.fromkeys(sorted(FAMILIES[family]), 0)
        for text in texts:
            odds = {
                one: min(MOST_WORDS, word * text.words[one])
                - letters * text.behind[one]
                + (cld2 if one == text.cld2 else 0.0)
                + added.get(one, 0.0)
                for one in right
            }
            whole = math.log(sum(map(math.exp, odds.values())))
            likelihood += (odds[text.language] - whole) / number[text.language] / len(number)
            right[text.language] += max(odds, key=lambda one: odds[one]) == text.language
        yield likelihood, biases, right


if __name__ == "__main__":
    main()
