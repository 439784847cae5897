"""Character clean-up: one form for each character and line end, and nothing in the text that is never printed."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from service.hidden_text import Shown, take_out_hidden
from service.mojibake import repair

# UAX #15 (Stream-Safe Text): no language stacks more marks, and normalising a longer run takes quadratic time.
LONGEST_MARK_RUN = 30
# Text wrongly decoded three times over has been seen, more never; the bound keeps hostile text from looping.
MOST_REPAIRS = 4

_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\u2028": "\n", "\x0c": "\n\n", "\u2029": "\n\n"}
# A word that a soft hyphen divides is whole on the line where it begins, which keeps the lengths of the lines.
_HYPHENATED = re.compile("((?:\u00ad\n[ \t]*[^\\s\u00ad]+)+)\u00ad*[ \t]*(\n?)")
_HYPHENATION = re.compile("\u00ad\n?[ \t]*")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]+")
# Controls that no text has. A page with the number of one (`&#146;`), or a file in Windows-1252 read as Latin-1, means
# what Windows-1252 prints there, which is how browsers read it (HTML Standard, numeric references).
_C1 = re.compile("[\x80-\x9f]")
_PRINTED = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNTIDY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)
# Marks are no word characters: a quick test for a run that the slow, exact pattern should look at.
_LONG_RUN = re.compile(rf"[^\w\s]{{{LONGEST_MARK_RUN + 1}}}")
_NO_LATIN_RUN = re.compile(f"[^\x00-\u02ff]{{{LONGEST_MARK_RUN + 1}}}")
# Letters with a nukta in Devanagari, Bengali, Gurmukhi and Oriya, which a keyboard types as one and NFC makes two
# (Unicode's composition exclusions). Summaries in Bengali lost .09 of ROUGE-1 to it: no reader, search or model that
# was given the text as printed finds the words again.
_TAKEN_APART = "\u0958-\u095f\u09dc\u09dd\u09df\u0a33\u0a36\u0a59-\u0a5b\u0a5e\u0b5c\u0b5d"
_KEPT = re.compile(f"[{_TAKEN_APART}]")
_COMPOSED = re.compile(f"[^{_TAKEN_APART}]+")


class CleanText(NamedTuple):
    """Text with clean characters: so many of the raw text's were hidden in it, or stood for others by mistake."""

    text: str
    hidden: int = 0
    repaired: int = 0


def clean_characters(text: str) -> str:
    r"""Put text into NFC with `\n` line ends, without control characters, and with mojibake repaired where it is sure.

    Indic letters with a nukta stay as printed. A form feed ends a paragraph. Joiners of Persian, Arabic, Indic scripts
    and emoji stay, and so do runs of spaces, which say how a page is laid out. Lone surrogates become U+FFFD. Cleaning
    clean text changes nothing.
    """
    return clean_text(text).text


def clean_text(text: str) -> CleanText:
    """The same, with how many characters were taken out as hidden text, and how many were put right as mojibake."""
    # First of all repaired: what looks like a control, a soft hyphen or a mark on a letter may be half of another.
    text, repaired, left = repair(text)
    hidden = 0
    for _ in range(MOST_REPAIRS):
        text, controls = _print_controls(text)
        text, found = _tidy(text)
        hidden += found
        repaired += controls
        text, characters, left = repair(text, left)
        if not characters:
            break
        repaired += characters
    return CleanText(text, hidden, repaired)


def without_spaces(text: str) -> str:
    """The text without its white space, by which two that are printed apart are compared."""
    return "".join(text.split())


def squeeze(text: str) -> str:
    """The text in one line: each run of white space is one space, none at the ends."""
    return " ".join(text.split())


def clean_line(text: str) -> str:
    """A value of one line, with clean characters."""
    return squeeze(clean_characters(text))


def _print_controls(text: str) -> tuple[str, int]:
    """C1 controls as what Windows-1252 prints there, and how many; without them where it has nothing for one."""
    controls = _C1.findall(text)
    if not all(_PRINTED[ord(control)] for control in set(controls)):
        return _C1.sub("", text), 0
    return text.translate(_PRINTED) if controls else text, len(controls)


def _tidy(text: str) -> Shown:
    untidy, hidden = _UNTIDY.search(text), 0
    if untidy:
        text = _SURROGATE.sub("\ufffd", text)
        for mark, end in _LINE_ENDS.items():
            text = text.replace(mark, end)
        text = _CONTROL.sub("", text)
        if "\u00ad" in text:
            text = _HYPHENATED.sub(_whole_word, text).replace("\u00ad", "")
        text, hidden = take_out_hidden(text)
    if text.isascii():
        return Shown(text, hidden)
    if _NO_LATIN_RUN.search(text) and _LONG_RUN.search(text):
        text = _long_mark_run().sub("\\1\u034f", text)
    composed = _compose(text)
    for _ in range(MOST_REPAIRS):
        if not untidy or composed == text:
            break
        # Composed letters and marks in order can have other neighbours.
        text, found = take_out_hidden(composed)
        composed = _compose(text)
        hidden += found
    return Shown(composed, hidden)


def _whole_word(found: re.Match[str]) -> str:
    return _HYPHENATION.sub("", found[1]) + ("\n" if found.end() < len(found.string) else "")


def _compose(text: str) -> str:
    """NFC, but for the letters that NFC itself takes apart: those stay as they are printed."""
    if not _KEPT.search(text):
        return unicodedata.normalize("NFC", text)
    return _COMPOSED.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)


@cache
def _long_mark_run() -> re.Pattern[str]:
    marks = "".join(char for char in map(chr, range(0x300, 0x20000)) if unicodedata.combining(char))
    return re.compile(f"([{re.escape(marks)}]{{{LONGEST_MARK_RUN}}})(?=[{re.escape(marks)}])")
