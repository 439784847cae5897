"""Words that neither begin nor end a key phrase, one TOML file a language, and what else its phrases are cut by."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from service.words import fold, languages

# Their own lists would hold nearly the same words.
_STAND_INS = {"no": "nb", "prs": "fa", "oc": "ca", "sh": "hr", "lb": "de", "fy": "nl", "ia": "it", "tg": "fa"}

_LONGEST_SHORT = 3


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """The function words of a language, all folded.

    `known` is False where there is no list. `elided` are written before an apostrophe ("l'"), `prefixes` onto the
    next word and `particles` onto the one before; `nouns`, and words that end in one of `noun_ends`, only look as if
    they had one. Another word that ends in one of `predicates` is a verb or an adverb, and so is one with one of
    `enclitics` behind a hyphen. No phrase of a script without spaces begins with a character of `not_first` or ends
    with one of `not_last`. `dates` are the names of months and days.
    """

    known: bool = False
    stop: frozenset[str] = frozenset()
    elided: frozenset[str] = frozenset()
    enclitics: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    article: str = ""
    particles: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    noun_ends: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    not_first: frozenset[str] = frozenset()
    not_last: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()

    def is_predicate(self, word: str) -> bool:
        """Whether a folded word ends as verbs and adverbs do, and is no such noun."""
        return word.endswith(self.predicates or "\0") and not self.is_noun(word)

    def is_noun(self, word: str) -> bool:
        """Whether a folded word is one of the nouns that end as if with a particle."""
        return word in self.nouns or word.endswith(self.noun_ends or "\0")


@cache
def function_words(language: str) -> FunctionWords:
    """The function words of a language, by its primary subtag."""
    language = _STAND_INS.get(language, language)
    file = resources.files(__name__) / f"{language}.toml"
    dates = _dates(language)
    if not (language.isalpha() and file.is_file()):
        return FunctionWords(dates=dates)
    lists = tomllib.loads(file.read_text("utf-8"))
    return FunctionWords(
        known=True,
        stop=_folded(lists, "stop"),
        elided=_folded(lists, "elided"),
        enclitics=_folded(lists, "enclitics"),
        prefixes=tuple(lists.get("prefixes", "").split()),
        article=lists.get("article", ""),
        particles=tuple(sorted(lists.get("particles", "").split(), key=len, reverse=True)),
        nouns=_folded(lists, "nouns"),
        noun_ends=tuple(lists.get("noun_ends", "").split()),
        predicates=tuple(lists.get("predicates", "").split()),
        not_first=frozenset(lists.get("not_first", "")),
        not_last=frozenset(lists.get("not_last", "")),
        dates=dates,
    )


@cache
def known_languages() -> tuple[str, ...]:
    """The languages that have a list."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _folded(lists: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", fold(word)) for word in lists.get(name, "").split())


def _dates(language: str) -> frozenset[str]:
    """The names of months and days, by the lists that dates are read with.

    Short forms are left out: those of French are a sea and a game, too.
    """
    dates: Mapping[str, list[str] | list[list[str]]] = languages().get(language, {}).get("dates", {})
    forms = [form for month in dates.get("months", ()) for at, form in enumerate(month) if not at or _is_whole(form)]
    days = [day for day in dates.get("weekdays", ()) if isinstance(day, str) and _is_whole(day)]
    return frozenset(map(fold, (*forms, *days)))


def _is_whole(name: str) -> bool:
    return len(name) > (_LONGEST_SHORT if name.isascii() else _LONGEST_SHORT - 1)
