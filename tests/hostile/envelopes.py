"""Envelopes: JSON that is deep, broken, ambiguous or huge; fields of every size and form; headers and tombstones."""

import json

from schemas.raw_article import RawArticle
from service.message import RawMessage
from tests.hostile.article import HEADLINE, MIB, STORY, STORY_TEXT, HostileArticle, bare, envelope, sealed
from tests.hostile.checks import lacks, says, tells_story, tells_story_alone, warned

_CONTENT = json.dumps(STORY_TEXT)


def _beside(raw: str) -> RawMessage:
    """An envelope that tells the story and holds this JSON in a field."""
    return sealed(f'{{"content":{_CONTENT},"other":{raw}}}')


def _headed(
    content: str = STORY_TEXT, *headers: tuple[str, bytes | None], key: bytes | None = b"hostile"
) -> RawMessage:
    return RawMessage(content.encode(), key, (("content-type", b"text/plain; charset=utf-8"), *headers))


JSON = (
    HostileArticle(
        "json-10000-lists", "recursive readers of JSON", lambda: sealed("[" * 10_000 + "]" * 10_000), "invalid-message"
    ),
    HostileArticle(
        "json-10000-objects",
        "recursive readers of JSON",
        lambda: _beside('{"a":' * 10_000 + "1" + "}" * 10_000),
        "invalid-message",
    ),
    HostileArticle(
        "json-7-mib-of-brackets", "recursive readers of JSON", lambda: sealed("[" * (7 * MIB)), "invalid-message"
    ),
    HostileArticle(
        "json-100-levels",
        "limits that are one off: the envelope and 99 levels in it",
        lambda: _beside("[" * 99 + "]" * 99),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "json-101-levels", "limits that are one off", lambda: _beside("[" * 100 + "]" * 100), "invalid-message"
    ),
    HostileArticle(
        "json-wide",
        "memory: a million empty lists beside the content",
        lambda: _beside("[" + "[]," * 1_000_000 + "[]]"),
        "record",
        (tells_story_alone, warned("unknown-fields")),
    ),
    HostileArticle(
        "json-huge-numbers",
        "readers of numbers: five million digits, exponents beyond any float",
        lambda: _beside(f"[{'9' * 5_000_000}, 1e999999999, -0.{'0' * 100_000}1, {'1' * 5_000}.5e-{'9' * 5_000}]"),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "json-nan", "readers that take what JSON has not", lambda: _beside("[NaN, -Infinity]"), "invalid-message"
    ),
    HostileArticle(
        "json-single-quotes",
        "readers that take what JSON has not",
        lambda: sealed(f"{{'content': {_CONTENT}}}"),
        "invalid-message",
    ),
    HostileArticle(
        "json-two-values",
        "readers that stop after the first value",
        lambda: sealed(f'{{"content":{_CONTENT}}}{{"content":"other"}}'),
        "invalid-message",
    ),
    HostileArticle(
        "json-cut-off",
        "readers that wait for more",
        lambda: sealed(f'{{"content":{_CONTENT},"headline":"'),
        "invalid-message",
    ),
    HostileArticle(
        "json-raw-control-characters",
        "readers that are lenient with strings",
        lambda: sealed('{"content":"one\x01\ntwo"}'),
        "invalid-message",
    ),
    HostileArticle("json-list", "readers that need an object", lambda: sealed(f"[{_CONTENT}]"), "invalid-message"),
    HostileArticle("json-null", "readers that take null for a tombstone", lambda: sealed("null"), "invalid-message"),
    HostileArticle("json-empty", "readers that take nothing for a tombstone", lambda: sealed(b""), "invalid-message"),
    HostileArticle("json-broken-utf-8", "decoders", lambda: sealed(b'{"content":"caf\xe9"}'), "invalid-message"),
    HostileArticle(
        "json-utf-16", "decoders", lambda: sealed(f'{{"content":{_CONTENT}}}'.encode("utf-16")), "invalid-message"
    ),
    HostileArticle(
        "json-in-frames",
        "readers of a schema registry's frame: there are two",
        lambda: sealed(b"\x00\x00\x00\x00\x07" * 2 + f'{{"content":{_CONTENT}}}'.encode()),
        "invalid-message",
    ),
    HostileArticle(
        "json-frame-alone",
        "readers of a schema registry's frame: it is cut off",
        lambda: sealed(b"\x00\x00"),
        "invalid-message",
    ),
    HostileArticle(
        "json-same-key",
        "readers that disagree on which of two fields counts: one in front, one behind",
        lambda: sealed('{"content":"Another text.",' + '"content":[],' * 400_000 + f'"content":{_CONTENT}}}'),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "json-500000-fields",
        "hash tables, and warnings that name each field",
        lambda: sealed(f'{{{"".join(f"{chr(34)}{n}{chr(34)}:1," for n in range(500_000))}"content":{_CONTENT}}}'),
        "record",
        (tells_story_alone, warned("unknown-fields")),
    ),
    HostileArticle(
        "json-escapes",
        "readers of strings: each letter escaped",
        lambda: sealed('{"content":"' + "".join(f"\\u{ord(char):04x}" for char in STORY_TEXT) * 2_000 + '"}'),
        "record",
        (tells_story,),
    ),
)

FIELDS = (
    HostileArticle(
        "content-missing", "readers that need it", lambda: sealed(json.dumps({"headline": HEADLINE})), "invalid-message"
    ),
    HostileArticle(
        "content-of-wrong-types",
        "readers that trust types",
        lambda: envelope(content=["a"], content_base64=5),
        "invalid-message",
    ),
    HostileArticle(
        "fields-of-wrong-types",
        "readers that trust types, in every field but the content",
        lambda: envelope(
            **{name: [[{}]] for name in RawArticle.model_fields if not name.startswith("content")}, content_type=5
        ),
        "record",
        (tells_story, warned("malformed-field")),
    ),
    HostileArticle(
        "authors-100000",
        "costs of an author: 100,000 names that differ",
        lambda: envelope(authors=[f"Ada \u00d1g {n}" for n in range(100_000)]),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "keywords-100000",
        "costs of a keyword: 100,000 that differ, beyond ASCII",
        lambda: envelope(keywords=[f"mot-cl\u00e9 {n}" for n in range(100_000)]),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "keywords-in-one",
        "costs of a keyword: one of 3 MiB, with commas",
        lambda: envelope(keywords=["word, " * (MIB // 2)]),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "headline-of-a-megabyte",
        "costs of a headline: one of a megabyte, that the text does not have",
        lambda: envelope(headline="The council met on Monday " * 40_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "names-of-a-megabyte",
        "patterns over names: author, publisher, section and source of a megabyte each",
        lambda: envelope(
            authors=["Ada Ng, " * 130_000], publisher="a@" * 500_000, section="- " * 500_000, source="\u00e9" * 500_000
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "identity-of-a-megabyte",
        "keys and tables: an article's own id of a megabyte",
        lambda: envelope(article_id="x" * MIB),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "identity-unprintable",
        "terminals and tables: an id of control characters, quotes and overrides",
        lambda: envelope(article_id="\x1b[2J'; DROP TABLE articles; --\r\n\u202e<script>"),
        "record",
        (tells_story_alone, says(article_id="\x1b[2J'; DROP TABLE articles; --\r\n\u202e<script>")),
    ),
    HostileArticle(
        "url-of-at-signs",
        "the pattern for a user name in an address",
        lambda: envelope(url="https://" + "a@:" * 700_000 + " "),
        "record",
        (tells_story_alone, lacks("url"), warned("malformed-field")),
    ),
    HostileArticle(
        "url-of-colons",
        "the readers of IPv6 addresses and ports",
        lambda: envelope(url=f"https://[{':' * MIB}]:{'0' * MIB}443/"),
        "record",
        (tells_story_alone, lacks("url"), warned("malformed-field")),
    ),
    HostileArticle(
        "language-odd",
        "readers of language tags, and topics that are named by one: a path",
        lambda: envelope(language="../../articles.raw.v1"),
        "record",
        (tells_story_alone, warned("malformed-field")),
    ),
    HostileArticle(
        "metadata-200000",
        "costs of an entry: 200,000 of them",
        lambda: envelope(metadata={str(n): "x" for n in range(200_000)}),
        "record",
        (tells_story_alone, warned("metadata-too-large"), lacks("metadata")),
    ),
    HostileArticle(
        "metadata-odd",
        "readers of names: empty, dunder, control characters; they are handed through",
        lambda: envelope(metadata={"": "", "__proto__": "x", "constructor": "\u0007\u202e", "$where": "1"}),
        "record",
        (tells_story_alone, says(metadata={"": "", "__proto__": "x", "constructor": "\u0007\u202e", "$where": "1"})),
    ),
    HostileArticle(
        "rights-of-megabytes",
        "costs of the publisher's terms",
        lambda: envelope(
            rights=dict.fromkeys(
                ("license", "copyright_notice", "robots", "tdm_reservation", "tdm_policy"), "all " * 250_000
            )
        ),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "feed-alone-over-the-topic",
        "the limit of the output topic: a feed whose words grow to twice their size in normalisation",
        lambda: envelope(headline="\ufb2c" * (3 * MIB // 2), publisher="\ufb2d" * (MIB // 8)),
        "record-too-large",
    ),
)

MESSAGES = (
    HostileArticle(
        "type-unknown",
        "readers that guess: a content type of our own invention",
        lambda: bare(STORY_TEXT, "application/x-hostile"),
        "invalid-message",
    ),
    HostileArticle(
        "type-of-a-megabyte",
        "dead letters that quote it in a header",
        lambda: bare(STORY_TEXT, "x" * MIB),
        "invalid-message",
    ),
    HostileArticle(
        "headers-10000",
        "readers that look through all headers for each",
        lambda: _headed(STORY_TEXT, *((f"Header-{n}", b"x") for n in range(10_000))),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "headers-odd",
        "readers of header names and values: empty, null, not UTF-8, in capitals, with line ends",
        lambda: _headed(
            STORY_TEXT,
            ("", b""),
            ("\x00\r\nX: y", None),
            ("URL", b"\xff\xfe"),
            ("article-id", None),
            ("copydesk-error-reason", b"crashed"),
            ("\u202e", b"\x00"),
        ),
        "record",
        (tells_story_alone, says(article_id="hostile"), lacks("url")),
    ),
    HostileArticle(
        "headers-of-a-megabyte",
        "dead letters and records that carry them",
        lambda: _headed(STORY_TEXT, ("x" * 100_000, b"y" * MIB)),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "key-not-utf-8", "identities", lambda: _headed(STORY_TEXT, key=b"\xff\x00\xfe"), "record", (tells_story_alone,)
    ),
    HostileArticle(
        "key-of-a-megabyte",
        "identities and sizes",
        lambda: _headed(STORY_TEXT, key=b"k" * MIB),
        "record",
        (tells_story_alone,),
    ),
    HostileArticle(
        "carried-over-the-topic",
        "the limit of the output topic: key and headers alone pass it",
        lambda: _headed(STORY[0], ("x", b"y" * (5 * MIB)), key=b"k" * (4 * MIB)),
        "record-too-large",
    ),
    HostileArticle(
        "tombstone-with-odd-key",
        "identities: a takedown whose key is no text",
        lambda: RawMessage(None, b"\xff\xfe\x00"),
        "invalid-message",
    ),
    HostileArticle(
        "tombstone-without-key", "identities: a takedown of nothing", lambda: RawMessage(None), "invalid-message"
    ),
    HostileArticle(
        "tombstone-of-a-type",
        "readers of content: a takedown with a binary content type",
        lambda: RawMessage(None, b"\x00", (("content-type", b"image/png"),)),
        "tombstone",
    ),
    HostileArticle(
        "tombstone-by-broken-url",
        "identities: a takedown by an address that is none, with a key",
        lambda: RawMessage(None, "\U0001f30a".encode(), (("url", b"https://[::1"), ("article-id", b"\xff"))),
        "tombstone",
    ),
)
