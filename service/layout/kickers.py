"""Kickers: a word or two above a headline that name its topic."""

from service.layout import rules
from service.layout.masthead import (
    FEWEST_WORDS_BELOW_KICKER,
    MOST_DATED_KICKER_WORDS,
    MOST_KICKER_WORDS,
    MOST_MARKED_KICKER_WORDS,
    line_size,
)
from service.layout.page import Page


def is_kicker(page: Page, text: str, below: str) -> bool:
    """Whether a line names the topic of the headline below it: a word or two, a few more in capitals."""
    words = line_size(text)
    if any(map(str.isdecimal, text)):
        return False
    if page.section is not None or line_size(below) < max(FEWEST_WORDS_BELOW_KICKER, words + 1):
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


def heads_more(page: Page, places: list[int]) -> bool:
    """Whether more of the page's own stands between the first candidate and the last: it is no kicker, but of these."""
    if len(places) > len(("kicker", "headline", "deck")):
        return True
    within = range(places[0] + 1, places[-1])
    return any(at in within and piece.kind == "page-header" for at, piece in page.given)


def give_kicker(page: Page, at: int) -> None:
    """Make a section of the kicker; above a press release it is of its head."""
    text = page.candidates[at]
    if any(piece.rule == rules.RELEASE.name for _, piece in page.given):
        page.take_head(rules.MASTHEAD, text, at)
        return
    page.section = page.section or text
    page.give(rules.KICKER, text, at)


def find_kicker(page: Page, places: list[int]) -> None:
    """Make a section of what weighed like the page's own, right above the headline, and is a kicker."""
    above = [one for one in page.given if places and one[0] == places[0] - 1]
    weighed = [one for one in above if one[1].rule == rules.WEIGHED_HEADER.name]
    released = any(piece.rule == rules.RELEASE.name for _, piece in page.given)
    if len(above) == 1 and weighed and not released and page.byline:
        (at, piece) = weighed[0]
        if is_kicker(page, piece.text, page.candidates[places[0]]):
            page.given.remove(weighed[0])
            page.heard = [one for one in page.heard if one[1] != at]
            page.section = piece.text
            page.give(rules.KICKER, piece.text, at)
