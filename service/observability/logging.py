"""Structured logging: one line an article, readable on a terminal and JSON elsewhere. No line holds article text."""

import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Literal

import structlog
from aiokafka.errors import KafkaError
from structlog.typing import FilteringBoundLogger, Processor

from service.message import RawMessage
from service.observability.metrics import outcome_name
from service.outcome import DeadLetter, Outcome, Record

SELDOM_SECONDS = 10.0
LEFT_OUT = "left_out"
LONGEST_NAME = 500  # characters of a key or a URL in a line
LOGGER = "copydesk.articles"
encode = json.JSONEncoder(ensure_ascii=False).encode

LogForm = Literal["auto", "console", "json"]


def set_up_logging(form: LogForm, level: str) -> None:
    """Send the service's lines and those of its libraries to stderr, in one form.

    Args:
        form: `auto` is `console` on a terminal, else `json`.
        level: the least severe level written.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: list[Processor] = (
        # Its own way with tracebacks shows the local variables of every frame: passwords and articles among them.
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if _is_readable(form)
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder([LEFT_OUT])],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    handler.addFilter(_Seldom())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    logging.getLogger("asyncio").addFilter(_is_not_left_by_kafka)
    for chatty in ("aiokafka", "faststream", "uvicorn", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


class ArticleLog:
    """Writes the articles' own lines. There are thousands a second, so JSON goes round logging's machinery.

    Measured: 5 µs a line, against 70 through structlog, `logging` and its formatters, and 12 through structlog alone.
    """

    def __init__(self, form: LogForm, level: str) -> None:
        self._log: FilteringBoundLogger | None = structlog.get_logger(LOGGER) if _is_readable(form) else None
        self._least = logging.getLevelNamesMapping()[level.upper()]

    def write(self, answered: Sequence[tuple[RawMessage, Outcome]]) -> None:
        """One line for each."""
        at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        lines = []
        for message, outcome in answered:
            rejected = isinstance(outcome, DeadLetter)
            if (logging.WARNING if rejected else logging.INFO) < self._least:
                continue
            said = _said_of(message, outcome)
            if self._log is not None:
                (self._log.warning if rejected else self._log.info)("article", **said)
                continue
            said |= {"level": "warning" if rejected else "info", "logger": LOGGER, "event": "article", "timestamp": at}
            lines.append(encode(said))
        if lines:
            # A disk that is full, or a reader that has gone, costs lines; what was committed is no less so.
            with suppress(OSError):
                sys.stderr.write("\n".join(lines) + "\n")
                sys.stderr.flush()


def _said_of(message: RawMessage, outcome: Outcome) -> dict[str, object]:
    said: dict[str, object] = {"outcome": outcome_name(outcome)}
    if isinstance(outcome, DeadLetter):
        said |= {"reason": outcome.reason, "step": outcome.step, "detail": outcome.detail}
        said |= _name_of(message, outcome)
    else:
        said["article_id"] = outcome.article_id
    if isinstance(outcome, Record):
        said["language"] = outcome.language
    if (where := message.origin) is not None:
        said |= {"topic": where.topic, "partition": where.partition, "offset": where.offset}
    return said


def _name_of(message: RawMessage, letter: DeadLetter) -> dict[str, str]:
    """Which article it was, as its sender would say it: key and URL, where there are any. An id it may not have."""
    url = letter.url or message.header("url")
    key = None if message.key is None else message.key.decode(errors="backslashreplace")
    named = {"key": key, "url": url}
    return {name: value[:LONGEST_NAME] for name, value in named.items() if value is not None}


class _Seldom(logging.Filter):
    """Lets each kind of line of the Kafka client through once in a while: with a broker gone it writes 150 a second.

    A kind is a place in the client's code. The next line that is let through says how many like it were not.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said_at: dict[tuple[str, int], float] = {}
        self._left_out: Counter[tuple[str, int]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith("aiokafka"):
            return True
        kind, now = (record.pathname, record.lineno), time.monotonic()
        if now - self._said_at.get(kind, -SELDOM_SECONDS) < SELDOM_SECONDS:
            self._left_out[kind] += 1
            return False
        self._said_at[kind] = now
        if left_out := self._left_out.pop(kind, 0):
            setattr(record, LEFT_OUT, left_out)
        return True


def _is_not_left_by_kafka(line: logging.LogRecord) -> bool:
    """A producer that fails leaves futures behind that nobody may look at; its lane has told of the failure."""
    return not (line.exc_info and isinstance(line.exc_info[1], KafkaError))


def _is_readable(form: LogForm) -> bool:
    return form == "console" or (form == "auto" and sys.stderr.isatty())
