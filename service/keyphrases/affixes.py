"""What is written onto a word and is no part of it: Korean particles, Arabic and Hebrew prefixes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from service.stop_words import FunctionWords

_LEAST_LEFT = 2
# Korean's sign of the genitive joins two nouns to one phrase; the other particles end one.
_JOINING = "\uc758"
# They end a noun where nothing else shows it: the other particles of one syllable end many a noun by themselves.
_SURE = frozenset("\uc740\ub294\uc744\ub97c")


class Affixes:
    """Takes prefixes and particles off the words of one text, where the rest of the word stands in it by itself too."""

    def __init__(self, words: FunctionWords, printed: Iterable[str]) -> None:
        self._words = words
        self.any = bool(words.prefixes or words.particles)
        self._forms = frozenset(printed) if self.any else frozenset()
        self._rests: defaultdict[str, set[str]] = defaultdict(set)
        if words.particles:
            for form in self._forms:
                for particle in words.particles:
                    if form.endswith(particle) and len(form) - len(particle) >= _LEAST_LEFT:
                        self._rests[form[: -len(particle)]].add(particle)

    def bare(self, printed: str, start: int, end: int) -> tuple[int, int]:
        """Where the word itself starts and ends in what is printed between two places."""
        if not self.any:
            return start, end
        return start + self._prefix(printed[start:end]), end - self._particle(printed[start:end])

    def role_behind(self, particle: str) -> Literal["stop", "break"]:
        """Whether a phrase may go on behind this particle."""
        return "stop" if particle == _JOINING else "break"

    def is_predicate(self, printed: str) -> bool:
        """Whether the word's ending says that it is a verb, an adjective or an adverb."""
        return bool(self._words.predicates) and printed.endswith(self._words.predicates)

    def without_article(self, key: str) -> str:
        """The word without an article that is written onto it, where enough is left."""
        article = self._words.article
        return key[len(article) :] if article and key.startswith(article) and len(key) > len(article) + 1 else key

    def _prefix(self, printed: str) -> int:
        for prefix in self._words.prefixes:
            rest = printed[len(prefix) :]
            if not printed.startswith(prefix) or len(rest) < _LEAST_LEFT or rest in self._words.stop:
                continue
            if rest in self._forms or self.without_article(rest) != rest:
                return len(prefix)
        return 0

    def _particle(self, printed: str) -> int:
        if printed in self._words.stop or self.is_predicate(printed):
            return 0
        for particle in self._words.particles:
            rest = printed[: -len(particle)]
            if not printed.endswith(particle) or len(rest) < _LEAST_LEFT:
                continue
            if len(particle) > 1 or particle in _SURE:
                return len(particle)
            if rest in self._forms or (len(self._rests.get(rest, ())) > 1 and not self._rests.get(printed)):
                return len(particle)
        return 0
