"""The states of a lane, and what takes it from one to another."""

from enum import StrEnum

from aiokafka.errors import KafkaError

from service.stream.answers import Unanswerable
from service.stream.by_hand import NotReadByHand
from service.stream.missing import NotThere
from service.stream.offsets import OffsetsUnknown
from service.stream.producer import Fenced, NotWritten
from service.stream.sending import Refused
from service.workers.worker_socket import WorkersUnusable


class State(StrEnum):
    """What a lane is doing."""

    OPENING = "opening"
    RUNNING = "running"
    RECOVERING = "recovering"
    DRAINING = "draining"
    STOPPED = "stopped"
    CLOSED = "closed"


class Unanswered(Exception):
    """The pipeline has broken its promise: a defect."""


class LostPlace(Exception):
    """The log does not hold the position; where to go on is to be found out anew."""


class Unreadable(Exception):
    """The client cannot parse what stands at an offset, or behind it."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"what stands at offset {offset} cannot be parsed")
        self.offset = offset


# A lane recovers from anything; anything else than these is a defect, and its traceback is logged.
FORESEEN = (
    Fenced,
    Refused,
    NotWritten,
    NotThere,
    NotReadByHand,
    OffsetsUnknown,
    LostPlace,
    Unanswerable,
    WorkersUnusable,
    OSError,  # TimeoutError is one
    KafkaError,
)
