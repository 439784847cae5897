"""A pipeline for the tests of the pool: some messages hurt the worker that holds them, all others become records."""

import os
import signal
import time

from service.message import RawMessage
from service.outcome import Outcome, Record
from service.pipeline_options import PipelineOptions


def poison(message: RawMessage, _options: PipelineOptions) -> Outcome:
    """Do what the message's value says."""
    match message.value:
        case b"hang":
            time.sleep(600)
        case b"exit":
            os._exit(3)
        case b"segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
    return Record(str(os.getpid()), "en", message.value or b"")
