"""Bytes to text: by byte order mark, then what is declared, then what the bytes look like."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service import cautions
from service.article import Caution, Found, Method
from service.raw.charset_detection import detect_charset
from service.raw.charset_labels import CODECS, charset_name
from service.raw.quoting import quoted

REPLACEMENT = "\ufffd"
# A page declares its charset in its first 1,024 bytes by the HTML standard; real ones put scripts before it.
DECLARATION_BYTES = 16 * 1024
# What is declared is read as the web reads it, though some pages are wrong; what is guessed, see detect_charset.
DECLARED_CONFIDENCE, SHOWN_CONFIDENCE, GUESSED_CONFIDENCE = 0.95, 0.99, 0.9

# UTF-32 first: the mark of its little-endian form begins with that of UTF-16.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)
_XML_ENCODING = re.compile(r"""\s*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([^"'\s>]+)""")
# All of these are linear, by what they do not give back (`++`) or where they begin. A comment without an end has none.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(r"<meta[\s/]([^>]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![^\s=/"'>])([^\s=/"'>]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CHARSET = re.compile(r"""charset\s*+=\s*+["']?\s*+([^\s"';]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text made of bytes: by which charset, and what a subscriber should know of it."""

    text: str
    charset: Found[str]
    cautions: tuple[Caution, ...] = ()


def decode_bytes(data: bytes, declared: Iterable[str], on_page: Iterable[str] = ()) -> DecodedText:
    """Decode `data` by its byte order mark, else by the first label that is known, else as detected.

    Labels are those `declared` outside of the content, then those `on_page`. Bytes that do not fit become U+FFFD.
    Never raises: whether the result is an article is for others to say.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], Found(name, "bom", mark.hex(" ").upper(), 1.0))
    noted: list[Caution] = []
    labels: list[tuple[str, Method]] = [(label, "declared") for label in declared]
    for label, method in [*labels, *((label, "meta") for label in on_page)]:
        known = charset_name(label)
        if known:
            return _decode(data, Found(known, method, label, DECLARED_CONFIDENCE), noted)
        noted.append(Caution(cautions.UNKNOWN_CHARSET, "content", f"No charset is known as {quoted(label)}."))
    detected = detect_charset(data)
    if detected.guessed:
        detail = f"No charset is declared; the bytes read best as {detected.name}."
        noted.append(Caution(cautions.CHARSET_GUESSED, "content", detail))
    sure = GUESSED_CONFIDENCE if detected.guessed else SHOWN_CONFIDENCE
    return _decode(data, Found(detected.name, "detected", detected.name, sure), noted)


def page_declarations(data: bytes) -> list[str]:
    """The charset labels that an HTML page declares in its first bytes: XML declaration, then meta elements.

    A page that could be read so far is in no charset of two-byte units: where it says UTF-16 it means UTF-8.
    """
    head = data[:DECLARATION_BYTES].decode("latin-1")
    xml = _XML_ENCODING.match(head)
    labels = [xml[1]] if xml else []
    labels += [label for meta in _META.finditer(_COMMENT.sub("", head)) if (label := _meta_label(meta[1]))]
    return ["utf-8" if (charset_name(label) or "").startswith(("utf-16", "utf-32")) else label for label in labels]


def replaced_characters(count: int, cause: str, field: str = "content") -> Caution:
    """The caution that `count` characters of a field became U+FFFD for a cause such as `bytes that are not UTF-8`."""
    plural = "" if count == 1 else "s"
    return Caution(cautions.REPLACED_CHARACTERS, field, f"{count} character{plural} became U+FFFD: {cause}.")


def _meta_label(attributes: str) -> str | None:
    values = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
    if values.get("charset"):
        return values["charset"].strip()
    if values.get("http-equiv", "").lower() != "content-type":
        return None
    found = _CHARSET.search(values.get("content", ""))
    return found[1] if found else None


def _decode(data: bytes, charset: Found[str], noted: Iterable[Caution] = ()) -> DecodedText:
    name = charset.value
    for codec in CODECS[name]:
        try:
            return DecodedText(data.decode(codec), charset, tuple(noted))
        except UnicodeDecodeError:
            continue
    codec = CODECS[name][0]
    text = data.decode(codec, "replace")
    # A U+FFFD that the sender wrote is decoded either way; one that stands for broken bytes is not.
    count = text.count(REPLACEMENT) - data.decode(codec, "ignore").count(REPLACEMENT)
    return DecodedText(text, charset, (*noted, replaced_characters(count, f"bytes that are not {name}")))
