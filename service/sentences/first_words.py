"""Words that sentences open with: those that lean on what was said before, and others that tell a new sentence."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from service.words import Phrases, fold

_SAME = {
    "nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "cnr": "sr", "mk": "bg", "fil": "tl", "prs": "fa", "yue": "zh",
    "be": "ru", "gl": "pt", "iw": "he", "in": "id",
}  # fmt: skip
_LOOK = 60


def leans_back(text: str, language: str) -> bool:
    """Whether a sentence opens with a word like "he" or "but", so that it hangs in the air without the one before."""
    words = _first_words(text)
    leaning = _phrases(language, ("pronouns", "pointing", "connectives")).start(words)
    return leaning > _phrases(language, ("standing",)).start(words)


def points_back(text: str, language: str) -> bool:
    """Whether a sentence opens with a word like "that", which may stand for all that was said before it."""
    words = _first_words(text)
    others = _phrases(language, ("pronouns", "connectives", "standing")).start(words)
    return _phrases(language, ("pointing",)).start(words) > others


def opens_sentence(text: str, language: str) -> bool:
    """Whether a text opens with a word that sentences open with: what stands before it has ended."""
    return _phrases(language, ("pronouns", "pointing", "connectives", "plain")).start(_first_words(text)) > 0


def _first_words(text: str) -> str:
    at = next((at for at, char in enumerate(text[:_LOOK]) if char.isalnum()), 0)
    return fold(text[at : at + _LOOK]).replace("\u2019", "'")


@cache
def _phrases(language: str, lists: tuple[str, ...]) -> Phrases:
    words = _languages().get(_SAME.get(language, language), {})
    return Phrases(phrase for name in lists for phrase in words.get(name, ()))


@cache
def _languages() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((resources.files(__package__) / "first_words.toml").read_text("utf-8"))
