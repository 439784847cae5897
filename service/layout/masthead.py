"""Which candidates for a headline are of the page's masthead: names, mottos, sections, slugs."""

import re
from itertools import pairwise

from service.layout import rules
from service.layout.date_lines import read_date_line
from service.layout.datelines import read_dateline
from service.layout.labels import is_section, label_rule
from service.layout.names import dense_name, head_name, is_paper_name, paper_name
from service.layout.page import SURE as NAMED
from service.layout.page import Page
from service.layout.page_names import COMPANY, MOST_HEAD_WORDS, MOST_NAME_WORDS, SHORT_NAME, TOP
from service.layout.paragraphs import Block
from service.layout.shapes import LONG_UNSPACED_PROSE as LONG_PROSE
from service.layout.shapes import has_letters, word_count
from service.words import fold, is_unspaced, phrases

# A kicker is a word or two that name the topic; in capitals, or with an "&" in it, a few more.
MOST_KICKER_WORDS, MOST_DATED_KICKER_WORDS, MOST_MARKED_KICKER_WORDS = 2, 3, 4
FEWEST_WORDS_BELOW_KICKER = 3
MOST_BARE_NAME_WORDS, FEWEST_SLUG_WORDS = 3, 2
THAI_WORD, LONGEST_UNSPACED_SECTION = 6, 4
_PAGE_KINDS = frozenset(("page-number", "page-header", "mail-header"))
_HEAD_KINDS = frozenset(("date", "section", "navigation", "boilerplate"))
# What stands by any headline.
_SIGNING_KINDS = frozenset(("byline", "date", "caption", "credit"))
LOOKED_FOOT = 8


def drop_head(page: Page, blocks: list[Block], places: list[int]) -> list[int]:
    """The candidates from the headline on; those of the masthead are given to it."""
    groups = _groups(page, places)
    first = _first_below_head(page, groups)
    head = [at for group in groups[:first] for at in group]
    rest = [at for group in groups[first:] for at in group]
    if any(piece.rule == rules.RELEASE.name for _, piece in page.given):
        _move_letterhead(page, blocks, head, rest)
    if len(rest) > 1 and _is_slug_of(page, blocks, rest[0], rest[1]):
        _give_slug(page, rest.pop(0))
    _move_names(page, head, rest)
    if len(rest) > 1 and not head and _is_bare_name(page, blocks, rest) and is_of_site(page, blocks, rest[:1]):
        head.append(rest.pop(0))
    while rest and (len(rest) > 1 or _gives_way(page, rest[0], head)) and _names_page(page, page.candidates[rest[0]]):
        head.append(rest.pop(0))
    if len(rest) == 1 and not head and _stands_over_date(page, rest[0]):
        head.append(rest.pop())
    for at in head:
        _give_head(page, blocks, at)
    return rest


def _move_letterhead(page: Page, blocks: list[Block], head: list[int], rest: list[int]) -> None:
    """Add to the head who sends a press release: a company, whom the story begins with, or a name that stands apart."""
    story = next((block.text for block in blocks if len(block.text) >= LONG_PROSE), "")[: LONG_PROSE // 2]
    while len(rest) > 1 and (page.candidates[rest[0]] in story or COMPANY.search(page.candidates[rest[0]])):
        head.append(rest.pop(0))
    if _is_letterhead(page, rest):
        head.append(rest.pop(0))


def _move_names(page: Page, head: list[int], rest: list[int]) -> None:
    """Add to the head all down to the last name of the page among the first short lines."""
    named = [
        number
        for number, at in enumerate(rest[:-1])
        if at < TOP and line_size(page.candidates[at]) <= MOST_NAME_WORDS and _names_page(page, page.candidates[at])
    ]
    if named and all(word_count(page.candidates[at]) <= MOST_HEAD_WORDS for at in rest[: named[-1]]):
        head += rest[: named[-1] + 1]
        del rest[: named[-1] + 1]


def _give_head(page: Page, blocks: list[Block], at: int) -> None:
    """Give a candidate to the masthead, or as the section that it names; keep the day in it, where none is known."""
    if _is_section_of(page, blocks, at):
        page.section = page.candidates[at]
        page.give(rules.SECTION, page.candidates[at], at)
        return
    page.take_head(rules.MASTHEAD, page.candidates[at], at)
    if not page.dated and (line := read_date_line(page.candidates[at])):
        page.take_dates(line.dates)


def _first_below_head(page: Page, groups: list[list[int]]) -> int:
    """The index of the first group that is not of the masthead, which the last that looks like it ends."""
    first = 0
    for number, (group, below) in enumerate(pairwise(groups), 1):
        if _is_head(page, group, below):
            first = number
        elif max(line_size(head_name(page.candidates[at])) for at in group) > MOST_HEAD_WORDS:
            break
    return first


def _groups(page: Page, places: list[int]) -> list[list[int]]:
    """The candidates in groups: between two stands something of the page's own, or a date or section."""
    kinds: dict[int, str] = {at: piece.kind for at, piece in page.given if piece.is_furniture}
    bylines = [at for at, piece in page.given if piece.kind == "byline"]
    groups: list[list[int]] = []
    for at in places:
        if not groups:
            groups.append([at])
            continue
        above = groups[-1][-1]
        between = {kinds[near] for near in range(above + 1, at) if near in kinds}
        signed = any(above < near < at for near in bylines)
        if between & (_PAGE_KINDS | _HEAD_KINDS) and not signed:
            groups.append([at])
        else:
            groups[-1].append(at)
    return groups


def _is_head(page: Page, group: list[int], below: list[int]) -> bool:
    texts = [page.candidates[at] for at in group]
    if any(_names_page(page, text) for text in texts):
        return True
    kinds = {piece.kind for at, piece in page.given if group[-1] < at < below[0] and piece.is_furniture}
    words = [line_size(head_name(text)) for text in texts]
    if kinds & _PAGE_KINDS:
        return max(words) <= MOST_HEAD_WORDS
    return words[0] <= MOST_NAME_WORDS and words[0] <= max(line_size(page.candidates[at]) for at in below)


def _names_page(page: Page, text: str) -> bool:
    """Whether the text is the name of the paper or site: by its words, or as the page names itself elsewhere.

    Below a masthead in another script and its date only the latter counts: "Languages and Letters" is a section there.
    """
    named = any(piece.rule == rules.FOREIGN_HEADER.name for _, piece in page.given) and bool(page.dated)
    parts = re.split(r"\s*[|\uff5c]\s*", text)
    if len(parts) > 1 and is_section(parts[-1]):
        return True
    return (is_paper_name(text) and not named) or dense_name(paper_name(text)) in page.names


def line_size(text: str) -> int:
    """Words of a line; in Thai and its neighbours six characters count as one."""
    return len(text) // THAI_WORD if "\u0e00" <= text[:1] <= "\u0eff" else word_count(text)


def _is_section_of(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a word or two beside the page's number, or above the day, below the paper's name are its section."""
    text = page.candidates[at]
    numbered = any(blocks[near].page_line is rules.PAGE_NUMBER for near in (at - 1, at + 1) if 0 <= near < len(blocks))
    dated = any(near == at + 1 for near, _ in page.dated) and at <= TOP
    short = line_size(text) <= MOST_KICKER_WORDS and not any(map(str.isdecimal, text))
    short = short and not (is_unspaced(text[0]) and len(text) > LONGEST_UNSPACED_SECTION)
    short = short and not any(fold(word) in phrases("layout", "issue") for word in text.split())
    named = (
        (numbered and page.heard)
        or page.publisher_sure >= NAMED
        or any(near < at and is_paper_name(one) for near, one in page.candidates.items())
    )
    return (numbered or dated) and short and named and page.section is None and at > 0 and not _names_page(page, text)


def _is_slug_of(page: Page, blocks: list[Block], at: int, below: int) -> bool:
    """Whether a wire's few words stand right above a headline that says each of them again."""
    words, said = page.candidates[at].split(), fold(page.candidates[below]).split()
    if below != at + 1 or len(words) < FEWEST_SLUG_WORDS or len(words) >= len(said) or len(words) > MOST_NAME_WORDS:
        return False
    stems = (fold(word)[:SHORT_NAME] for word in words)
    story = next((block.text for block in blocks[below + 1 :] if len(block.text) >= LONG_PROSE), "")
    dateline = read_dateline(story)
    wired = dateline is not None and dateline.as_printed[-1] in ")/]\uff09"
    return wired and all(any(word.startswith(stem) for word in said) for stem in stems)


def _give_slug(page: Page, at: int) -> None:
    """Give a wire's slug, and the desk and the number above it, which are no section."""
    page.give(rules.ISSUE_LINE, page.candidates[at], at)
    above = [one for one in page.given if one[0] == at - 1]
    if {piece.kind for _, piece in above} == {rules.SECTION.kind, rules.PAGE_NUMBER.kind}:
        page.given = [one for one in page.given if one not in above]
        page.give(rules.ISSUE_LINE, " ".join(piece.text for _, piece in above), at - 1)
        page.section = None


def _is_letterhead(page: Page, places: list[int]) -> bool:
    """Whether a name stands apart from a headline and a deck that stand together."""
    if len(places) < len(("name", "headline", "deck")) or line_size(page.candidates[places[0]]) > MOST_NAME_WORDS:
        return False
    beside = [any(page.candidates[at].startswith(line) for line in page.beside) for at in places[1:]]
    return not beside[0] and all(beside[1:])


def _gives_way(page: Page, at: int, head: list[int]) -> bool:
    """Whether a mail's subject is the better headline than the one line that a masthead does not hold."""
    signed = any(near == at + 1 and piece.kind == "byline" for near, piece in page.given)
    return page.subject is not None and not (head and signed)


def _stands_over_date(page: Page, at: int) -> bool:
    """Whether the only line is a paper's name over the day, so that the copy has no headline."""
    dated = any(near == at + 1 and piece.kind == "date" for near, piece in page.given)
    return at == 0 and dated and is_paper_name(page.candidates[at])


def is_of_site(page: Page, blocks: list[Block], places: list[int]) -> bool:
    """Whether anything else on the page bears out that it is a paper's or a site's.

    That are labels of its own, in its foot too, or a word for houses in the lines at `places`. Where nothing does, a
    short first line is the headline, and the longer one below it the deck.
    """
    if any(fold(word) in phrases("layout", "affiliation") for at in places for word in page.candidates[at].split()):
        return True
    said = (piece for _, piece in page.given if piece.is_furniture and piece.rule != rules.WEIGHED_HEADER.name)
    if page.names or any(piece.kind not in _SIGNING_KINDS for piece in said):
        return True
    foot = blocks[TOP:][-LOOKED_FOOT:]
    return any(block.page_line or label_rule(block.text, rules.ADDRESS_BELOW) for block in foot)


def _is_bare_name(page: Page, blocks: list[Block], places: list[int]) -> bool:
    """Whether the first line of all, short and in capitals word by word, stands above a far longer headline."""
    text, below = page.candidates[places[0]], page.candidates[places[1]]
    first = next((at for at, block in enumerate(blocks) if has_letters(block.text)), 0)
    words, size = text.split(), line_size(text)
    if places[0] != first or size > MOST_BARE_NAME_WORDS or line_size(below) < size + FEWEST_WORDS_BELOW_KICKER:
        return False
    if text.isupper() and not below.isupper():
        return False
    return all(
        word[0].isupper() or word[0].lower() == word[0].upper() or len(word) <= len("de") for word in words
    ) and (len(words) > 1 or word_count(below) > 2 * FEWEST_WORDS_BELOW_KICKER)
