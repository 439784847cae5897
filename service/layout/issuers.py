"""Whose press release a page is: the name in its letterhead, or the one in the heading "About …" below it."""

from service.article import Dateline, Piece
from service.layout import rules
from service.layout.names import dense_name
from service.layout.page import Page
from service.words import fold, phrases

LONGEST_HEADING = 90
MOST_NAME_WORDS = 8
_MARKS = "#*-=_ :\uff1a\u25a0\u25a1\u25c6\u25cf\u2022[]\u3010\u3011()<>"


def issuer(page: Page, pieces: tuple[Piece, ...], dateline: Dateline | None) -> str | None:
    """Who sent a press release out: an agency that its dateline names, or a name that the copy names again."""
    heard = [name for _, _, name in sorted(page.heard, key=lambda one: one[1])]
    wired = dense_name(dateline.as_printed) if dateline else ""
    if sender := next((name for name in heard if dense_name(name) in wired), None):
        return sender
    copy = dense_name(" ".join(piece.text for piece in pieces if piece.kind == rules.BODY.kind))
    about = (name for piece in pieces if piece.rule == rules.TAIL.name and (name := _about(piece.text)))
    return next((name for name in (*heard, *about) if dense_name(name) in copy), None)


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
