"""Whose press release a page is: the name in its letterhead, or the one in the heading "About …" below it."""

import re

from service.article import Dateline, Piece
from service.layout import rules
from service.layout.names import dense_name
from service.layout.page import Page
from service.words import fold, phrases

LONGEST_HEADING = 90
MOST_NAME_WORDS = 8
_OPENING = re.compile(r"(?P<name>[^\s(\uff08,.\u3002\u3001-][^(\uff08,.\u3002\u3001]{1,30})[(\uff08]")
_MARKS = "#*-=_ :\uff1a\u25a0\u25a1\u25c6\u25cf\u2022[]\u3010\u3011()<>"


def issuer(page: Page, pieces: tuple[Piece, ...], dateline: Dateline | None) -> str | None:
    """Who sent a press release out: an agency that its dateline names, or a name that the copy names again."""
    heard = [name for _, _, name in sorted(page.heard, key=lambda one: one[1])]
    wired = dense_name(dateline.as_printed) if dateline else ""
    if sender := next((name for name in heard if dense_name(name) in wired), None):
        return sender
    bodies = [piece.text for piece in pieces if piece.kind == rules.BODY.kind]
    copy = dense_name(" ".join(bodies))
    about = (name for piece in pieces if piece.rule == rules.TAIL.name and (name := _about(piece.text)))
    said = next((name for name in heard if dense_name(name) in copy), None)
    first = dense_name(bodies[0]) if bodies else ""
    told = next((name for name in about if dense_name(name) in first), None)
    return said or told or _opening(page, bodies)


def _opening(page: Page, bodies: list[str]) -> str | None:
    """The name that opens the copy before a bracket, and stands in the headline too: "Example (chief: Jane Roe)"."""
    found = next(filter(None, map(_OPENING.match, bodies)), None)
    titles = dense_name(" ".join(page.candidates.values()))
    return found["name"].strip() if found and dense_name(found["name"]) in titles else None


def _about(text: str) -> str | None:
    """Whom a heading such as "About Example Ltd" is about, as printed; None where it is none."""
    bare = text.strip(_MARKS)
    folded = fold(bare)
    if len(text) > LONGEST_HEADING or len(folded) != len(bare):
        return None
    length = phrases("layout", "about").start(folded)
    behind = next((word for word in phrases("layout", "about_behind") if folded.endswith(word)), "")
    said = bare[length:] if length else bare.removesuffix(bare[len(bare) - len(behind) :]) if behind else ""
    words = said.strip(_MARKS).split()
    while words and words[0].islower():  # an article
        words.pop(0)
    return " ".join(words) if 0 < len(words) <= MOST_NAME_WORDS else None
