"""Where readers begin to speak below the copy: headings over comments, replies in a forum."""

from service.layout.bylines import is_posted
from service.layout.copy_end import is_copy
from service.layout.date_lines import is_companion, read_date_line
from service.layout.features import SHORTEST_COPY, copy_size
from service.layout.names import is_board
from service.layout.paragraphs import Block
from service.layout.rules import FORUM_PANEL
from service.layout.shapes import ends_sentence, has_letters, word_count
from service.words import fold, is_unspaced, phrases

# A heading over comments, with their number; who posted a reply, and when.
LONGEST_HEADING, LONGEST_POSTER_LINE, MOST_POSTER_WORDS = 40, 80, 5
LONGEST_POSTER = 24
# What tells a forum stands among so many of the first blocks.
FORUM_HEAD = 12
_REPLIES = ("Re:", "RE:", "Re\uff1a", "Aw:", "AW:", "\u56de\u590d", "\u56de\u8986")
_COUNTERS = "0123456789()[]\uff08\uff09 :\uff1a.,\u2026\u4ef6\u6761\u689d\u500b\uac1c\uac74#-\u2013"


def readers_start(blocks: list[Block], start: int) -> int:
    """Where comments or a forum's replies begin below the copy; the number of blocks where there are none."""
    end = next((at for at in range(start + 1, len(blocks)) if _heads_comments(blocks, start, at)), len(blocks))
    return min(end, _reply_start(blocks, start))


def is_comments_heading(text: str) -> bool:
    """A heading over readers' comments, perhaps with how many there are."""
    if len(text) > LONGEST_HEADING:
        return False
    bare = fold(text).strip(_COUNTERS)
    return bare in phrases("layout", "comments")


def _heads_comments(blocks: list[Block], start: int, at: int) -> bool:
    below = at + 1
    return is_comments_heading(blocks[at].text) and (below == len(blocks) or not is_copy(blocks, start, at, below))


def is_forum(blocks: list[Block]) -> bool:
    """Whether a page's head names a forum, or holds what one prints beside a poster's name."""
    head = [block for block in blocks[:FORUM_HEAD] if has_letters(block.text)]
    panels = any(block.page_line is FORUM_PANEL or is_posted(block.text) for block in head)
    return panels or any(is_board(block.text) for block in head[:2] if len(block.text) <= LONGEST_HEADING)


def _reply_start(blocks: list[Block], start: int) -> int:
    """The first block below the copy that says who posted a reply, and when."""
    if not is_forum(blocks):
        return len(blocks)
    sizes = (copy_size(block.text) for block in blocks[start:])
    copied = start + next((at for at, size in enumerate(sizes) if size >= SHORTEST_COPY[0]), len(blocks))
    for at in range(copied + 1, len(blocks)):
        text = blocks[at].text
        if len(text) > LONGEST_POSTER_LINE or ends_sentence(text) or not any(map(str.isdecimal, text)):
            continue
        line = read_date_line(text)
        if line is None or line.dates[0].precision not in ("minute", "second") or not is_companion(line.after):
            continue
        if at - 1 > copied and not line.before and _is_poster(blocks[at - 1]):
            return at - 1
        named = 0 < word_count(line.before) <= MOST_POSTER_WORDS and _is_named(line.before)
        if named or is_posted(text):
            return at - 1 if at - 1 > copied and blocks[at - 1].text.startswith(_REPLIES) else at
    return len(blocks)


def _is_poster(block: Block) -> bool:
    text = block.text
    return (
        block.page_line in (None, FORUM_PANEL)
        and len(text) <= LONGEST_POSTER
        and (not ends_sentence(text) or text[-1] == ".")
    )


def _is_named(before: str) -> bool:
    """Whether what stands before the time is a name, and no label of a forum or note: "Last edited by"."""
    folded = fold(before.strip(" ,|\u00b7-\u2013"))
    if any(phrases("layout", name).start(folded) for name in ("forum", "note")):
        return False
    return before[:1].isupper() or not before[:1].islower() or is_unspaced(before[0])
