"""Bytes that are broken, in another charset than they say, or no text at all."""

import base64
import gzip
import io
import zipfile
import zlib

from tests.hostile.article import (
    HEADLINE,
    MIB,
    STORY,
    STORY_HTML,
    STORY_TEXT,
    HostileArticle,
    bare,
    envelope,
    html,
    sealed,
)
from tests.hostile.checks import says, tells_story, tells_story_alone, warned

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
_ACCENTS = "La réunion du conseil s'est tenue lundi à Besançon, où l'été fut très sec. " * 3


def _zip(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("story.html", text)
    return file.getvalue()


def _base64(data: bytes, **fields: object) -> dict[str, object]:
    return {"content": None, "content_base64": base64.b64encode(data).decode()} | fields


def _broken(broken: bytes, times: int) -> bytes:
    """The story in UTF-8 with so many broken pieces, a word apart."""
    return STORY_TEXT.encode() + b"".join(b"word " + broken for _ in range(times))


BROKEN = (
    HostileArticle(
        "utf-8-a-little-broken",
        "decoders: one byte in a hundred is none of UTF-8",
        lambda: bare((STORY_TEXT.encode() + b"word " * 20 + b"\xff") * 5_000),
        "record",
        (tells_story, warned("replaced-characters")),
    ),
    HostileArticle(
        "utf-8-badly-broken", "decoders: one byte in six", lambda: bare(_broken(b"\xfe", 100_000)), "undecodable"
    ),
    HostileArticle(
        "utf-8-overlong",
        "filters: slashes, NUL and brackets in forms that are too long",
        lambda: bare(STORY_TEXT.encode() + b"\xc0\xaf \xe0\x80\xaf \xf0\x80\x80\xaf \xc0\x80"),
        "record",
        (tells_story, warned("replaced-characters")),
    ),
    HostileArticle(
        "utf-8-surrogates",
        "decoders: surrogates in UTF-8, and what lies beyond Unicode",
        lambda: bare(STORY_TEXT.encode() * 4 + b"\xed\xa0\xbd\xed\xb8\x80 \xf4\x90\x80\x80 \xfb\xbf\xbf\xbf\xbf"),
        "record",
        (tells_story, warned("replaced-characters")),
    ),
    HostileArticle(
        "utf-8-continuations",
        "decoders: 7 MiB of bytes that go on with nothing",
        lambda: bare(b"\x80" * (7 * MIB)),
        "undecodable",
    ),
    HostileArticle(
        "utf-8-cut-off",
        "decoders: a text that ends in the middle of a character",
        lambda: bare(STORY_TEXT.encode() + "\U0001f30a".encode()[:3]),
        "record",
        (tells_story, warned("replaced-characters")),
    ),
    HostileArticle(
        "replacement-characters",
        "the measure of what is broken: a text of U+FFFD, well encoded",
        lambda: bare("\ufffd" * MIB),
        "undecodable",
    ),
)

CHARSETS = (
    HostileArticle(
        "charset-utf-8-declared-latin-1-sent",
        "declarations: they are wrong",
        lambda: bare(f"{STORY_TEXT}{_ACCENTS}".encode("latin-1")),
        "record",
        (tells_story, warned("replaced-characters")),
    ),
    HostileArticle(
        "charset-utf-32-declared",
        "declarations: ASCII that says it is UTF-32",
        lambda: bare(STORY_TEXT, "text/plain; charset=utf-32"),
        "undecodable",
    ),
    HostileArticle(
        "charset-utf-16-declared",
        "declarations: UTF-8 in a page that says UTF-16 of itself",
        lambda: bare(f"<meta charset=utf-16>{STORY_HTML}", "text/html"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "charset-utf-16-without-mark",
        "detection: units of two bytes, no mark, nothing declared",
        lambda: bare(STORY_TEXT.encode("utf-16-le"), "text/plain"),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "charset-utf-16-odd",
        "decoders: UTF-16 with a mark, an unpaired surrogate and half a unit at its end",
        lambda: bare("\ufeff".encode("utf-16-le") + STORY_TEXT.encode("utf-16-le") + b"\x00\xd8a\x00!", "text/plain"),
        "record",
        (tells_story, warned("replaced-characters")),
    ),
    HostileArticle(
        "charset-utf-7",
        "filters: markup that only a reader of UTF-7 sees",
        lambda: bare(f"{STORY_TEXT}+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "text/plain; charset=utf-7"),
        "record",
        (tells_story, warned("unknown-charset")),
    ),
    HostileArticle(
        "charset-of-a-codec",
        "runtimes that look a label up among all codecs: rot13, zip, unicode_escape, idna",
        lambda: envelope(
            **_base64(STORY_TEXT.encode(), charset="unicode_escape", content_type="text/plain; charset=zip")
        ),
        "record",
        (tells_story_alone, warned("unknown-charset")),
    ),
    HostileArticle(
        "charset-label-1-mib",
        "warnings and headers that quote a label: one of a megabyte",
        lambda: envelope(**_base64(STORY_TEXT.encode(), charset="x" * MIB)),
        "record",
        (tells_story_alone, warned("unknown-charset")),
    ),
    HostileArticle(
        "charset-in-spaces",
        "the pattern for a charset in a content type, by a megabyte of spaces",
        lambda: envelope(**_base64(STORY_TEXT.encode(), content_type="text/plain; charset=" + " " * MIB)),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "charset-in-spaces-of-a-header",
        "the same in the message's header",
        lambda: bare(STORY_TEXT, "text/plain; charset=" + " " * MIB),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "charset-in-meta-bait",
        "the patterns that look for a declaration in a page's head: names without end, comments without end",
        lambda: bare(
            f"<!DOCTYPE html><meta {'a' * 8_000}><meta http-equiv=content-type content='charset={' ' * 3_000}'>"
            f"{'<!--' * 1_000}-->{STORY_HTML}",
            "text/html",
        ),
        "record",
    ),
    HostileArticle(
        "charset-declared-1000-times",
        "warnings: a page that declares a thousand charsets, none of them known",
        lambda: bare("".join(f"<meta charset=x{n}>" for n in range(1_000)) + STORY_HTML, "text/html"),
        "record",
        (tells_story, warned("unknown-charset")),
    ),
    HostileArticle(
        "charset-escapes",
        "decoders with state: a million changes of character set in ISO 2022",
        lambda: bare(STORY_TEXT.encode() + b"\x1b$B\x1b(B" * MIB, "text/plain; charset=iso-2022-jp"),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "charset-of-any-bytes",
        "detection: a mebibyte in which each byte but NUL comes in turn, nothing declared",
        lambda: bare(bytes(range(1, 256)) * (MIB // 255), "text/plain"),
        "record",
        (warned("charset-guessed"),),
    ),
    HostileArticle(
        "marks-alone",
        "decoders: a byte order mark and nothing else",
        lambda: bare(b"\xff\xfe", "text/plain"),
        "empty-article",
    ),
    HostileArticle(
        "marks-in-masses",
        "decoders: two million byte order marks",
        lambda: bare("\ufeff" * 2_000_000 + STORY_TEXT),
        "record",
        (tells_story_alone,),
    ),
)

BINARY = (
    HostileArticle("binary-zip", "readers of text", lambda: html(_zip(STORY_HTML)), "undecodable"),
    HostileArticle(
        "binary-zip-as-text",
        "readers of text: an archive, a character for each byte",
        lambda: envelope(content=_zip(STORY_HTML).decode("latin-1")),
        "undecodable",
    ),
    HostileArticle(
        "binary-zip-in-an-envelope", "readers of text", lambda: envelope(**_base64(_zip(STORY_HTML))), "undecodable"
    ),
    HostileArticle(
        "binary-pdf",
        "readers of text",
        lambda: bare(b"\n  %PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + STORY_TEXT.encode()),
        "undecodable",
    ),
    HostileArticle("binary-png", "readers of text", lambda: bare(_PNG * 1_000, "text/plain"), "undecodable"),
    HostileArticle(
        "binary-gif-and-html",
        "sniffers: a page that begins as a picture does",
        lambda: html(b"GIF89a/*" + STORY_HTML.encode()),
        "undecodable",
    ),
    HostileArticle(
        "binary-gzip-bomb",
        "readers that unpack what they are given: 20 MB in 20 kB",
        lambda: html(gzip.compress(b"<p>" * 7_000_000, mtime=0)),
        "undecodable",
    ),
    HostileArticle(
        "binary-deflate",
        "sniffers: compressed, without a signature",
        lambda: bare(zlib.compress(b"word" * MIB), "text/plain"),
        "undecodable",
    ),
    HostileArticle(
        "binary-in-base64-as-text",
        "readers of text: a picture in letters",
        lambda: bare(base64.b64encode(bytes(range(256)) * 20_000)),
        "record",
    ),
    HostileArticle(
        "base64-over-the-limit",
        "limits on size that are looked at before decoding",
        lambda: envelope(**_base64(b"a" * (7 * MIB + 1))),
        "too-large",
    ),
    HostileArticle(
        "base64-in-single-letters",
        "decoders: a line end after every letter",
        lambda: envelope(
            content=None, content_base64="\r\n".join(base64.b64encode(STORY_TEXT.encode() * 1_000).decode())
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "base64-broken",
        "decoders: letters that are none of base64, beside content that is",
        lambda: envelope(content_base64="=" * MIB + "\u00e9!"),
        "record",
        (tells_story_alone, warned("malformed-field")),
    ),
    HostileArticle(
        "data-urls",
        "patterns over addresses: pictures of megabytes inside a page",
        lambda: html(
            f"{STORY_HTML}<img src='data:image/png;base64,{'A' * (3 * MIB)}'>"
            f"<p style='background:url(data:{'B' * (3 * MIB)})'>c</p>"
        ),
        "record",
        (tells_story, says(headline=HEADLINE)),
    ),
    HostileArticle("text-as-json", "readers of JSON: plain text", lambda: sealed(STORY[0]), "invalid-message"),
)
