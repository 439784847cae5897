"""Stops the stream where Copydesk itself fails on too many messages, before it has emptied the topic into dead letters.

Bad input never counts against the stream, however much of it comes. An outcome is counted just before it is written, so
that nothing is on its way to the dead letters that was not weighed. A message that a lane takes up again, because its
write failed, stays one message: else a single one, tried over and over, would in the end be half of all.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence

import structlog

from schemas.dead_letter import Reason
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome
from service.stream.batch import Answered
from service.stream.outgoing import origin_of

OWN_FAULTS: frozenset[Reason] = frozenset({"step-failed", "timed-out", "crashed", "out-of-memory"})
LEAST_SEEN = 100  # messages; a share of fewer says little

log = structlog.get_logger("copydesk.stream")


class Flooded(Exception):
    """The flood guard has tripped; the message says why, and what to do."""


class FloodGuard:
    """Weighs the last messages of all lanes of this replica. It trips once; only a restart makes it forget.

    Args:
        share: of the last messages; so many that Copydesk failed on are too many.
        window: how many messages are looked back on.
        on: whether it does anything.

    Attributes:
        tripped: one sentence that says why, and what to do; None where it has not.
    """

    def __init__(self, *, share: float, window: int, on: bool = True) -> None:
        self.tripped: str | None = None
        self._share = share
        self._window = window
        self._on = on
        self._last: OrderedDict[tuple[str, int, int], DeadLetter | None] = OrderedDict()  # None: no fault of ours
        self._faults = 0
        self._told: list[Callable[[str], None]] = []

    def on_trip(self, told: Callable[[str], None]) -> None:
        """Have `told` called with the sentence when it trips."""
        self._told.append(told)

    def check(self) -> None:
        """Go on only where it has not tripped.

        Raises:
            Flooded: it has.
        """
        if self.tripped is not None:
            raise Flooded(self.tripped)

    def weigh(self, answered: Sequence[Answered]) -> None:
        """Take in outcomes that are about to be written.

        Raises:
            Flooded: they must not be written.
        """
        self.check()
        if not self._on:
            return
        for raw, outcome in answered:
            self._take_in(raw, outcome)
            if len(self._last) >= LEAST_SEEN and self._faults / len(self._last) >= self._share:
                self._trip()
                self.check()

    def _take_in(self, raw: RawMessage, outcome: Outcome) -> None:
        fault = outcome if isinstance(outcome, DeadLetter) and outcome.reason in OWN_FAULTS else None
        origin = origin_of(raw)
        place = origin.topic, origin.partition, origin.offset
        if self._last.pop(place, None) is not None:
            self._faults -= 1
        self._last[place] = fault
        if fault is not None:
            self._faults += 1
        if len(self._last) > self._window and self._last.popitem(last=False)[1] is not None:
            self._faults -= 1

    def _trip(self) -> None:
        faults = [fault for fault in self._last.values() if fault is not None]
        kinds = Counter(f"{fault.reason} in {fault.step}" for fault in faults)
        (kind, _), *_ = kinds.most_common(1)
        detail = next(fault.detail for fault in reversed(faults) if f"{fault.reason} in {fault.step}" == kind)
        self.tripped = (
            f"Copydesk itself failed on {len(faults)} of the last {len(self._last)} messages, most often with {kind} "
            f"({detail.rstrip('.')}), and the flood guard has stopped the service: it reads and writes nothing more, "
            "and what was in hand comes again. Mend the cause and restart it; or restart it with "
            "COPYDESK_FLOOD_GUARD=false, and such messages become dead letters."
        )
        log.error("flood guard", because=self.tripped, seen=len(self._last), failures=dict(kinds.most_common()))
        for told in self._told:
            told(self.tripped)
