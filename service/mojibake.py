"""Mojibake: text that was decoded in a wrong charset, put right where a test says that it was."""

import codecs
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ftfy import TextFixerConfig, fix_text_segment
from ftfy.badness import is_bad

from service.raw.charset_detection import detect_charset
from service.raw.charset_labels import CODECS

# Charsets in which UTF-8 is read by mistake. What they leave open is a control character, as Latin-1 has it.
MISTAKEN = ("cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "cp1257")
# A lead byte and a continuation byte of UTF-8, as those charsets show them: without such a pair there is nothing to
# repair, and a closer look costs 0.7 ms for 3,000 characters. Most letters that stand for a lead byte count only
# before what follows no letter of a word.
_SHOWN = {page: re.escape(bytes(range(0x80, 0xC0)).decode(page, "ignore")) for page in ("cp1252", "cp1251")}
_LETTERS = "\u0100-\u0171\u0391-\u03c9\u0412-\u043f\u0622-\u063a\u0641-\u064a"
_ENDS_NO_WORD = (
    "\u20ac\u201a\u0192\u0453\u201e\u2020\u2021\u02c6\u2030\u2039\u0152\u2022\u2116\u2122\u203a\xa2-\xa9\xac\xae-\xb6\xb8\xb9"
    "\x80-\x9f"
)
_SUSPECT = re.compile(
    f"[\xc2-\xf4][\x80-\xbf{_SHOWN['cp1252']}]|[\u0420\u0421][{_SHOWN['cp1251']}\x98]|\u0432\u0402"
    f"|[{_LETTERS}][{_ENDS_NO_WORD}]"
)
# The same in a hurry: all leads and all that follows them.
_MAYBE = re.compile(f"[\xc2-\xf4{_LETTERS}][\x80-\xbf\u0402{_ENDS_NO_WORD}{_SHOWN['cp1252']}{_SHOWN['cp1251']}]")
_LINE = re.compile(r"[^\n]+")
_SOUND_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")

# So many sequences of several bytes, all of them sound UTF-8, are none by chance. A line of fewer is mojibake where
# ftfy's heuristics say so, or where the text has suffered it so often. Chosen.
SURE_SEQUENCES, DAMAGED_SEQUENCES = 3, 12
# Who writes about mojibake names what makes it, in any language, and quotes it.
_ABOUT_IT = re.compile(r"mojibake|utf-?8|unicode|windows-125\d|iso[- ]?8859|latin-?1\b|cp-?125\d", re.IGNORECASE)

# Text in another charset read as Windows-1252: of such characters no Latin script writes four in a row, nor so large a
# share, nor so many kinds. Chosen.
_HIGH = f"\x80-\xff{re.escape(bytes(range(0x80, 0xA0)).decode('cp1252', 'ignore'))}"
_HIGH_RUN, _HIGH_ONE = re.compile(f"[{_HIGH}]{{4}}"), re.compile(f"[{_HIGH}]")
FEWEST_HIGH_RUNS, HIGH_SHARE, FEWEST_HIGH_KINDS, FOREIGN_SAMPLE = 3, 0.25, 8, 20_000
# Of the lines that hold such characters, so many must be sound in the charset that is detected.
SOUND_SHARE = 0.6

# What is repaired of the lines that look like it, in characters, over all rounds: ftfy takes up to 5 us for one. The
# longest of 6,900 articles measured has 74,185 in all.
MOST_REPAIRED_CHARACTERS = 300_000
_CALL = 100  # what a call costs beside, in characters
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


class Repaired(NamedTuple):
    """A text with mojibake put right: how many wrong characters stood for others, and how many more may be read."""

    text: str
    characters: int
    left: int


def repair(text: str, most_characters: int = MOST_REPAIRED_CHARACTERS) -> Repaired:
    """Undo a wrong decoding, line by line: in a document of several sources only some lines have suffered it.

    Of lines that look like it `most_characters` are read. Where a text is about mojibake, what it quotes stays.
    """
    if text.isascii():
        return Repaired(text, 0, most_characters)
    anew = _read_anew(text)
    if anew != text:
        return Repaired(anew, _beyond_ascii(text), most_characters)
    if not any(_SUSPECT.match(text, maybe.start()) for maybe in _MAYBE.finditer(text)):
        return Repaired(text, 0, most_characters)
    lines, left = _suspect_lines(text, most_characters)
    sequences = [strict.sequences for _, _, strict in lines if strict and strict.sequences >= SURE_SEQUENCES]
    damaged = sum(sequences) >= DAMAGED_SEQUENCES
    if _ABOUT_IT.search(text) and not (damaged and 2 * len(lines) > _lines_beyond_ascii(text)):
        return Repaired(text, 0, left)
    return Repaired(*_put_right(text, lines, damaged=damaged), left)


class _Strict(NamedTuple):
    """A line whose bytes, in the charset that it was read in, are sound UTF-8 with so many sequences of several."""

    text: str
    sequences: int


_Suspect = tuple[int, int, _Strict | None]
"""Where a line that looks like mojibake starts and ends, and what it is by its bytes."""


def _suspect_lines(text: str, most_characters: int) -> tuple[list[_Suspect], int]:
    lines: list[_Suspect] = []
    left, at = most_characters, 0
    while found := _SUSPECT.search(text, at):
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        at = len(text) if end < 0 else end
        strict = _strictly(text[start:at])
        left -= at - start + (0 if strict else _CALL)
        if left < 0:
            break
        lines.append((start, at, strict))
    return lines, max(0, left)


def _put_right(text: str, lines: list[_Suspect], *, damaged: bool) -> tuple[str, int]:
    pieces, done, characters = [], 0, 0
    for start, end, strict in lines:
        line = text[start:end]
        right = _right_line(line, strict, damaged=damaged)
        # A line of letters does not become one of marks alone: "Ë¯" may be anything.
        if right != line and (any(map(str.isalnum, right)) or not any(map(str.isalnum, line))):
            pieces += [text[done:start], right]
            done = end
            characters += _beyond_ascii(line)
    return "".join([*pieces, text[done:]]), characters


def _right_line(line: str, strict: _Strict | None, *, damaged: bool) -> str:
    if strict:
        sure = damaged or strict.sequences >= SURE_SEQUENCES or is_bad(line)
        return strict.text if sure else line
    wrong = len(_SUSPECT.findall(line))
    sound = len(_SOUND_LETTER.findall(_SUSPECT.sub("", line)))
    # A line is decoded at once: where sound letters stand beside a few wrong ones, somebody quotes those.
    if (sound and wrong < max(SURE_SEQUENCES, 2 * sound)) or not is_bad(line):
        return line
    return fix_text_segment(line, _REPAIR)


def _strictly(line: str) -> _Strict | None:
    for name in MISTAKEN:
        try:
            right = _bytes_of(line, name).decode()
        except UnicodeError:
            continue
        if len(right) < len(line) and _is_printed(right):
            return _Strict(right, _beyond_ascii(right))
    return None


def _bytes_of(text: str, name: str) -> bytes:
    return codecs.charmap_encode(text, "strict", _byte_table(name))[0]


@cache
def _byte_table(name: str) -> dict[int, int]:
    """Character → byte of a charset of single bytes, or of a control character where it has none of its own."""
    own = {ord(bytes((byte,)).decode(name, "replace")): byte for byte in range(0x100)}
    own.pop(0xFFFD, None)
    return {control: control for control in range(0x80, 0xA0)} | own


def _is_printed(text: str) -> bool:
    """Whether all of it is assigned and for print; a sequence that makes a control character is none by intent."""
    return not any(unicodedata.category(char) in ("Cc", "Cn", "Co") for char in text if char > "\x7f")


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _lines_beyond_ascii(text: str) -> int:
    return sum(not line[0].isascii() for line in _LINE.finditer(text))


def _read_anew(text: str) -> str:
    """The text in its own charset, where that is one such as Shift_JIS or Windows-1251 and it was read in 1252."""
    sample = text[:FOREIGN_SAMPLE]
    if sum(1 for _ in zip(range(FEWEST_HIGH_RUNS), _HIGH_RUN.finditer(sample), strict=False)) < FEWEST_HIGH_RUNS:
        return text
    high = _HIGH_ONE.findall(sample)
    if len(high) < HIGH_SHARE * len("".join(sample.split())) or len(set(high)) < FEWEST_HIGH_KINDS:
        return text
    lines = [line for line in sample.split("\n") if not line.isascii()]
    detected = detect_charset(b"\n".join(filter(None, map(_cp1252_bytes, lines))))
    if not detected.guessed:
        return text
    read = _reader(CODECS[detected.name][0])
    if sum(read(line) != line for line in lines) < SOUND_SHARE * len(lines):
        return text
    return _LINE.sub(lambda line: read(line[0]), text)


def _reader(codec: str) -> Callable[[str], str]:
    """Reads a line in its own charset; one that does not fit it, or is Latin in it too, stays."""

    def read(line: str) -> str:
        try:
            right = _bytes_of(line, "cp1252").decode(codec)
        except UnicodeError:
            return line
        foreign = sum(char > "\u02ff" for char in right)
        return right if foreign * 2 > _beyond_ascii(right) and _is_printed(right) else line

    return read


def _cp1252_bytes(line: str) -> bytes:
    try:
        return _bytes_of(line, "cp1252")
    except UnicodeError:
        return b""
