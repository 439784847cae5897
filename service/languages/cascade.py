"""The language of one text: what its script decides, then CLD2, then a second opinion where CLD2 is weak."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.languages.detectors import Opinion, ask_cld2, ask_py3langid, sample
from service.languages.scripts import UNKNOWN_SCRIPT, chinese_script, count_scripts, has_letters_of, main_script
from service.languages.tags import (
    LANGUAGE_OF_SCRIPT,
    SEVERAL_SCRIPTS,
    UNDETERMINED,
    is_written_in,
    primary_subtag,
    tag_for,
    usual_script,
)

# CLD2 mistakes these for one another more often than py3langid does (even half of the sentence, paragraph and
# article sets: 83 against 86 right of 110 for bs/hr/sr, 125 against 128 of 134 for the Scandinavian ones).
_CLOSE_FAMILIES = (frozenset({"bs", "hr", "sr"}), frozenset({"mk", "sr"}), frozenset({"da", "nb", "nn"}))

# CLD2 answers for the whole text even where it read only this much of it as that language.
_WEAK_PERCENT = 70
_SHORT_CHARACTERS = 1000
_SECOND_OPINION_SURE = 0.9

# Of two that disagree, where CLD2 is unsure, py3langid is believed from here on.
_SECOND_OPINION_LIKELY = 0.6

# Below this, an unsure CLD2 and py3langid that disagree are two guesses, and the text is in no language they know.
_GUESS = 0.2

# How often each branch was right on that half, rounded down: not yet a calibration.
_SURE, _LIKELY, _AGREED, _TOSS_UP = 0.99, 0.95, 0.9, 0.6
_LONG_CHARACTERS = 300

# What the detectors read of a long text; the longest of 6,900 articles measured has 74,185. The letters of all of it
# are counted, those of addresses too.
_READ_CHARACTERS = 200_000

# Articles ask for 101 second opinions at most; 7 MiB of lines in changing languages would for 90,000, 1 ms each.
MOST_SECOND_OPINIONS = 300

# Addresses are letters but no language. Bounded, and begun where a word begins, so that a long word costs no more than
# its length.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}")
_ADDRESS_MARKS = ("://", "www.", "@")


@dataclass(frozen=True, slots=True)
class Detection:
    """A language (a primary subtag), the script it is printed in, how sure that is (0 to 1), and of how many letters.

    `mixed` is a hint that the text may hold a second language or script.
    """

    language: str
    script: str
    confidence: float
    letters: int = 0
    mixed: bool = False

    @property
    def tag(self) -> str:
        """The BCP 47 tag."""
        return tag_for(self.language, self.script)


NOTHING = Detection(UNDETERMINED, UNKNOWN_SCRIPT, 0.0)


class SecondOpinions:
    """py3langid's opinions on pieces of one article, for as many pieces as are worth 1 ms each."""

    def __init__(self) -> None:
        self._left = MOST_SECOND_OPINIONS
        self._agreed: Counter[str] = Counter()

    def ask(self, text: str) -> dict[str, float]:
        """The probability of each language, as `ask_py3langid`; of none beyond the bound."""
        self._left -= 1
        return ask_py3langid(text) if self._left >= 0 else {}

    def confirm(self, text: str, language: str) -> bool:
        """Whether py3langid alone takes `text` for that language; beyond the bound, whether it mostly did so before."""
        second = self.ask(text)
        if not second:
            return self._agreed[language] > 0
        agrees = _best(second)[0] == language
        self._agreed[language] += 1 if agrees else -1
        return agrees


def detect(text: str, declared: str | None = None) -> Detection:
    """The language of `text`, taken as one piece; `declared` decides only between two guesses that are equally good."""
    known = declared and primary_subtag(declared)
    return _detect(text, lambda readable, opinion: _hear(readable, opinion, known), ask_py3langid)


def glance(text: str, opinions: SecondOpinions) -> Detection:
    """The language of a piece of an article by script and CLD2 alone: ten times faster, and unsure where they are.

    `opinions` are asked only where CLD2 names a language that is never written in the script.
    """
    return _detect(text, lambda _, opinion: (opinion.language, _LIKELY if opinion.reliable else _GUESS), opinions.ask)


def _detect(
    text: str, decide: Callable[[str, Opinion], tuple[str, float]], ask: Callable[[str], dict[str, float]]
) -> Detection:
    whole, text = text, sample(text, _READ_CHARACTERS)
    if any(mark in text for mark in _ADDRESS_MARKS):
        text = _ADDRESS.sub(" ", text)
    counts = count_scripts(text if len(whole) <= _READ_CHARACTERS else whole)
    if not counts:
        return NOTHING
    script = main_script(counts)
    language, confidence, mixed = LANGUAGE_OF_SCRIPT.get(script, ""), _SURE, len(counts) > 1
    if not language:
        opinion = ask_cld2(text)
        mixed = mixed or opinion.mixed
        language, confidence = decide(text, opinion)
        script = _script_of_language(language, script, counts)
        if not is_written_in(language, script):
            language, confidence = _best_in_script(ask(text), script)
    if language == "ku" and script == "Arab":
        language = "ckb"  # Kurdish in Arabic letters is Sorani; CLD2 has one code for both
    if script == "Hani":
        script = chinese_script(text)
    return Detection(language, script, confidence, counts.total(), mixed)


def _script_of_language(language: str, script: str, counts: Mapping[str, int]) -> str:
    """The main script, unless the language is never written in it and the text has letters of the one that it is in."""
    usual = usual_script(language)
    if language in SEVERAL_SCRIPTS or language == UNDETERMINED or not has_letters_of(counts, usual):
        return script
    return usual


def _best_in_script(second: Mapping[str, float], script: str) -> tuple[str, float]:
    """The likeliest language for py3langid of those written in a script: CLD2 named one that never is."""
    return _best({name: share for name, share in second.items() if is_written_in(name, script)})


def _hear(text: str, opinion: Opinion, declared: str | None) -> tuple[str, float]:
    """CLD2 where it is sure and that is worth something; else both."""
    family = next((family for family in _CLOSE_FAMILIES if opinion.language in family), None)
    if not opinion.reliable:
        return _weigh(opinion, ask_py3langid(text), declared)
    if family is not None:
        return _choose_in_family(family, opinion, ask_py3langid(text), declared)
    if opinion.percent < _WEAK_PERCENT and len(text) <= _SHORT_CHARACTERS:
        best, probability = _best(ask_py3langid(text))
        if probability >= _SECOND_OPINION_SURE:
            return best, _AGREED
    return opinion.language, _SURE if len(text) >= _LONG_CHARACTERS else _LIKELY


def _choose_in_family(
    family: frozenset[str], opinion: Opinion, second: dict[str, float], declared: str | None
) -> tuple[str, float]:
    """The member that both name; where they differ, the declared one, else the one that py3langid ranks first."""
    best = max(sorted(family), key=lambda language: second.get(language, 0.0))
    if best == opinion.language:
        return best, _AGREED
    return (declared if declared in {best, opinion.language} else best), _TOSS_UP


def _weigh(opinion: Opinion, second: dict[str, float], declared: str | None) -> tuple[str, float]:
    """Two opinions on a text of which CLD2 is not sure: agreement, then py3langid, then what was declared."""
    best, probability = _best(second)
    if best == opinion.language:
        return best, _AGREED
    if probability >= _SECOND_OPINION_LIKELY or best == UNDETERMINED:
        return best, probability
    if declared in {best, opinion.language}:
        return declared, _TOSS_UP
    return (best, probability) if probability >= _GUESS else (UNDETERMINED, 1 - probability)


def _best(second: Mapping[str, float]) -> tuple[str, float]:
    return max(second.items(), key=lambda item: (item[1], item[0]), default=(UNDETERMINED, 0.0))
