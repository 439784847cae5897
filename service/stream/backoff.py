"""How long to wait before the next try: longer each time, and never in step with the other lanes."""

import random

FIRST_SECONDS, LONGEST_SECONDS = 0.2, 10.0


class Backoff:
    """Pauses between tries, in seconds."""

    def __init__(self) -> None:
        self._next = FIRST_SECONDS

    def pause(self) -> float:
        """How long to wait now."""
        pause = self._next
        self._next = min(2 * pause, LONGEST_SECONDS)
        return pause * random.uniform(0.75, 1.25)  # noqa: S311  # it spreads load

    def reset(self) -> None:
        """Something went well: begin anew."""
        self._next = FIRST_SECONDS
