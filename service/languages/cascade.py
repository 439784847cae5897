"""The language of one text: what its script decides, then CLD2 beside a table of n-grams, then words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from service.languages.addresses import blank_addresses
from service.languages.arabic import language_of_letters
from service.languages.close import (
    CLOSE_FOR_CLD2,
    FAMILY_OF,
    ONE_TO_A_TEXT,
    RIGHT_AT_BEST,
    is_kurmanji,
    is_latin,
    tell_by_words,
)
from service.languages.detectors import NO_OPINION, Opinion, ask_cld2, ask_py3langid, sample
from service.languages.grams import fit_languages
from service.languages.prose import has_words
from service.languages.scripts import (
    UNKNOWN_SCRIPT,
    chinese_script,
    count_scripts,
    has_letters_of,
    is_mixed,
    main_script,
)
from service.languages.tags import (
    COMMONEST_IN_SCRIPT,
    LANGUAGE_OF_SCRIPT,
    SEVERAL_SCRIPTS,
    UNDETERMINED,
    is_written_in,
    primary_subtag,
    tag_for,
    usual_script,
)
from service.languages.weighing import ask_again, choose, weigh

# From so many characters on, CLD2 alone is right where it is sure of most of the text: the other witnesses would cost
# more than it does.
_LONG_CHARACTERS = 1000
_MOST_PERCENT = 80

# The n-grams of so many characters are looked at; their cost grows with the text, their answer does not get better. Of
# words so many, then as many again where those leave a doubt.
_FIT_CHARACTERS = 400
_WORDS_CHARACTERS = (500, 1_000)

# What CLD2's word is worth where it is sure, in nats of the n-grams' fit (even half of sentences and paragraphs).
_CLD2_NATS = 20.0

# Names, titles and terms in other languages are English or Latin more often than the text around them is, in nats (on
# that half nothing English is lost by 40). Names of species look like Latin, which CLD2 is sure of or words show.
_BORROWED_FROM = {"en": 20.0, "la": 20.0}

# What CLD2 is believed of in Arabic letters. Persian and Dari it takes for Pashto, which has letters of its own, and
# for languages that are seldom printed so.
_TOLD_BY_CLD2_IN_ARABIC = frozenset({"ar", "fa", "ku", "sd", "ug", "ur"})

# What CLD2, which does not know it, takes Kurmanji for.
_TAKEN_FOR_KURMANJI = frozenset({"az", "ku", "tk", "tr"})

# Confidence where one witness decides alone: how often it was right on that half, rounded down.
_SURE, _LIKELY, _LESS_LIKELY, _UNSURE = 0.99, 0.95, 0.8, 0.5
_SENTENCE_LETTERS = 80

# Nats a letter by which any language that is one fits better than by chance: prose has 16.6 and more on that half,
# letters at random 15.4 and less.
_LEAST_FIT = 15.5
_FEW_LETTERS, _MANY_LETTERS, _MOST = 12, 40, 0.85
_RANDOM_IN = frozenset({"Latn", "Cyrl"})  # typed at random without more ado; elsewhere nothing of the kind was measured

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
    return _detect(text, lambda readable, script, letters, opinion: _hear(readable, script, letters, opinion, known))


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
    if language == UNDETERMINED or not total or (script == "Arab" and language not in _TOLD_BY_CLD2_IN_ARABIC):
        return None
    told = _tell_plain(text, script, Opinion(language, most * 100 // total, True, ()))
    return Detection(told[0], script, told[1], total) if told else None


def look_again(text: str, first: Detection, *, ask: bool) -> Detection:
    """What all witnesses say of a piece of an article after a glance at it; py3langid is one if it is to be asked."""
    if first.opinion is None:
        return first
    readable = blank_addresses(sample(text, READ_CHARACTERS))
    language, confidence = _hear(readable, first.script, first.letters, first.opinion, None, ask=ask)
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
    language, confidence = LANGUAGE_OF_SCRIPT.get(script, ""), _SURE
    heard, opinion = None, NO_OPINION
    if not language:
        opinion = ask_cld2(text)
        script = _script_of_language(opinion, script, counts)
        language, confidence = LANGUAGE_OF_SCRIPT.get(script, ""), _LIKELY
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
        return _name_in_script(opinion.language, script), _LIKELY
    return UNDETERMINED, _UNSURE


def _hear(  # noqa: PLR0913  # what is known of the text, and of the article
    text: str, script: str, letters: int, opinion: Opinion, declared: str | None, *, ask: bool = True
) -> tuple[str, float]:
    """What decides alone, each witness where it can: letters, CLD2 on long texts, words; else all of them together."""
    sure = opinion.reliable and is_written_in(opinion.language, script)
    if script == "Arab" and opinion.language not in _TOLD_BY_CLD2_IN_ARABIC:
        sure = False
    plain = _tell_plain(text, script, opinion) if sure else None
    if plain:
        return plain
    read = sample(text, _FIT_CHARACTERS)
    if len(read) < len(text):
        letters = count_scripts(read)[script]
    alone = _decide_alone(read, script, letters, opinion, sure=sure)
    if alone:
        return alone
    fits = fit_languages(read, script)
    if sure and opinion.language not in fits:
        return _name_in_script(opinion.language, script), _LIKELY if letters >= _SENTENCE_LETTERS else _LESS_LIKELY
    if not fits:
        return COMMONEST_IN_SCRIPT.get(script, UNDETERMINED), _UNSURE
    if not sure and script in _RANDOM_IN and _is_random(read, script, max(fits.values())):
        return UNDETERMINED, _LIKELY
    heard = opinion.language if sure else ""
    fits = {
        language: fit - _BORROWED_FROM.get(language, 0.0)
        for language, fit in fits.items()
        if language != "la" or language == heard or is_latin(read)
    }
    if sure:
        fits[heard] += _CLD2_NATS * opinion.percent / 100
    shares = weigh(text, script, fits, heard)
    return choose(ask_again(read, shares) if ask and len(text) < _LONG_CHARACTERS else shares, declared)


def _tell_plain(text: str, script: str, opinion: Opinion) -> tuple[str, float] | None:
    """What CLD2 is sure that most of a long text is in, where that is like no other or its words leave no doubt."""
    if len(text) < _LONG_CHARACTERS or opinion.percent < _MOST_PERCENT:
        return None
    if opinion.language not in CLOSE_FOR_CLD2 or script == "Cyrl":
        return _name_in_script(opinion.language, script), _SURE
    for characters in _WORDS_CHARACTERS:
        told = tell_by_words(sample(text, characters), FAMILY_OF[opinion.language], opinion.language)
        if told:
            return told, _SURE * RIGHT_AT_BEST.get(told, 1.0)
    return None


def _decide_alone(text: str, script: str, letters: int, opinion: Opinion, *, sure: bool) -> tuple[str, float] | None:
    """A language that letters or words of its own tell, or none where the text is not of words."""
    if script == "Arab" and (language := language_of_letters(text, letters)):
        return language, _SURE
    may_be_none = (
        not sure
        or letters < _MANY_LETTERS
        or (opinion.language == "en" and letters < _MOST * (len(text) - text.count(" ")))
    )
    if may_be_none and not has_words(text):
        return UNDETERMINED, _LIKELY
    doubted = sure and opinion.language not in _TAKEN_FOR_KURMANJI
    return ("ku", _LIKELY) if script == "Latn" and is_kurmanji(text, doubted=doubted) else None


def _is_random(text: str, script: str, fit: float) -> bool:
    letters = count_scripts(text)[script]
    return letters >= _FEW_LETTERS and fit < _LEAST_FIT * letters


def _name_in_script(language: str, script: str) -> str:
    """Kurdish in Arabic letters is Sorani; CLD2 has one code for both."""
    return "ckb" if language == "ku" and script == "Arab" else language
