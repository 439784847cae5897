"""The lists of function words: which languages have one, and that each is what its readers expect."""

import pytest

from service.stop_words import function_words, known_languages
from service.stop_words.guessed import guess_stop_words


def test_many_languages_have_a_list() -> None:
    """There are lists for more languages than news is written in most."""
    assert len(known_languages()) >= 70
    assert {"en", "es", "fr", "de", "pt", "ru", "ar", "hi", "bn", "zh", "ja", "ko", "tr", "vi", "id", "sw"} <= set(
        known_languages()
    )


@pytest.mark.parametrize("language", known_languages())
def test_each_list_is_whole(language: str) -> None:
    """A list holds a hundred words at least, each folded and without white space."""
    words = function_words(language)
    assert words.known
    assert len(words.stop) >= 100
    assert all(word and word == word.strip().casefold() for word in words.stop)


def test_a_language_without_a_list_is_said_to_be_so() -> None:
    """An unknown language, or what is no language at all, has no list; a close one may stand in."""
    assert not function_words("br").known
    assert not function_words("../en").known
    assert not function_words("").known
    assert function_words("no").stop == function_words("nb").stop


def test_short_words_stand_in_for_a_list() -> None:
    """Words of three letters, and those of five that are repeated often, are taken for function words."""
    text = "an ti zo bras hag " + "evit " * 8 + "kêriadenn"
    assert guess_stop_words([text]) == {"an", "ti", "zo", "hag", "evit"}


def test_names_of_months_and_days_are_whole() -> None:
    """They begin no phrase, but their short forms may be words: French has a sea and a game among them."""
    assert {"janvier", "mercredi"} <= function_words("fr").dates
    assert not {"mer", "jeu"} & function_words("fr").dates
    assert "mar" not in function_words("pt").dates
