"""Columns that stand side by side, as tools print a page of a PDF: they are set one below the other."""

import re
from collections import Counter
from collections.abc import Sequence

from service.layout.shapes import ends_sentence
from service.layout.wrapping import width

# Between two columns stand so many spaces or more; a column is no narrower, and no table's label.
NARROWEST_GUTTER, NARROWEST_COLUMN = 2, 16
# In so many lines both columns stand; the second begins at most so far from where it mostly does.
FEWEST_LINES, STRAY = 4, 1
# Below the other's end, a column goes on in paragraphs of so many lines.
FEWEST_ALONE = 2
# Copy is wrapped: this share of its lines is filled, to this share of the column; and holds this share of letters.
FILLED_LINES, FILLED, LETTERS = 0.6, 0.65, 0.7
# Of lines in a script with capitals, so many begin in lower case.
LOWER_SHARE = 0.25
# A page has no more columns, and is no wider.
MOST_COLUMNS, WIDEST_PAGE = 6, 320
# No page of a paper has more lines; a longer text is looked at so far.
MOST_LINES = 5_000

_GAP = re.compile(r"\S( {2,})(?=\S)")


def set_below(text: str) -> tuple[str, int]:
    """The text with columns that stood side by side one below the other, and how many lines held two or more.

    Every letter stays; what is no column stays where it is.
    """
    if "   " not in text and "\t" not in text:
        return text, 0
    lines = text.split("\n", MOST_LINES)
    rest = lines.pop() if len(lines) > MOST_LINES else None
    apart, parted = _set_below([line.expandtabs() for line in lines], MOST_COLUMNS)
    if not parted:
        return text, 0
    return "\n".join([*apart, *(() if rest is None else (rest,))]), parted


def _set_below(lines: list[str], most: int) -> tuple[list[str], int]:
    if most < 2:  # noqa: PLR2004  # two columns
        return lines, 0
    for start in _gutters(lines):
        for first, last in _runs(lines, start):
            left, right = _parts(lines[first : last + 1], start)
            if _is_copy(left) and _is_copy(right):
                both = sum(bool(one and other) for one, other in zip(left, right, strict=True))
                right, more = _set_below(right, most - 1)
                below, others = _set_below(lines[last + 1 :], most)
                left = _trim(left)
                between = [""] if ends_sentence(left[-1]) else []
                return [*lines[:first], *left, *between, *_trim(right), *below], both + more + others
    return lines, 0


def _gutters(lines: Sequence[str]) -> list[int]:
    """Where second columns could begin, in columns of the page: from the left, where most do."""
    starts: Counter[int] = Counter()
    for line in lines:
        if len(line) <= WIDEST_PAGE:
            starts.update(width(line[: gap.end()]) for gap in _GAP.finditer(line))
    near = {at: sum(starts[at + step] for step in range(-STRAY, STRAY + 1)) for at in starts}
    known = [at for at, count in near.items() if count >= FEWEST_LINES and at >= NARROWEST_COLUMN]
    best = [at for at in known if all(starts[at] >= starts[at + step] for step in range(-STRAY, STRAY + 1))]
    return sorted(best)[:MOST_COLUMNS]


def _split(line: str, start: int) -> tuple[str, str] | None:
    """What a line holds before and behind the gutter; None where its text runs across."""
    if width(line.rstrip()) <= start - NARROWEST_GUTTER:
        return line.strip(), ""
    indent = len(line) - len(line.lstrip(" "))
    if indent >= start - STRAY:
        return "", line[start - STRAY :].rstrip()
    for gap in _GAP.finditer(line):
        if abs(width(line[: gap.end()]) - start) <= STRAY:
            return line[: gap.start() + 1].strip(), line[gap.end() :].rstrip()
    return None


def _runs(lines: Sequence[str], start: int) -> list[tuple[int, int]]:
    """Runs of lines that the gutter divides: from the first to the last line in which both columns stand."""
    runs: list[tuple[int, int]] = []
    first = last = -1
    count = 0
    for at, line in enumerate([*lines, "x" * (start + STRAY + 1)]):
        parts = _split(line, start)
        if parts is None:
            if count >= FEWEST_LINES:
                runs.append((first, _last(lines, last, start)))
            first, count = -1, 0
        elif all(parts):
            first, last, count = (at if first < 0 else first), at, count + 1
    return runs


def _last(lines: Sequence[str], at: int, start: int) -> int:
    """The last line of a run: the longer column goes on below the shorter, in paragraphs that are wrapped as it is."""
    end = _end(lines, at, start)
    while True:
        first = next((near for near in range(end + 1, len(lines)) if lines[near].strip()), len(lines))
        last = _end(lines, first, start) if first < len(lines) and _split(lines[first], start) else first
        if first - end > 2 or not _goes_on_alone(lines[first : last + 1], start):  # noqa: PLR2004  # one blank line
            return end
        end = last


def _end(lines: Sequence[str], at: int, start: int) -> int:
    """The last line from a place on that no blank one parts from it, and that the gutter divides."""
    while at + 1 < len(lines) and lines[at + 1].strip() and _split(lines[at + 1], start) is not None:
        at += 1
    return at


def _goes_on_alone(lines: Sequence[str], start: int) -> bool:
    """Whether lines are a paragraph of one column alone, as wide as it and wrapped."""
    left, right = _parts(lines, start)
    texts = [text.strip() for text in (left if any(left) else right)]
    if len(texts) < FEWEST_ALONE or (any(left) and any(right)) or not all(texts):
        return False
    widest = max(map(width, texts))
    most = start - NARROWEST_GUTTER if any(left) else WIDEST_PAGE
    wrapped = all(width(text) >= FILLED * widest for text in texts[:-1]) and not any(map(ends_sentence, texts[:1]))
    return wrapped and FILLED * most <= widest <= most if any(left) else wrapped


def _parts(lines: Sequence[str], start: int) -> tuple[list[str], list[str]]:
    parts = [_split(line, start) or (line, "") for line in lines]
    return [left for left, _ in parts], [right for _, right in parts]


def _is_copy(lines: Sequence[str]) -> bool:
    """Whether a column is wrapped copy, and no column of a table."""
    texts = [line.strip() for line in lines if line.strip()]
    if len(texts) < FEWEST_LINES:
        return False
    widest = max(map(width, texts))
    filled = sum(width(text) >= FILLED * widest for text in texts)
    signs = [char for text in texts for char in text if not char.isspace()]
    if (
        widest < NARROWEST_COLUMN
        or filled < FILLED_LINES * len(texts)
        or sum(map(str.isalpha, signs)) < LETTERS * len(signs)
    ):
        return False
    cased = [text[0] for text in texts[1:] if text[0].lower() != text[0].upper()]
    goes_on = sum(not ends_sentence(text) for text in texts)
    return 2 * goes_on >= len(texts) and sum(map(str.islower, cased)) >= LOWER_SHARE * len(cased)


def _trim(lines: list[str]) -> list[str]:
    """A column's lines without the blank ones around, and without the margin that all have."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    lines = lines[filled[0] : filled[-1] + 1]
    margin = min(len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    return [line[margin:] for line in lines]
