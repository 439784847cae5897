"""A page's head or foot in one line, its pieces wide apart: each gets a line of its own."""

import re

from service.layout.addresses import is_address
from service.layout.date_lines import read_date_line
from service.layout.names import dense_name, is_paper_name
from service.layout.shapes import ends_sentence
from service.words import fold, phrases

# Such lines are among the first and the last; on later pages they hold a piece of the first again.
FIRST_LINES, LAST_LINES, LONGEST_LINE = 8, 6, 200
# Items of a menu and of a table are more.
MOST_PARTS, LONGEST_PART = 5, 60
_GAP = re.compile(r" {3,}|\t+")
_NUMBER = re.compile(r"[A-Z]?\d{1,4}|[-\u2013\u2014]\s?\d{1,4}\s?[-\u2013\u2014]")


def part_folios(lines: list[str]) -> list[str]:
    """The lines, with those in pieces of which one is the day or an address a line a piece."""
    if not any("   " in line or "\t" in line for line in lines):
        return lines
    filled = [at for at, line in enumerate(lines) if line.strip()]
    edges = {*filled[:FIRST_LINES], *filled[-LAST_LINES:]}
    known: set[str] = set()
    apart: list[str] = []
    for at, line in enumerate(lines):
        parts = _parts(line)
        dense = {dense_name(part) for part in parts if not _is_number(part)}
        numbered = any(map(_is_page, parts)) and any(map(is_paper_name, parts))
        if len(parts) > 1 and (at in edges or known & dense) and (numbered or any(map(_tells, parts))):
            known |= dense
            apart += [piece for part in parts for piece in ("", part)] + [""]
        else:
            apart.append(line)
    return apart


def _parts(line: str) -> list[str]:
    if len(line) > LONGEST_LINE:
        return []
    parts = [part for part in _GAP.split(line.strip()) if any(map(str.isalnum, part))]  # bars stand between them
    short = len(parts) <= MOST_PARTS and all(len(part) <= LONGEST_PART and not ends_sentence(part) for part in parts)
    return parts if short else []


def _tells(part: str) -> bool:
    """Whether a piece is the day or an address."""
    line = read_date_line(part) if any(map(str.isdecimal, part)) else None
    return is_address(part) or (line is not None and line.is_all and line.dates[0].precision == "day")


def _is_page(part: str) -> bool:
    return phrases("layout", "page").start(fold(part)) > 0 and part[-1].isdecimal()


def _is_number(part: str) -> bool:
    return _is_page(part) or _NUMBER.fullmatch(part) is not None
