"""The header zone: what a page prints above its body, down to the first block that runs on as prose."""

import re
from functools import cache
from itertools import pairwise

from service.article import ArticleDate
from service.dates import parse_printed_date
from service.layout import rules
from service.layout.bylines import (
    Byline,
    before_date,
    is_role,
    read_byline,
    read_lone_name,
    read_names,
    split_date,
    split_desk,
    without_roles,
)
from service.layout.closing import read_source_line
from service.layout.date_lines import DateLine, is_companion, read_date_line
from service.layout.datelines import read_dateline
from service.layout.labels import is_address, is_release_banner, is_section, label_rule
from service.layout.mail import mail_lines
from service.layout.names import dense_name, is_agency, is_paper_name, paper_name
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, is_headline_shaped, is_prose, main_script, word_count
from service.words import fold, is_unspaced, languages, phrases

# Blocks above the body that a page can plausibly print; a longer run of labels is a list, so copy.
HEADER_BLOCKS = 40
LONGEST_DATE_LINE = 60
MOST_PLACE_WORDS = 4
FEWEST_NAME_WORDS = 2
# A name without "By" is told from a headline by the longer one above it.
FEWEST_HEADLINE_WORDS = 3
# Above the headline, a label in lower case ("stadtblick-online", "65p") is no longer.
LONGEST_WEAK_LABEL, MOST_WEAK_WORDS = 40, 6
LONGEST_SUMMARY = 260
LONGEST_HEADLINE_LINE = 90
SHORTEST_SLUG, MOST_SLUG_WORDS = 4, 8
# Lines at the top that wrapping never joins to their neighbours.
STANDING_LINES, LONGEST_STANDING_LINE = 14, 100

LETTERHEAD_BLOCKS = 10

_QUOTATION = re.compile(r"\[/?quote(?:[=\s][^\]\n]{0,60})?\]", re.IGNORECASE)
# What lines are whatever they say; the others' kinds are guesses from their shape.
_FIXED = (
    rules.RUNNING_HEADER, rules.RUNNING_FOOTER, rules.PAGE_NUMBER, rules.JUMP_LINE,
    rules.MAIL_HEADER, rules.MAIL_SUBJECT, rules.FORWARD_MARK,
)  # fmt: skip
_BARS = tuple("|\uff5c\u00b7\u2022/")
_COMMAS = ",\u060c\u3001\uff0c"
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S{2,100}|[\w.+-]{1,64}@[\w.-]{3,100}", re.ASCII)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}", re.ASCII)
_POST_NUMBER = re.compile(r"#\s?\d{1,5}(?:\s|$)")
_LONE_NUMBER = re.compile(r"[A-Z]?\d{1,3}")
_SITE = re.compile(r"[\w-]{2,40}(?:\.[a-z]{2,12}){1,2}", re.IGNORECASE)
_MARKED_SCRIPT = re.compile("[\u0900-\u0dff]")


def read_header(page: Page, blocks: list[Block]) -> int:
    """Read the blocks above the body; the index of the first block that belongs to it."""
    forwarded = _forwarded(blocks)
    released = _released(blocks)
    joined = -1
    for at, block in enumerate(blocks[:HEADER_BLOCKS]):
        text, page.at = block.text, at
        if at == joined:
            continue
        if block.page_line is rules.RUNNING_TITLE:
            page.candidates[at] = text
        elif block.page_line is rules.RUNNING_HEADER and is_section(text):
            page.section = page.section or text
            page.give(rules.SECTION, text)
        elif block.page_line in _FIXED:
            page.take_line(block.page_line, text)
        elif at < max(forwarded, released):
            _cut_above(page, text, rules.FORWARD_NOTE if at < forwarded else rules.MASTHEAD)
        elif is_quotation_mark(text):
            page.give(rules.FORWARD_MARK, text)
        elif _is_introduction(page, blocks, at):
            page.give(rules.FORWARD_NOTE, text)
        elif (
            (page.candidates and "@" in text and _cut_signed(page, text))
            or _cut_agency(page, text)
            or _cut_source(page, text)
            or (block.page_line is rules.CAPTION and _cut_byline(page, text))
            or _cut_dates(page, text)
            or _cut_labels(page, text)
        ):
            continue
        elif block.page_line:
            page.take_line(block.page_line, text)
        elif page.cut_label(text, rules.ADDRESS_ABOVE) or cut_attribution(page, blocks, at):
            page.section = page.section or section_between_addresses(text, page.script)
        elif main_script(text) not in (page.script, None) and not is_prose(text):
            _cut_foreign(page, text)
        elif text in page.candidates.values():
            page.give(rules.HEADLINE_AGAIN, text)
        elif is_headline_shaped(text) and not _goes_on(page, blocks, at):
            page.candidates[at] = text
        elif _goes_on_in_headline(page, blocks, at):
            page.candidates[at], joined = _joined(text, blocks[at + 1].text), at + 1
        elif _all_head(page) and _is_weak_label(page, blocks, at):
            page.take_head(rules.ISSUE_LINE if _is_issue(text) else rules.MASTHEAD, text)
        elif page.candidates and _is_summary(page, blocks, at):
            page.summary = (at, text)
        else:
            return at
    return min(len(blocks), HEADER_BLOCKS)


def section_between_addresses(text: str, script: str | None) -> str | None:
    """The section that a site's line above the copy names between its addresses, in the copy's own script."""
    if "@" not in text and "www." not in text:
        return None
    found = list(_ADDRESSES.finditer(text))
    between = [text[one.end() : other.start()].strip(" |,;:-") for one, other in pairwise(found)]
    return next((name for name in between if name and _could_be_section(name) and main_script(name) == script), None)


def _could_be_section(name: str) -> bool:
    words = name.split()
    return is_section(name) or (
        len(words) <= FEWEST_HEADLINE_WORDS and all(word[0].isupper() for word in words) and not is_paper_name(name)
    )


def is_quotation_mark(text: str) -> bool:
    """Whether the text is the mark with which a forum begins or ends what a poster quotes."""
    return _QUOTATION.fullmatch(text) is not None


def _cut_source(page: Page, text: str) -> bool:
    """Take a line above the copy that says whom it was taken from, or below a headline a paper's name and a date."""
    source = read_source_line(text)
    if source is None or page.source is not None:
        return False
    if not phrases("layout", "source").start(fold(text.strip(" (["))) and not (
        page.candidates and source.date and is_paper_name(source.name) and not read_byline(text, page.language)
    ):
        return False
    page.source = source
    page.give(rules.SOURCE_LINE, text)
    return True


def _cut_byline(page: Page, text: str) -> bool:
    """Take a byline that also says who took the pictures."""
    byline = read_byline(text, page.language, below_headline=True)
    if byline:
        page.take_byline(byline)
    return byline is not None


def _cut_dates(page: Page, text: str) -> bool:
    """Take a line that is dates, and what goes with them in a masthead, before any other rule looks at it."""
    line = read_date_line(text)
    if line is None or not is_companion(line.before):
        return False
    if line.after[:1] not in _BARS and not is_companion(line.after):
        return False
    return _cut_date_line(page, text, line)


def _cut_labels(page: Page, text: str) -> bool:
    """Take a line of several labels, each with what it says: "Source: The Quay  Author: Jane Roe  Editor: John Poe"."""
    if len(text) > 2 * LONGEST_STANDING_LINE or text.count(":") + text.count("\uff1a") < 2:  # noqa: PLR2004  # two labels
        return False
    starts = [match.start("label") for match in labels_of_a_line().finditer(fold(text))]
    if len(starts) < 2 or starts[0] or len(fold(text)) != len(text):  # noqa: PLR2004  # two labels
        return False
    parts = [text[start:end].strip(" |/;,\u00b7\u3000") for start, end in zip(starts, [*starts[1:], None], strict=True)]
    for part in parts:
        source = read_source_line(part)
        if byline := read_byline(part, page.language, below_headline=True):
            page.take_byline(byline)
        elif line := read_date_line(part):
            page.take_dates(line.dates)
            page.give(rules.DATE_LINE, part)
        elif source and phrases("layout", "source").start(fold(part)):
            page.source = page.source or source
            page.give(rules.SOURCE_LINE, part)
        elif not page.cut_label(part, rules.ADDRESS_ABOVE):
            page.give(rules.BESIDE_DATE, part)
    return True


@cache
def labels_of_a_line() -> re.Pattern[str]:
    """Labels that share a line above the copy, each at its start or behind a space or a bar."""
    layout = ("source", "byline", "desk", "picture")
    words = {fold(word) for table in languages().values() for name in layout for word in table["layout"].get(name, ())}
    words |= {
        fold(word)
        for table in languages().values()
        for role in ("published", "modified")
        for word in table["dates"].get(role, ())
    }
    known = "|".join(sorted((re.escape(word) for word in words if len(word) > 1), key=len, reverse=True))
    return re.compile(
        rf"(?:^|[\s|/;,\u00b7\u3000])(?P<label>(?:{known})\s?[:\uff1a](?=\s?[^\s\d/]|\s?\d{{2,4}}[-./\u5e74]))"
    )


def _cut_above(page: Page, text: str, rule: Rule) -> None:
    """Give a block that stands above a forwarded mail, a quotation, or a press release's banner."""
    if page.cut_label(text, rules.ADDRESS_ABOVE):
        return
    line = read_date_line(text)
    if rule is rules.FORWARD_NOTE or line is None or not (is_companion(line.before) and is_companion(line.after)):
        page.take_head(rule, text) if rule is rules.MASTHEAD else page.give(rule, text)
        return
    page.take_dates(line.dates)
    page.give(rules.DATE_LINE, text)


def _is_introduction(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a poster's own words lead on to the copy: they end in a colon, and a headline with its byline follows."""
    text = blocks[at].text
    if text[-1] not in ":\uff1a" or len(text) > LONGEST_SUMMARY or at + 2 >= len(blocks):
        return False
    below, behind = blocks[at + 1].text, blocks[at + 2].text
    signed = read_byline(behind, page.language, below_headline=True) or read_date_line(behind)
    return is_headline_shaped(below) and bool(signed)


def set_apart(lines: list[str], language: str | None) -> list[str]:
    """The lines with blank ones around each of the first that is a date, a byline or an address: wrapping joins none."""
    bare = [line.strip() for line in lines[: 4 * HEADER_BLOCKS]]
    standing = standing_lines(bare, language)
    if not standing:
        return lines
    head = [
        part for at, line in enumerate(lines[: len(bare)]) for part in (("", line, "") if at in standing else (line,))
    ]
    return head + lines[len(bare) :]


def standing_lines(lines: list[str], language: str | None) -> set[int]:
    """Which of the first lines (stripped) are a date, a byline or an address."""
    found: set[int] = set()
    mail = mail_lines(lines)
    filled = [at for at, line in enumerate(lines[: 4 * HEADER_BLOCKS]) if line][:STANDING_LINES]
    for at in filled:
        line = lines[at]
        if len(line) > LONGEST_STANDING_LINE or at in mail:
            continue
        dated = any(map(str.isdecimal, line)) and (date := read_date_line(line)) and is_companion(date.before)
        if dated or is_address(line) or read_byline(line, language):
            found.add(at)
    return found


def _cut_agency(page: Page, text: str) -> bool:
    """Take a byline that is the name of a news agency, or of the desk and an agency."""
    if not page.candidates or len(text) > LONGEST_DATE_LINE:
        return False
    parts = [part.strip() for part in re.split(r"\s*[|/\u00b7,]\s*", text) if part.strip()]
    if len(parts) == 1 and " " in text and not is_agency(text):
        parts = text.split(maxsplit=1)
    if not parts or not all(map(is_agency, parts)):
        return False
    named = [part for part in parts if fold(part) not in phrases("layout", "desk")]
    page.take_byline(Byline(text, tuple(named or parts)))
    return True


def cut_attribution(page: Page, blocks: list[Block], at: int) -> bool:
    """Take the block if it says who, when or under which section: byline, date line, section label."""
    text = blocks[at].text
    below = bool(page.candidates)
    if (is_section(text) or _is_double_section(text)) and not page.summary:
        page.section = page.section or text
        page.give(rules.SECTION, text)
        return True
    if below and _is_desk_name(page, text):
        page.give(rules.DESK_CREDIT, text)
        return True
    headed = any(word_count(one) >= FEWEST_HEADLINE_WORDS for one in page.candidates.values())
    if headed and not page.byline and _is_role_and_place(text, page.language):
        page.take_byline(Byline(text, (text,) if is_agency(text) else ()))
        return True
    if below and page.byline and is_role(text, page.language) and not is_prose(text):
        page.give(rules.SECOND_BYLINE, text)
        return True
    signed, desk = split_desk(text)
    if byline := read_byline(signed, page.language, below_headline=below):
        page.take_byline(byline)
        if desk:
            page.give(rules.DESK_CREDIT, desk)
        return True
    if byline := _unmarked_byline(page, blocks, at):
        page.take_byline(byline, rules.UNMARKED_BYLINE)
        return True
    if date := placed_date(text):
        page.take_dates((date,))
        page.give(rules.DATE_LINE, text)
        return True
    if (line := read_date_line(text)) and _cut_date_line(page, text, line):
        return True
    if page.headline_at < 0 and all(word_count(one) <= MOST_WEAK_WORDS for one in page.candidates.values()):
        if _LONE_NUMBER.fullmatch(text):
            page.give(rules.PAGE_NUMBER, text)
            return True
        if _is_issue(text) or _is_slug(text, blocks, at):
            page.give(rules.ISSUE_LINE, text)
            return True
        if _POST_NUMBER.match(text) and word_count(text) <= MOST_PLACE_WORDS:
            page.give(rules.FORUM_PANEL, text)
            return True
        if _SITE.fullmatch(text):
            page.take_head(rules.ADDRESS_ABOVE, text)
            return True
    return False


def placed_date(text: str) -> ArticleDate | None:
    """The date of a line such as "London, 17 March 2020"."""
    if len(text) > LONGEST_DATE_LINE:
        return None
    place, date = split_date(text)
    marked = text[len(place) :].lstrip()[:1] in (",", "|", "\u2013", "\u2014", "-", "(", "\u060c")
    if not date or not marked or word_count(place) > MOST_PLACE_WORDS or is_paper_name(place):
        return None
    return date


def _cut_date_line(page: Page, text: str, line: DateLine) -> bool:
    """Take a line with a date, and what else stands on it, if all of it is a label's."""
    after = line.after
    if is_companion(line.before) and is_companion(after):
        page.give(rules.DATE_LINE, text)
    elif is_companion(line.before) and (rule := _beside_date(page, after)):
        page.give(rules.DATE_LINE, text[: text.rindex(after)].rstrip())
        if _cut_labels(page, after):
            page.take_dates(line.dates)
            return True
        page.give(rule, after)
        if rule is rules.SOURCE_LINE:
            page.source = read_source_line(after)
    elif is_companion(after) and _is_head_name(page, line.before, after):
        page.take_head(rules.ABOVE_DATE, line.before.rstrip(" ,|/\u2013\u2014-"))
        page.give(rules.DATE_LINE, text[len(line.before) :].strip())
    elif _is_posting(text, line):
        page.give(rules.DATE_LINE, text[: text.rindex(after)].rstrip() if after else text)
        if after:
            page.give(_beside_date(page, after) or rules.BESIDE_DATE, after)
    else:
        return False
    page.take_dates(line.dates)
    return True


def _is_posting(text: str, line: DateLine) -> bool:
    """Whether a label, or who posted it, stands before a date: behind a colon or a mark, or with the time of day."""
    head = re.split(r"\d", line.before + line.printed, maxsplit=1)[0].rstrip()
    if ends_sentence(line.before) or word_count(line.before) > MOST_WEAK_WORDS:
        return False
    if line.after and line.after[0] not in _BARS and not is_companion(line.after):
        return False
    timed = line.dates[0].precision in ("minute", "second")
    return line.before[-1:] in "\u00bb\u203a:|" or head[-1:] in ":\uff1a" or timed


def _beside_date(page: Page, after: str) -> Rule | None:
    source = read_source_line(after)
    if source and phrases("layout", "source").start(fold(after)) and page.source is None:
        return rules.SOURCE_LINE
    if label := label_rule(after, rules.ADDRESS_ABOVE):
        return label
    return rules.BESIDE_DATE if after[:1] in _BARS else None


def _is_head_name(page: Page, before: str, after: str) -> bool:
    """Whether a name before the date is the paper's: above the headline, in capitals or known as such."""
    name = paper_name(before.rstrip(" ,|/\u2013\u2014-"))
    if page.candidates or not 1 <= word_count(name) <= MOST_WEAK_WORDS:
        return False
    return name.isupper() or is_paper_name(name) or dense_name(name) in page.names or bool(page.at == 0 and after)


def _cut_foreign(page: Page, text: str) -> None:
    if page.at - 1 in page.candidates and not is_paper_name(text) and word_count(text) >= FEWEST_HEADLINE_WORDS:
        page.foreign = page.foreign or (page.at, text)
        return
    page.take_head(rules.FOREIGN_HEADER, text)


def _is_issue(text: str) -> bool:
    """Whether the line is an issue's number, year or price: words for them and digits, or digits with a letter or two."""
    if len(text) > LONGEST_WEAK_LABEL or not any(map(str.isdecimal, text)):
        return False
    return is_companion(text) and (len(text) <= len("65p A4") or phrases("layout", "issue").start(fold(text)) > 0)


def _all_head(page: Page) -> bool:
    """Whether all that could be a headline so far is the name of a paper, or in capitals."""
    return all(
        word_count(text) <= MOST_WEAK_WORDS
        and (text.isupper() or is_paper_name(text) or dense_name(paper_name(text)) in page.names)
        for text in page.candidates.values()
    )


def _is_slug(text: str, blocks: list[Block], at: int) -> bool:
    """Whether a line above the headline is a wire's slug: its first word is letters and digits mixed."""
    word = text.split(maxsplit=1)[0]
    mixed = len(word) >= SHORTEST_SLUG and any(map(str.isdecimal, word)) and any(map(str.isalpha, word))
    if not mixed or not word.isalnum() and not _MARKED_SCRIPT.search(word) or word_count(text) > MOST_SLUG_WORDS:
        return False
    above = at + 1 < len(blocks) and (
        is_headline_shaped(blocks[at + 1].text) or len(blocks[at + 1].text) < LONGEST_DATE_LINE
    )
    return above and not is_prose(text) and text[-1] not in ":,;" and word[0].isalpha() and word[-1].isdecimal()


def _cut_signed(page: Page, text: str) -> bool:
    """Take a name and an address of mail that share a line."""
    named = _beside_address(page, text)
    if named:
        page.take_byline(Byline(named[0], named[1]), rules.UNMARKED_BYLINE)
        page.give(rules.ADDRESS_ABOVE, named[2])
    return named is not None


def _beside_address(page: Page, text: str) -> tuple[str, tuple[str, ...], str] | None:
    """A name before an address of mail on the same line: the name as printed, the names, the address."""
    match = _MAIL.search(text)
    if match is None or match.end() < len(text.rstrip(" )>")) or page.byline:
        return None
    said = text[: match.start()].rstrip(" (<|,/\u00b7")
    signed = read_byline(said, page.language, below_headline=True)
    authors = signed.authors if signed else read_lone_name(without_roles(said, page.language), page.language)
    return (said, authors, text[len(said) :].strip()) if authors else None


def _is_role_and_place(text: str, language: str | None) -> bool:
    """Whether a line says what its writer is and where, and gives no name: "Our correspondent, Port Ellery"."""
    role, comma, place = text.replace("\u060c", ",").partition(",")
    known = [phrases("layout", "role", name) for name in {"en", language or "en"}]
    if len(text) > LONGEST_DATE_LINE or not any(fold(role.strip()) in roles for roles in known):
        return False
    if word_count(place) > MOST_PLACE_WORDS - 1:
        return False
    return bool(comma) or " " in role.strip() and language not in (None, "en")


def _is_desk_name(page: Page, text: str) -> bool:
    """Whether a word for translating or editing and a name stand alone: "Traducci\u00f3n Juan Prados"."""
    length = phrases("layout", "desk", page.language or "en").start(fold(text)) if len(text) <= LONGEST_DATE_LINE else 0
    return (
        length > 1
        and text[length : length + 1].isspace()
        and bool(read_lone_name(text[length:].strip(), page.language))
    )


def _is_double_section(text: str) -> bool:
    """Whether a line is a section in two languages, or two of them: "Valle / Tal"."""
    parts = re.split(r"\s/\s|\s&\s|\s\u00b7\s", text)
    return (
        len(parts) > 1
        and len(text) <= LONGEST_WEAK_LABEL
        and is_section(parts[0])
        and word_count(text) <= MOST_WEAK_WORDS
    )


def _goes_on_in_headline(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a headline is printed in two lines: the second goes on in lower case, and copy or a label stands below."""
    if at + 2 >= len(blocks) or page.byline or not is_headline_shaped(blocks[at].text.rstrip(_COMMAS)):
        return False
    broken = blocks[at].text[-1] in _COMMAS
    below, behind = blocks[at + 1], blocks[at + 2]
    if below.page_line or len(blocks[at].text) > LONGEST_HEADLINE_LINE or len(below.text) > LONGEST_HEADLINE_LINE:
        return False
    if ends_sentence(below.text) or is_prose(below.text) or below.text[-1] in ",;:-":
        return False
    if broken:
        return is_headline_shaped(below.text[:1].upper() + below.text[1:]) and not is_headline_shaped(behind.text)
    return (
        below.text[0].islower()
        and not behind.text[:1].islower()
        and any(is_prose(block.text) for block in blocks[at + 2 : at + 2 + MOST_WEAK_WORDS])
    )


def _joined(text: str, below: str) -> str:
    return f"{text}{below}" if is_unspaced(below[0]) or text[-1] in "\u3001\uff0c" else f"{text} {below}"


def _is_weak_label(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a short line in lower case, above the headline, is a label of the page: its copy does not go on."""
    text = blocks[at].text
    if len(text) > LONGEST_WEAK_LABEL or word_count(text) > MOST_WEAK_WORDS or ends_sentence(text):
        return False
    if text[-1] in ",;:-" or not (text[0].islower() or text[0].isdecimal()):
        return False
    below = [block.text for block in blocks[at + 1 : at + 1 + HEADER_BLOCKS]]
    return any(map(is_headline_shaped, below[:MOST_WEAK_WORDS]))


def _is_summary(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether a sentence or two below the headline stand above what opens the story."""
    text = blocks[at].text
    if page.summary or page.byline or len(text) > LONGEST_SUMMARY or at + 2 > len(blocks) - 1:
        return False
    if max(page.candidates) != at - 1:
        return False
    below = blocks[at + 1]
    if below.page_line:
        return False
    if read_byline(below.text, page.language, below_headline=True) or parse_printed_date(below.text):
        return True
    if _unmarked_byline(page, blocks, at + 1):
        return True
    dateline = read_dateline(below.text)
    return dateline is not None and (dateline.place.isupper() or len(dateline.as_printed) > len(dateline.place))


def _forwarded(blocks: list[Block]) -> int:
    """The index of the last mark of a forwarded mail; above it stands what its sender wrote."""
    marks = [
        at
        for at, block in enumerate(blocks[:HEADER_BLOCKS])
        if block.page_line is rules.FORWARD_MARK or block.text.lower().startswith("[quote")
    ]
    return marks[-1] if marks else 0


def _released(blocks: list[Block]) -> int:
    """The index of the last banner of a press release, where nothing above it is copy: that is its sender's letterhead."""
    found = 0
    for at, block in enumerate(blocks[:LETTERHEAD_BLOCKS]):
        if is_prose(block.text) and len(block.text) > LONGEST_HEADLINE_LINE:
            return 0 if at < found else found
        if len(block.text) <= LONGEST_WEAK_LABEL and not block.page_line and is_release_banner(block.text):
            found = at
    return found


def _goes_on(page: Page, blocks: list[Block], at: int) -> bool:
    """Whether the next block goes on in lower case: then the two are copy that was cut into lines."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        below is not None
        and below.page_line is None
        and below.text[:1].islower()
        and label_rule(below.text, rules.ADDRESS_ABOVE) is None
        and read_byline(below.text, page.language) is None
        and read_date_line(below.text) is None
        and not is_section(below.text)
        and not (
            _all_head(page)
            and (not page.candidates or is_paper_name(blocks[at].text))
            and _is_weak_label(page, blocks, at + 1)
        )
    )


def _unmarked_byline(page: Page, blocks: list[Block], at: int) -> Byline | None:
    """A name without "By" that shares its line with a date, or stands beside one, or between headline and copy."""
    text = blocks[at].text
    if len(text) > 2 * LONGEST_DATE_LINE or page.byline or not page.candidates:
        return None
    own = [
        one
        for place, one in page.candidates.items()
        if blocks[place].page_line is None and not is_paper_name(one) and dense_name(paper_name(one)) not in page.names
    ]
    headline = max(own, key=word_count, default="")
    if word_count(headline) < FEWEST_HEADLINE_WORDS or text in page.candidates.values():
        return None
    named, date = split_date(text)
    if not date and not _opens_copy(blocks, at, page.language):
        return None
    if text.isupper() and (headline.isupper() or any(text in block.text for block in blocks[at + 1 : at + 8])):
        return None
    authors = () if is_paper_name(named) else read_lone_name(named, page.language)
    caseless = text[0].lower() == text[0].upper()
    long = caseless and any(len(name.split()) > FEWEST_NAME_WORDS for name in authors)
    if authors and (not long or date or _is_beside_date(blocks, at)):
        return Byline(before_date(text, date), authors, date)
    if not date or len(text) > LONGEST_DATE_LINE or not FEWEST_NAME_WORDS <= word_count(named) <= MOST_PLACE_WORDS:
        return None
    authors = () if is_paper_name(named) else read_names(named, page.language)
    return Byline(before_date(text, date), authors, date) if authors and not text.isupper() else None


def _is_beside_date(blocks: list[Block], at: int) -> bool:
    near = [blocks[place].text for place in (at - 1, at + 1) if 0 <= place < len(blocks)]
    return any(len(text) <= 2 * LONGEST_DATE_LINE and read_date_line(text) for text in near)


def _opens_copy(blocks: list[Block], at: int, language: str | None) -> bool:
    """Whether a date line stands beside the block, or copy right below it."""
    if _is_beside_date(blocks, at):
        return True
    for block in blocks[at + 1 : at + 4]:
        label = label_rule(block.text, rules.ADDRESS_ABOVE)
        if is_prose(block.text) or label is rules.CAPTION:
            return True
        if label is None and not is_role(block.text, language):
            return False
    return False
