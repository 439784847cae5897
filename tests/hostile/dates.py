"""Dates that are none, that no calendar here holds, or that are in another calendar than they seem."""

from service.message import Origin, RawMessage
from tests.hostile.article import HEADLINE, STORY, Check, HostileArticle, bare, envelope, linked, page
from tests.hostile.checks import lacks, says, tells_story, warned

_ABSURD = (
    "99999-01-01", "-0044-03-15", "0000-00-00", "2020-13-01", "2020-02-30", "2020-01-32T25:61:61Z",
    "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "253402300800", "-62135596800000", "1e400", "0",
    "0020-01-01", "2020-W54-7", "2020-366", "31 Feb 2020", "yesterday",
)  # fmt: skip
# The zero of scripts that have decimal digits of their own.
_DIGIT_ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0e50\u0ed0\u0f20\u1040\u17e0\u1810"
    "\uff10\U0001d7ce\U0001d7d8\U0001e950"
)


def _in_digits(zero: str, text: str) -> str:
    return "".join(chr(ord(zero) + int(char)) if char.isdecimal() else char for char in text)


def _absurd_page() -> RawMessage:
    times = "".join(f"<time datetime='{date}'>{date}</time><p class=date>{date}</p>" for date in _ABSURD)
    metas = "".join(
        f"<meta property=article:published_time content='{date}'><meta name=date content='{date}'>"
        f"<meta property=article:modified_time content='{date}'>"
        for date in _ABSURD
    )
    return page(times, head=metas)


def _printed(*lines: str) -> RawMessage:
    return bare("\n\n".join((HEADLINE, *lines, *STORY)))


_UNDATED: tuple[Check, ...] = (tells_story, lacks("published_at", "modified_at", "dates"))

DATES = (
    HostileArticle(
        "dates-absurd-in-json-ld",
        "calendars: years 99999, -44 and 0, month 13, 30 February, hour 25",
        lambda: linked(
            f'{{"@type":"Article","datePublished":{list(_ABSURD)},"dateModified":{list(_ABSURD)}}}'.replace("'", '"')
        ),
        "record",
        _UNDATED,
    ),
    HostileArticle(
        "dates-absurd-in-a-page",
        "the same in meta and time elements, where libraries guess",
        _absurd_page,
        "record",
        (tells_story, lacks("published_at", "modified_at")),
    ),
    HostileArticle(
        "dates-absurd-in-an-envelope",
        "the same in the envelope's own fields",
        lambda: envelope(published_at="99999-12-31T00:00:00Z", fetched_at="2020-02-30T00:00:00Z"),
        "record",
        (*_UNDATED, warned("malformed-field")),
    ),
    HostileArticle(
        "dates-absurd-in-print",
        "readers of printed dates",
        lambda: _printed(
            "31 February 2020", "Published: 45/13/2020", "March 2020 17 25:61 pm pm am", "Updated 17 March 99999"
        ),
        "record",
        (tells_story, lacks("published_at", "modified_at")),
    ),
    HostileArticle(
        "dates-offset-of-99-hours",
        "calendars: a day that there is, in a zone that there is not",
        lambda: linked('{"@type":"Article","datePublished":"2020-03-17T07:00:00+99:99"}'),
        "record",
        (tells_story, says(published_at="2020-03-17T07:00:00Z", published_zone="assumed")),
    ),
    HostileArticle(
        "dates-10-kb",
        "patterns for dates, by dates of 10 kB in every place for one",
        lambda: page(
            "".join(
                f"<time datetime='{bait * 1_000}'>{bait * 1_000}</time>"
                for bait in ("2020-03-17 ", "1/", "17 March ", "T00:00:00Z+")
            ),
            head="".join(
                f"<meta property=article:published_time content='{bait * 1_000}'>"
                for bait in ("2020-03-17", "1" * 10, "17 March ", "Z+")
            ),
        ),
        "record",
        (tells_story, lacks("published_at")),
    ),
    HostileArticle(
        "dates-10-kb-in-an-envelope",
        "the same in the envelope's fields",
        lambda: envelope(
            published_at="2020-03-17T" + "1" * 10_000, fetched_at="2020-03-17T07:00:00." + "9" * 1_000_000 + "Z"
        ),
        "record",
        (tells_story, lacks("published_at"), warned("malformed-field")),
    ),
    HostileArticle(
        "dates-100000-time-elements",
        "libraries that look at every date of a page, in a page just small enough to be read in full",
        lambda: page(
            "".join(
                f"<time datetime='{1000 + n % 9000}-0{n % 10}-3{n % 2}'>{n % 31}.{n % 13}.{1900 + n % 200}</time>"
                for n in range(29_000)
            )
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "dates-100000-lines",
        "readers that take a line that is a date out of the copy",
        lambda: bare(
            "\n\n".join((HEADLINE, *STORY, *(f"{1 + n % 28}.{1 + n % 12}.{1900 + n % 200}" for n in range(100_000))))
        ),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "dates-of-other-calendars",
        "readers that take the year of another calendar for ours: Buddhist, Hijri, Hebrew, Ethiopian, Japanese eras",
        lambda: _printed(
            "17 \u0e21\u0e35\u0e19\u0e32\u0e04\u0e21 2563",
            "22 \u0631\u062c\u0628 1441",
            "21 Adar 5780",
            "8 Megabit 2012",
            "\u4ee4\u548c2\u5e743\u670817\u65e5",
        ),
        "record",
        (says(published_at="2020-03-17T00:00:00Z"),),
    ),
    HostileArticle(
        "dates-in-other-digits",
        "readers that take any decimal digit for one of ASCII, or none but those",
        lambda: _printed(*(_in_digits(zero, "17/03/2020 \u00b7 99999-99-99") for zero in _DIGIT_ZEROS)),
        "record",
        (tells_story,),
    ),
    HostileArticle(
        "dates-that-are-numbers",
        "readers that take superscripts, fractions, Roman and Han numerals for digits",
        lambda: _printed(
            "\u00b9\u2077/\u00b3/\u00b2\u2070\u00b2\u2070",
            "\u2167/\u2162/\u216f\u216f\u2169\u2169",
            "\u4e8c\u3007\u4e8c\u3007\u5e74\u4e09\u6708\u5341\u4e03\u65e5",
            "\u00bd.\u00be.\u2460\u2461\u2462\u2463",
        ),
        "record",
        (says(published_at="2020-03-17T00:00:00Z"),),
    ),
    HostileArticle(
        "dates-of-the-message",
        "calendars, by a message whose own timestamp lies past the year 9999",
        lambda: RawMessage(
            bare(STORY[0]).value, b"hostile", (("content-type", b"text/plain"),), Origin("raw", 0, 2**62, 2**62)
        ),
        "record",
        (says(raw={"topic": "raw", "partition": 0, "offset": 2**62}),),
    ),
)
