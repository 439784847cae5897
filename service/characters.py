"""Character clean-up: one form for each character and line end, and nothing in the text that is never printed."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ftfy import TextFixerConfig, fix_text_segment
from ftfy.badness import is_bad

# UAX #15 (Stream-Safe Text): no language stacks more marks, and normalising a longer run takes quadratic time.
LONGEST_MARK_RUN = 30
# Text wrongly decoded three times over has been seen, more never; the bound keeps hostile text from looping.
MOST_REPAIRS = 4

_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\u2028": "\n", "\x0c": "\n\n", "\u2029": "\n\n"}
_HYPHENATION = re.compile("\u00ad\n[ \t]*(?=\\S)|\u00ad")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\u2060\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]+")
_C1 = re.compile("[\x80-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Thai, Lao, Burmese and Khmer mark word boundaries with it; elsewhere it is left over from a web page.
_ZERO_WIDTH_SPACE = re.compile(
    "(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b|\u200b(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])"
)
_UNTIDY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\xad\u200b\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Marks are no word characters: a quick test for a run that the slow, exact pattern should look at.
_LONG_RUN = re.compile(rf"[^\w\s]{{{LONGEST_MARK_RUN + 1}}}")
# Letters with a nukta in Devanagari, Bengali, Gurmukhi and Oriya, which a keyboard types as one and NFC makes two
# (Unicode's composition exclusions). Summaries in Bengali lost .09 of ROUGE-1 to it: no reader, search or model that
# was given the text as printed finds the words again.
_TAKEN_APART = "\u0958-\u095f\u09dc\u09dd\u09df\u0a33\u0a36\u0a59-\u0a5b\u0a5e\u0b5c\u0b5d"
_KEPT = re.compile(f"[{_TAKEN_APART}]")
_COMPOSED = re.compile(f"[^{_TAKEN_APART}]+")

# A lead byte and a continuation byte of UTF-8, as Windows-1252 and Windows-1251 show them: without such a pair
# there is nothing to repair, and asking ftfy costs 0.7 ms for 3,000 characters.
_CONTINUATION = bytes(range(0x80, 0xC0))
_SHOWN = {page: re.escape(_CONTINUATION.decode(page, "ignore")) for page in ("cp1252", "cp1251")}
_MOJIBAKE = re.compile(f"[\xc2-\xf4][\x80-\xbf{_SHOWN['cp1252']}]|[\u0420\u0421][{_SHOWN['cp1251']}]")
# Each line is repaired for itself, but a text of very many such lines in groups: a call costs 25 µs.
MOST_SEGMENTS = 2_000
_WINDOW_CHARACTERS = 1_000_000
# What is repaired of the lines that look like it, in characters, over all rounds: ftfy takes up to 5 us for one. The
# longest of 6,900 articles measured has 74,185 in all.
MOST_REPAIRED_CHARACTERS = 300_000
_REPAIR = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)


def clean_characters(text: str) -> str:
    r"""Put text into NFC with `\n` line ends, without control characters, and with mojibake repaired where it is sure.

    Indic letters with a nukta stay as printed. A form feed ends a paragraph. Joiners of Persian, Arabic, Indic scripts
    and emoji stay, and so do runs of spaces, which say how a page is laid out. Lone surrogates become U+FFFD. Cleaning
    clean text changes nothing.
    """
    left = MOST_REPAIRED_CHARACTERS
    for _ in range(MOST_REPAIRS):
        text = tidy = _tidy(text)
        if not tidy.isascii():
            text, left = _repair(tidy, left)
            text = _C1.sub("", text)
        if text == tidy:
            break
    return text


def squeeze(text: str) -> str:
    """The text in one line: each run of white space is one space, none at the ends."""
    return " ".join(text.split())


def clean_line(text: str) -> str:
    """A value of one line, with clean characters."""
    return squeeze(clean_characters(text))


def _tidy(text: str) -> str:
    if _UNTIDY.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        for mark, end in _LINE_ENDS.items():
            text = text.replace(mark, end)
        text = _ZERO_WIDTH_SPACE.sub("", _UNPRINTED.sub("", text))
        text = _HYPHENATION.sub("", text)
    if text.isascii():
        return text
    if _LONG_RUN.search(text):
        text = _long_mark_run().sub("\\1\u034f", text)
    return _compose(text)


def _compose(text: str) -> str:
    """NFC, but for the letters that NFC itself takes apart: those stay as they are printed."""
    if not _KEPT.search(text):
        return unicodedata.normalize("NFC", text)
    return _COMPOSED.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)


def _repair(text: str, most_characters: int) -> tuple[str, int]:
    """Undo a wrong decoding, line by line: in a document of several sources only some lines have suffered it.

    Of lines that look like it `most_characters` are repaired; how many more could be comes with the text.
    """
    if not _MOJIBAKE.search(text):
        return text, most_characters
    windows = list(_line_windows(text))
    size, left = max(1, MOST_SEGMENTS // len(windows)), most_characters
    for at, window in enumerate(windows):
        windows[at], left = _repair_lines(window, size, left)
    return "".join(windows), left


def _line_windows(text: str) -> Iterator[str]:
    """The text in pieces that end where a line does: all lines of a long text at once take 30 times its bytes."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _WINDOW_CHARACTERS) + 1 or len(text)
        yield text[at:end]
        at = end


def _repair_lines(text: str, most_segments: int, most_characters: int) -> tuple[str, int]:
    lines, left = text.split("\n"), most_characters
    suspect = [at for at, line in enumerate(lines) if _MOJIBAKE.search(line)]
    size = max(1, -(-len(suspect) // most_segments))
    for group in (suspect[at : at + size] for at in range(0, len(suspect), size)):
        segment = "\n".join(lines[at] for at in group)
        left -= len(segment)
        if left < 0:
            break
        if is_bad(segment):
            for at, line in zip(group, fix_text_segment(segment, _REPAIR).split("\n"), strict=True):
                lines[at] = line
    return "\n".join(lines), max(0, left)


@cache
def _long_mark_run() -> re.Pattern[str]:
    marks = "".join(char for char in map(chr, range(0x300, 0x20000)) if unicodedata.combining(char))
    return re.compile(f"([{re.escape(marks)}]{{{LONGEST_MARK_RUN}}})(?=[{re.escape(marks)}])")
