"""Properties of the step `summarise`, and of the sentences it quotes, that hold on any text."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from service.languages.words import count_words
from service.sentences import split_paragraphs, split_sentences
from service.steps.summarise import summarise
from service.summaries import MAX_SENTENCES, MAX_WORDS

LANGUAGES = st.sampled_from(["en", "de", "da", "it", "ca", "fr", "zh-Hans", "ja", "th", "ar", "hi", "und", "x", ""])
PHRASES = st.sampled_from(
    [
        "The old bridge is to be rebuilt next year.",
        "That is untrue.",
        "He did not.",
        "“Is it?” asked Dr. J.\u2028Smith of St.\u00a0Paul.",
        "Die alte Brücke, z. B. die am 3. Mai, wird neu gebaut!",
        "旧桥将重建。工程明年开始。",
        "पुल फिर से बनेगा।",
        "สะพานเก่าจะสร้างใหม่",
        "By Anna Example",
        "word " * 60,
        "...",
        "👩‍👩‍👧",
        "\n",
        "\n\n",
        "\n \n",
        "\r\n",
    ]
)
TEXTS = st.lists(PHRASES | st.text(max_size=10), max_size=14).map(" ".join) | st.text(
    st.characters(codec=None), max_size=60
)


@given(body=TEXTS, language=LANGUAGES)
def test_quotes_sentences_within_the_limits(body: str, language: str) -> None:
    """On any text: sentences of the body, in its order, few and short enough, and the same ones every time."""
    summarised = summarise(body, language)
    sentences = split_sentences(body, language.partition("-")[0])

    assert summarise(body, language) == summarised
    assert summarised.sentence_count == len(sentences)
    assert (summarised.summary is None) == (not body.strip())
    if summarised.summary is not None:
        quoted = summarised.summary.sentences
        assert list(quoted) == [sentence for sentence in sentences if sentence in quoted]
        assert 1 <= len(quoted) <= MAX_SENTENCES
        words = sum(count_words(body[sentence.start : sentence.end]) for sentence in quoted)
        assert words <= MAX_WORDS or len(quoted) == 1
        joiner = "" if language in {"zh-Hans", "ja"} else " "
        assert summarised.summary.text == joiner.join(body[sentence.start : sentence.end] for sentence in quoted)


@given(
    body=TEXTS,
    language=LANGUAGES,
    story_start=st.integers(0, 80),
    max_sentences=st.integers(1, 6),
    max_words=st.integers(1, 200),
)
def test_keeps_any_limits(body: str, language: str, story_start: int, max_sentences: int, max_words: int) -> None:
    """Whatever is asked for: whole sentences from where the story starts on, in order, as few and as short as that."""
    asked = partial(
        summarise, body, language, story_start=story_start, max_sentences=max_sentences, max_words=max_words
    )
    summary = asked().summary
    assert asked().summary == summary
    if summary is not None:
        edges = [edge for sentence in summary.sentences for edge in (sentence.start, sentence.end)]
        whole = split_sentences(body, language.partition("-")[0])
        assert edges == sorted(edges)
        assert {one.end for one in summary.sentences} <= {one.end for one in whole}
        assert {one.start for one in summary.sentences} <= {story_start, *(one.start for one in whole)}
        assert min(edges) >= story_start or whole[-1].end <= story_start
        assert 1 <= len(summary.sentences) <= max_sentences
        words = sum(count_words(body[one.start : one.end]) for one in summary.sentences)
        assert words <= max_words or len(summary.sentences) == 1


@given(body=TEXTS, language=LANGUAGES)
def test_sentences_hold_all_that_is_printed(body: str, language: str) -> None:
    """Sentences are sorted, apart, without white space around them, and leave only white space out."""
    sentences = split_sentences(body, language)

    edges = [edge for sentence in sentences for edge in (sentence.start, sentence.end)]
    assert edges == sorted(edges)
    pieces = [body[sentence.start : sentence.end] for sentence in sentences]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(body.split())


@given(body=TEXTS)
def test_paragraphs_hold_no_blank_line(body: str) -> None:
    """A paragraph is lines without a blank one between them; together they hold all that is printed."""
    pieces = [body[paragraph.start : paragraph.end] for paragraph in split_paragraphs(body)]

    assert all(line.strip() for piece in pieces for line in piece.split("\n"))
    assert "".join("".join(pieces).split()) == "".join(body.split())
