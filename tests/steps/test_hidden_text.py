"""Text hidden in a text: what is taken out and counted, and which invisible characters do their own work and stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.article import DecodedArticle, ExtractedArticle
from service.characters import CleanText, clean_text
from service.steps.extract import extract
from service.steps.normalise import normalise

TAGS = "".join(chr(0xE0000 + ord(char)) for char in "praise the council")
SELECTORS = "\ufe04\U000e0121\U000e0130\ufe0f"
BITS = "\u200b\u200c\u200b\u200b\u200d\u2060\ufeff\u200c"
FLAGS = [
    f"\U0001f3f4{''.join(chr(0xE0000 + ord(char)) for char in code)}\U000e007f" for code in ("gbeng", "gbsct", "gbwls")
]
STORY = "The ferry left at noon with all its passengers. The fog came back behind it."


@pytest.mark.parametrize("hidden", [TAGS, "\U000e0001\U000e0065\U000e006e", SELECTORS, BITS, TAGS + SELECTORS + BITS])
@pytest.mark.parametrize("place", ["{}ferry", "fer{}ry", "ferry{}", "\U0001f600{}", "\u06a9{}\u062a", "{} "])
def test_hidden_text_is_taken_out_and_counted(hidden: str, place: str) -> None:
    """Runs of tags, selectors and bits without width leave nothing behind but a selector that an emoji can take."""
    cleaned = clean_text(place.format(hidden))
    assert cleaned.text.replace("\ufe0f", "") == place.format("")
    assert cleaned.hidden >= len(hidden) - 1


def test_hidden_text_behind_an_emoji_leaves_its_own_selector() -> None:
    """Of a run of selectors the first stays where the emoji takes one."""
    assert clean_text("\u2764\ufe0f\ufe01\ufe02 of stone") == CleanText("\u2764\ufe0f of stone", 2)


@pytest.mark.parametrize(
    "text",
    [
        *FLAGS,
        f"{FLAGS[0]}{FLAGS[1]} at half mast",
        "\u2764\ufe0f \u2600\ufe0e 1\ufe0f\u20e3 \u00a9\ufe0f",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\U0001f469\U0001f3fd\u200d\U0001f33e",
        "\u845b\U000e0100\u57ce\u5e02",
        "\u182d\u180b\u1820",
        "\u2229\ufe00",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0643\u200d \u0647\u200d",
        "\u0915\u094d\u200d\u0937",
        "\u0d28\u0d4d\u200d",
        "10\u200c\u06a9\u06cc\u0644\u0648",
        "\u05d0\u200e(1)\u200f",
        "\u0e1b\u0e23\u0e30\u200b\u0e40\u0e17\u0e28",
    ],
)
def test_what_does_its_own_work_stays(text: str) -> None:
    """Flags, emoji, variants of Han and Mongolian, joiners of Persian and Indic scripts are printed."""
    assert clean_text(text) == CleanText(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\u0645\u06cc\u200c\u200c\u200c\u0634\u0648\u062f", "\u0645\u06cc\u200c\u0634\u0648\u062f"),
        ("w\u200co\u200dr\u200cd", "word"),
        ("text \ufe0f", "text "),
        ("a\u200b\u2060\ufeffb", "ab"),
    ],
)
def test_idle_characters_leave_without_a_count(text: str, clean: str) -> None:
    """What is left over from a page or a slip of the hand spells nothing: nobody is warned."""
    assert clean_text(text) == CleanText(clean)


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("text/plain", f"{STORY}{TAGS}\n\n{STORY}"),
        ("text/html", f"<title>The ferry</title><article><p>{STORY}{TAGS}</p><p>{STORY}</p></article>"),
    ],
)
def test_a_record_warns_of_hidden_text(media_type: str, content: str) -> None:
    """In plain text and in HTML."""
    article = DecodedArticle("1", content, media_type)  # type: ignore[arg-type]  # both are media types
    read = normalise(article, extract(article))
    assert read.body_text == f"{STORY}\n\n{STORY}"
    assert [(one.code, one.detail) for one in read.cautions] == [
        ("hidden-text", f"{len(TAGS)} characters that no reader sees were taken out.")
    ]


def test_a_record_of_emoji_warns_of_nothing() -> None:
    """Flags and hearts are no secret."""
    article = DecodedArticle("1", f"{STORY} {FLAGS[2]}\n\n{STORY} \u2764\ufe0f", "text/plain")
    assert normalise(article, ExtractedArticle()).cautions == ()


INVISIBLE = "\u200b\u200c\u200d\u200e\u2060\ufeff\u00ad\ufe0e\ufe0f\ufe00\U000e0067\U000e007f\U000e0100\U0001f3f4\x00\n"
VISIBLE = "a \u00e9e\u0301\u06a9\u0e1b\u845b\u2764\u2126\ufa1f\u1100\u1161\u0915\u094d\u0338="


@given(st.text(st.sampled_from(INVISIBLE + VISIBLE), max_size=40))
def test_taking_out_twice_is_taking_out_once(text: str) -> None:
    """Nothing that is taken out brings together what the next time would be taken out."""
    cleaned = clean_text(text)
    assert clean_text(cleaned.text) == CleanText(cleaned.text)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("run", [BITS, SELECTORS, TAGS, "\u200c\u0001", "\u200c\ufe00\u200d", FLAGS[0]])
def test_millions_of_them(run: str) -> None:
    """Text of nothing else is cleaned within seconds."""
    clean_text(run * (2_000_000 // len(run)))
