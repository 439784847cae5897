"""The step `summarise`: whole sentences of the body, and how long the body is."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import pytest

from service.article import LanguageSpan
from service.languages.words import WORDS_PER_MINUTE, count_words, find_terms
from service.sentences import split_sentences
from service.steps.summarise import summarise

BRIDGE = [
    "The council voted on Tuesday to rebuild the old bridge over the river at the north end of the town.",
    "Work on the bridge will begin in the spring and is expected to take two years, the mayor told reporters.",
    "A crane arrived on Wednesday.",
    "The town has set aside nine million for the new bridge, a third of which comes from the regional fund.",
    "Shops near the river fear that fewer people will come while the road is closed.",
    "Nobody has been hurt on the bridge since it was closed to lorries in the winter of last year.",
]


def chosen(body: str, language: str = "en") -> list[str]:
    """The sentences of the summary of `body`, as they stand in it."""
    summary = summarise(body, language).summary
    assert summary is not None
    return [body[sentence.start : sentence.end] for sentence in summary.sentences]


def test_whole_sentences_in_the_order_of_the_body() -> None:
    """A summary takes three sentences at most, whole and in the body's order, and joins them by a space."""
    body = "\n\n".join(BRIDGE)

    summary = summarise(body, "en").summary

    assert summary is not None
    sentences = chosen(body)
    assert len(sentences) == 3
    assert sentences[0] == BRIDGE[0]
    assert sentences == [sentence for sentence in BRIDGE if sentence in sentences]
    assert summary.text == " ".join(sentences)
    assert (summary.method, summary.language) == ("extractive", "en")


def test_a_dateline_is_not_quoted() -> None:
    """A summary's first sentence begins where the story does, behind the dateline; all sentences are still counted."""
    body = "PORT ELLERY - The ferry sank near the old pier. Nobody was on board at the time. The crew had gone home."
    found = summarise(body, "en", story_start=len("PORT ELLERY - "))
    assert found.summary is not None
    assert found.summary.text.startswith("The ferry sank near the old pier. ")
    assert found.summary.sentences[0].start == len("PORT ELLERY - ")
    assert found.sentence_count == 3


def test_too_little_to_choose_from_is_a_lead() -> None:
    """An article of three sentences or fewer is quoted from its start, and the method says so."""
    summary = summarise(" ".join(BRIDGE[:3]), "en").summary

    assert summary is not None
    assert summary.method == "lead"
    assert summary.text == " ".join(BRIDGE[:3])


@pytest.mark.parametrize("body", ["", " \n\n\t "])
def test_no_body_has_no_summary(body: str) -> None:
    """Where there is nothing to quote there is no summary, and everything counts nought."""
    summarised = summarise(body, "und")

    assert summarised.summary is None
    assert (summarised.word_count, summarised.sentence_count, summarised.reading_time_seconds) == (0, 0, 0)


@pytest.mark.parametrize(
    "line",
    [
        "The old bridge and the river in the north of the town",
        "What will become of the old bridge over the river in the north of the town?",
        "“Will the old bridge in the north of the town ever open again?”",
        "By Anna Example and Peter Sample, Morning Post.",
        "The old bridge over the river before it was closed © Example Pictures Ltd.",
        "Follow the old bridge over the river at www.example.org for more of it.",
        "and so the old bridge over the river in the north of the town was closed.",
        "Read more here.",
    ],
)
def test_lines_that_are_no_statements_are_not_quoted(line: str) -> None:
    """Fragments, questions, bylines, credits and share lines are left out, wherever they stand."""
    body = "\n\n".join([line, *BRIDGE[:3]])

    assert chosen(body) == BRIDGE[:3]


def test_nothing_is_said_twice() -> None:
    """A sentence that comes again, whatever its punctuation, is quoted once."""
    body = "\n\n".join([BRIDGE[0], BRIDGE[0].replace("Tuesday", "Tuesday,"), BRIDGE[1], BRIDGE[3], BRIDGE[4]])

    assert len({sentence.replace(",", "") for sentence in chosen(body)}) == 3


def test_no_statement_at_all_is_quoted_as_it_is() -> None:
    """Where no sentence is worth quoting, the first ones are quoted: something stands in the body."""
    assert chosen("Milk\n\nBread\n\nEggs") == ["Milk", "Bread", "Eggs"]


def test_a_long_sentence_stands_alone_only_where_there_is_no_shorter() -> None:
    """The limit on words is kept, unless every sentence is over it."""
    long = f"The council met {'and the council met ' * 40}again."

    assert chosen(long) == [long]
    assert chosen(f"{long} {BRIDGE[0]}") == [BRIDGE[0]]


def test_limits_can_be_set() -> None:
    """Both limits are the caller's to set."""
    body = " ".join(BRIDGE)

    one = summarise(body, "en", max_sentences=1).summary
    short = summarise(body, "en", max_words=30).summary

    assert one is not None
    assert len(one.sentences) == 1
    assert short is not None
    assert count_words(short.text) <= 30


def test_offsets_are_code_points_and_keep_to_a_paragraph() -> None:
    """An emoji is one code point, and a line without a full stop ends at its blank line."""
    body = f"😀 Bridge news\n\n😀 {BRIDGE[0]} 😀\n\n{BRIDGE[1]}"

    assert all("\n" not in sentence and sentence in body for sentence in chosen(body))
    assert chosen(body)[-1] == BRIDGE[1]


@pytest.mark.parametrize(("sentence", "language"), [("旧桥将在明年春天重建。", "zh"), (f"{BRIDGE[2]} ", "en")])
def test_long_paragraphs_are_split_like_short_ones(sentence: str, language: str) -> None:
    """However long a paragraph is, each sentence of it ends where it ends in a short one."""
    times = 30_000 // len(sentence)

    sentences = split_sentences(sentence * times, language)

    starts = range(0, len(sentence) * times, len(sentence))
    assert [(found.start, found.end) for found in sentences] == [
        (start, start + len(sentence.rstrip())) for start in starts
    ]


def test_chinese_is_joined_by_nothing() -> None:
    """Sentences of a script without spaces stand side by side, and its words are counted by their characters."""
    body = "市议会星期二决定重建城北的旧桥。工程将于明年春天开始，预计需要两年。市长说新桥将花费九百万。"

    summarised = summarise(body, "zh-Hans")

    assert summarised.summary is not None
    assert summarised.summary.text == body
    assert summarised.sentence_count == 3
    assert 20 <= summarised.word_count <= 30


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The well-known bridge isn't open – or is it?", 8),
        ("शहर की परिषद ने फैसला किया।", 6),
        ("12,5 % of 300", 3),
        ("—", 0),
    ],
)
def test_words_of_spaced_scripts(text: str, words: int) -> None:
    """A word runs from a letter or digit to the next white space or dash; a vowel sign does not end it."""
    assert count_words(text) == words


@pytest.mark.parametrize("unit", ["橋", "สะพาน", "ສະພານ", "ស្ពាន", "တံတား"])
def test_words_of_unspaced_scripts_grow_with_the_text(unit: str) -> None:
    """A long text without spaces is not one word, and has fewer words than characters."""
    text = unit * 100

    assert 30 < count_words(text) < len(text)


def test_reading_time_follows_the_words() -> None:
    """A body of as many words as are read in a minute takes a minute."""
    assert summarise("word " * WORDS_PER_MINUTE, "en").reading_time_seconds == 60
    assert summarise("Word.", "en").reading_time_seconds == 1


def test_terms_in_either_kind_of_script() -> None:
    """Terms are words without digits where spaces part them, pairs of characters where nothing does."""
    assert find_terms("The Bridge of 1912, हिन्दी") == ["the", "bridge", "of", "हिन्दी"]
    assert find_terms("旧桥 news 桥") == ["旧桥", "桥", "news"]


def test_only_the_first_sentences_are_a_lead() -> None:
    """A first line that is no statement is passed over, and what is quoted then is a choice."""
    summary = summarise(
        "Hello world. It is a fine day in the town of Bath, and the baths are open again.", "en"
    ).summary
    assert summary is not None
    assert summary.sentences[0].start > 0
    assert summary.method == "extractive"


def test_a_summary_is_in_one_language() -> None:
    """Of an article in two languages only sentences of the tagged one are quoted, unless there is none."""
    french = "Le conseil a voté mardi la reconstruction du vieux pont sur la rivière au nord de la ville."
    body = f"{french}\n\n{' '.join(BRIDGE)}"
    spans = (LanguageSpan(0, len(french), "fr", "Latn"), LanguageSpan(len(french) + 2, len(body), "en", "Latn"))

    english = summarise(body, "en", spans=spans).summary
    assert english is not None
    assert french not in english.text

    alone = summarise(body, "fr", spans=spans).summary
    assert alone is not None
    assert alone.text == french
