"""What the service says of its health: live while its loop turns, ready while it can take and answer messages."""

import time
from dataclasses import dataclass, field

from service.stream.lanes import Lanes

WAIT_SECONDS = 3.0  # an outcome that is waited for so long is told
HEARD_SECONDS = 10.0  # a broker that was not heard from for so long may be gone, also where nothing is to do


@dataclass(slots=True)
class Health:
    """The one place that readiness is read from; each part of the stream writes its own field.

    Args:
        lanes: whose troubles are the service's.
        patience_seconds: for how long a lane that lags may write nothing.
    """

    lanes: Lanes
    patience_seconds: float
    waiting_for: str | None = "The service is starting."
    heard_at: float = field(default_factory=time.monotonic)

    def hear(self) -> None:
        """The brokers have answered."""
        self.heard_at = time.monotonic()

    @property
    def waits_for(self) -> list[dict[str, str | int | float]]:
        """The messages that each hold up their partition for some seconds: where they stand, and for how long (s)."""
        return [
            {
                "topic": partition.topic,
                "partition": partition.partition,
                "offset": waits.offset,
                "seconds": round(waits.seconds, 1),
            }
            for partition, waits in self.lanes.waits(WAIT_SECONDS)
        ]

    @property
    def unready_because(self) -> str | None:
        """One sentence that says what is amiss; None when ready. No partition to read is no defect."""
        if self.lanes.stopped is not None:  # before all that may pass by itself
            return self.lanes.stopped
        if self.waiting_for is not None:
            return self.waiting_for
        silence = time.monotonic() - self.heard_at
        if silence > HEARD_SECONDS:
            return f"No Kafka broker has answered for {silence:.0f} s."
        if self.lanes.assigned is None:
            return "The consumer group has not assigned partitions yet."
        return self.lanes.trouble(self.patience_seconds)
