"""The record that an archive prints above a copy: a line a field, each behind its label."""

import re
from collections.abc import Iterator

from service.layout import rules
from service.layout.page import SUREST, Page
from service.layout.paragraphs import Block
from service.words import fold, phrases

# A run of so many such lines is a record, where so many labels are of the fields of copy.
FEWEST_LINES, FEWEST_KNOWN = 3, 2
MOST_LABEL_WORDS, LONGEST_LINE = 3, 200
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:\uff1a]{1,30}?)\s?[:\uff1a]\s*(?P<said>\S.*)")
_FIELDS = ("headline_label", "section_label", "publisher_label", "byline", "page")


def record_lines(blocks: list[Block], most: int) -> dict[int, str]:
    """Which of the first blocks are lines of a record with the label of a field: index → name of the list of labels.

    One of them gives the headline.
    """
    found: dict[int, str] = {}
    for run in _runs(blocks[:most]):
        named = {at: name for at in run if (name := _field(blocks[at].text))}
        if len(run) >= FEWEST_LINES and len(named) >= FEWEST_KNOWN and "headline_label" in named.values():
            found |= named
    return found


def cut_record_line(page: Page, text: str, name: str) -> bool:
    """Take a line of a record that gives headline, section or publisher; the others are read as elsewhere."""
    match = _LABELLED.fullmatch(text)
    if match is None:
        return False
    said = match["said"]
    if name == "headline_label":
        page.give(rules.ISSUE_LINE, text[: match.start("said")].rstrip())
        page.candidates[page.at] = said
    elif name == "section_label":
        page.section = page.section or said
        page.give(rules.SECTION, text)
    elif name == "publisher_label":
        page.heard.append((SUREST, page.at, said))
        page.give(rules.MASTHEAD, text)
    return name.endswith("_label")


def _runs(blocks: list[Block]) -> Iterator[list[int]]:
    run: list[int] = []
    for at, block in enumerate(blocks):
        match = _LABELLED.fullmatch(block.text) if len(block.text) <= LONGEST_LINE else None
        if match and len(match["label"].split()) <= MOST_LABEL_WORDS:
            run.append(at)
            continue
        yield run
        run = []
    yield run


def _field(text: str) -> str | None:
    match = _LABELLED.fullmatch(text)
    label = fold(match["label"]) if match else ""
    return next((name for name in _FIELDS if label in phrases("layout", name)), None)
