"""Navigation: what the page offers its reader, from "share this" and menus to "continued on page 5"."""

import re
from functools import cache

from service.layout.addresses import BARS
from service.layout.shapes import ends_sentence, word_count
from service.words import fold, is_unspaced, phrases
from service.words.within import Within, at_words

LONGEST_PROMPT = 120
MOST_PROMPT_WORDS = 12
# An invitation that is a whole sentence opens with so many words that copy would hardly open with.
FEWEST_SENTENCE_PROMPT_WORDS = 4
# In scripts without spaces a shorter phrase opens ordinary words too ("collect" opens "collector").
SHORTEST_UNSPACED_PROMPT = 4
LONGEST_JUMP = 60
# In scripts without spaces two characters count as a word.
MOST_READING_WORDS = 8
LONGEST_MENU = 150
MOST_ITEM_WORDS = 4
# "Joined 3 May 2017, 10:02"; in scripts without spaces so many characters beside those of dates.
MOST_PANEL_WORDS = 4
FEWEST_MENU_ITEMS = 3

_ADDRESS = re.compile(r"(?:https?://|www\.)\S|[\w.+-]@[\w-]|\bt\.me/", re.ASCII)
_LEADING = re.compile(r"^[^\w#]+")
_TRAILING = " .!\u2026\u00bb>\u2192)]\u203a"
_COLONS = (":", "\uff1a")
_CRUMB = re.compile(r"\s*[>\u203a\uff1e\u2192]+\s*|\s[\u00bb\u2039\u00ab<]+\s")
_SLASHES = re.compile(r"\s/\s")
_SLUG = re.compile(r"(?:[^\W\d_][\w .-]{1,24}/){2,}")
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e'\u2019\u200c+-]+[^\W_]*)*")
# A line that nothing but a pointer opens is a link to another page.
_POINTED = re.compile(r"(?:>>|\u00bb|\u25ba|\u25b6|\u27a4|\u2192|\u261e|\U0001f449)+\s*\w")
_DAY_OR_TIME = re.compile(r"\d[.:/-]\d")
_JUMP_IN_HAN = re.compile(
    "[\uff08(]?(?:\u4e0a\u63a5|\u4e0b\u8f6c|\u4e0b\u8f49|\u63a5|\u8f6c|\u8f49)\u7b2c?"
    "[\\d\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u7248[\uff09)]?"
)
# American papers: "See BRIDGE, page A5", "BRIDGE From A1".
_JUMP_BY_SLUG = re.compile(
    r"(?:(?:See|SEE|From|FROM) [A-Z]{3,}(?: [A-Z]+){0,3},? (?:[Pp]age |PAGE |on )?"
    r"|[A-Z]{3,}(?: [A-Z]+){0,3},? (?:[Ff]rom|FROM|[Pp]age|PAGE)(?: [Pp]age)? )[A-Z]?\d{1,2}"
)
_COUNTED = re.compile(r"\d[\d.,]{0,8} ?")
_COUNTER = re.compile(r"[^\W\d][^\d.,;:!?]{1,20}[(\uff08]\d{1,6}[)\uff09]")
LONGEST_COUNTER = 28
_DATE_SIGNS = re.compile("[\u5e74\u6708\u65e5\u65f6\u6642\u5206]")
# Marks that point at a link.
_POINTERS = "\u25b6\u25ba\u25b8\u27a4\u2192\u261e\u25bc\u00bb"
_PLATFORMS = frozenset((
    "facebook", "twitter", "x", "whatsapp", "telegram", "instagram", "youtube", "linkedin", "pinterest", "tiktok",
    "line", "viber", "vk", "reddit", "email", "e-mail", "rss", "pdf", "url", "a", "aa", "google", "wechat", "weibo",
    "threads", "bluesky", "mastodon", "xing",
))  # fmt: skip


def is_prompt(text: str) -> bool:
    """An invitation to share, subscribe or read on, which the page put between the copy."""
    if len(text) > LONGEST_PROMPT:
        return False
    folded = _LEADING.sub("", fold(text))
    length = phrases("layout", "prompt").start(folded)
    if not length:
        return _POINTED.match(text) is not None and "\u00ab" not in text and not ends_sentence(text)
    phrase, rest = folded[:length], folded[length:].strip(_TRAILING)
    if not rest.strip("(0123456789") or rest.startswith(_COLONS) or text[0] in _POINTERS:
        return True
    if " " not in phrase and (not is_unspaced(phrase[0]) or length < SHORTEST_UNSPACED_PROMPT):
        return False
    if ends_sentence(text) and len(phrase.split()) < FEWEST_SENTENCE_PROMPT_WORDS:
        return _ADDRESS.search(text) is not None or "newsletter" in rest or is_edge_prompt(text)
    return word_count(rest) <= MOST_PROMPT_WORDS


def is_heading(text: str) -> bool:
    """Whether an invitation is a heading, with nothing behind it but a colon."""
    folded = _LEADING.sub("", fold(text)).rstrip(" :\uff1a]\u3011")
    return folded in phrases("layout", "prompt")


def is_edge_prompt(text: str) -> bool:
    """A short line that speaks of browsers, newsletters and unsubscribing: an invitation at the edge of a page."""
    return len(text) <= LONGEST_PROMPT and _within().search(fold(text)) is not None


@cache
def _within() -> Within:
    return at_words(phrases("layout", "prompt_within"), whole=False)


def is_menu(text: str) -> bool:
    """A path to the page ("Home > Sport"), a menu, or a row of buttons."""
    if len(text) > LONGEST_MENU or ends_sentence(text) or _DAY_OR_TIME.search(text):
        return False
    return _is_path(text) or _is_row_of_buttons(text)


def _is_path(text: str) -> bool:
    if _SLUG.fullmatch(text):
        return True
    if "\u00ab" in text and "\u00bb" in text:
        return False
    for marks, fewest in ((_CRUMB, 2), (_SLASHES, FEWEST_MENU_ITEMS)):
        items = [item.strip() for item in marks.split(text) if item.strip()]
        if marks is _SLASHES and any(map(str.isdecimal, text)):
            continue
        from_home = len(items) > 1 and fold(items[0]) in phrases("layout", "control")
        if (len(items) >= fewest or from_home) and all(_is_item(item) for item in items):
            return True
    return False


def _is_item(item: str) -> bool:
    return (
        any(map(str.isalpha, item))
        and word_count(item) <= MOST_ITEM_WORDS
        and item[:1] not in "\"'\u201c("
        and ":" not in item
    )


def _is_row_of_buttons(text: str) -> bool:
    """Whether most of the line is words of buttons, numbers aside."""
    known, strange = _buttons(fold(text))
    if known == 0 or (known + strange == 1 and not any(map(str.isdecimal, text))):
        return False
    bars = [item for item in BARS.split(text) if item]
    if len(bars) >= FEWEST_MENU_ITEMS and all(word_count(item) <= MOST_ITEM_WORDS for item in bars):
        return ":" not in text or known > strange
    if len(bars) > 1:
        return known >= 2 * strange
    return (known > 1 or strange == 0) and known >= 3 * strange


# Behind so many other words a line without bars is no row of buttons, whatever follows.
MOST_STRANGE = 4


def _buttons(folded: str) -> tuple[int, int]:
    """How many phrases of buttons the text is made of, and how many other words."""
    known = strange = at = 0
    barred = BARS.search(folded) is not None
    control, prompt, page, of = (phrases("layout", name) for name in ("control", "prompt", "page", "page_of"))
    while match := _TOKEN.search(folded, at):
        at = match.start()
        rest = folded[at:]
        length = max(control.start(rest), prompt.start(rest))
        word = match[0]
        if length:
            known += 1
        elif word in _PLATFORMS or word in page or word in of or word.rstrip("+-").isdecimal():
            length = len(word)
        else:
            strange, length = strange + 1, len(word)
            if known == 0 and strange > MOST_STRANGE and not barred:
                break
        at += max(length, 1)
    return known, strange


def is_reading_time(text: str) -> bool:
    """How many minutes the page takes to read."""
    if len(text) > LONGEST_JUMP or not any(map(str.isdecimal, text)) or word_count(text) > MOST_READING_WORDS:
        return False
    return _reading_time().search(fold(text)) is not None


@cache
def _reading_time() -> Within:
    words = phrases("layout", "reading_time")
    return Within(words, words.any_of)


def is_button(text: str) -> bool:
    """A button's word, alone."""
    return fold(text) in phrases("layout", "control")


def is_jump_line(text: str) -> bool:
    """Where the article goes on behind another page, or came from."""
    if len(text) > LONGEST_JUMP or ends_sentence(text.rstrip(").")):
        return False
    if _JUMP_IN_HAN.fullmatch(text) or _JUMP_BY_SLUG.fullmatch(text):
        return True
    if not any(map(str.isdecimal, text)):
        return False
    folded = fold(text)
    bare = _LEADING.sub("", folded)
    jumps = phrases("layout", "jump")
    length = jumps.start(bare)
    if not length and bare[:1].isdecimal():
        bare = re.sub(r"^\d+\W*", "", bare)
        length = jumps.start(bare)
    return length > 0 and word_count(bare[length:]) <= MOST_ITEM_WORDS + 2


def is_counter(text: str) -> bool:
    """A word or two and how many there are of it, in brackets: "Comments (12)"."""
    return len(text) <= LONGEST_COUNTER and _COUNTER.fullmatch(text) is not None and word_count(text) <= MOST_ITEM_WORDS


@cache
def _pages() -> re.Pattern[str]:
    page, of = (phrases("layout", name).any_of for name in ("page", "page_of"))
    return re.compile(rf"(?:{page})\.?\s?\d{{1,4}}\s?(?:/|{of})\s?\d{{1,4}}(?!\w)")


def is_forum_panel(text: str) -> bool:
    """What a forum prints beside a poster's name: a word for it, and a number or a date."""
    if len(text) > LONGEST_MENU or not (any(map(str.isdecimal, text)) or ":" in text[1:LONGEST_COUNTER]):
        return False
    bare = _LEADING.sub("", fold(text))
    if pages := _pages().match(bare):
        return word_count(bare[pages.end() :]) <= MOST_PROMPT_WORDS and bool(bare[pages.end() :].strip())
    if counted := _COUNTED.match(bare):
        bare = bare[counted.end() :]
    length = phrases("layout", "forum").start(bare)
    rest = bare[length:].lstrip(" ")
    if counted and length and (not rest or BARS.match(rest)):
        return word_count(rest) <= MOST_PROMPT_WORDS
    if not length or ends_sentence(text.rstrip(".")):
        return False
    if rest.startswith(_COLONS):
        return word_count(rest) <= (MOST_PROMPT_WORDS if any(map(str.isdecimal, text)) else MOST_PANEL_WORDS)
    # A date may stand behind; more is a headline: "Points 5 players will remember".
    said = sum(map(str.isalpha, _DATE_SIGNS.sub("", rest))) if is_unspaced(bare[0]) else word_count(rest)
    return rest.lstrip("(#")[:1].isdecimal() and said <= MOST_PANEL_WORDS
