"""What a page that was read says: its fields, each with its evidence, its paragraphs and its furniture."""

import re
from dataclasses import replace
from typing import TypeVar

from service.article import ArticleDate, Dateline, DateRole, Findings, Found, Furniture, OriginalSource, Piece, Reading
from service.dates.order import settle_orders
from service.layout import rules
from service.layout.date_lines import read_date_line
from service.layout.datelines import (
    dateline_agency,
    dateline_date,
    is_place_alone,
    lone_dateline,
    read_dateline,
    recurring_place,
)
from service.layout.east_asian_datelines import dateline_authors, opening_authors
from service.layout.hyphens import Copy
from service.layout.issuers import issuer
from service.layout.names import dense_name, is_agency, is_board, is_paper_name, paper_name, rights_holder
from service.layout.page import SURE, Page
from service.layout.paragraphs import Block, join_pieces
from service.layout.pieces import in_order
from service.layout.shapes import has_letters, is_prose, main_script
from service.layout.source_lines import SourceLine

T = TypeVar("T")
_ITEM_MARKS = "*\u2022\u00b7"
_FOOT_PART = re.compile(r"[|\u00b7\u2022\uff5c]|,\s|\s[\u2013\u2014-]\s|\s\s")
_FOOT_RULES = frozenset(
    one.name for one in (rules.OF_PAGE, rules.RUNNING_FOOTER, rules.ADDRESS_BELOW, rules.WEIGHED_FOOTER)
)
# A house's name has so many letters; a place is looked for again in so many paragraphs.
SHORTEST_HOUSE, LOOKED_AT, LONGEST_LOOK = 4, 12, 20_000
# The contract's limit on `as_found`, in characters.
AS_FOUND = 500


def fields_of(page: Page, blocks: list[Block], headline: str | None, alternative: str | None) -> Reading:
    """What was read of a page, of which every block has its owner."""
    page.drop_subject()
    byline = page.byline
    pieces = page.pieces
    body, owners = join_pieces(pieces, Copy([piece.text for piece in pieces], page.language))
    furniture = tuple(
        Furniture(piece.kind, piece.text) for piece in pieces if piece.is_furniture and has_letters(piece.text)
    )
    dateline = _dateline(page, body, headline) if body else None
    if dateline and not page.dates and not page.source and (date := dateline_date(dateline)):
        page.take_dates((date,))
    authors, signed = (byline.authors, byline.as_printed) if byline else ((), "")
    if body and not byline:
        authors, signed = dateline_authors(body[0], dateline) if dateline else opening_authors(body[0])
    if page.source and page.source.date:
        (first,) = settle_orders((page.source.date,), page.dates, page.language)
        page.source = replace(page.source, date=first)
    publisher = _publisher(page, pieces, dateline)
    findings = Findings(
        headline=_found(headline, headline, 0.8),
        alternative_headline=_found(alternative, alternative, 0.6),
        byline=_found(byline.as_printed, byline.as_printed, 0.9) if byline else None,
        authors=_found(authors, signed, 0.9) if authors else None,
        publisher=_found(publisher, publisher, _publisher_confidence(page, publisher)),
        section=_found(page.section, page.section, 0.6),
        dateline=_found(dateline, dateline.as_printed, 0.8) if dateline else None,
        original_source=_original_source(page.source, publisher),
        dates=_dates(page),
        images=tuple(page.images),
    )
    printed = in_order(page.given, owners, blocks)
    return Reading(body, findings, furniture, printed, headlines=tuple(page.candidates.values()))


def _dateline(page: Page, body: tuple[str, ...], headline: str | None) -> Dateline | None:
    """Where the story was filed from: it opens it, or stands alone above it."""
    if page.is_cast(body[0]):
        return None
    # A wire's points stand over the byline: the story opens below them.
    body = body[next((at for at, text in enumerate(body) if text[0] not in _ITEM_MARKS), 0) :]
    found = read_dateline(body[0], _houses(page)) or lone_dateline(body[0])
    if found or page.byline is None:
        return found
    if len(body) > 1 and is_place_alone(body[0]) and is_prose(body[1]):
        return read_dateline(body[1], _houses(page)) or Dateline(body[0], body[0])
    cut = (piece.text for piece in page.pieces if piece.is_furniture)
    return recurring_place(body[0], "\n".join([headline or "", *body[:LOOKED_AT], *cut])[:LONGEST_LOOK])


def _houses(page: Page) -> frozenset[str]:
    """The dense names by which the page calls itself, also without the word for what it is."""
    names = [name for _, _, name in page.heard]
    parts = (part for name in names for part in (name, *name.split(maxsplit=1)[1:], *name.rsplit(maxsplit=1)[:-1]))
    return frozenset(dense for part in parts if len(dense := dense_name(part)) >= SHORTEST_HOUSE)


def _publisher(page: Page, pieces: tuple[Piece, ...], dateline: Dateline | None) -> str | None:
    """Whose page it is: by its masthead, or by whom its notice of copyright names.

    Above a press release stands who sent it; its publisher is the agency of its dateline, if any.
    """
    notices = (rights_holder(piece.text) for piece in pieces if piece.is_furniture and piece.kind == "boilerplate")
    holder = next(filter(None, notices), None)
    if any(piece.rule == rules.RELEASE.name for piece in pieces):
        return issuer(page, pieces, dateline) or holder
    if any(piece.rule == rules.FORUM_PANEL.name for piece in pieces) and page.publisher_sure < SURE:
        return holder
    if board := next((name for _, _, name in page.heard if is_board(name)), None):
        return board
    unsure = page.publisher_sure < SURE and page.sender is None
    foot = next(filter(None, map(_foot_name, pieces)), None)
    agency = dateline_agency(dateline) if dateline and not page.source else None
    if holder and (main_script(holder) not in (page.script, None) or (agency and holder.startswith(agency))):
        holder = agency or (None if page.printed_publisher else holder)
    named = ((holder or foot) if unsure else None) or page.printed_publisher
    return named or agency or foot


def _publisher_confidence(page: Page, publisher: str | None) -> float:
    """How sure the publisher is: a name in the head that nothing marks as one may be anything that stands there."""
    unmarked = page.publisher_sure < SURE and publisher == page.publisher and publisher != page.sender
    return 0.4 if unmarked else 0.7


def _foot_name(piece: Piece) -> str | None:
    """The paper's name that a line at the foot begins with."""
    if piece.rule not in _FOOT_RULES:
        return None
    line = read_date_line(piece.text)
    before = line.before if line and line.before else piece.text
    name = paper_name(_FOOT_PART.split(before, maxsplit=1)[0])
    dated = piece.rule == rules.RUNNING_FOOTER.name and line is not None
    return name if dated or is_paper_name(name) else None


def _found(value: T | None, as_found: str | None, confidence: float) -> Found[T] | None:
    return None if value is None else Found(value, "layout", (as_found or "")[:AS_FOUND], confidence)


def _original_source(source: SourceLine | None, publisher: str | None) -> Found[OriginalSource] | None:
    """Where the copy stood first; None where the page only names itself."""
    own = dense_name(publisher or "")
    named = dense_name(source.name) if source else ""
    if source is None or (own and (named == own or (is_agency(source.name) and named in own))):
        return None
    at = source.date.at if source.date else None
    return _found(OriginalSource(source.name, source.as_printed, at), source.as_printed, 0.7)


def _dates(page: Page) -> tuple[Found[ArticleDate], ...]:
    """The source's date is the first publication; the page's own is then its republication, unless it is earlier."""
    first = page.source.date if page.source else None
    found = []
    for date in settle_orders(page.dates, (first,) if first else (), page.language):
        republished = first is not None and date.role == "published" and date.at >= first.at
        role: DateRole = "republished" if republished else date.role
        found.append(Found(replace(date, role=role), "layout", date.as_printed, 0.6 if date.ambiguous else 0.9))
    if first:
        found.insert(0, Found(first, "layout", first.as_printed, 0.8))
    return tuple(found)
