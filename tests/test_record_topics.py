"""A record's topic is found by its language's tag as RFC 4647, section 3.4, looks tags up."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.record_topics import RecordTopics, lookup, read_map, takes_nothing_because

SUBTAGS = st.text("abX1", min_size=1, max_size=2)
TAGS = st.lists(SUBTAGS, min_size=1, max_size=5).map("-".join)


@pytest.mark.parametrize(
    ("tag", "topic"),
    [
        ("zh", "chinese"),
        ("zh-Hans", "chinese"),
        ("zh-Hans-SG", "chinese"),
        ("zh-Hant", "taiwan"),
        ("zh-Hant-TW", "taiwan"),
        ("ZH-hant", "taiwan"),
        ("sr-Latn", "default"),  # only sr-Cyrl is named, and a longer tag does not take a shorter one
        ("sr", "default"),
        ("sr-Cyrl", "serbian"),
        ("zha", "default"),  # a tag is cut between subtags only
        ("und", "default"),
    ],
)
def test_a_language_takes_the_topic_of_the_longest_beginning_of_its_tag(tag: str, topic: str) -> None:
    """What the map does not name goes to the default topic."""
    topics = RecordTopics("default", {"zh": "chinese", "zh-Hant": "taiwan", "SR-Cyrl": "serbian"})
    assert topics.of(tag) == topic


def test_the_example_of_the_rfc() -> None:
    """zh-Hant-CN-x-private1-private2 is cut to these, in this order."""
    cuts = ["zh-Hant-CN-x-private1-private2", "zh-Hant-CN-x-private1", "zh-Hant-CN", "zh-Hant", "zh"]
    for number, cut in enumerate(cuts):
        assert lookup({one: one for one in cuts[number:]}, cuts[0]) == cut
    assert lookup({"zh-Hant-CN-x": "never"}, cuts[0]) is None


@given(topics=st.dictionaries(TAGS.map(str.lower), st.sampled_from("pqr"), max_size=6), tag=TAGS)
def test_of_the_tags_that_begin_it_the_longest_has_it(topics: dict[str, str], tag: str) -> None:
    """A beginning ends between subtags, and not behind a single letter, which only introduces what follows."""
    low = tag.lower()
    begin = [one for one in topics if one == low or (low.startswith(f"{one}-") and len(one.split("-")[-1]) > 1)]
    assert lookup(topics, tag) == (topics[max(begin, key=len)] if begin else None)


@given(
    tags=st.lists(st.from_regex(r"[A-Za-z]{2,3}(-[A-Z][a-z]{3})?", fullmatch=True), unique_by=str.lower, max_size=4),
    topic=st.sampled_from(["a", "b.c", "d-e_f"]),
    space=st.sampled_from(["", " ", "\n  "]),
)
def test_a_map_is_read_as_it_was_written(tags: list[str], topic: str, space: str) -> None:
    """White space around tags, topics and commas does not matter."""
    text = f"{space},{space}".join(f"{tag}{space}={space}{topic}{tag}" for tag in tags)
    assert read_map(text) == {tag: f"{topic}{tag}" for tag in tags}


@given(st.text() | st.lists(st.sampled_from(["de", "zh-Hant", "=", ",", " ", "topic", "x"])).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """What is read has a tag and a topic in each of its pairs, and no tag twice."""
    with contextlib.suppress(ValueError):
        topics = read_map(text)
        assert all(tag and topic for tag, topic in topics.items())
        assert len({tag.lower() for tag in topics}) == len(topics) == len(text.split(",") if text.strip() else ())


@pytest.mark.parametrize("tag", ["de", "nb", "zh", "zh-Hant", "SR-latn", "ckb", "und", "uz-Cyrl", "ku-Arab", "xx"])
def test_a_tag_that_records_may_have_is_not_warned_of(tag: str) -> None:
    """Nor one that some of their tags begin with, nor a language that a later version may know."""
    assert takes_nothing_because(tag) is None


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("german", "a code of two or three letters"),
        ("no", "Copydesk writes nb where others write no"),
        ("iw", "Copydesk writes he"),
        ("de-AT", "a language, and a script"),
        ("zh-Hant-TW", "a language, and a script"),
        ("zh-TW", "a language, and a script"),
        ("de-Latn", "its script goes without saying"),
        ("ar-Arab", "its script goes without saying"),
    ],
)
def test_a_tag_that_no_record_has_is_warned_of(tag: str, words: str) -> None:
    """Its topic would stay empty, and nobody would know why."""
    because = takes_nothing_because(tag)
    assert because is not None
    assert words in because
