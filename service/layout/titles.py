"""Headline and deck, out of what the head of a page holds in candidates."""

import re
from functools import reduce
from itertools import pairwise

from service.layout import rules
from service.layout.date_lines import read_date_line
from service.layout.head_titles import join_lines
from service.layout.kickers import find_kicker, give_kicker, heads_more, is_kicker
from service.layout.masthead import FEWEST_WORDS_BELOW_KICKER, drop_head, is_of_site, line_size
from service.layout.names import dense_name
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.weighed_furniture import take_weighed
from service.layout.weighing import LIKELY, SURE, Weighing
from service.layout.wrapping import width

LONGEST_TWIN = 60
# Lines of a headline and its deck above a byline; a line of the deck is so much longer.
TITLE_LINES, LONGER = (3, 4), 1.3
_REPLY = re.compile(r"^(?:(?:re|fwd?|fw|aw|wg|tr|rv|sv|vs|i|r)\s?:\s*|\[[^\]]{1,30}\]\s*)+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def take_headline(
    page: Page, blocks: list[Block], weighing: Weighing, *, has_body: bool
) -> tuple[str | None, str | None]:
    """Headline and alternative headline from the candidates; what stands above them is the page's head.

    The others lead the body. Without a body, what would be the headline is all the body there is.
    """
    _date_twins(page)
    places = drop_head(page, blocks, [at for at in page.candidates if not _give_running(page, blocks, at)])
    texts = page.candidates
    places = _drop_above_subject(page, places)
    if len(places) > 1 and is_kicker(page, texts[places[0]], texts[places[1]]) and not heads_more(page, places):
        give_kicker(page, places.pop(0))
    if has_body and len(places) > 1:
        left = _drop_weighed(page, blocks, weighing, places)
        # What weighs like the page's own parts a masthead from the headline, on a page that has more of that.
        again = 1 < len(left) < len(places) and is_of_site(page, blocks, left[:1])
        places = drop_head(page, blocks, left) if again else left
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
    find_kicker(page, places)
    summary = page.summary if places and not page.foreign else None
    # One line below the headline is its deck; several are a list, and copy, unless a byline is right below them.
    signed = next((at for at, piece in page.given if piece.kind == "byline"), None)
    places = places if signed is None else _join_lines(page, places, signed)
    above = [at for at in places if signed is None or at < signed or signed < places[0]]
    paired = len(above) == len(("headline", "deck")) and not _says_when(page, texts[above[1]])
    deck = rules.DECK if paired and summary is None else rules.BODY
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
    page.candidates[above[0]] = reduce(join_lines, texts[:cut])
    page.candidates[above[cut]] = reduce(join_lines, texts[cut:])
    for at in (*above[1:cut], *above[cut + 1 :]):
        del page.candidates[at]
    return [above[0], above[cut], *places[len(above) :]]


def _says_when(page: Page, text: str) -> bool:
    """Whether a line is a word and a day, as "Broadcast 12 October 2026"; above a transcript the programme, too."""
    line = read_date_line(text)
    return line is not None and (bool(page.speakers) or (not line.after and len(line.before.split()) <= 1))


def _drop_above_subject(page: Page, places: list[int]) -> list[int]:
    """The candidates from the one on that a mail's subject gives as well; what is above it is the page's head."""
    said = dense_name(_REPLY.sub("", page.subject[2])) if page.subject else ""
    number = next((one for one, at in enumerate(places) if said and dense_name(page.candidates[at]) == said), 0)
    for at in places[:number]:
        page.take_head(rules.MASTHEAD, page.candidates[at], at)
    return places[number:]


def _drop_weighed(page: Page, blocks: list[Block], weighing: Weighing, places: list[int]) -> list[int]:
    """The candidates without those that weigh like furniture: less is enough for what is neither headline nor deck."""
    listed = len(places) > len(("headline", "deck"))
    least = (LIKELY if listed and number else SURE for number in range(len(places)))
    signed = next((at for at, piece in page.given if piece.kind == "byline"), len(blocks))
    titled = max((at for at in places if at < signed), default=-1)
    # What stands right above a byline is a headline or its deck.
    sure = titled if titled == signed - 1 and line_size(page.candidates[titled]) >= FEWEST_WORDS_BELOW_KICKER else -1
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
