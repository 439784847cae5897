"""Hard-wrapped lines: which pages have them, which lines go on in the next, and how they are joined."""

import textwrap

import pytest

from service.article import Piece
from service.characters import clean_characters
from service.layout.hyphens import Copy
from service.layout.paragraphs import join_pieces, read_blocks
from service.layout.wrapping import find_column

PROSE = (
    "The old ferry left at noon with all its passengers, and the fog came back behind it. Nobody on the quay saw it "
    "leave, and by nightfall nobody was waving any more. In the morning the harbour master Jane Roe counted the ropes."
)
LAST = "She found one more than there should have been, and wrote it down in the book of the quay."


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many columns."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def blocks(page: str) -> list[str]:
    """The blocks of a page that has no lines of its own."""
    return [block.text for block in read_blocks(clean_characters(page).split("\n"), {})]


@pytest.mark.parametrize("width", [28, 36, 45, 60, 72, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_wrapped_paragraphs_are_whole(width: int, between: str) -> None:
    """At any column, with blank lines between them or none."""
    page = between.join("\n".join(wrapped(text, width)) for text in (LAST, PROSE, PROSE, LAST))
    ends = (wrapped(text, width)[-1] for text in (LAST, PROSE))
    if between == "\n" and max(map(len, ends)) > 0.7 * width:
        pytest.skip("a last line is full, so that nothing shows where it ends")
    assert blocks(page) == [LAST, PROSE, PROSE, LAST]


@pytest.mark.parametrize(
    "lines",
    [
        ["Council approves new budget", "Mayor opens bridge at the river", "Ferry leaves port at midnight"] * 3,
        ["Roses are red,", "violets are blue,", "sugar is sweet and nothing else on all the earth", "and so are you."],
        [PROSE, LAST, PROSE, LAST],
        ["Arsenal 2", "Chelsea 1", "Everton 0", "Fulham 3", "Leeds 1"],
    ],
)  # fmt: skip
def test_lines_of_their_own_stay_apart(lines: list[str]) -> None:
    """Titles, verse, a paragraph a line and tables are not wrapped."""
    assert find_column(lines, lines, {}) is None
    assert blocks("\n".join(lines)) == lines


def test_a_crosshead_in_a_tight_column_stands_alone() -> None:
    """A short line over copy, behind the end of a sentence."""
    page = [*wrapped(PROSE, 40), "What the book says", *wrapped(LAST, 40), *wrapped(PROSE, 40)]
    assert blocks("\n".join(page))[:2] == [PROSE, "What the book says"]


def test_items_of_a_list_stay_apart() -> None:
    """Each bullet begins a block, behind a colon or another item; a dash within a sentence begins none."""
    lines = [*wrapped(PROSE, 40), "", "They took with them:", "- a rope that was longer than the quay,", "- a lamp."]
    assert blocks("\n".join(lines))[-3:] == [
        "They took with them:",
        "- a rope that was longer than the quay,",
        "- a lamp.",
    ]
    dashed = (
        "They counted the ropes of the harbour \n\u2013 all of them \u2013 and wrote it down\nin the book of the quay."
    )
    assert blocks("\n".join([*wrapped(PROSE, 40), "", dashed]))[-1] == " ".join(dashed.split())


@pytest.mark.parametrize(
    ("line", "below", "joined"),
    [
        ("停驶十一年的渡轮昨天清晨在鹿溪", "港下水。", "鹿溪港下"),
        ("ชาวบ้านช่วยกันลากแพที่", "จมอยู่", "แพที่จมอ"),
        ("강 건너 여섯 가구를 위해 매일", "노를 젓는 사람이 있다.", "매일 노를"),
    ],
)  # fmt: skip
def test_scripts_without_spaces_are_joined_without(line: str, below: str, joined: str) -> None:
    """Chinese and Thai lines touch; between Korean ones stands a space."""
    assert joined in " ".join(blocks(f"{line}\n" * 4 + below))


def test_korean_breaks_within_a_word_where_the_text_writes_it() -> None:
    """A name that stands elsewhere is whole."""
    line = "\uac15 \uac74\ub108 \uc5ec\uc12f \uac00\uad6c\ub97c \uc704\ud574 \uc624\ub9cc"
    below = "\uc11d \uc528\uac00 \ub9e4\uc77c \ub178\ub97c \uc813\ub294\ub2e4 \uc624\ub9cc\uc11d"
    assert "\uc624\ub9cc\uc11d \uc528\uac00" in " ".join(blocks(f"{line}\n{below}\n" * 3))


def test_a_letter_several_lines_high_belongs_to_its_word() -> None:
    """Unless it is a word of its own."""
    lines = [*wrapped(PROSE, 40), ""]
    assert (
        blocks("\n".join([*lines, "D", "uring the night nobody was on the quay,", "and the fog stayed."]))[-1][:6]
        == "During"
    )
    assert (
        blocks("\n".join([*lines, "A", "lamp that burned all the night was seen", "on the quay."]))[-1][:6] == "A lamp"
    )


def test_a_soft_hyphen_leaves_the_column_as_it_was() -> None:
    """The word is whole where it begins."""
    page = "\n".join(
        [*wrapped(PROSE, 40), "", "And then the har\u00ad", "bour was as empty as it had been before", "anybody came."]
    )
    assert blocks(page)[-1] == "And then the harbour was as empty as it had been before anybody came."


@pytest.mark.parametrize(
    ("kinds", "mended"),
    [(["caption"], True), (["page-number", "page-header"], True), (["section"], False), ([], False)],
)
def test_a_paragraph_goes_on_behind_what_the_page_sets_into_it(kinds: list[str], mended: bool) -> None:  # a case
    """A caption or the page's own lines, but no label that begins something else."""
    halves = [
        Piece("body", half, "body", is_furniture=False) for half in (f"{PROSE} And then", f"Jane Roe left. {LAST}")
    ]
    between = [Piece(kind, "A picture", kind, is_furniture=True) for kind in kinds]
    paragraphs, owners = join_pieces((halves[0], *between, halves[1]), Copy([], None))
    whole = f"{PROSE} And then Jane Roe left. {LAST}"
    assert paragraphs == ((whole,) if mended else tuple(half.text for half in halves))
    assert owners == [*range(len(kinds) + 1), 0 if mended else len(kinds) + 1]
