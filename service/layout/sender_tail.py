"""Who sent a release or letter, told behind its copy: from an end mark, a contact or a signature on, all is of them."""

from service.layout import rules
from service.layout.addresses import is_address
from service.layout.credits import is_sign_off
from service.layout.imprints import is_phone_line
from service.layout.labels import label_rule
from service.layout.navigation import is_prompt
from service.layout.notices import is_end_mark, is_farewell
from service.layout.paragraphs import Block
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, has_letters, is_prose, word_count
from service.words import fold, phrases

# Blocks that a release prints behind its copy: about the company, notes, contacts.
TAIL_BLOCKS = 20
LONGEST_HEADING = 90
MOST_HEADING_WORDS = 10
# A contact block names a telephone or an address within so many blocks of its heading.
CONTACT_REACH = 5
LONGEST_SIGNATURE = 400
# "Tags", "Related articles".
LONGEST_LIST_HEADING, FEWEST_LIST_ITEMS = 30, 2
LONGEST_AUTHOR_NOTE = 350
FEWEST_RULE_MARKS = 3
SHORTEST_NAME = 2
# A name is looked for in blocks so long; where it is declined, the first letters of its words are enough.
LONGEST_NAMING, LONGEST_STEM = 600, 6

_HEADING_MARKS = "#*-=_ :\uff1a\u25a0\u25a1\u25c6\u25c7\u25cf\u2022[]\u3010\u3011()<>\u3008\u3009\u300a\u300b"
_COLONS = (":", "\uff1a")


def tail_start(blocks: list[Block], start: int, end: int) -> int:
    """The index of the first block of the tail, which ends at `end` at the latest. `start` is the copy's."""
    for at in range(max(start + 1, end - TAIL_BLOCKS), end):
        line = blocks[at].page_line
        if (line is None or not line.kind.startswith("page-")) and _opens_tail(blocks[:end], at):
            return at - 2 if _tells_of_sender(blocks, start, at) else at
    return end


def _tells_of_sender(blocks: list[Block], start: int, at: int) -> bool:
    """Whether what stands above a contact, below a row of stars, is about the sender: the first blocks name it."""
    if at - 3 < start or has_letters(blocks[at - 2].text) or not _is_contact(blocks, at):
        return False
    words = (word.strip(".,;:") for word in blocks[at - 1].text.split()[:MOST_HEADING_WORDS])
    named = [word for word in words if len(word) > SHORTEST_NAME + 1 and not word[0].islower()][:2]
    first = " ".join(block.text for block in blocks[: start + 1])
    return bool(named) and all(name in first for name in named)


def _opens_tail(blocks: list[Block], at: int) -> bool:
    text = blocks[at].text
    if is_end_mark(text) or text in ("###", "# # #"):
        return True
    if _is_rule(text):
        return _is_signature(blocks, at)
    if _is_about(blocks, at):
        return True
    if is_farewell(text):
        return _is_signature(blocks, at)
    if is_sign_off(text) or (is_prompt(text) and len(text) <= LONGEST_LIST_HEADING):
        return at + FEWEST_LIST_ITEMS < len(blocks) and all(map(_is_short, (block.text for block in blocks[at + 1 :])))
    return len(text) <= LONGEST_SIGNATURE and _is_contact(blocks, at)


def tail_rule(blocks: list[Block], tail: int, readers: int, at: int) -> Rule:
    """What the block is if it is nothing by itself, by the heading or sign-off above it in the tail.

    From `readers` on stands what they wrote.
    """
    if is_farewell(blocks[at].text):
        return rules.FAREWELL
    if at >= readers:
        return rules.READERS
    for block in reversed(blocks[tail:at]):
        if is_sign_off(block.text):
            return rules.SIGN_OFF
        if is_farewell(block.text):
            return rules.FAREWELL
        if is_prompt(block.text) and len(block.text) <= LONGEST_LIST_HEADING:
            return rules.LINKS
    return rules.TAIL


def _is_short(text: str) -> bool:
    short = len(text) <= LONGEST_HEADING and not is_prose(text) and not ends_sentence(text)
    return short or label_rule(text, rules.ADDRESS_BELOW) is not None


def _is_rule(text: str) -> bool:
    return text == "--" or (len(text) >= FEWEST_RULE_MARKS and not text.strip("_-\u2500\u2501\u2550="))


def _is_signature(blocks: list[Block], at: int) -> bool:
    """Whether what stands below a ruled line is a few short lines, and no copy."""
    below = [block.text for block in blocks[at + 1 :]]
    return sum(map(len, below)) <= LONGEST_SIGNATURE and sum(map(is_prose, below)) <= 1


def _is_contact(blocks: list[Block], at: int) -> bool:
    """A heading for contacts with a telephone or an address in it or soon below it."""
    text = blocks[at].text
    bare = fold(text).lstrip(_HEADING_MARKS)
    length = phrases("layout", "contact").start(bare)
    if not length:
        return False
    rest = bare[length:].lstrip(_HEADING_MARKS.replace(":", "").replace("\uff1a", ""))
    heads = not rest.strip(_HEADING_MARKS) or rest.startswith(_COLONS) or text.rstrip().endswith(_COLONS)
    if heads and _reaches(text):
        return True
    short = len(text) <= LONGEST_HEADING and not ends_sentence(text)
    below = [block.text for block in blocks[at + 1 : at + 1 + CONTACT_REACH]]
    return (heads or short) and short and any(_reaches(one) for one in below)


def is_contact_line(text: str) -> bool:
    """Whether a line is a heading for contacts and who it is, behind a colon."""
    bare = fold(text).lstrip(_HEADING_MARKS)
    length = phrases("layout", "contact").start(bare) if len(text) <= LONGEST_HEADING else 0
    return length > 0 and bare[length:].lstrip(" ").startswith(_COLONS)


def _reaches(text: str) -> bool:
    return len(text) <= LONGEST_SIGNATURE and (
        "@" in text or is_address(text) or is_phone_line(text[-150:], at_edge=True)
    )


def _is_about(blocks: list[Block], at: int) -> bool:
    """A heading such as "About Example Ltd", where what stands below names the same and little or a contact follows."""
    text = blocks[at].text
    if (
        at + 1 == len(blocks)
        or len(text) > LONGEST_HEADING
        or (word_count(text) > MOST_HEADING_WORDS and not "\u0e00" <= text[0] <= "\u0eff")
        or ends_sentence(text)
    ):
        return False
    bare = fold(text).strip(_HEADING_MARKS)
    named = _named(bare)
    if named is None:
        return False
    below = [block.text for block in blocks[at + 1 :]]
    closes = any(is_end_mark(one) or one == "###" or _reaches(one) for one in below)
    if not named:
        return closes or len(bare.split()) > 1 or all(map(_is_short, below))
    words = [word for word in named.split() if len(word) > SHORTEST_NAME]
    if closes and _is_known(named, words, blocks[:at]):
        return True
    if not is_prose(below[0]) or not any(word in fold(below[0]) for word in (named, *words)):
        return False
    # Where no contact follows, only a name, which its capitals tell, is what the page's sender is called.
    return closes or (len(below) <= CONTACT_REACH and _is_called(text))


def _is_known(named: str, words: list[str], above: list[Block]) -> bool:
    """Whether most words of a name stand above: in the letterhead, or in the copy."""
    text = fold(" ".join(block.text for block in above if len(block.text) <= LONGEST_NAMING))
    if named in text:
        return len(named) > SHORTEST_NAME
    known = [word for word in words if word.strip("\u00ab\u00bb\"'\u201c\u201d\u201e()")[:LONGEST_STEM] in text]
    return len(words) > 1 and 3 * len(known) >= 2 * len(words)


def _is_called(text: str) -> bool:
    return text.lower() == text.upper() or any(word[0].isupper() for word in text.split()[1:])


def _named(bare: str) -> str | None:
    """What a heading says it is about, "" where it does not say; None where it is no such heading."""
    about = phrases("layout", "about")
    if bare in about:
        return ""
    if length := about.start(bare):
        return bare[length:].strip(_HEADING_MARKS)
    ending = next((word for word in phrases("layout", "about_behind") if bare.endswith(word)), "")
    return bare.removesuffix(ending).strip(_HEADING_MARKS) if ending else None


def is_author_note(text: str, authors: tuple[str, ...]) -> bool:
    """Whether the block tells who an author is: below the copy, a sentence or two that begin with the name."""
    if len(text) > LONGEST_AUTHOR_NOTE or not ends_sentence(text):
        return False
    return any(len(author) > len("AFP") and text.lstrip("*_ ").startswith(author) for author in authors)
