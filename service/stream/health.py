"""What the service says of its health: live while its loop turns, ready while it can take and answer messages."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Health:
    """The one place that readiness is read from; each part of the stream writes its own field."""

    waiting_for: str | None = "The service is starting."
    assigned: int | None = None
    failing: str | None = None
    unreadable: dict[int, str] = field(default_factory=dict)

    @property
    def unready_because(self) -> str | None:
        """One sentence that says what is amiss; None when ready. No partition to read is no defect."""
        if self.waiting_for is not None:
            return self.waiting_for
        if self.failing is not None:
            return self.failing
        if self.unreadable:
            return next(iter(self.unreadable.values()))
        if self.assigned is None:
            return "The consumer group has not assigned partitions yet."
        return None
