"""A progress bar on standard error, where a person watches and no output runs over the same terminal."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """Shows how far the reading of `total_bytes` is; without them, or without a person to watch, it shows nothing.

    What is said while it is up goes through `say`, to stand above it.
    """

    def __init__(self, doing: str, total_bytes: int | None) -> None:
        self._doing = doing
        self._total_bytes = total_bytes
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._total_bytes is not None and sys.stderr.isatty() and not sys.stdout.isatty():
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, articles: int, read_bytes: int) -> None:
        """Say how many articles are done, and how far the input is read."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=read_bytes, articles=articles)

    def say(self, line: str) -> None:
        """Write a line to standard error."""
        if self._progress is None:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
        else:
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415  # only a terminal waits for it
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415  # likewise

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %  {task.fields[articles]:,} articles"),
            TimeRemainingColumn(elapsed_when_finished=True),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), redirect_stdout=False)
        self._task = self._progress.add_task(self._doing, total=self._total_bytes, articles=0)
        self._progress.start()
