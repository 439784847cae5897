"""The header zone: what a page prints above its body, down to the first block that runs on as prose."""

from service.article import ArticleDate
from service.dates import parse_printed_date
from service.layout import rules
from service.layout.bylines import Byline, before_date, read_byline, read_names, split_date
from service.layout.labels import is_section, label_rule
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.shapes import is_headline_shaped, is_prose, main_script, word_count

# Blocks above the body that a page can plausibly print; a longer run of labels is a list, so copy.
HEADER_BLOCKS = 40
LONGEST_DATE_LINE = 60
MOST_PLACE_WORDS = 4
FEWEST_NAME_WORDS = 2
# A kicker is printed in capitals above the headline: a word or two that name the topic.
MOST_KICKER_WORDS = 3


def read_header(page: Page, blocks: list[Block]) -> int:
    """Read the blocks above the body; the index of the first block that belongs to it."""
    for at, block in enumerate(blocks[:HEADER_BLOCKS]):
        text, page.at = block.text, at
        if block.page_line is rules.RUNNING_TITLE:
            page.candidates[at] = text
        elif block.page_line:
            page.give(block.page_line, text)
        elif page.cut_label(text, rules.ADDRESS_ABOVE) or cut_attribution(page, blocks, at):
            continue
        elif main_script(text) not in (page.script, None) and not is_prose(text):
            page.give(rules.FOREIGN_HEADER, text)
        elif text in page.candidates.values():
            page.give(rules.HEADLINE_AGAIN, text)
        elif is_headline_shaped(text) and not _goes_on(page, blocks, at):
            page.candidates[at] = text
        else:
            return at
    return min(len(blocks), HEADER_BLOCKS)


def cut_attribution(page: Page, blocks: list[Block], at: int) -> bool:
    """Take the block if it says who, when or under which section: byline, date line, section label."""
    text = blocks[at].text
    below = bool(page.candidates)
    if byline := read_byline(text, page.language, below_headline=below):
        page.take_byline(byline)
        return True
    if byline := _unmarked_byline(page, blocks, at):
        page.take_byline(byline, rules.UNMARKED_BYLINE)
        return True
    if date := parse_printed_date(text) or placed_date(text):
        page.dates.append(date)
        page.give(rules.DATE_LINE, text)
        return True
    if is_section(text):
        page.section = page.section or text
        page.give(rules.SECTION, text)
        return True
    return False


def take_headline(page: Page, blocks: list[Block]) -> tuple[str | None, str | None]:
    """Headline and alternative headline from the candidates; the others lead the body."""
    places = list(page.candidates)
    running = [at for at in places if blocks[at].page_line is rules.RUNNING_TITLE]
    if len(places) > len(running):
        # What the later pages repeat is the page's title; where nothing else could be the headline, it is that.
        places = [at for at in places if at not in running]
        for at in running:
            page.give(rules.RUNNING_TITLE, page.candidates[at], at)
    texts = page.candidates
    if page.section is None and len(places) > 1 and _is_kicker(texts[places[0]], texts[places[1]]):
        page.section = texts[places[0]]
        page.give(rules.KICKER, page.section, places.pop(0))
    # One line below the headline is its deck; several are a list, and copy.
    owners = [rules.HEADLINE, rules.DECK if len(places) == 2 else rules.BODY]  # noqa: PLR2004  # headline and deck
    for number, at in enumerate(places):
        page.give(owners[number] if number < len(owners) else rules.BODY, texts[at], at)
    headline = texts[places[0]] if places else None
    return headline, texts[places[1]] if owners[1] is rules.DECK else None


def _is_kicker(text: str, below: str) -> bool:
    return text.isupper() and not below.isupper() and word_count(text) <= MOST_KICKER_WORDS


def _goes_on(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether the next block goes on in lower case: then the two are copy that was cut into lines."""
    below = blocks[at + 1].text if at + 1 < len(blocks) else ""
    return (
        below[:1].islower()
        and label_rule(below, rules.ADDRESS_ABOVE) is None
        and read_byline(below, page.language) is None
    )


def placed_date(text: str) -> ArticleDate | None:
    """The date of a line such as "London, 17 March 2020"."""
    if len(text) > LONGEST_DATE_LINE:
        return None
    place, date = split_date(text)
    marked = text[len(place) :].lstrip()[:1] in (",", "|", "\u2013", "\u2014", "-", "(", "\u060c")
    return date if date and marked and word_count(place) <= MOST_PLACE_WORDS else None


def _unmarked_byline(page: Page, blocks: list[Block], at: int) -> Byline | None:
    """A name without "By" that shares its line, or stands beside one, with a date."""
    text = blocks[at].text
    if len(text) > LONGEST_DATE_LINE or page.byline or text[0].lower() == text[0].upper():
        return None
    named, date = split_date(text)
    beside = (
        not date
        and page.candidates
        and any(parse_printed_date(blocks[near].text) for near in (at - 1, at + 1) if 0 <= near < len(blocks))
    )
    if not (date or beside) or not FEWEST_NAME_WORDS <= word_count(named) <= MOST_PLACE_WORDS:
        return None
    authors = read_names(named, page.language)
    return Byline(before_date(text, date), authors, date) if authors and not text.isupper() else None
