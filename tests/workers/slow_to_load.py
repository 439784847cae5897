"""A pipeline that takes its time to load, as the real one does on a busy machine."""

import time

from service.message import RawMessage
from service.outcome import Outcome, Record
from service.pipeline_options import PipelineOptions

LOAD_SECONDS = 60


def load() -> None:
    """Take so long."""
    time.sleep(LOAD_SECONDS)


def process(message: RawMessage, _options: PipelineOptions) -> Outcome:
    """Answer at once."""
    return Record("loaded", "en", message.value or b"")
