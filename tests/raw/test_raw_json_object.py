"""The envelope's JSON, and bodies that set out to hurt whoever reads them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.outcome import Rejected
from service.raw.json_object import open_json_object

Json = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)


def refusal(body: bytes) -> str:
    """The detail that a body is refused with."""
    with pytest.raises(Rejected) as caught:
        open_json_object(body)
    assert caught.value.reason == "invalid-message"
    return caught.value.detail


@given(st.dictionaries(st.text(max_size=8), Json, max_size=5), st.sampled_from([b"", b"\x00\x00\x00\x01\x07"]))
def test_an_object_comes_as_it_was_sent(values: dict[str, object], frame: bytes) -> None:
    """With or without a schema registry's frame in front."""
    assert open_json_object(frame + json.dumps(values).encode()) == values


def test_a_byte_order_mark_is_skipped() -> None:
    """RFC 8259, section 8.1, lets a reader ignore one; senders on Windows write it."""
    assert open_json_object(b'\xef\xbb\xbf{"content": "x"}') == {"content": "x"}


def test_of_a_repeated_field_the_last_wins() -> None:
    """As in every common JSON reader."""
    assert open_json_object(b'{"source": "a", "source": null, "source": "b"}') == {"source": "b"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is not JSON"),
        (b"\x00\x00\x00", "is not JSON"),
        (b"Quay closed", "is not JSON"),
        (b'{"content": "x"', "is not JSON"),
        (b'{"content": "x"} {}', "is not JSON"),
        (b'{"content": "a\nb"}', "is not JSON"),
        (b'{"n": NaN}', "NaN is no JSON value"),
        (b'{"n": -Infinity}', "-Infinity is no JSON value"),
        (b'{"n": 01}', "is not JSON"),
        (b"[]", "is not an object"),
        (b'"text"', "is not an object"),
        (b"null", "is not an object"),
        (b"7", "is not an object"),
        (b'{"content": "\xe4"}', "is not UTF-8: byte 13"),
        (b'{"content": "\xed\xa0\x80"}', "is not UTF-8: byte 13"),
        ('{"content": "x"}'.encode("utf-16"), "is not UTF-8: byte 0"),
    ],
)
def test_what_is_no_json_object_in_utf_8_is_refused(body: bytes, said: str) -> None:
    """The detail says in one sentence what is wrong with it."""
    detail = refusal(body)
    assert said in detail
    assert detail.startswith("The envelope ")
    assert detail.endswith(".")


@pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ('{"a":[', "]}")])
def test_a_hundred_levels_are_read_and_one_more_is_refused(opening: str, closing: str) -> None:
    """The envelope itself is the first level."""
    levels = 100 // (len(closing))
    body = f'{{"brackets":"{"[" * 200}","a":' + opening * levels + "1" + closing * levels + "}"
    assert "nested deeper than 100" in refusal(body.encode())
    levels -= 1
    body = opening * levels + ('{"a":1}' if len(closing) == 1 else '{"a":[]}') + closing * levels
    assert open_json_object(body.encode())


@pytest.mark.parametrize("body", ["[" * 10_000 + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000])
def test_ten_thousand_levels_do_no_harm(body: str) -> None:
    """They are refused, closed or not."""
    assert "nested deeper than 100" in refusal(body.encode())
    assert refusal(body[: len(body) // 2].encode())


def test_brackets_in_strings_are_no_levels() -> None:
    """Neither plain ones nor those after an escaped quote or backslash."""
    text = '[{"' * 150 + "\\" + "]" * 3
    assert open_json_object(json.dumps({"content": text, "a\\": ["[" * 101]}).encode())["content"] == text


@pytest.mark.parametrize("number", ["9" * 1_000_000, "-" + "9" * 5000, "1e999999999", "0." + "3" * 100_000])
def test_a_huge_number_does_no_harm(number: str) -> None:
    """No field of the contract is a number, so none is worked out."""
    assert open_json_object(f'{{"content": "x", "n": {number}}}'.encode())["content"] == "x"


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,\\ aeu0\x00', max_size=60).map(str.encode))
def test_any_body_is_an_object_or_refused(body: bytes) -> None:
    """Nothing else is ever raised."""
    try:
        opened: object = open_json_object(body)
    except Rejected as rejected:
        opened = rejected.reason
    assert opened == "invalid-message" or isinstance(opened, dict)
