"""What is written onto a word and is no part of it: Korean particles, Arabic and Hebrew prefixes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from service.keyphrases.hangul import can_follow
from service.stop_words import FunctionWords

_LEAST_LEFT = 2
_MOST_AFFIXES = 2  # one behind or before the other
# Korean's sign of the genitive joins two nouns to one phrase; the other particles end one.
_JOINING = "\uc758"
# They are written behind nouns that hardly ever end so by themselves; nouns that do are listed.
_SURE = frozenset("\uc740\ub294\uc744\ub97c\uc774\uac00\uacfc\uc640\uc758\uc5d0\ub85c")


class Affixes:
    """Takes prefixes and particles off the words of one text, where the rest of the word stands in it by itself too."""

    def __init__(self, words: FunctionWords, printed: Iterable[str]) -> None:
        self._words = words
        self.any = bool(words.prefixes or words.particles)
        self._forms = frozenset(printed) if self.any else frozenset()
        self._rests: defaultdict[str, set[str]] = defaultdict(set)
        self._by_last: defaultdict[str, list[str]] = defaultdict(list)
        for particle in words.particles:
            self._by_last[particle[-1]].append(particle)
        if words.particles:
            for form in self._forms:
                for particle in self._ending_like(form):
                    self._rests[form[: -len(particle)]].add(particle)

    def bare(self, printed: str, start: int, end: int) -> tuple[int, int]:
        """Where the word itself starts and ends in what is printed between two places."""
        if not self.any:
            return start, end
        for _ in range(_MOST_AFFIXES):
            start += self._prefix(printed[start:end])
            end -= self._particle(printed[start:end])
        return start, end

    def role_behind(self, particle: str) -> Literal["stop", "break"]:
        """Whether a phrase may go on behind this particle."""
        return "stop" if particle == _JOINING else "break"

    def without_article(self, key: str) -> str:
        """The word without an article that is written onto it, where enough is left."""
        article = self._words.article
        return key[len(article) :] if article and key.startswith(article) and len(key) > len(article) + 1 else key

    def _ending_like(self, printed: str) -> Iterator[str]:
        """The particles that the word may end in, the longest first, where something is left of it."""
        for particle in self._by_last.get(printed[-1:], ()):
            rest = printed[: -len(particle)]
            if rest and printed.endswith(particle) and can_follow(rest, particle):
                yield particle

    def _prefix(self, printed: str) -> int:
        for prefix in self._words.prefixes:
            rest = printed[len(prefix) :]
            if not printed.startswith(prefix) or len(rest) < _LEAST_LEFT:
                continue
            if rest in self._forms or rest in self._words.stop or self.without_article(rest) != rest:
                return len(prefix)
        return 0

    def _particle(self, printed: str) -> int:
        if printed in self._words.stop or self._words.is_predicate(printed):
            return 0
        is_noun = self._words.is_noun(printed)
        for particle in self._ending_like(printed):
            rest = printed[: -len(particle)]
            sure = len(particle) > 1 or particle in _SURE
            if (sure and not is_noun) or (len(rest) >= _LEAST_LEFT and self._shown(printed, rest)):
                return len(particle)
        return 0

    def _shown(self, printed: str, rest: str) -> bool:
        """Whether the text, or the stop list, shows that the rest is a word."""
        if rest in self._words.stop or rest in self._forms:
            return True
        return len(self._rests.get(rest, ())) > 1 and not self._rests.get(printed)
