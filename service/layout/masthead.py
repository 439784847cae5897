"""What a page prints above its body in candidates for a headline: masthead, kicker, headline, deck."""

import re
from functools import reduce
from itertools import pairwise

from service.layout import rules
from service.layout.date_lines import read_date_line
from service.layout.datelines import read_dateline
from service.layout.labels import is_section
from service.layout.names import dense_name, head_name, is_paper_name, paper_name, rights_holder, site_names
from service.layout.page import SURE as NAMED
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.shapes import LONG_UNSPACED_PROSE as LONG_PROSE
from service.layout.shapes import has_letters, word_count
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import LIKELY, SURE, Weighing
from service.layout.wrapping import width
from service.words import fold, is_unspaced, phrases

# A name of a paper, or the motto below it, is of no more words; a longer line above a date is the headline.
MOST_NAME_WORDS, MOST_HEAD_WORDS = 5, 9
# A kicker is a word or two that name the topic; in capitals, or with an "&" in it, a few more.
MOST_KICKER_WORDS, MOST_DATED_KICKER_WORDS, MOST_MARKED_KICKER_WORDS = 2, 3, 4
FEWEST_WORDS_BELOW_KICKER = 3
LONGEST_TWIN = 60
MOST_BARE_NAME_WORDS, FEWEST_SLUG_WORDS = 3, 2
THAI_WORD, LONGEST_UNSPACED_SECTION = 6, 4
# Lines of a headline and its deck above a byline; a line of the deck is so much longer.
TITLE_LINES, LONGER = (3, 4), 1.3
# Where names of a page stand: this many blocks at its top and foot.
HEAD, FOOT = 40, 8
# The first so many blocks may be a masthead; a name of fewer letters stands in other words, too.
TOP, SHORT_NAME, LONG_NAME = 5, 4, 8

# Legal forms of companies: whose press release it is.
_COMPANY = re.compile(
    "^(?:\u682a\u5f0f\u4f1a\u793e|\u6709\u9650\u4f1a\u793e|\u5408\u540c\u4f1a\u793e|\uc8fc\uc2dd\ud68c\uc0ac|[(\uff08](?:\uc8fc|\u682a)[)\uff09])"
    "|(?:\u682a\u5f0f\u4f1a\u793e|\uc8fc\uc2dd\ud68c\uc0ac|\u6709\u9650\u516c\u53f8|\u80a1\u4efd\u516c\u53f8)$"
    r"|\b(?:GmbH|AG|Inc|Ltd|LLC|PLC|S\.\s?A|S\.p\.A|S\.\s?L|N\.V|B\.V|AB|A/S|Oy|Kft|Zrt|s\.r\.o|a\.s|A\.\u015e)\.?$"
)
_REPLY = re.compile(r"^(?:(?:re|fwd?|fw|aw|wg|tr|rv|sv|vs|i|r)\s?:\s*|\[[^\]]{1,30}\]\s*)+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_PAGE_KINDS = frozenset(("page-number", "page-header", "mail-header"))
_HEAD_KINDS = frozenset(("date", "section", "navigation", "boilerplate"))


def is_company(text: str) -> bool:
    """Whether a text ends as the names of companies do."""
    return _COMPANY.search(text.rstrip(" .")) is not None


def names_of(blocks: list[Block]) -> frozenset[str]:
    """The dense names by which the page calls itself: holders of its rights, its sites."""
    texts = [block.text for block in (*blocks[:HEAD], *blocks[HEAD:][-FOOT:]) if len(block.text) <= HEAD * FOOT]
    holders = filter(None, map(rights_holder, texts))
    addressed = (text for text in texts if "@" in text or "www." in text or "://" in text or ".example" in text)
    return frozenset(map(dense_name, holders)) | site_names(addressed) | _repeated(blocks)


def _repeated(blocks: list[Block]) -> frozenset[str]:
    """The dense names among the first lines that the last ones hold again: "You receive The Quay as you asked"."""
    foot = [dense_name(block.text) for block in blocks[TOP:][-FOOT:] if len(block.text) <= HEAD * FOOT]
    tops = (head_name(block.text) for block in blocks[:TOP] if word_count(block.text) <= MOST_HEAD_WORDS)
    found = (dense_name(name) for name in tops if " " in name or len(name) >= LONG_NAME or is_unspaced(name[0]))
    return frozenset(name for name in found if len(name) >= SHORT_NAME and any(name in text for text in foot))


def take_headline(
    page: Page, blocks: list[Block], weighing: Weighing, *, has_body: bool
) -> tuple[str | None, str | None]:
    """Headline and alternative headline from the candidates; what stands above them is the page's head.

    The others lead the body. Without a body, what would be the headline is all the body there is.
    """
    _date_twins(page)
    places = _drop_head(page, blocks, [at for at in page.candidates if not _give_running(page, blocks, at)])
    texts = page.candidates
    places = _drop_above_subject(page, places)
    if len(places) > 1 and _is_kicker(page, texts[places[0]], texts[places[1]]) and not _heads_more(page, places):
        _give_kicker(page, places.pop(0))
    if has_body and len(places) > 1:
        left = _drop_weighed(page, blocks, weighing, places)
        # What weighs like the page's own parts a masthead from the headline.
        places = _drop_head(page, blocks, left) if 1 < len(left) < len(places) else left
    _drop_what_stands_alone(page, places, has_body=has_body)
    if not has_body:
        return _give_all_to_body(page, places)
    if not places and page.subject:
        return page.keep_subject(), None
    return _give_titles(page, places)


def _give_all_to_body(page: Page, places: list[int]) -> tuple[None, None]:
    for at in places:
        page.give(rules.BODY, page.candidates[at], at)
    page.headline_at = places[0] if places else -1
    page.drop_subject()
    return None, None


def _give_titles(page: Page, places: list[int]) -> tuple[str | None, str | None]:
    """Make headline and deck of the candidates that are left."""
    texts = page.candidates
    page.drop_subject()
    _find_kicker(page, places)
    summary = page.summary if places and not page.foreign else None
    # One line below the headline is its deck; several are a list, and copy, unless a byline is right below them.
    signed = next((at for at, piece in page.given if piece.kind == "byline"), None)
    places = places if signed is None else _join_lines(page, places, signed)
    above = [at for at in places if signed is None or at < signed or signed < places[0]]
    deck = rules.DECK if len(above) == 2 and summary is None else rules.BODY  # noqa: PLR2004  # headline and deck
    for number, at in enumerate(places):
        page.give(rules.HEADLINE if number == 0 else deck if number == 1 else rules.BODY, texts[at], at)
    if page.summary is not None:
        page.give(rules.SUMMARY if summary is not None else rules.BODY, page.summary[1], page.summary[0])
    page.headline_at = places[0] if places else -1
    headline = texts[places[0]] if places else None
    if page.foreign:
        page.give(rules.DECK, page.foreign[1], page.foreign[0])
        return headline, page.foreign[1]
    if deck is rules.DECK:
        return headline, texts[places[1]]
    return headline, summary[1] if summary else None


def _join_lines(page: Page, places: list[int], signed: int) -> list[int]:
    """The candidates with three or four lines right above a byline as two: a headline and its deck.

    A deck is printed in smaller type: it begins with the line that is longer than the one above it by most.
    """
    above = [at for at in places if at < signed]
    if not TITLE_LINES[0] <= len(above) <= TITLE_LINES[1] or above != list(range(signed - len(above), signed)):
        return places
    texts = [page.candidates[at] for at in above]
    steps = [width(below) / width(text) for text, below in pairwise(texts)]
    cut = steps.index(max(steps)) + 1 if max(steps) > LONGER else 1
    page.candidates[above[0]], page.candidates[above[cut]] = _one(texts[:cut]), _one(texts[cut:])
    for at in (*above[1:cut], *above[cut + 1 :]):
        del page.candidates[at]
    return [above[0], above[cut], *places[len(above) :]]


def _one(texts: list[str]) -> str:
    """Lines as one."""
    return reduce(lambda text, below: f"{text}{'' if is_unspaced(below[0]) else ' '}{below}", texts)


def _drop_above_subject(page: Page, places: list[int]) -> list[int]:
    """The candidates from the one on that a mail's subject gives as well; what is above it is the page's head."""
    said = dense_name(_REPLY.sub("", page.subject[2])) if page.subject else ""
    number = next((one for one, at in enumerate(places) if said and dense_name(page.candidates[at]) == said), 0)
    for at in places[:number]:
        page.take_head(rules.MASTHEAD, page.candidates[at], at)
    return places[number:]


def _find_kicker(page: Page, places: list[int]) -> None:
    """Make a section of what weighed like the page's own, right above the headline, and is a kicker."""
    above = [one for one in page.given if places and one[0] == places[0] - 1]
    weighed = [one for one in above if one[1].rule == rules.WEIGHED_HEADER.name]
    released = any(piece.rule == rules.RELEASE.name for _, piece in page.given)
    if len(above) == 1 and weighed and not released and page.byline:
        (at, piece) = weighed[0]
        if _is_kicker(page, piece.text, page.candidates[places[0]]):
            page.given.remove(weighed[0])
            page.heard = [one for one in page.heard if one[1] != at]
            page.section = piece.text
            page.give(rules.KICKER, piece.text, at)


def _heads_more(page: Page, places: list[int]) -> bool:
    """Whether more of the page's own stands between the first candidate and the last: it is no kicker, but of these."""
    if len(places) > len(("kicker", "headline", "deck")):
        return True
    within = range(places[0] + 1, places[-1])
    return any(at in within and piece.kind == "page-header" for at, piece in page.given)


def _give_kicker(page: Page, at: int) -> None:
    """Make a section of the kicker; above a press release it is of its head."""
    text = page.candidates[at]
    if any(piece.rule == rules.RELEASE.name for _, piece in page.given):
        page.take_head(rules.MASTHEAD, text, at)
        return
    page.section = page.section or text
    page.give(rules.KICKER, text, at)


def _drop_weighed(page: Page, blocks: list[Block], weighing: Weighing, places: list[int]) -> list[int]:
    """The candidates without those that weigh like furniture: less is enough for what is neither headline nor deck."""
    listed = len(places) > len(("headline", "deck"))
    least = (LIKELY if listed and number else SURE for number in range(len(places)))
    signed = next((at for at, piece in page.given if piece.kind == "byline"), len(blocks))
    titled = max((at for at in places if at < signed), default=-1)
    # What stands right above a byline is a headline or its deck.
    sure = titled if titled == signed - 1 and _size(page.candidates[titled]) >= FEWEST_WORDS_BELOW_KICKER else -1
    return [
        at
        for at, enough in zip(places, least, strict=True)
        if at == sure or not take_weighed(page, blocks, weighing, enough, at)
    ]


def _drop_what_stands_alone(page: Page, places: list[int], *, has_body: bool) -> None:
    """Give away a line in another script, or a summary, that no headline stands above."""
    if page.foreign and (not places or has_body is False or page.foreign[0] != places[0] + 1 or len(places) > 1):
        page.take_head(rules.FOREIGN_HEADER, page.foreign[1], page.foreign[0])
        page.foreign = None
    if page.summary and (not has_body or not places):
        page.give(rules.BODY, page.summary[1], page.summary[0])
        page.summary = None


def _date_twins(page: Page) -> None:
    """Give to the dates a candidate beside one that holds the same day and year: it is the day in another language."""
    for at, text in list(page.candidates.items()):
        numbers = set(_NUMBER.findall(text))
        beside = [date for near, date in page.dated if abs(near - at) == 1]
        if any({str(date.at.year), str(date.at.day)} <= numbers for date in beside) and len(text) <= LONGEST_TWIN:
            page.give(rules.DATE_LINE, text, at)
            del page.candidates[at]


def _give_running(page: Page, blocks: list[Block], at: int) -> bool:
    """What later pages repeat is the page's title, where anything else could be the headline."""
    running = blocks[at].page_line is rules.RUNNING_TITLE
    others = any(blocks[other].page_line is not rules.RUNNING_TITLE for other in page.candidates)
    if running and others:
        page.take_head(rules.RUNNING_TITLE, page.candidates[at], at)
        if line := read_date_line(page.candidates[at]):
            page.take_dates(line.dates)
    return running and others


def _drop_head(page: Page, blocks: list[Block], places: list[int]) -> list[int]:
    """The candidates from the headline on; those of the masthead are given to it."""
    groups = _groups(page, places)
    first = _first_below_head(page, groups)
    head = [at for group in groups[:first] for at in group]
    rest = [at for group in groups[first:] for at in group]
    story = next((block.text for block in blocks if len(block.text) >= LONG_PROSE), "")
    released = any(piece.rule == rules.RELEASE.name for _, piece in page.given)
    while (
        released
        and len(rest) > 1
        and (page.candidates[rest[0]] in story[: LONG_PROSE // 2] or _COMPANY.search(page.candidates[rest[0]]))
    ):
        head.append(rest.pop(0))
    if released and _is_letterhead(page, rest):
        head.append(rest.pop(0))
    if len(rest) > 1 and _is_slug_of(page, blocks, rest[0], rest[1]):
        _give_slug(page, rest.pop(0))
    named = [
        number
        for number, at in enumerate(rest[:-1])
        if at < TOP and _size(page.candidates[at]) <= MOST_NAME_WORDS and _names_page(page, page.candidates[at])
    ]
    if named and all(word_count(page.candidates[at]) <= MOST_HEAD_WORDS for at in rest[: named[-1]]):
        head += rest[: named[-1] + 1]
        rest = rest[named[-1] + 1 :]
    if len(rest) > 1 and not head and _is_bare_name(page, blocks, rest):
        head.append(rest.pop(0))
    while rest and (len(rest) > 1 or _gives_way(page, rest[0], head)) and _names_page(page, page.candidates[rest[0]]):
        head.append(rest.pop(0))
    if len(rest) == 1 and not head and _stands_over_date(page, rest[0]):
        head.append(rest.pop())
    for at in head:
        if _is_section_of(page, blocks, at):
            page.section = page.candidates[at]
            page.give(rules.SECTION, page.candidates[at], at)
        else:
            page.take_head(rules.MASTHEAD, page.candidates[at], at)
            if not page.dated and (line := read_date_line(page.candidates[at])):
                page.take_dates(line.dates)
    return rest


def _is_section_of(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a word or two beside the page's number, or above the day, below the paper's name are its section."""
    text = page.candidates[at]
    numbered = any(blocks[near].page_line is rules.PAGE_NUMBER for near in (at - 1, at + 1) if 0 <= near < len(blocks))
    dated = any(near == at + 1 for near, _ in page.dated) and at <= TOP
    short = _size(text) <= MOST_KICKER_WORDS and not any(map(str.isdecimal, text))
    short = short and not (is_unspaced(text[0]) and len(text) > LONGEST_UNSPACED_SECTION)
    short = short and not any(fold(word) in phrases("layout", "issue") for word in text.split())
    named = page.publisher_sure >= NAMED or any(
        near < at and is_paper_name(one) for near, one in page.candidates.items()
    )
    return (numbered or dated) and short and named and page.section is None and at > 0 and not _names_page(page, text)


def _first_below_head(page: Page, groups: list[list[int]]) -> int:
    """The index of the first group that is not of the masthead, which the last that looks like it ends."""
    first = 0
    for number, (group, below) in enumerate(pairwise(groups), 1):
        if _is_head(page, group, below):
            first = number
        elif max(_size(head_name(page.candidates[at])) for at in group) > MOST_HEAD_WORDS:
            break
    return first


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
    if len(places) < len(("name", "headline", "deck")) or _size(page.candidates[places[0]]) > MOST_NAME_WORDS:
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


def _is_bare_name(page: Page, blocks: list[Block], places: list[int]) -> bool:
    """Whether the first line of all, short and in capitals word by word, stands above a far longer headline."""
    text, below = page.candidates[places[0]], page.candidates[places[1]]
    first = next((at for at, block in enumerate(blocks) if has_letters(block.text)), 0)
    words, size = text.split(), _size(text)
    if places[0] != first or size > MOST_BARE_NAME_WORDS or _size(below) < size + FEWEST_WORDS_BELOW_KICKER:
        return False
    if text.isupper() and not below.isupper():
        return False
    return all(
        word[0].isupper() or word[0].lower() == word[0].upper() or len(word) <= len("de") for word in words
    ) and (len(words) > 1 or word_count(below) > 2 * FEWEST_WORDS_BELOW_KICKER)


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


def _size(text: str) -> int:
    """Words of a line; in Thai and its neighbours six characters count as one."""
    return len(text) // THAI_WORD if "\u0e00" <= text[:1] <= "\u0eff" else word_count(text)


def _is_head(page: Page, group: list[int], below: list[int]) -> bool:
    texts = [page.candidates[at] for at in group]
    if any(_names_page(page, text) for text in texts):
        return True
    kinds = {piece.kind for at, piece in page.given if group[-1] < at < below[0] and piece.is_furniture}
    words = [_size(head_name(text)) for text in texts]
    if kinds & _PAGE_KINDS:
        return max(words) <= MOST_HEAD_WORDS
    return words[0] <= MOST_NAME_WORDS and words[0] <= max(_size(page.candidates[at]) for at in below)


def _names_page(page: Page, text: str) -> bool:
    """Whether the text is the name of the paper or site: by its words, or as the page names itself elsewhere.

    Below a masthead in another script and its date only the latter counts: "Languages and Letters" is a section there.
    """
    named = any(piece.rule == rules.FOREIGN_HEADER.name for _, piece in page.given) and bool(page.dated)
    parts = re.split(r"\s*[|\uff5c]\s*", text)
    if len(parts) > 1 and is_section(parts[-1]):
        return True
    return (is_paper_name(text) and not named) or dense_name(paper_name(text)) in page.names


def _is_kicker(page: Page, text: str, below: str) -> bool:
    words = _size(text)
    if any(map(str.isdecimal, text)):
        return False
    if page.section is not None or _size(below) < max(FEWEST_WORDS_BELOW_KICKER, words + 1):
        return False
    marked = text.isupper() and not below.isupper()
    below_head = any(piece.is_furniture and piece.kind != "date" for at, piece in page.given)
    if marked or (" & " in text and below_head):
        return words <= MOST_MARKED_KICKER_WORDS
    dated = bool(page.heard) and any(
        piece.kind == "date" or piece.rule == rules.ISSUE_LINE.name for _, piece in page.given
    )
    most = MOST_DATED_KICKER_WORDS if dated or page.dated else MOST_KICKER_WORDS
    return below_head and words <= most and (text[-1].isalnum() or text[-1] > "\u0300")
