"""The table of n-grams."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import pytest

from service.languages.grams import fit_languages


def test_the_language_fits_best() -> None:
    """Of the languages of a script, the one that a sentence is in fits it best."""
    for text, script, language in (
        ("Der Rat der Stadt hat den Bau der Brücke beschlossen.", "Latn", "de"),
        ("Gemeenteraad besluit tot de bouw van de nieuwe brug.", "Latn", "nl"),
        ("Градскиот совет одлучи да го обнови стариот мост.", "Cyrl", "mk"),
    ):
        fits = fit_languages(text, script)
        assert max(fits, key=lambda one: fits[one]) == language


def test_letters_of_another_script_do_not_count() -> None:
    """Latin names in a Macedonian text are not in favour of Serbian, which is printed in both scripts."""
    text = "Градскиот совет одлучи да го обнови стариот мост."

    assert fit_languages(f"{text} Wildlife Conservation Society", "Cyrl") == fit_languages(text, "Cyrl")


@pytest.mark.parametrize("text", ["", " ", "a", "12", "\ud800", "\U0001d4b3", "é" * 5000])
def test_any_text_is_read(text: str) -> None:
    """A text of any length and of any characters fits to some degree, which is none below chance."""
    assert min(fit_languages(text, "Latn").values()) >= 0


def test_a_script_that_one_language_is_written_in_has_no_table() -> None:
    """Nothing is to be decided there."""
    assert fit_languages("Το παλιό γεφύρι", "Grek") == {}
