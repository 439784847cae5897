"""Transcripts and debates: who speaks is no place, and what is said first no deck."""

from service.layout import read_layout

SPEECHES = (
    "HOST: Welcome back to the quay. Today we ask who owns the bottom of the sea.",
    "ROE: Legally, nobody does. The convention calls it the common heritage of all of us.",
    "HOST: But companies hold licences already?",
    "ROE: Thirty-one of them, at the last count. None has mined anything yet.",
)


def test_a_transcript() -> None:
    """Paragraphs that open with the same few names and a colon are speeches, each of them copy."""
    reading = read_layout("Who owns the seabed?\n\n" + "\n\n".join(SPEECHES))
    assert reading.paragraphs == SPEECHES
    assert reading.findings.alternative_headline is None
    assert reading.findings.dateline is None


def test_who_is_who_in_a_transcript_is_copy() -> None:
    """Lines that name the speakers above their speeches stay with them."""
    reading = read_layout("Who owns the seabed?\n\nHost: Jane Host\nGuest: Tom Roe\n\n" + "\n\n".join(SPEECHES))
    assert reading.paragraphs == ("Host: Jane Host", "Guest: Tom Roe", *SPEECHES)
    assert reading.furniture == ()


def test_places_with_a_colon_are_no_speakers() -> None:
    """One place opens the story, as in South Asia."""
    page = f"Ferry sinks at night\n\nKARACHI: {SPEECHES[1][5:]}\n\n{SPEECHES[3][5:]}\n\n{SPEECHES[1][5:]}"
    found = read_layout(page).findings.dateline
    assert found is not None
    assert found.value.place == "KARACHI"


def test_a_word_and_a_day_are_no_deck() -> None:
    """When it was broadcast is copy."""
    reading = read_layout("Who owns the seabed?\n\nBroadcast 12 October 2026\n\n" + "\n\n".join(SPEECHES))
    assert reading.findings.alternative_headline is None
    assert reading.paragraphs == ("Broadcast 12 October 2026", *SPEECHES)
