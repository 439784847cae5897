"""The language of one text: what its script decides, then CLD2 beside a table of n-grams, then words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from service.languages.addresses import blank_addresses
from service.languages.close import ONE_TO_A_TEXT, is_kurmanji
from service.languages.detectors import NO_OPINION, Opinion, ask_cld2, ask_py3langid, sample
from service.languages.grams import fit_languages
from service.languages.hearing import (
    LIKELY,
    SURE,
    TOLD_BY_CLD2_IN_ARABIC,
    UNSURE,
    hear,
    name_in_script,
    tell_plain,
)
from service.languages.scripts import (
    UNKNOWN_SCRIPT,
    chinese_script,
    count_scripts,
    has_letters_of,
    is_mixed,
    main_script,
)
from service.languages.tags import (
    LANGUAGE_OF_SCRIPT,
    SEVERAL_SCRIPTS,
    UNDETERMINED,
    is_written_in,
    primary_subtag,
    tag_for,
    usual_script,
)

# What the detectors read of a long text; the longest of 6,900 articles measured has 74,185. The letters of all of it
# are counted, those of addresses too.
READ_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Detection:
    """A language (a primary subtag), the script it is printed in, how sure that is (0 to 1), and of how many letters.

    `opinion` is what CLD2 said, where the script does not decide; `strays` are code points from and to where it saw
    another language or none, and None where not all of the text was read. `mixed` says that more letters than those of
    a name are in other scripts.
    """

    language: str
    script: str
    confidence: float
    letters: int = 0
    strays: tuple[tuple[int, int], ...] | None = ()
    mixed: bool = False
    opinion: Opinion | None = None

    @property
    def tag(self) -> str:
        """The BCP 47 tag."""
        return tag_for(self.language, self.script)


# A language and the script that it is printed in.
Written = tuple[str, str]

NOTHING = Detection(UNDETERMINED, UNKNOWN_SCRIPT, 0.0)

# Of a text: it, the script that most of it is in, how many letters of that it has, and what CLD2 says.
_Decide = Callable[[str, str, int, Opinion], tuple[str, float]]


def detect(text: str, declared: str | None = None) -> Detection:
    """The language of `text`, taken as one piece; `declared` decides only between two that are equally likely."""
    known = primary_subtag(declared) if declared else None
    return _detect(text, lambda readable, script, letters, opinion: hear(readable, script, letters, opinion, known))


def glance(text: str) -> Detection:
    """The language of a piece of an article by script and CLD2 alone: faster, and unsure where they are."""
    return _detect(text, _believe_cld2)


def agree(text: str, lines: Sequence[Detection]) -> Detection | None:
    """What a long text is in, where glances at its lines leave no doubt of it; else None.

    `detect` says the same, for as much time again as all the glances took.
    """
    letters: Counter[Written] = Counter()
    for one in lines:
        letters[one.language, one.script] += one.letters if one.opinion else 0
    total = sum(one.letters for one in lines)
    language, script = max(letters, key=lambda written: (letters[written], written), default=(UNDETERMINED, ""))
    close = ONE_TO_A_TEXT.get(language, frozenset({language}))
    most = sum(count for (other, where), count in letters.items() if other in close and where == script)
    if language == UNDETERMINED or not total or (script == "Arab" and language not in TOLD_BY_CLD2_IN_ARABIC):
        return None
    told = tell_plain(text, script, Opinion(language, most * 100 // total, True, ()))
    return Detection(told[0], script, told[1], total) if told else None


def look_again(text: str, first: Detection, *, ask: bool) -> Detection:
    """What all witnesses say of a piece of an article after a glance at it; py3langid is one if it is to be asked."""
    if first.opinion is None:
        return first
    readable = blank_addresses(sample(text, READ_CHARACTERS))
    language, confidence = hear(readable, first.script, first.letters, first.opinion, None, ask=ask)
    return replace(first, language=language, confidence=confidence)


def load() -> None:
    """Read the models now rather than at the first text."""
    ask_cld2("")
    ask_py3langid("")
    fit_languages("", "Latn")
    is_kurmanji("û")


def _detect(text: str, decide: _Decide) -> Detection:
    whole, text = text, sample(text, READ_CHARACTERS)
    text = blank_addresses(text)
    counts = count_scripts(text if len(whole) <= READ_CHARACTERS else whole)
    if not counts:
        return NOTHING
    script = main_script(counts)
    language, confidence = LANGUAGE_OF_SCRIPT.get(script, ""), SURE
    heard, opinion = None, NO_OPINION
    if not language:
        opinion = ask_cld2(text)
        script = _script_of_language(opinion, script, counts)
        language, confidence = LANGUAGE_OF_SCRIPT.get(script, ""), LIKELY
        if not language:
            heard = opinion
            language, confidence = decide(text, script, counts[script], opinion)
    if script == "Hani":
        script = chinese_script(text)
    strays = opinion.strays if len(text) == len(whole) else None
    return Detection(language, script, confidence, counts.total(), strays, is_mixed(counts), heard)


def _script_of_language(opinion: Opinion, script: str, counts: Mapping[str, int]) -> str:
    """The main script, unless CLD2's language is never written in it and the text has letters of the one it is in."""
    usual = usual_script(opinion.language)
    if opinion.language in SEVERAL_SCRIPTS or opinion.language == UNDETERMINED or not has_letters_of(counts, usual):
        return script
    return usual


def _believe_cld2(_: str, script: str, __: int, opinion: Opinion) -> tuple[str, float]:
    if opinion.reliable and is_written_in(opinion.language, script):
        return name_in_script(opinion.language, script), LIKELY
    return UNDETERMINED, UNSURE
