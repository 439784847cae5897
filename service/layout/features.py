"""What can be seen of a short block that no rule claims, as names: its place, shape, words and neighbours."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from service.layout.imprints import PHONE_NUMBER
from service.layout.paragraphs import Block
from service.layout.shapes import LONG_UNSPACED_PROSE, ends_sentence, is_prose, main_script, word_count
from service.layout.wrapping import width
from service.words import MOST_KEPT, fold, is_unspaced, phrases

# What a block is to its neighbours: a label that a rule knows, one that stands among copy too, copy that runs on, or
# none of these.
LABEL, ASIDE, COPY, SHORT, EDGE = "label", "aside", "copy", "short", "edge"
# A page's copy is prose of half so many columns as its longest, within these bounds.
SHORTEST_COPY = 50, 100
LONGEST_WEIGHED = 300
# Labels are counted among so many neighbours.
REACH = 12

_LENGTHS, _WORDS = (8, 14, 22, 34, 50, 70, 100, 150, 220), (1, 2, 3, 5, 8, 12, 18, 28)
# A year has so many digits, a telephone number more.
_YEAR_DIGITS = 4
_ADDRESS = re.compile(
    r"@\w|www\.|https?:|\b[\w-]{2,}\.(?:com|org|net|info|example|[a-z]{2})\b", re.ASCII | re.IGNORECASE
)
_BARS = re.compile(r"[|\uff5c\u2022\u00b7\u30fb\u203a\u00bb]|\s[/<>-]\s|//|\s\u2013\s")
_COMMAS = re.compile("[,\u060c\uff0c\u3001]")
_LABELLED = re.compile(r"[^:\uff1a]{2,40}[:\uff1a]\s?\S")
_DIGITS = re.compile(r"\d+")
_POINTERS = frozenset(
    "\u25b6\u25ba\u25b8\u27a4\u2192\u261e\u25bc\u00bb\u203a>\u2605\u2606\u25a0\u25a1\u25c6\u25cf\u25cb\u25b2\u25b3"
    "\u203b\u2666\u2709\u260e\u2022*#_~=+\u00a9"
)
_QUOTES = frozenset("\"'\u201c\u201e\u2018\u00ab\u300c\u300e\u2014\u2013-\u201d\u2019")
_BRACKETS = frozenset("[(\u3010\uff08\u3008\u300a<\u2039{")
_ASKS = frozenset("?\uff1f\u061f!\uff01")
# Marks that end a block: what they are called.
_ENDS = {
    **dict.fromkeys(":\uff1a", "colon"),
    **dict.fromkeys(",;\u060c\uff0c\u3001\uff1b", "comma"),
    **dict.fromkeys(")]\u3011\uff09", "bracket"),
}
_MARKS = (
    ".,:;!?()[]{}<>\"'\u2018\u2019\u201c\u201d\u00ab\u00bb|/\u00b7\u2022*#_~=+\u2013\u2014-\u2026\u3010\u3011\uff08\uff09"
    "\uff1a\uff0c\u3002\u3001\u060c\u061f\u0964\u06d4"
)
# Lists of words whose phrases are of a kind.
_GROUPS = {
    "offer": ("prompt", "prompt_within", "control", "jump", "login", "commenting", "reading_time", "forum"),
    "notice": ("rights", "note", "license", "about", "contact", "end_mark", "farewell", "release", "press_release"),
    "imprint": ("phone", "imprint", "issue", "page", "publication", "board", "mail_from", "mail_to"),
    "people": ("role", "byline", "agencies", "picture", "desk", "picture_agency", "contributed"),
}
SHORTEST_TELLING = 3


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as its blocks look at each other: between `first` and `last` stands its copy.

    What a block is to its neighbours is asked of `state`.
    """

    blocks: Sequence[Block]
    state: Callable[[int], str]
    first: int
    last: int
    script: str | None
    common: frozenset[str]

    def region(self, at: int) -> str:
        """Whether a block stands above all copy, below it or within."""
        return "head" if at < self.first else "foot" if at > self.last else "within"

    def near(self, at: int) -> str:
        """What the block at a place is, which may be beyond the page's edge."""
        return self.state(at) if 0 <= at < len(self.blocks) else EDGE


def runs_on(text: str) -> bool:
    """Whether a block is prose, in Thai too, which sets spaces between its sentences."""
    if is_prose(text):
        return True
    if len(text) < LONG_UNSPACED_PROSE or text.isascii():
        return False
    return any(map(is_unspaced, text[:: len(text) // 4]))


def copy_size(text: str) -> int:
    """How long a block is that runs on as copy does, in columns; 0 where it does not."""
    return width(text) if len(text) >= SHORTEST_COPY[0] // 2 and runs_on(text) else 0


def features_of(page: Outline, at: int) -> list[str]:
    """The features of a block in its place."""
    text = page.blocks[at].text
    return [*shape_of(text, page.script), *place_of(page, at), *words_of(text, page.common)]


def place_of(page: Outline, at: int) -> list[str]:
    """Where a block stands, and between what."""
    size, where = len(page.blocks), page.region(at)
    above, below = page.near(at - 1), page.near(at + 1)
    found = [f"above:{above}", f"below:{below}", f"between:{above}-{below}", _gaps(page.blocks, at)]
    found += [f"above2:{page.near(at - 2)}", f"below2:{page.near(at + 2)}"]
    if where == "within":
        return [*found, f"from-first:{min(at - page.first, 4)}", f"to-last:{min(page.last - at, 4)}"]
    top, end = (0, page.first) if where == "head" else (page.last + 1, size)
    if where == "head":
        found += [f"from-top:{min(at, 4)}", f"to-copy:{min(end - at, 5)}"]
    else:
        found += [f"to-end:{min(end - 1 - at, 4)}", f"from-copy:{min(at - page.last, 5)}"]
    return found + _among(page, at, range(max(top, at - REACH), min(end, at + 1 + REACH)))


def _among(page: Outline, at: int, zone: range) -> list[str]:
    """What stands above and below a block in its zone."""
    over = [page.state(near) for near in range(zone.start, at)]
    under = [page.state(near) for near in range(at + 1, zone.stop)]
    labels = over.count(LABEL), under.count(LABEL)
    short = (near for near in range(at + 1, zone.stop) if under[near - at - 1] == SHORT)
    prose = sum(runs_on(page.blocks[near].text) for near in short)
    return [
        f"prose-below:{min(prose, 2)}",
        f"runs-on:{runs_on(page.blocks[at].text):d}-{min(labels[0], 2)}-{min(labels[1], 2)}",
        f"labels-above:{min(labels[0], 3)}",
        f"labels-below:{min(labels[1], 3)}",
        f"shorts-above:{min(over.count(SHORT), 3)}",
    ]


def _gaps(blocks: Sequence[Block], at: int) -> str:
    below = at + 1 < len(blocks) and not blocks[at + 1].apart
    return f"close:{at > 0 and not blocks[at].apart:d}{below:d}"


@lru_cache(MOST_KEPT)
def shape_of(text: str, script: str | None) -> tuple[str, ...]:
    """What a block looks like, wherever it stands."""
    words, size = word_count(text), width(text)
    digits = sum(map(len, _DIGITS.findall(text)))
    many = 0 if not digits else 1 if digits < _YEAR_DIGITS else 2 if 3 * digits < len(text) else 3
    found = [
        f"length:{bisect_left(_LENGTHS, size)}",
        f"words:{bisect_left(_WORDS, words)}",
        f"opens:{_opening(text)}",
        f"ends:{_ending(text)}",
        f"digits:{many}",
        f"bars:{min(len(_BARS.findall(text[1:-1])), 3)}",
        f"commas:{min(len(_COMMAS.findall(text)), 3)}",
    ]
    if text.upper() != text.lower():
        found.append(f"case:{_case(text)}")
    seen = {
        "address": _ADDRESS.search(text),
        "telephone": digits > _YEAR_DIGITS + 1 and PHONE_NUMBER.search(text),
        "labelled": _LABELLED.match(text),
        "foreign": main_script(text) not in (script, None),
        "prose": runs_on(text),
    }
    return (*found, *(name for name, is_so in seen.items() if is_so))


def _case(text: str) -> str:
    if text.isupper():
        return "upper"
    words = text.split()
    return "title" if len(words) > 1 and 3 * sum(word[0].isupper() for word in words) > 2 * len(words) else "lower"


def _opening(text: str) -> str:
    char = text[0]
    if char.isdecimal():
        return "digit"
    if char in _QUOTES:
        return "quote"
    if char in _BRACKETS:
        return "bracket"
    if char in _POINTERS or not char.isalnum():
        return "pointer"
    return "lower" if char.islower() else "letter"


def _ending(text: str) -> str:
    char = text[-1]
    if ends_sentence(text):
        asks = text.rstrip("\"'\u201d\u00bb)")[-1:] in _ASKS
        return "question" if asks else "ellipsis" if char == "\u2026" else "stop"
    if char in _ENDS:
        return _ENDS[char]
    if char.isdecimal():
        return "digit"
    return "letter" if char.isalnum() or char > "\u0300" else "mark"


def words_of(text: str, common: frozenset[str]) -> list[str]:
    """Of which kinds of labels the words of a block are known; `common` words of copy tell nothing."""
    words = tokens(text)
    unspaced = not text.isascii() and is_unspaced(text[len(text) // 2])
    found = []
    for group, (heard, phrases_of) in telling().items():
        hits = len((words & heard) - common) + (_unspaced_hits(text, phrases_of) if unspaced else 0)
        if hits:
            found.append(f"{group}:{min(hits, 3)}")
            if 2 * hits >= len(words):
                found.append(f"{group}:most")
    return found or ["no-word"]


def tokens(text: str) -> frozenset[str]:
    """The words of a text, folded, without marks around them."""
    return frozenset(bare for word in fold(text).split() if len(bare := word.strip(_MARKS)) >= SHORTEST_TELLING)


def _unspaced_hits(text: str, known: Mapping[str, tuple[str, ...]]) -> int:
    hits = at = 0
    while at < len(text) - 1:
        length = next((len(one) for one in known.get(text[at : at + 2], ()) if text.startswith(one, at)), 0)
        hits += length > 0
        at += length or 1
    return hits


@cache
def telling() -> Mapping[str, tuple[frozenset[str], Mapping[str, tuple[str, ...]]]]:
    """By group the words of its phrases, and the phrases of scripts without spaces by their first two characters."""
    return {group: _telling_of(names) for group, names in _GROUPS.items()}


def _telling_of(names: tuple[str, ...]) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    known = [phrase for name in names for phrase in phrases("layout", name)]
    words = frozenset(word for phrase in known if not is_unspaced(phrase[0]) for word in tokens(phrase))
    starts: dict[str, list[str]] = {}
    for phrase in sorted(known, key=lambda phrase: (-len(phrase), phrase)):
        if is_unspaced(phrase[0]) and len(phrase) > 1:
            starts.setdefault(phrase[:2], []).append(phrase)
    return words, {start: tuple(found) for start, found in starts.items()}
