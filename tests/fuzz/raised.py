"""Where in our own code a step raised: the pipeline's outcome names the last frame, which is often a library's."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from service import pipeline
from tests.fuzz.originals import ROOT

SERVICE = str(ROOT / "service")


@dataclass(slots=True)
class Raised:
    """The latest exception that the pipeline turned into an outcome."""

    failure: BaseException | None = None

    @property
    def place(self) -> str:
        """The last frame of the service's own, such as `record.py:129 in _publication`."""
        frames = traceback.extract_tb(self.failure.__traceback__) if self.failure else []
        own = [frame for frame in frames if frame.filename.startswith(SERVICE)]
        return f"{own[-1].filename[len(SERVICE) + 1 :]}:{own[-1].lineno} in {own[-1].name}" if own else "elsewhere"


@contextmanager
def watched() -> Iterator[Raised]:
    """Watch what the pipeline catches meanwhile."""
    raised, where = Raised(), pipeline._where  # noqa: SLF001  # the one place that sees the exception

    def look(failure: BaseException) -> str:
        raised.failure = failure
        return where(failure)

    pipeline._where = look  # noqa: SLF001  # likewise
    try:
        yield raised
    finally:
        pipeline._where = where  # noqa: SLF001  # likewise
