"""Pipelines that a tombstone hurts, to show what a run of mutants survives and notices."""

import os
import time

from service.message import RawMessage
from service.outcome import Outcome, Tombstone
from service.pipeline_options import PipelineOptions

BALLAST = 1 << 40
_seen: list[bytes] = []


def end(message: RawMessage, _options: PipelineOptions) -> Outcome:
    """End the process, without a word."""
    if message.value is None:
        os._exit(3)
    return Tombstone("x")


def run_out_of_memory(message: RawMessage, _options: PipelineOptions) -> Outcome:
    """Ask for more memory than there is."""
    return Tombstone("x" * BALLAST if message.value is None else "x")


def burn(message: RawMessage, _options: PipelineOptions) -> Outcome:
    """Use the processor for longer than an article may."""
    while message.value is None:
        time.process_time()
    return Tombstone("x")


def change_its_mind(message: RawMessage, _options: PipelineOptions) -> Outcome:
    """Name a tombstone differently each time."""
    _seen.append(b"")
    return Tombstone(f"{len(_seen) if message.value is None else 1}")
