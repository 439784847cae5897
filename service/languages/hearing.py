"""What every witness says of one text, each where it can decide: letters, CLD2, words; else all of them together."""

from service.languages.arabic import language_of_letters
from service.languages.close import (
    CLOSE_FOR_CLD2,
    FAMILY_OF,
    RIGHT_AT_BEST,
    is_kurmanji,
    is_latin,
    tell_by_words,
)
from service.languages.detectors import Opinion, sample
from service.languages.grams import fit_languages
from service.languages.prose import has_words
from service.languages.scripts import count_scripts
from service.languages.tags import COMMONEST_IN_SCRIPT, UNDETERMINED, is_written_in
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
TOLD_BY_CLD2_IN_ARABIC = frozenset({"ar", "fa", "ku", "sd", "ug", "ur"})

# What CLD2, which does not know it, takes Kurmanji for.
_TAKEN_FOR_KURMANJI = frozenset({"az", "ku", "tk", "tr"})

# Confidence where one witness decides alone: how often it was right on that half, rounded down.
SURE, LIKELY, _LESS_LIKELY, UNSURE = 0.99, 0.95, 0.8, 0.5
_SENTENCE_LETTERS = 80

# Nats a letter by which any language that is one fits better than by chance: prose has 16.6 and more on that half,
# letters at random 15.4 and less.
_LEAST_FIT = 15.5
_FEW_LETTERS, _MANY_LETTERS, _MOST = 12, 40, 0.85
_RANDOM_IN = frozenset({"Latn", "Cyrl"})  # typed at random without more ado; elsewhere nothing of the kind was measured


def hear(  # noqa: PLR0913  # what is known of the text, and of the article
    text: str, script: str, letters: int, opinion: Opinion, declared: str | None, *, ask: bool = True
) -> tuple[str, float]:
    """What decides alone, each witness where it can: letters, CLD2 on long texts, words; else all of them together."""
    sure = opinion.reliable and is_written_in(opinion.language, script)
    if script == "Arab" and opinion.language not in TOLD_BY_CLD2_IN_ARABIC:
        sure = False
    plain = tell_plain(text, script, opinion) if sure else None
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
        return name_in_script(opinion.language, script), LIKELY if letters >= _SENTENCE_LETTERS else _LESS_LIKELY
    if not fits:
        return COMMONEST_IN_SCRIPT.get(script, UNDETERMINED), UNSURE
    if not sure and script in _RANDOM_IN and _is_random(read, script, max(fits.values())):
        return UNDETERMINED, LIKELY
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


def tell_plain(text: str, script: str, opinion: Opinion) -> tuple[str, float] | None:
    """What CLD2 is sure that most of a long text is in, where that is like no other or its words leave no doubt."""
    if len(text) < _LONG_CHARACTERS or opinion.percent < _MOST_PERCENT:
        return None
    if opinion.language not in CLOSE_FOR_CLD2 or script == "Cyrl":
        return name_in_script(opinion.language, script), SURE
    for characters in _WORDS_CHARACTERS:
        told = tell_by_words(sample(text, characters), FAMILY_OF[opinion.language], opinion.language)
        if told:
            return told, SURE * RIGHT_AT_BEST.get(told, 1.0)
    return None


def _decide_alone(text: str, script: str, letters: int, opinion: Opinion, *, sure: bool) -> tuple[str, float] | None:
    """A language that letters or words of its own tell, or none where the text is not of words."""
    if script == "Arab" and (language := language_of_letters(text, letters)):
        return language, SURE
    may_be_none = (
        not sure
        or letters < _MANY_LETTERS
        or (opinion.language == "en" and letters < _MOST * (len(text) - text.count(" ")))
    )
    if may_be_none and not has_words(text):
        return UNDETERMINED, LIKELY
    doubted = sure and opinion.language not in _TAKEN_FOR_KURMANJI
    return ("ku", LIKELY) if script == "Latn" and is_kurmanji(text, doubted=doubted) else None


def _is_random(text: str, script: str, fit: float) -> bool:
    letters = count_scripts(text)[script]
    return letters >= _FEW_LETTERS and fit < _LEAST_FIT * letters


def name_in_script(language: str, script: str) -> str:
    """Kurdish in Arabic letters is Sorani; CLD2 has one code for both."""
    return "ckb" if language == "ku" and script == "Arab" else language
