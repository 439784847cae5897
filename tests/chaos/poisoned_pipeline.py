"""The pipeline as it would be with a defect in its first step: what poison in an article asks for happens in there."""

from functools import wraps
from typing import Any

from service import pipeline
from service.message import RawMessage
from service.outcome import Outcome
from service.pipeline_options import PipelineOptions
from service.steps.decode import decode
from tests.chaos.poison import act_in

load = pipeline.load


def process(message: RawMessage, options: PipelineOptions) -> Outcome:
    """`service.pipeline.process`, with what the message's poison asks for on the way."""
    steps = vars(pipeline)
    original = steps["decode"]
    steps["decode"] = _decode
    try:
        return pipeline.process(message, options)
    finally:
        steps["decode"] = original


@wraps(decode)
def _decode(message: RawMessage, *options: Any) -> Any:
    if act := act_in(message.value):
        act()
    return decode(message, *options)
