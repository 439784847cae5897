"""A dead letter keeps the raw message whole and says why, and gets smaller only where it must."""

from dataclasses import replace

from service.message import Origin, RawMessage
from service.outcome import DeadLetter
from service.stream.dead_letter import DETAIL_LIMIT, dead_letter_messages
from tests.stream.fakes import raw

LETTER = DeadLetter("undecodable", "decode", "It is a PDF.", attempts=1)
HEADERS = (("content-type", b"application/pdf"), ("null", None), ("again", b"1"), ("again", b"\xff"))


def test_key_body_and_headers_are_untouched() -> None:
    """Bytes in, the same bytes out, at the time of failure."""
    whole = next(dead_letter_messages(raw(b"%PDF\x00", b"\xffkey", HEADERS), LETTER, "dead"))
    assert (whole.value, whole.key, whole.timestamp_ms) == (b"%PDF\x00", b"\xffkey", None)
    assert whole.headers[-4:] == HEADERS


def test_the_cause_stands_in_the_headers() -> None:
    """Reason, step, detail, tries, and when the raw message was written."""
    headers = dict(next(dead_letter_messages(raw(b"x", offset=5), LETTER, "dead")).headers)
    assert headers["copydesk-error-reason"] == b"undecodable"
    assert headers["copydesk-error-step"] == b"decode"
    assert headers["copydesk-error-detail"] == b"It is a PDF."
    assert headers["copydesk-error-attempts"] == b"1"
    assert headers["copydesk-source-offset"] == b"5"
    assert headers["copydesk-source-timestamp-at"] == b"2023-11-14T22:13:20.123Z"


def test_a_null_body_stays_null() -> None:
    """A tombstone without an identity is rejected as what it is."""
    assert next(dead_letter_messages(raw(None), LETTER, "dead")).value is None


def test_it_sheds_detail_then_body_then_the_raw_headers() -> None:
    """Each form is smaller than the one before, and the omitted body is announced and is not a null."""
    *forms, last = dead_letter_messages(raw(b"x" * 500, b"k", HEADERS), LETTER, "dead")
    assert last == replace(forms[-1], key=b"articles.raw.v1/2/0")
    sizes = [form.size for form in forms]
    assert sizes == sorted(sizes, reverse=True)
    assert [("copydesk-body-omitted", b"true") in form.headers for form in forms] == [False, False, True, True, True]
    assert [form.value for form in forms] == [b"x" * 500, b"x" * 500, b"", b"", b""]
    assert all(("copydesk-error-reason", b"undecodable") in form.headers for form in forms)
    said = [("copydesk-error-detail", b"It is a PDF.") in form.headers for form in forms]
    assert said == [True, False, True, False, False]
    assert [set(HEADERS) <= set(form.headers) for form in forms] == [True, True, True, True, False]


def test_a_long_detail_is_cut_and_a_lone_surrogate_in_it_does_no_harm() -> None:
    """A header is no place for a report."""
    letter = DeadLetter("step-failed", "extract", "\ud800" + "x" * 5000)
    headers = dict(next(dead_letter_messages(raw(b"x"), letter, "dead")).headers)
    assert len(headers["copydesk-error-detail"] or b"") == DETAIL_LIMIT


def test_a_raw_message_without_timestamp_claims_none() -> None:
    """What is not known is absent."""
    untimed = RawMessage(b"x", origin=Origin("t", 0, 0, -1))
    assert "copydesk-source-timestamp-at" not in dict(next(dead_letter_messages(untimed, LETTER, "dead")).headers)


def test_a_timestamp_past_every_calendar_is_left_out() -> None:
    """A broker may let a sender write any; a dead letter must not fail for it."""
    far = RawMessage(b"x", origin=Origin("t", 0, 0, 2**60))
    assert "copydesk-source-timestamp-at" not in dict(next(dead_letter_messages(far, LETTER, "dead")).headers)


def test_the_smallest_form_has_nothing_of_the_senders_size() -> None:
    """A replay's marks are the sender's too: one of 9 MiB would block its partition for ever."""
    marked = raw(b"x", b"k" * 5000, (("copydesk-replay-count", b"1" * 5000),))
    *_, smallest = dead_letter_messages(marked, LETTER, "dead")
    assert smallest.size < 2000
