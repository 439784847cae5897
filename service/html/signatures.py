"""Names that sign the copy: alone on the line right above its first paragraph, or right below its last."""

from collections.abc import Iterator, Sequence

from service.html.author_lines import AuthorLine, could_be_byline, could_be_names
from service.html.author_names import names_in
from service.html.blocks import Block

LONGEST_SIGNATURE = 60
# A line that is a link looks like navigation.
_KINDS = frozenset(("", "navigation"))


def signatures(blocks: Sequence[Block], copy: Sequence[int], language: str | None) -> Iterator[AuthorLine]:
    """The lines right above and right below the paragraphs of `copy` that hold persons alone and are set like these."""
    edges = (("line at the top", copy[0] - 1, copy[0]), ("line at the foot", copy[-1] + 1, copy[-1])) if copy else ()
    for place, at, beside in edges:
        block = blocks[at] if 0 <= at < len(blocks) else None
        if block is None or not _is_set_alike(block, blocks[beside]):
            continue
        names = names_in([block.text], language)
        if names and _says_no_more(block.text, names[-1]) and could_be_byline(block, names):
            yield AuthorLine(names, block.text, place, frozenset((f"{place} of the copy",)), doubtful=False)


def _is_set_alike(line: Block, paragraph: Block) -> bool:
    """Whether a short line stands in the element that holds a paragraph, with the same tag."""
    if len(line.text) > LONGEST_SIGNATURE or line.kind not in _KINDS or line.tag != paragraph.tag:
        return False
    one, other = line.element, paragraph.element
    alike = one is not None and other is not None and one.getparent() is other.getparent()
    return alike and could_be_names(line)


def _says_no_more(text: str, last: str) -> bool:
    """Whether a line ends with the last of its names, or goes on with a house or a role behind a comma."""
    behind = text[text.find(last) + len(last) :].strip(" .") if last in text else "-"
    return not behind or behind[0] in ",("
