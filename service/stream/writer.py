"""Writes a lane's outcomes with one producer, and knows the lane's place: the first offset that is not committed."""

import time
from collections.abc import Sequence
from dataclasses import replace

from aiokafka.errors import MessageSizeTooLargeError

from service.message import RawMessage
from service.outcome import Outcome
from service.stream.answers import Refusal, Unanswerable, may_pass
from service.stream.batch import Answered, offset_after
from service.stream.desk import Desk, Kept
from service.stream.outgoing import OutgoingMessage, origin_of
from service.stream.producer import Producer
from service.stream.sending import REFUSED, Refused

Refusals = dict[int, Refusal]


class Writer:
    """One producer's writes. After an exception it is of no use, and its place is not known.

    Args:
        desk: what lanes share.
        producer: started.
        place: the first offset that is not committed.
        committed: what the group has committed; None where it has not.
        refusals: what the broker refused of this lane, by offset; it outlives the producer that met it.
    """

    def __init__(self, desk: Desk, producer: Producer, place: int, committed: int | None, refusals: Refusals) -> None:
        self.place = place
        self.progressed_at = time.monotonic()
        self._desk = desk
        self._producer = producer
        self._committed = committed
        self._refusals = refusals
        self._in_doubt = False

    @property
    def producer(self) -> Producer:
        """What it writes with."""
        return self._producer

    @property
    def committed(self) -> int | None:
        """What the group has committed, for all that this side knows."""
        return self._committed

    def succeed(self, other: "Writer") -> None:
        """Go on where another one was refused something: no progress was made by that."""
        self.progressed_at = other.progressed_at

    @property
    def kept(self) -> Kept | None:
        """What may go on after this lane; None while the end of a write is not known."""
        return None if self._in_doubt else Kept(self._producer, self.place, self._committed)

    async def write(self, answered: Sequence[Answered]) -> None:
        """Write outcomes; what was refused before goes in a batch of its own, so that the guilty one is known."""
        made = [await self._answer(raw, outcome) for raw, outcome in answered]
        written = [(raw, outcome) for (raw, _), (outcome, _) in zip(answered, made, strict=True)]
        its_messages = [
            (raw, replace(message, alone=True) if self._is_suspect(raw) else message)
            for (raw, _), (_, messages) in zip(answered, made, strict=True)
            for message in messages
        ]
        try:
            await self._commit(written, [message for _, message in its_messages], offset_after(answered[-1][0]))
        except Refused as refused:
            offsets = [origin_of(raw).offset for raw, _ in its_messages]
            self._remember(refused, offsets)
            refused.may_pass = any(may_pass(self._refusals[offsets[at]]) for at in refused.errors)
            raise

    async def settle(self, place: int) -> None:
        """Commit a place behind which there is nothing to answer."""
        await self._commit((), (), place)

    async def _commit(self, written: Sequence[Answered], messages: Sequence[OutgoingMessage], place: int) -> None:
        self._in_doubt = True
        began = time.monotonic()
        await self._producer.write(messages, place)
        self._in_doubt = False
        self.place = self._committed = place
        self.progressed_at = time.monotonic()
        for offset in [offset for offset in self._refusals if offset < place]:
            del self._refusals[offset]
        if written:
            self._desk.on_written(written, self.progressed_at - began)

    async def _answer(self, raw: RawMessage, outcome: Outcome) -> tuple[Outcome, tuple[OutgoingMessage, ...]]:
        """What is written for a message. What a topic is known to refuse is answered as if it had refused it."""
        while True:
            try:
                answer = self._desk.answers.answer(raw, outcome, self._refusal(raw))
            except Unanswerable:
                del self._refusals[origin_of(raw).offset]  # by the next try somebody may have looked after the topic
                raise
            for message in answer[1]:
                if await self._desk.topic_limits.refuse(message):
                    error = MessageSizeTooLargeError()
                    before = self._refusal(raw) or Refusal(error, sent=False)
                    self._refusals[origin_of(raw).offset] = before.by_itself(error, sent=before.sent)
                    break
            else:
                return answer

    def _is_suspect(self, raw: RawMessage) -> bool:
        refusal = self._refusal(raw)
        return refusal is not None and refusal.sent

    def _refusal(self, raw: RawMessage) -> Refusal | None:
        return self._refusals.get(origin_of(raw).offset) if self._refusals else None

    def _remember(self, refused: Refused, offsets: Sequence[int]) -> None:
        """Note what was refused, once for each raw message; `offsets` are those of all that was to be written."""
        guilty: dict[int, Exception] = {}
        for at, error in refused.errors.items():
            if offsets[at] not in guilty or isinstance(error, REFUSED):
                guilty[offsets[at]] = error
        for offset, error in guilty.items():
            before = self._refusals.get(offset)
            self._refusals[offset] = Refusal(error) if before is None else before.by_itself(error)
