"""Structured logging: one line an article, readable on a terminal and JSON elsewhere. No line holds article text."""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import Processor

from service.message import RawMessage
from service.observability.metrics import outcome_name
from service.outcome import DeadLetter, Outcome, Record

article_log = structlog.get_logger("copydesk.articles")


def set_up_logging(form: Literal["auto", "console", "json"], level: str) -> None:
    """Send the service's lines and those of its libraries to stderr, in one form.

    Args:
        form: `auto` is `console` on a terminal, else `json`.
        level: the least severe level written.
    """
    readable = form == "console" or (form == "auto" and sys.stderr.isatty())
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
        [structlog.dev.ConsoleRenderer()]
        if readable
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("aiokafka", "faststream", "uvicorn", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def log_outcome(message: RawMessage, outcome: Outcome) -> None:
    """The article's one line."""
    where = message.origin
    bound = {"outcome": outcome_name(outcome)}
    if isinstance(outcome, DeadLetter):
        bound |= {"reason": outcome.reason, "step": outcome.step, "detail": outcome.detail}
    else:
        bound["article_id"] = outcome.article_id
    if isinstance(outcome, Record):
        bound["language"] = outcome.language
    at = {} if where is None else {"topic": where.topic, "partition": where.partition, "offset": where.offset}
    write = article_log.warning if isinstance(outcome, DeadLetter) else article_log.info
    write("article", **bound, **at)
