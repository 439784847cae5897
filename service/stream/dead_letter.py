"""The dead letter of a raw message: its own key, body and headers untouched, the cause in ours."""

from collections.abc import Iterator
from dataclasses import replace

from schemas import headers
from service.message import Headers, RawMessage, moment
from service.outcome import DeadLetter
from service.stream.outgoing import OutgoingMessage, handed_along, origin_of, provenance

BODY_OMITTED = (headers.BODY_OMITTED, b"true")
DETAIL_LIMIT = 1000  # characters of detail in a header: a sentence for a person, not a report


def dead_letter_messages(message: RawMessage, letter: DeadLetter, topic: str) -> Iterator[OutgoingMessage]:
    """The dead letter, then ever smaller forms of it for a topic that it does not fit.

    First the detail goes, then in its stead the body (the raw topic still holds it), then both, then the raw message's
    own headers and key; last it gets a key that says where the raw message stands.
    It carries no timestamp of the raw message: a dead letter's time is that of the failure.
    """
    whole = OutgoingMessage(topic, message.value, message.key, _headers(message, letter))
    without_detail = tuple(pair for pair in whole.headers if pair[0] != headers.ERROR_DETAIL)
    omitted = (*without_detail, BODY_OMITTED)
    # A replay's marks are the sender's too, and of any size.
    own_only = tuple(
        pair for pair in omitted if pair[0].startswith(headers.OWN_PREFIX) and pair[0] not in headers.REPLAY_HEADERS
    )
    if not letter.body_omitted:
        yield whole
        yield replace(whole, headers=without_detail)
    yield replace(whole, value=b"", headers=(*whole.headers, BODY_OMITTED))
    yield replace(whole, value=b"", headers=omitted)
    yield replace(whole, value=b"", key=None, headers=own_only)
    # A topic that is compacted takes no message without a key.
    origin = origin_of(message)
    yield replace(whole, value=b"", key=f"{origin.topic}/{origin.partition}/{origin.offset}".encode(), headers=own_only)


def _headers(message: RawMessage, letter: DeadLetter) -> Headers:
    origin = origin_of(message)
    cause = [
        (headers.ERROR_REASON, letter.reason.encode()),
        (headers.ERROR_STEP, letter.step.encode()),
        (headers.ERROR_DETAIL, letter.detail[:DETAIL_LIMIT].encode(errors="replace")),
        (headers.ERROR_ATTEMPTS, str(letter.attempts).encode()),
    ]
    if at := moment(origin.timestamp_ms):
        written = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        cause.insert(0, (headers.SOURCE_TIMESTAMP_AT, written.encode()))
    return provenance(origin) + tuple(cause) + handed_along(message.headers)
