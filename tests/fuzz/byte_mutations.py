"""Mutations of bytes, and of how text becomes bytes."""

from collections.abc import Callable

from tests.fuzz.draw import Draw

ByteMutation = Callable[[bytes, Draw], bytes]

# Charset labels with Python's codec; some labels are of no charset, some of one that no article should be read in.
CHARSETS = (
    *(("utf-8", "utf-8"),) * 24,
    ("utf-16", "utf-16"),
    ("utf-16le", "utf-16-le"),
    ("utf-16be", "utf-16-be"),
    ("utf-32", "utf-32"),
    ("utf-7", "utf-7"),
    ("windows-1252", "cp1252"),
    ("windows-1250", "cp1250"),
    ("windows-1251", "cp1251"),
    ("windows-1256", "cp1256"),
    ("windows-874", "cp874"),
    ("iso-8859-1", "latin-1"),
    ("iso-8859-8-i", "iso8859-8"),
    ("koi8-r", "koi8-r"),
    ("ibm866", "cp866"),
    ("macintosh", "mac-roman"),
    ("shift_jis", "cp932"),
    ("euc-jp", "euc-jp"),
    ("iso-2022-jp", "iso2022_jp"),
    ("iso-2022-kr", "iso2022_kr"),
    ("hz-gb-2312", "hz"),
    ("gb18030", "gb18030"),
    ("big5", "big5hkscs"),
    ("euc-kr", "cp949"),
)
STRANGE_LABELS = (
    "",
    "none",
    "x-user-defined",
    "unicode-escape",
    "idna",
    "rot13",
    "base64",
    "utf-8;",
    "'utf-8'",
    "UTF8",
    "cp65001",
    "\x00",
)
PIECES = (
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00", b"\x00\x00\x00\x00\x01", b"\xff" * 8),
    *(
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe2\x80",
        b"\x80" * 40,
        b"\x1b$B",
        b"\x1b(J",
        b"\x1b$)C\x0e",
    ),
    *(b"~{", b"+AD4-", b"PK\x03\x04", b"%PDF-1.7", b"\x1f\x8b\x08\x00", b"\x89PNG\r\n\x1a\n", b"\x28\xb5\x2f\xfd"),
    *(b"GIF89a", b"\r", b"\x0b\x0c", b"\x85", b"\xa0", b"\x81\x30\x81\x30", b"\x8f\xa2"),
)


def encode(text: str, codec: str, draw: Draw) -> bytes:
    """The text in a charset, as a sender with that charset writes it: what does not fit is lost in one way or other."""
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if codec == "utf-8" and draw.chance(0.3):
        return text.encode("utf-8", "surrogatepass")  # as some languages write unpaired surrogates
    return sound.encode(codec, draw.random.choice(("replace", "ignore", "xmlcharrefreplace")))


def flip_bits(data: bytes, draw: Draw) -> bytes:
    """Flip single bits."""
    changed = bytearray(data)
    for _ in range(draw.count(200) if data else 0):
        changed[draw.random.randrange(len(data))] ^= 1 << draw.random.randrange(8)
    return bytes(changed)


def scramble(data: bytes, draw: Draw) -> bytes:
    """Put random bytes in place of a piece."""
    start, end = draw.span(min(len(data), 5_000))
    return data[:start] + draw.random.randbytes(end - start) + data[end:]


def delete_bytes(data: bytes, draw: Draw) -> bytes:
    """Leave a piece out: two-byte characters may go out of step."""
    start, end = draw.span(min(len(data), 5_000))
    shift = draw.place(len(data) - (end - start))
    return data[:shift] + data[shift + end - start :]


def insert_bytes(data: bytes, draw: Draw) -> bytes:
    """Put in byte order marks, escapes, signatures, or half a character."""
    for _ in range(draw.count(10)):
        place = 0 if draw.chance(0.2) else draw.place(len(data))
        data = data[:place] + draw.random.choice(PIECES) + data[place:]
    return data


def cut_bytes(data: bytes, draw: Draw) -> bytes:
    """Cut the end off."""
    return data[: draw.place(len(data))]


def mix_charsets(data: bytes, draw: Draw) -> bytes:
    """Put in a piece of another article in another charset."""
    text = draw.original().text
    start, end = draw.span(min(len(text), 3_000))
    place = draw.place(len(data))
    return data[:place] + text[start:end].encode(draw.random.choice(CHARSETS)[1], "replace") + data[place:]


BYTE_MUTATIONS: tuple[ByteMutation, ...] = (flip_bits, scramble, delete_bytes, insert_bytes, cut_bytes, mix_charsets)
