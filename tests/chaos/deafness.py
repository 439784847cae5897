"""A service that its group no longer hears: its heartbeats are lost, it is put out after a session, and is not told.

With a zombie this is the other way to have two owners of a partition. One that wakes up learns from its first heartbeat
that it is out, mostly before it writes; this one goes on writing, and only the fence stops it.
"""

import signal
from typing import Any

from aiokafka.consumer.group_coordinator import GroupCoordinator

LOSE = signal.SIGUSR1
SEND = signal.SIGUSR2


def obey() -> None:
    """From now on, lose heartbeats after the one signal, and send them again after the other."""
    heartbeat = GroupCoordinator._do_heartbeat  # noqa: SLF001  # no public part of aiokafka sends them
    lost = False

    def turn(number: int, _frame: object) -> None:
        nonlocal lost
        lost = number == LOSE

    async def _do_heartbeat(coordinator: Any) -> bool:
        return lost or await heartbeat(coordinator)

    GroupCoordinator._do_heartbeat = _do_heartbeat  # noqa: SLF001  # likewise
    for number in (LOSE, SEND):
        signal.signal(number, turn)
