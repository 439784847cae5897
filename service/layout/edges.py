"""The edges of a body that markup gave: bylines, date lines, menus and notes that were left at its top and foot."""

import re
from dataclasses import dataclass, field

from service.article import ArticleDate, Furniture
from service.characters import without_spaces
from service.dates import parse_printed_date
from service.layout import rules
from service.layout.bylines import LONGEST_BYLINE, Byline, read_byline
from service.layout.head_dates import placed_date
from service.layout.labels import label_rule
from service.layout.shapes import ends_sentence, has_letters

# More labels than this are a list, and copy; an old page's menu stands a link a paragraph.
MOST_LABELS = 20
# A last line of at least so many pieces apart by dashes or dots is the page's foot.
FEWEST_PIECES = 3
LONGEST_MENU_ITEM = 60

_CUT = frozenset(("navigation", "boilerplate"))
_PIECES = re.compile(r"\s+[\u00b7\u2022\u2013\u2014-]\s+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else is known of the page. `menus` is the text of its menus without spaces, a line each."""

    language: str | None
    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    title_parts: tuple[str, ...] = ()
    menus: str = ""


@dataclass(slots=True)
class Trimmed:
    """A body without its labels; each label by its text without spaces, with the furniture that it became."""

    paragraphs: tuple[str, ...]
    labels: dict[str, tuple[Furniture, ...]] = field(default_factory=dict)
    byline: Byline | None = None
    dates: list[ArticleDate] = field(default_factory=list)  # those above the copy; one below it need not be its own


def trim_edges(paragraphs: tuple[str, ...], page: Surroundings) -> Trimmed:
    """Cut what reads as a label from both ends of a body, up to the first paragraph that does not; one always stays."""
    trimmed = Trimmed(paragraphs)
    start, end = 0, len(paragraphs)
    if _ends_in_foot_line(paragraphs):
        end -= 1
        trimmed.labels[without_spaces(paragraphs[end])] = (Furniture("page-footer", paragraphs[end]),)
    while start < min(end - 1, MOST_LABELS) and _cut(paragraphs[start], page, trimmed, at_top=True):
        start += 1
    while end - 1 > max(start, len(paragraphs) - MOST_LABELS) and _cut(
        paragraphs[end - 1], page, trimmed, at_top=False
    ):
        end -= 1
    trimmed.paragraphs = paragraphs[start:end]
    return trimmed


def _ends_in_foot_line(paragraphs: tuple[str, ...]) -> bool:
    """Whether the last paragraph is a line of pieces, and the only such one: several are a list."""
    return len(paragraphs) > 1 and _is_of_pieces(paragraphs[-1]) and not _is_of_pieces(paragraphs[-2])


def _is_of_pieces(text: str) -> bool:
    return not ends_sentence(text) and len(_PIECES.findall(text)) >= FEWEST_PIECES - 1


def _cut(text: str, page: Surroundings, trimmed: Trimmed, *, at_top: bool) -> bool:
    pieces = _attribution(text, page, trimmed, at_top=at_top)
    if pieces is None and at_top and without_spaces(text) in map(without_spaces, page.headlines):
        pieces = ()
    if pieces is None and (kind := _label(text, page, at_top=at_top)):
        pieces = (Furniture(kind, text),)
    if pieces is not None:
        trimmed.labels[without_spaces(text)] = pieces
    return pieces is not None


def _attribution(text: str, page: Surroundings, trimmed: Trimmed, *, at_top: bool) -> tuple[Furniture, ...] | None:
    """The furniture that a byline or date line becomes; the first byline is a field, and none."""
    byline = read_byline(text, page.language, below_headline=True)
    if byline is None and _is_authors(text, page.authors):
        byline = Byline(text, page.authors)
    if byline:
        first = trimmed.byline is None
        trimmed.byline = trimmed.byline or byline
        date = (Furniture("date", byline.date.as_printed),) if byline.date else ()
        trimmed.dates += [byline.date] if byline.date and at_top else []
        return date if first else (Furniture("byline", byline.as_printed), *date)
    date_line = parse_printed_date(text) or placed_date(text)
    if date_line:
        trimmed.dates += [date_line] if at_top else []
        return (Furniture("date", text),)
    return None


def _is_authors(text: str, authors: tuple[str, ...]) -> bool:
    """Whether the text is the names of the authors that the page declares, with nothing but marks between them."""
    if not authors or len(text) > LONGEST_BYLINE:
        return False
    return _WORD.findall(text.casefold()) == _WORD.findall(" ".join(authors).casefold())


def _label(text: str, page: Surroundings, *, at_top: bool) -> str | None:
    if len(text) <= LONGEST_MENU_ITEM and without_spaces(text) in page.menus:
        return "navigation"
    if at_top and text in page.title_parts:
        return "page-header"
    rule = label_rule(text, rules.ADDRESS_ABOVE)
    return rule.kind if rule and rule.kind in _CUT and has_letters(text) else None
