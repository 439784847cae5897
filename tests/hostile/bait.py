"""Bait for patterns, word lists, splitters and detectors: what each of them tries again and again, without end."""

from service.message import RawMessage
from tests.hostile.article import HEADLINE, MIB, STORY, STORY_HTML, HostileArticle, bare, html, page
from tests.hostile.checks import tells_story
from tests.hostile.text import filled

# Each opens a rule of some language: bylines, datelines, labels, prompts, dates, credits, sources.
_OPENINGS = {
    "latin": (
        "By ",
        "Von ",
        "Par ",
        "PARIS (AP) ",
        "PARIS, ",
        "Photo: ",
        "Updated: ",
        "Source: ",
        "Page ",
        "\u00a9 ",
        "17 March 2020, ",
    ),
    "cyrillic": (
        "\u0410\u0432\u0442\u043e\u0440: ",
        "\u041c\u041e\u0421\u041a\u0412\u0410 (\u0422\u0410\u0421\u0421) ",
        "\u0424\u043e\u0442\u043e: ",
        "17 \u043c\u0430\u0440\u0442\u0430 2020, ",
        "\u0418\u0441\u0442\u043e\u0447\u043d\u0438\u043a: ",
    ),
    "arabic": (
        "\u0628\u0642\u0644\u0645: ",
        "\u0627\u0644\u0642\u0627\u0647\u0631\u0629 (\u0631\u0648\u064a\u062a\u0631\u0632) - ",
        "\u0661\u0667 \u0645\u0627\u0631\u0633 \u0662\u0660\u0662\u0660\u060c ",
        "\u0627\u0644\u0645\u0635\u062f\u0631: ",
    ),
    "han": (
        "\u672c\u62a5\u8bb0\u8005",
        "\u65b0\u534e\u793e\u5317\u4eac",
        "\u6765\u6e90\uff1a",
        "2020\u5e743\u670817\u65e5",
        "\u56fe\uff1a",
        "\u8bb0\u8005 \u738b\u5c0f\u660e \u674e\u5927\u4e2d ",
    ),
    "kana": (
        "\u6587\uff1a",
        "\u3010\u6771\u4eac\u5171\u540c\u3011",
        "2020\u5e743\u670817\u65e5",
        "\u5199\u771f\uff1a",
        "\u51fa\u5178\uff1a",
    ),
    "hangul": (
        "\uae30\uc790 ",
        "(\uc11c\uc6b8=\uc5f0\ud569\ub274\uc2a4) ",
        "2020\ub144 3\uc6d4 17\uc77c ",
        "\uc0ac\uc9c4: ",
        "\ucd9c\ucc98: ",
    ),
    "devanagari": (
        "\u0926\u094d\u0935\u093e\u0930\u093e ",
        "\u0928\u0908 \u0926\u093f\u0932\u094d\u0932\u0940, ",
        "\u0967\u096d \u092e\u093e\u0930\u094d\u091a \u0968\u0966\u0968\u0966, ",
        "\u0938\u094d\u0930\u094b\u0924: ",
    ),
    "bengali": (
        "\u09a8\u09bf\u099c\u09b8\u09cd\u09ac \u09aa\u09cd\u09b0\u09a4\u09bf\u09ac\u09c7\u09a6\u0995 ",
        "\u09e7\u09ed \u09ae\u09be\u09b0\u09cd\u099a \u09e8\u09e6\u09e8\u09e6, ",
        "\u099b\u09ac\u09bf: ",
    ),
    "greek": (
        "\u03a4\u03bf\u03c5 ",
        "17 \u039c\u03b1\u03c1\u03c4\u03af\u03bf\u03c5 2020, ",
        "\u03a0\u03b7\u03b3\u03ae: ",
    ),
}


def _openings(script: str, times: int) -> str:
    """Lines that begin as a rule of the script wants it, and go on so without end; then the story."""
    lines = [opening * times for opening in _OPENINGS[script]]
    lines += [opening * 6 for opening in _OPENINGS[script]] * 200
    return "\n\n".join((HEADLINE, *lines, *STORY, *lines))


def _repeated(name: str, attacks: str, piece: str, times: int, *, ending: str = "") -> HostileArticle:
    """A text whose second paragraph is one piece, over and over."""
    return HostileArticle(
        name, attacks, lambda: bare("\n\n".join((HEADLINE, *STORY, piece * times + ending))), "record", (tells_story,)
    )


OPENINGS = tuple(
    HostileArticle(
        f"openings-{script}",
        f"the rules for bylines, datelines, dates and credits of {script.title()} script: what opens each, repeated",
        lambda script=script: bare(_openings(script, 10_000)),  # type: ignore[misc]
        "record",
        (tells_story,),
    )
    for script in _OPENINGS
)

PATTERNS = (
    HostileArticle(
        "byline-of-100000-names",
        "the readers of names: a byline that does not end",
        lambda: bare("\n\n".join((HEADLINE, "By " + "Ada Ng, " * 100_000 + "and Bob Roe", *STORY))),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "bylines-20000",
        "the readers of names: 20,000 bylines",
        lambda: bare(
            "\n\n".join((HEADLINE, *STORY, *(f"By Ada Ng and Bob Roe {n % 28}.3.2020" for n in range(20_000))))
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "bylines-in-html",
        "the readers of authors in a page, by class names, in a page just small enough to be read in full",
        lambda: page("<span class='byline author' rel=author itemprop=author>By Ada Ng, Bob Roe, </span>" * 29_000),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "byline-in-html-of-a-megabyte",
        "the patterns that clean a byline in a page: names, dashes and brackets without end",
        lambda: page(
            f"<p class=author>By {'Ada Ng, ' * 60_000}</p><a rel=author>{'- | (at) ' * 60_000}</a>"
            f"<span class=byline>{'By Von Par ' * 50_000}{'a' * 100_000}</span>"
        ),
        "record",
        (tells_story,),
    ),
    _repeated(
        "dashes", "the patterns for datelines and menus: dashes with spaces around them", " \u2014 - \u2013 ", 200_000
    ),
    _repeated("brackets", "the patterns for credits and captions: brackets that never close", "(AP[\uff08", 300_000),
    _repeated(
        "addresses", "the patterns for addresses: names that may end in an at sign", "a.b-c+", 500_000, ending="@"
    ),
    _repeated("addresses-of-dots", "the patterns for addresses: hosts without end", "a@b.", 700_000),
    _repeated("addresses-of-www", "the patterns for addresses: schemes and nothing behind", "www.https://", 200_000),
    _repeated("colons", "the patterns for labels", "Photo: \uff1a", 150_000),
    _repeated(
        "quotes",
        "splitters of sentences that look for the closing quote: half a million opening ones",
        "\u201c\u00ab\u2018(",
        125_000,
    ),
    _repeated("quotes-with-stops", "the same with sentences in them", "\u201cHe left. \u00abShe stayed. (They", 70_000),
    _repeated("full-stops", "splitters of sentences: a million full stops", ".", 6 * MIB),
    _repeated("full-stops-spaced", "splitters of sentences: a million full stops and spaces", ". ", 3 * MIB),
    _repeated(
        "full-stops-of-every-script",
        "the patterns for the end of a sentence",
        ".\u3002\u0964\u06d4\u1362\u17d4\uff01?\u061f\u2026\u201d\u00bb",
        80_000,
    ),
    _repeated(
        "abbreviations",
        "splitters of sentences: abbreviations and initials without end",
        "Mr. J. R. U.S. e.g. Dr. No. 5. ",
        100_000,
    ),
    _repeated("sentences-of-a-letter", "costs of a sentence: a million of one word", "A! ", 1_000_000),
    _repeated(
        "sentences-alike",
        "rules that compare each sentence with each other: 100,000 that say the same",
        "The council met on Monday, and put it off. ",
        150_000,
    ),
    _repeated("numbers", "patterns for numbers and dates: one long chain of them", "1.2.3/4-5:", 300_000),
    _repeated("hyphens", "patterns for words with hyphens and apostrophes", "a-b'c\u2019d\u00b7", 300_000),
    _repeated("underscores", "patterns for words, by what is a word character and no letter", "_", 6 * MIB),
    HostileArticle(
        "sentences-that-differ",
        "rules that weigh each word: 200,000 words, each once",
        lambda: bare(
            "\n\n".join((HEADLINE, *STORY, *(" ".join(f"Wort{n}x{m}" for m in range(20)) + "." for n in range(10_000))))
        ),
        "record",
        (tells_story,),
    ),
)

_ENGLISH = "The council met on Monday and put it off until the next spring."
_GERMAN = "Der Stadtrat vertagte die Entscheidung bis zum Fr\u00fchjahr."
_FRENCH = "Le conseil municipal a remis sa d\u00e9cision au printemps prochain."
_SPANISH = "El ayuntamiento aplaz\u00f3 la decisi\u00f3n hasta la primavera."
_POLISH = "Rada miasta od\u0142o\u017cy\u0142a decyzj\u0119 do wiosny przysz\u0142ego roku."
_BOSNIAN = "Vije\u0107e se sastalo u ponedjeljak i odgodilo odluku do prolje\u0107a."
_SERBIAN = "Ve\u0107e se sastalo u ponedeljak i odlo\u017eilo odluku do prole\u0107a."


def _lines(*sentences: str, times: int) -> RawMessage:
    return bare("".join(f"{sentence}\n\n" for sentence in sentences) * times)


LANGUAGES = (
    HostileArticle(
        "languages-by-turns",
        "detectors of language: sentences of two languages by turns, each to be asked about twice",
        lambda: bare(f"{_ENGLISH} {_GERMAN} " * 15_000),
        "record",
    ),
    HostileArticle(
        "languages-by-lines",
        "detectors of language: lines of five languages by turns",
        lambda: _lines(_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _POLISH, times=5_000),
        "record",
    ),
    HostileArticle(
        "languages-close",
        "detectors of language: lines that could be Bosnian, Croatian or Serbian",
        lambda: _lines(_BOSNIAN, _SERBIAN, times=10_000),
        "record",
    ),
    HostileArticle(
        "scripts-by-letters",
        "counts of scripts: a letter of each in turn",
        lambda: bare(
            filled("a\u03b1\u0430\u05d0\u0627\u0905\u0e01\u10d0\u1100\u3042\u4e2d\uac00\u13a0\u1780 ", 3 * MIB)
        ),
        "record",
    ),
    HostileArticle(
        "scripts-every-letter",
        "tables of letters: every character of Unicode that is assigned to one",
        lambda: bare(" ".join(chr(code) for code in range(0x20, 0x32000) if chr(code).isalpha())),
        "record",
    ),
    HostileArticle(
        "language-of-nothing",
        "detectors of language: words of letters by chance, each a line",
        lambda: bare("\n\n".join(f"{n * 7919 % 999983:x}qz {n * 104729 % 999979:x}xv wq{n:o}" for n in range(30_000))),
        "record",
    ),
    HostileArticle(
        "language-by-attributes",
        "readers of a page's language: one of a megabyte",
        lambda: html(f"<html lang='{'en-' * 350_000}' xml:lang='../etc'><body>{STORY_HTML}</body></html>"),
        "record",
        (tells_story,),
    ),
)
