"""How a sender's own words stand in a sentence for a person."""

# Enough to recognise a value by; a detail is a header of a dead letter, and has to fit.
LONGEST_QUOTE = 80


def quoted(text: str) -> str:
    """`text` in quotes on one line, cut where it is long, with what cannot be printed escaped."""
    shown = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return repr(shown)
