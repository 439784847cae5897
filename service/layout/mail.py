"""The lines of a mail that carried the copy: its headers, the mark of a forwarded one, and the marks of quotation."""

import re
from functools import cache

from service.layout import rules
from service.layout.rules import Rule
from service.words import fold, phrases

# A mail prints its headers at the top, or right below the note with which it was forwarded.
MOST_LINES = 400
LONGEST_HEADER = 300
LONGEST_MARK, LONGEST_REPLY_MARK = 80, 200
LONGEST_LABEL = 30
# One quoted line may be a mark of the copy's own; so many in a run were quoted by a mail client.
FEWEST_QUOTED = 3

_QUOTE = re.compile(r"(?:>\s?)+")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z-]{1,30}:\s")
_MARK = re.compile(r"-{2,}[^-].*[^-]-{2,}|_{5,}|-{5,}")
_TIME = re.compile(r"\d{1,2}[:.]\d\d")
_ADDRESS = re.compile(r"<[^<>\s]+@[^<>\s]+>|[^\s<>\"]+@[^\s<>\"]+")
_EDGES = " \t\"'*<>()[]\u201c\u201d"


def unquote(lines: list[str]) -> list[str]:
    """The lines without the marks of quotation that a mail client put before each of a run of them."""
    if not any(line.startswith(">") for line in lines):
        return lines
    bare = list(lines)
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].startswith(">"):
            end += 1
        if end - at >= FEWEST_QUOTED:
            bare[at:end] = [_QUOTE.sub("", line, count=1) for line in lines[at:end]]
        at = end + 1
    return bare


def mail_lines(lines: list[str]) -> dict[int, Rule]:
    """Which lines (stripped) are headers of a mail or the mark of a forwarded one: index → rule.

    Headers stand in a run of two or more, with the sender or the subject among them.
    """
    found: dict[int, Rule] = {}
    at = 0
    while at < min(len(lines), MOST_LINES):
        if is_reply_mark(lines[at]):
            found[at] = rules.FORWARD_MARK
        end, fields = _header_run(lines, at)
        if len(fields) > 1 and {"mail_from", "mail_subject"} & set(fields.values()):
            for place in range(at, end):
                subject = fields.get(place) == "mail_subject"
                found[place] = rules.MAIL_SUBJECT if subject else rules.MAIL_HEADER
            above = next((near for near in range(at - 1, max(at - 3, -1), -1) if lines[near]), None)
            if above is not None and _is_mark(lines[above]):
                found[above] = rules.FORWARD_MARK
        at = max(end, at + 1)
    return found


def is_reply_mark(line: str) -> bool:
    """Whether a line says who wrote what is quoted below, and when: it ends in a colon, and holds an address."""
    if line[-1:] not in (":", "\uff1a") or len(line) > LONGEST_REPLY_MARK or "<" not in line:
        return False
    return _ADDRESS.search(line) is not None and _TIME.search(line) is not None


def mail_field(line: str) -> tuple[str, str, str] | None:
    """Name of the field, its label as printed with its colon, and what it says; None where the line is no header."""
    if len(line) > LONGEST_HEADER or not (":" in line[:LONGEST_LABEL] or "\uff1a" in line[:LONGEST_LABEL]):
        return None
    match = _labels().match(fold(line))
    if match is None or match.lastgroup is None or len(fold(line)) != len(line):
        return None
    return match.lastgroup, line[: match.end()].strip(), line[match.end() :].strip()


def sender_name(said: str) -> tuple[str, str]:
    """The name that a sender's line shows, and the sender's address; either may be empty."""
    address = _ADDRESS.search(said)
    name = _ADDRESS.sub(" ", said).strip(_EDGES)
    return name, address[0].strip(_EDGES) if address else ""


def _header_run(lines: list[str], at: int) -> tuple[int, dict[int, str]]:
    """Where the run of headers that starts there ends, and which field each of its lines is."""
    fields: dict[int, str] = {}
    end = at
    while end < len(lines) and (line := lines[end]):
        if field := mail_field(line):
            fields[end] = field[0]
        elif not (fields and _HEADER_NAME.match(line)):
            break
        end += 1
    return end, fields


def _is_mark(line: str) -> bool:
    if len(line) > LONGEST_MARK:
        return False
    return _MARK.fullmatch(line) is not None or _marks().search(fold(line)) is not None


@cache
def _labels() -> re.Pattern[str]:
    names = ("mail_subject", "mail_date", "mail_from", "mail_to")
    groups = [f"(?P<{name}>{phrases('layout', name).any_of})" for name in names]
    return re.compile(rf"\*?(?:{'|'.join(groups)})\*?\s?[:\uff1a]\*?(?=\s|$|[\u3000-\U0010ffff])")


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{phrases('layout', 'mail_forwarded').any_of})\W*$")
