"""Hyphens at line ends: undone by what the text writes, or by how its language writes words, else kept."""

import pytest

from service.layout.hyphens import Copy, glue
from service.words import languages
from service.words.guess import guess_language

GERMAN = "Die Leute sagen, dass der Weg nicht mehr offen ist und die Bahn auch nicht."
ENGLISH = "The people say that the way is not open and that the train is not there for them."
FRENCH = "Les gens disent que la route est dans un état qui ne va pas, et que le train est en retard."


@pytest.mark.parametrize(
    ("text", "line", "below", "whole"),
    [
        ("The takings fell.", "of the tak-", "ings on", "of the takings on"),
        ("At the rendez-vous.", "of the rendez-", "vous on", "of the rendez-vous on"),
        ("He rendezvous at a rendez-vous.", "the rendez-", "vous on", "the rendez-vous on"),
        ("BUDGET", "THE BUD-", "GET OF", "THE BUDGET OF"),
        ("Die Rehkitze leben.", "des Reh-", "kitzes im", "des Rehkitzes im"),
        ("Nothing of it.", "of the tak-", "a on", "of the tak-a on"),
        (GERMAN, "das Land-", "ratsamt sagt", "das Landratsamt sagt"),
        (GERMAN, "die Jagd-", "und Schutzvereine", "die Jagd- und Schutzvereine"),
        (GERMAN, "die Vor-", "oder Nachteile", "die Vor- oder Nachteile"),
        (GERMAN, "der Ex-", "Minister sagt", "der Ex-Minister sagt"),
        (GERMAN, "eine x-", "beliebige Zahl", "eine x-beliebige Zahl"),
        (GERMAN, "der deutsch-", "französische Krieg", "der deutsch-französische Krieg"),
        (ENGLISH, "of the signa-", "tures on", "of the signatures on"),
        (ENGLISH, "have pro-", "mised stone", "have promised stone"),
        (ENGLISH, "a well-", "attended meeting", "a well-attended meeting"),
        (FRENCH, "la réno-", "vation de", "la réno-vation de"),
        (FRENCH, "la situa-", "tion de", "la situation de"),
        (FRENCH, "celui-", "ci va", "celui-ci va"),
        ("any", "kno\u00ac", "wing it", "knowing it"),
    ],
)
def test_a_hyphen_at_a_line_end(text: str, line: str, below: str, whole: str) -> None:
    """It goes where the text or its language knows the word; a compound, and what nobody knows, keeps it."""
    glued = glue(line, below, Copy([text, line, below], guess_language(text)))
    assert glued is not None
    assert "".join((*glued, below)) == whole


@pytest.mark.parametrize(
    ("line", "below"), [("a dash -", "and more"), ("1999-", "2004"), ("a", "b"), ("of the 20-", "year")]
)
def test_what_is_no_hyphen_at_a_line_end(line: str, below: str) -> None:
    """A dash, a range of numbers, no hyphen at all."""
    assert glue(line, below, Copy([line, below], None)) is None


def test_the_halves_of_a_broken_word_are_no_words() -> None:
    """A word that is only ever broken at that place is not written anywhere."""
    assert glue("of the zor-", "gel on", Copy(["of the zor-", "gel on", "of the zor-", "gel on"], None)) == (
        "of the zor-",
        "",
    )


def test_lists_are_read_as_they_are_written() -> None:
    """A half stands with the hyphen that it keeps, and an ending of a word with none."""
    for words in languages().values():
        assert all("-" in half for half in words["layout"].get("hyphenated", ()))
        assert not any("-" in end for end in words["layout"].get("word_ends", ()))
