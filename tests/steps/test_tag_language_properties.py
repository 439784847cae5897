"""Properties of the step `tag_language` that hold on any text."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

from hypothesis import example, given
from hypothesis import strategies as st

from service.article import Findings, Found, Furniture, NormalisedArticle
from service.languages.scripts import count_scripts, script_of
from service.languages.tags import is_written_in, primary_subtag, tag_for
from service.steps.tag_language import tag_language

PHRASES = st.sampled_from(
    [
        "The old bridge is to be rebuilt next year.",
        "Die alte Brücke wird im nächsten Jahr neu gebaut.",
        "Старый мост будет восстановлен.",
        "Η παλιά γέφυρα θα ξαναχτιστεί.",
        "旧桥将重建。",
        "舊橋將重建。",
        "古い橋を架け替える。",
        "پل قدیمی دوباره ساخته می‌شود.",
        "👩‍👩‍👧 12 %",
        "\n",
        "\n\n",
        "\u2028",
        "J.\u00a0R. www.example.org",
    ]
)
TEXTS = st.lists(PHRASES | st.text(max_size=12), max_size=12).map(" ".join) | st.text(
    st.characters(codec=None), max_size=60
)


@example("A< پل قدیمی دوباره ساخته می\u200cشود.", "", [], None)
@given(body=TEXTS, headline=TEXTS, furniture=st.lists(TEXTS, max_size=2), declared=st.none() | st.text(max_size=8))
def test_total_ordered_and_repeatable(body: str, headline: str, furniture: list[str], declared: str | None) -> None:
    """On any text the step answers, twice the same; spans are sorted, apart, inside the body, in no foreign script."""
    article = NormalisedArticle(
        body,
        Findings(
            headline=Found(headline, "layout", headline, 1.0),
            language=Found(declared, "meta", declared, 1.0) if declared is not None else None,
        ),
        tuple(Furniture("boilerplate", text) for text in furniture),
    )

    tags = tag_language(article)

    assert tag_language(article) == tags
    edges = [edge for span in tags.spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(body) for span in tags.spans)
    assert all(body[span.start : span.end].strip() == body[span.start : span.end] for span in tags.spans)
    assert is_written_in(primary_subtag(tags.language.tag), tags.language.script)
    assert all(is_written_in(primary_subtag(span.tag), span.script) for span in tags.spans)
    assert 0 <= tags.language.confidence <= 1
    assert sum(share.share for share in tags.languages) <= 1.001
    assert [piece.text for piece in tags.furniture] == furniture


@given(body=TEXTS)
def test_every_letter_of_the_body_is_in_a_span(body: str) -> None:
    """The spans cover each letter of the body that is part of no address."""
    body = body.replace("@", " ")  # a letter beside it would be an address
    spans = tag_language(NormalisedArticle(body, Findings())).spans
    outside = "".join(c for i, c in enumerate(body) if not any(span.start <= i < span.end for span in spans))

    assert not any(script_of(c) for c in outside if c not in "www.example.org")


@given(text=st.text())
def test_counting_scripts_is_counting_letters(text: str) -> None:
    """The fast count is the plain one: each letter once, in its own script."""
    plain = [script for character in text if (script := script_of(character)) is not None]

    assert count_scripts(text) == {script: plain.count(script) for script in plain}


@given(st.text())
def test_primary_subtags_are_stable(tag: str) -> None:
    """What was made current once is current: asking again changes nothing."""
    assert primary_subtag(primary_subtag(tag)) == primary_subtag(tag)


def test_old_codes_become_current_ones() -> None:
    """Tags of any age and spelling begin with the language that is written today."""
    assert [primary_subtag(tag) for tag in ("iw", "in", "jw", "no", "zh_TW", "EN-gb")] == [
        "he",
        "id",
        "jv",
        "nb",
        "zh",
        "en",
    ]


def test_scripts_stand_in_tags_only_where_they_say_something() -> None:
    """The usual script is left out, except for Chinese and Serbian; `und` never has one."""
    tags = [
        tag_for(*pair) for pair in (("en", "Latn"), ("uz", "Cyrl"), ("sr", "Cyrl"), ("zh", "Hans"), ("und", "Latn"))
    ]

    assert tags == ["en", "uz-Cyrl", "sr-Cyrl", "zh-Hans", "und"]
