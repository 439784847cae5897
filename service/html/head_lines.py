"""What an extractor left of a page's head at the top of its body: lines of dates, and bylines with a hole."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from service.article import Furniture
from service.dates import parse_printed_date
from service.html.blocks import LONGEST_APART, Block
from service.html.byline_rest import is_address_of_author
from service.html.byline_words import lead_length
from service.html.date_lines import holds_date, labelled_apart
from service.html.site_names import SEPARATOR
from service.layout.labels import is_section
from service.layout.shapes import ends_sentence

# The head is among the first paragraphs; what stands above the headline in it is shorter.
MOST_PARAGRAPHS, LONGEST_ABOVE = 6, 40
# A section, and the day.
PAIR = 2


class HeadLine(NamedTuple):
    """A paragraph of a body that is of the head, the line of the page that it was, and the furniture that this is."""

    paragraph: str
    line: str
    furniture: tuple[Furniture, ...]


def head_lines(
    paragraphs: Sequence[str], blocks: Sequence[Block], byline: str | None, language: str | None
) -> Iterator[HeadLine]:
    """Those of the first paragraphs that are no copy; the last paragraph always is.

    `byline` is the page's, as it is printed near its headline.
    """
    for paragraph in paragraphs[: min(MOST_PARAGRAPHS, len(paragraphs) - 1)]:
        if dates := _dates_of(paragraph, byline):
            yield HeadLine(paragraph, paragraph, tuple(Furniture("date", text) for text in dates))
        elif address := _address_behind(paragraph, byline):
            yield HeadLine(paragraph, paragraph, (Furniture("boilerplate", address),))
        elif line := _with_its_hole(paragraph, blocks, language):
            yield HeadLine(paragraph, line, (Furniture("byline", line),))


def above_headline(paragraphs: Sequence[str], headlines: Collection[str]) -> int:
    """How many of the first paragraphs stand above the page's headline: sections and labels, which are no copy."""
    for at, paragraph in enumerate(paragraphs[: min(MOST_PARAGRAPHS, len(paragraphs) - 1)]):
        if paragraph in headlines:
            return at
        if len(paragraph) > LONGEST_ABOVE or ends_sentence(paragraph):
            break
    return 0


def _dates_of(text: str, byline: str | None) -> tuple[str, ...]:
    """The labelled dates of a line that is nothing else but the byline that may open it; a section with its date."""
    if not holds_date(text):
        return ()
    apart = SEPARATOR.split(text)
    if len(apart) == PAIR and is_section(apart[0]) and parse_printed_date(apart[1]):
        return (text,)
    parts = labelled_apart(text)
    dates = parts[1:] if byline and parts[0].strip() == byline else parts
    return dates if len(parts) > 1 and all(map(parse_printed_date, dates)) else ()


def _address_behind(text: str, byline: str | None) -> str | None:
    """The address of who is named, where it stands behind the byline and nothing else does."""
    rest = text[len(byline) :].strip() if byline and text.startswith(byline) else ""
    return rest if rest and is_address_of_author(rest) else None


def _with_its_hole(text: str, blocks: Sequence[Block], language: str | None) -> str | None:
    """The line that a paragraph was, where it opens like a byline and an element is missing: "Posted by on 3 May"."""
    if len(text) > LONGEST_APART or not lead_length(f"{text} ", language):
        return None
    lines = [block.text for block in blocks if len(block.text) <= LONGEST_APART]
    return None if text in lines else next((line for line in lines if _lacks_middle(text.split(), line.split())), None)


def _lacks_middle(words: list[str], line: list[str]) -> bool:
    """Whether words are those of a line without some in its middle or at its end."""
    if not 1 < len(words) < len(line):
        return False
    same = next((at for at, word in enumerate(words) if word != line[at]), len(words))
    return same > 0 and words[same:] == line[len(line) - (len(words) - same) :]
