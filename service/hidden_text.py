"""Text that is hidden in a text: characters that no reader sees and that spell something for a machine."""

import re
from typing import NamedTuple

# Tags spell only in the flags of parts of countries: a black flag, a region's code, an end.
_TAG = "[\U000e0000-\U000e007f]"
_FLAG = "\U0001f3f4[\U000e0061-\U000e007a]{2}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,3}\U000e007f"
_TAGS = re.compile(f"({_FLAG})|{_TAG}+")

# One selector says how the character before it is drawn. What takes one (Unicode's emoji-variation-sequences and
# StandardizedVariants, and the ideographic database): any emoji; Han and its marks; mathematics, Myanmar and the rest.
_SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_EMOJI = (
    "#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OTHERS = "0\u1000-\u109f\u2200-\u22ff\u2a00-\u2aff\u3001\u3002\uff01-\uff60\ua840-\ua87f\U00010ac0-\U00010aff"
_SELECTORS = re.compile(
    f"(?<=[{_EMOJI}])([\ufe0e\ufe0f]){_SELECTOR}*"
    f"|(?<=[{_HAN}])([\ufe00-\ufe02\U000e0100-\U000e01ef]){_SELECTOR}*"
    f"|(?<=[{_OTHERS}])([\ufe00-\ufe02]){_SELECTOR}*"
    f"|{_SELECTOR}+"
)

# Characters without width, of which two or more kinds in one run write bits: so many are a byte.
_NO_WIDTH = "\u200b-\u200f\u2060-\u2064\ufeff\u180e"
SHORTEST_MESSAGE = 8
_RUN = re.compile(f"[{_NO_WIDTH}]{{{SHORTEST_MESSAGE},}}")
# A byte order mark, a word joiner and marks of annotation print nothing. A space of no width marks word boundaries in
# Thai, Lao, Burmese and Khmer; elsewhere it is left over from a web page.
_NOT_PRINTED = "\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
_UNPRINTED = re.compile(f"[{_NOT_PRINTED}]+")
_WORD_MARKED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_SPACE = re.compile(f"\u200b(?<![{_WORD_MARKED}].)|\u200b(?![{_WORD_MARKED}])")
# A joiner said twice says no more than once; between letters that never join, it says nothing.
_JOINERS = re.compile("([\u200c\u200d])\\1+")
_JOINS_NOTHING = (
    "\u0020-\u052f\u10a0-\u11ff\u1e00-\u1fff\u2126-\u212b\u2329\u232a\u2c00-\u2dff\u2e80-\u9fff\ua640-\ua7ff"
    "\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_IDLE_JOINER = re.compile(f"[\u200c\u200d](?<=[{_JOINS_NOTHING}].)[\u200c\u200d]*(?=[{_JOINS_NOTHING}])")

_ANY = re.compile(f"[\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef{_NO_WIDTH}{_NOT_PRINTED}]")
_TAG_OR_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]")
# Taking one out can bring others together. So deep none has been seen, and hostile text is not followed further.
_MOST_LAYERS = 4


class Shown(NamedTuple):
    """A text without what is hidden in it, and of how many characters that was."""

    text: str
    hidden: int


def take_out_hidden(text: str) -> Shown:
    """Take out tag characters, variation selectors and what has no width, but for those that do their own work.

    Flags, emoji and its variants, variants of Han and joiners of Arabic, Indic and other scripts stay. As hidden text
    count runs of two and more of them, and of characters without width those that can hold a byte.
    """
    hidden = 0
    for _ in range(_MOST_LAYERS):
        if not _ANY.search(text):
            return Shown(text, hidden)
        before = text
        text, counted = _take_out_layer(text)
        hidden += counted
        if text == before:
            return Shown(text, hidden)
    return Shown(_ANY.sub("", text), hidden)


def _take_out_layer(text: str) -> Shown:
    hidden = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal hidden
        kept = next(filter(None, found.groups()), "")
        cut = len(found[0]) - len(kept)
        hidden += cut if cut > 1 else 0
        return kept

    def bits(found: re.Match[str]) -> str:
        nonlocal hidden
        if len(set(found[0])) == 1:
            return found[0]
        hidden += len(found[0])
        return ""

    marked = _TAG_OR_SELECTOR.search(text)
    text = _RUN.sub(bits, _TAGS.sub(keep, text) if marked else text)
    text = _SPACE.sub("", _UNPRINTED.sub("", text))
    if marked:
        text = _SELECTORS.sub(keep, text)
    text = _JOINERS.sub(r"\1", text)
    return Shown(_IDLE_JOINER.sub("", text), hidden)
