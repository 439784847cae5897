"""Plain text in shapes that copy never has: one line, no line, one word, no words, a million lines."""

from tests.hostile.article import MIB, STORY, STORY_TEXT, HostileArticle, bare, html
from tests.hostile.checks import in_language, longest_body, says, tells_story

SIZE = 7 * MIB
_SENTENCE = "The council met on Monday and put the question off until the spring. "
_CHINESE = (
    "\u59d4\u5458\u4f1a\u661f\u671f\u4e00\u5f00\u4f1a\u628a\u95ee\u9898\u63a8\u8fdf\u5230\u660e\u5e74\u6625\u5929"
)
_THAI = (
    "\u0e04\u0e13\u0e30\u0e01\u0e23\u0e23\u0e21\u0e01\u0e32\u0e23"
    "\u0e1b\u0e23\u0e30\u0e0a\u0e38\u0e21\u0e27\u0e31\u0e19\u0e08\u0e31\u0e19\u0e17\u0e23\u0e4c"
)


def filled(piece: str, size: int = SIZE) -> str:
    """As many whole pieces as so many bytes, by default the limit on size, take."""
    return piece * (size // len(piece.encode("utf-8", "surrogatepass")))


LINES = (
    HostileArticle("line-of-one-letter", "one word of 7 MiB", lambda: bare("a" * SIZE), "record"),
    HostileArticle("line-of-spaces", "7 MiB of spaces", lambda: bare(" " * SIZE), "empty-article"),
    HostileArticle(
        "line-of-prose",
        "one line of 7 MiB, with sentences in it",
        lambda: bare(filled(_SENTENCE)),
        "record",
        (in_language("en"),),
    ),
    HostileArticle(
        "line-of-one-word",
        "one sentence of 7 MiB, which its summary would say again",
        lambda: bare(filled("word ")),
        "record",
    ),
    HostileArticle(
        "line-of-digits", "7 MiB of digits", lambda: bare(filled("12345678")), "record", (in_language("und"),)
    ),
    HostileArticle(
        "line-of-chinese",
        "one line of 7 MiB without spaces, with full stops",
        lambda: bare(filled(f"{_CHINESE}\u3002")),
        "record",
        (in_language("zh-Hans"),),
    ),
    HostileArticle(
        "line-of-chinese-without-stops",
        "one sentence of 7 MiB without spaces",
        lambda: bare(filled(_CHINESE)),
        "record",
        (in_language("zh-Hans"),),
    ),
    HostileArticle(
        "line-of-thai",
        "one sentence of 7 MiB in a script without spaces or stops",
        lambda: bare(filled(_THAI)),
        "record",
        (in_language("th"),),
    ),
    HostileArticle(
        "line-half-spaced",
        "the choice of a reading window by the share of spaces: half of the line has none",
        lambda: bare("word. " * (MIB // 2) + "\u5e74" * (MIB // 2)),
        "record",
    ),
    HostileArticle(
        "line-of-emoji",
        "a line of 7 MiB without a letter but the headline's",
        lambda: bare("Headline\n\n" + filled("\U0001f469\u200d\U0001f52c")[: SIZE // 12]),
        "record",
    ),
    HostileArticle(
        "lines-of-one-letter",
        "costs of a line: 3 MB of them with one letter each",
        lambda: bare("a\n" * 1_500_000),
        "record",
    ),
    HostileArticle(
        "paragraphs-of-one-letter",
        "costs of a paragraph: 300,000 of one letter",
        lambda: bare("a\n\n" * 300_000),
        "record",
    ),
    HostileArticle(
        "quotes-over-the-topic",
        "the limit of the output topic: quotes and backslashes, each two bytes in JSON",
        lambda: bare(filled('a"\\"')),
        "record-too-large",
    ),
    HostileArticle("lines-empty", "7 MiB of line ends", lambda: bare("\n" * SIZE), "empty-article"),
    HostileArticle(
        "lines-of-every-end",
        "costs of a line end: carriage returns, form feeds, separators, one for each letter",
        lambda: bare(filled("a\r\r\nb\x0cc\x0b\u2028d\u2029\x85e\x1c", 2 * MIB)),
        "record",
    ),
    HostileArticle(
        "lines-of-prose",
        "costs of a line: 100,000 sentences, each a paragraph",
        lambda: bare("".join(f"The council met on day {n} and put it off.\n\n" for n in range(100_000))),
        "record",
        (in_language("en"),),
    ),
    HostileArticle(
        "lines-wrapped",
        "the rules that join wrapped lines: one paragraph of 40,000 lines",
        lambda: bare("The council met on Monday and put the question off until the spring of next\n" * 40_000),
        "record",
        (in_language("en"),),
    ),
    HostileArticle(
        "lines-hyphenated",
        "the rules that join hyphenated words: 100,000 lines that end in a hyphen",
        lambda: bare("".join(f"wordabcdefgh{chr(97 + n % 26)} another word inter-\n" for n in range(100_000))),
        "record",
    ),
    HostileArticle(
        "lines-repeated",
        "the rules that find running headers: 25,000 lines, each twice, pages apart",
        lambda: bare(
            "".join(f"The Courier\n\nPage {n}\n\n{_SENTENCE}\n\nThe Courier {n}\n\n\n" for n in range(25_000))
        ),
        "record",
        (in_language("en"),),
    ),
    HostileArticle(
        "lines-numbered",
        "the rules that find page numbers: 200,000 of them, and nothing else",
        lambda: bare("\n".join(str(n) for n in range(200_000))),
        "record",
    ),
    HostileArticle(
        "paragraphs-over-pages",
        "the rules that mend paragraphs over page breaks: 60,000 halves, with a page number after each",
        lambda: bare("".join(f"the council met on Monday and\n\n- {n} -\n\n" for n in range(60_000))),
        "record",
    ),
    HostileArticle(
        "indents",
        "the rules that read indents: tabs and spaces that grow from line to line",
        lambda: bare("\n".join("\t" * (n % 2_000) + "The council met on Monday" for n in range(6_000))),
        "record",
    ),
)

SIZES = (
    HostileArticle(
        "size-at-the-limit",
        "limits that are one off: 7 MiB of content",
        lambda: bare(STORY_TEXT + "\n" * (SIZE - len(STORY_TEXT))),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "size-over-the-limit",
        "limits that are one off: 7 MiB and one byte",
        lambda: bare(STORY_TEXT + "\n" * (SIZE - len(STORY_TEXT) + 1)),
        "too-large",
    ),
    HostileArticle("empty", "readers that need a first character", lambda: bare(b""), "empty-article"),
    HostileArticle("empty-html", "readers that need an element", lambda: html(b""), "empty-article"),
    HostileArticle(
        "empty-html-of-tags",
        "readers that need text",
        lambda: html("<html><body><p></p></body></html>"),
        "empty-article",
    ),
    HostileArticle(
        "letters-none",
        "readers that need a letter",
        lambda: bare("... \u2014 !?\n\n*** \u2026 \u2022"),
        "empty-article",
    ),
    HostileArticle(
        "furniture-alone",
        "readers that need a body: a text of prompts, page numbers and rights alone",
        lambda: bare(
            "Share this article\n\nPage 3 of 12\n\nSubscribe now\n\n\u00a9 2026 Example Press. All rights reserved."
        ),
        "record",
    ),
    HostileArticle(
        "headline-alone-html",
        "readers that need a body: a page with a headline and nothing else",
        lambda: html(f"<html><body><h1>{STORY[0]}</h1></body></html>"),
        "record",
    ),
    HostileArticle(
        "one-letter",
        "statistics of nothing: an article of one letter",
        lambda: bare("a"),
        "record",
        (says(body_text="a", word_count=1),),
    ),
    HostileArticle(
        "one-digit",
        "statistics of nothing: an article of one digit",
        lambda: bare("7"),
        "record",
        (in_language("und"), longest_body(1)),
    ),
)
