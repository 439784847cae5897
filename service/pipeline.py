"""The programme, top to bottom: a raw message becomes a record, a dead letter or a tombstone."""

import traceback
from collections.abc import Callable
from time import perf_counter
from typing import ParamSpec, TypeVar

from service import __version__
from service.languages import cascade
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record, Rejected, Tombstone
from service.pipeline_options import PipelineOptions
from service.steps.decode import decode
from service.steps.extract import extract
from service.steps.find_keyphrases import find_keyphrases
from service.steps.normalise import normalise
from service.steps.record import record
from service.steps.summarise import summarise
from service.steps.tag_language import tag_language

P = ParamSpec("P")
T = TypeVar("T")


def load() -> None:
    """Load now what the steps would load with the first article that needs it."""
    cascade.load()


def process(message: RawMessage, options: PipelineOptions) -> Outcome:
    """The one outcome of a raw message. What a step raises is an outcome too.

    Raises:
        MemoryError: there was not enough of it here; whether the article is to blame shows in a fresh process.
    """
    run = _Steps()
    url = None
    try:
        article = run(decode, message, options.raw_content_type, options.max_article_bytes)
        if isinstance(article, Tombstone):
            return Tombstone(article.article_id, run.seconds)
        url = article.url
        extracted = run(extract, article)
        normalised = run(normalise, article, extracted)
        tags = run(tag_language, normalised)
        summarised = run(
            summarise,
            normalised.body_text,
            tags.language.tag,
            story_start=normalised.story_start,
            spans=tags.spans,
            max_sentences=options.summary_max_sentences,
            max_words=options.summary_max_words,
        )
        keyphrases = run(find_keyphrases, normalised, tags.language.tag, spans=tags.spans)
        value = run(record, message, article, normalised, tags, summarised, keyphrases, options, __version__)
        return Record(article.article_id, tags.language.tag, value, run.seconds)
    except Rejected as rejected:
        return DeadLetter(rejected.reason, run.step, rejected.detail, url=rejected.url or url, step_seconds=run.seconds)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as failure:  # noqa: BLE001  # a defect costs one article, not the stream; Rust's panics too
        return DeadLetter("step-failed", run.step, _where(failure), url=url, step_seconds=run.seconds)


class _Steps:
    """Runs the steps. It remembers which one runs, for a dead letter, and how long (s) each took, for metrics."""

    def __init__(self) -> None:
        self.step = ""
        self.seconds: dict[str, float] = {}

    def __call__(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.step = step.__name__
        began = perf_counter()
        try:
            return step(*args, **kwargs)
        finally:
            self.seconds[self.step] = perf_counter() - began


def _where(failure: BaseException) -> str:
    """Which exception was raised where. Its message is left out: it may quote the article, and details are logged."""
    place = traceback.extract_tb(failure.__traceback__)[-1]
    return f"{type(failure).__name__} in {place.name} ({place.filename.rpartition('/')[2]}:{place.lineno})"
