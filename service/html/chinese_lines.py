"""The lines of a Chinese page that name its reporters: below its headline, behind its dateline, below its copy."""

import re
from collections.abc import Iterator, Sequence

from service.html.author_lines import LINES_ABOVE, LINES_BELOW, LONGEST_LINE, AuthorLine, is_line_of_others
from service.html.blocks import Block
from service.html.chinese_bylines import CLOSING, OPENING, read_chinese_byline
from service.html.head import Head
from service.layout.bylines import Byline

# At the foot of the copy, in a line of its own or in brackets behind the last words.
LINES_AT_FOOT = 3
_BRACKETED = rf"[{re.escape(OPENING)}]([^{re.escape(OPENING + CLOSING)}]{{3,40}})[{re.escape(CLOSING)}]"
_AT_END = re.compile(rf"{_BRACKETED}$")
# Behind the dateline that opens the copy, which a word for a dispatch ends.
_DATELINE = re.compile(rf"[^\u3002\uff0c]{{2,40}}?[\u7535\u96fb\u8baf\u8a0a]\s?{_BRACKETED}")


def chinese_lines(blocks: Sequence[Block], head: Head, copy: Sequence[int]) -> Iterator[AuthorLine]:
    """Those near the headline, then those in and below the copy, whose paragraphs stand at `copy`."""
    near = range(max(0, head.at - LINES_ABOVE), min(len(blocks), head.at + LINES_BELOW))
    said = [(at, "near", blocks[at].text) for at in near]
    if copy and (opened := _DATELINE.match(blocks[copy[0]].text)):
        said.append((copy[0], "near", opened[1]))
    for at in range(copy[-1], min(len(blocks), copy[-1] + LINES_AT_FOOT + 1)) if copy else ():
        ended = _AT_END.search(blocks[at].text)
        said.append((at, "far", ended[1] if ended else blocks[at].text))
    for at, place, text in said:
        if len(text) <= LONGEST_LINE and (byline := read_chinese_byline(text)):
            yield _line(byline, place, is_line_of_others(blocks[at], head))


def _line(byline: Byline, place: str, doubtful: bool) -> AuthorLine:
    truths = frozenset((f"line that says by, {place}",))
    return AuthorLine(byline.authors, byline.as_printed, "line that says by", truths, doubtful)
