"""A pipeline that does nothing: the worker processes find it by its name, and answer 10 KB with 5 KB."""

from service.message import RawMessage
from service.outcome import Outcome, Record
from service.pipeline_options import PipelineOptions

NAME = f"{__name__}:answer"
ARTICLE_BYTES, RECORD_BYTES = 10_000, 5_000
ARTICLE = RawMessage(bytes(ARTICLE_BYTES))
RECORD = Record("idle", "en", bytes(RECORD_BYTES))


def answer(message: RawMessage, options: PipelineOptions) -> Outcome:  # noqa: ARG001  # a pipeline is called so
    """The same record for whatever comes."""
    return RECORD
