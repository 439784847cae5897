"""Heartbeats are lost between two signals, and else go their way."""

import os
import signal
from collections.abc import Iterator

import pytest
from aiokafka.consumer.group_coordinator import GroupCoordinator

from tests.chaos.deafness import LOSE, SEND, obey


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The coordinators whose heartbeats were sent; each was answered that its member is not known."""
    sent: list[object] = []

    async def _do_heartbeat(coordinator: object) -> bool:
        sent.append(coordinator)
        return False

    monkeypatch.setattr(GroupCoordinator, "_do_heartbeat", _do_heartbeat)
    handlers = {number: signal.getsignal(number) for number in (LOSE, SEND)}
    obey()
    yield sent
    for number, handler in handlers.items():
        signal.signal(number, handler)


async def test_a_lost_heartbeat_looks_as_if_it_had_been_answered_well(sent: list[object]) -> None:
    """So the client goes on as a member."""
    heartbeat = GroupCoordinator._do_heartbeat  # noqa: SLF001  # it is what is replaced
    assert not await heartbeat("first")
    os.kill(os.getpid(), LOSE)
    assert await heartbeat("second")
    assert await heartbeat("third")
    os.kill(os.getpid(), SEND)
    assert not await heartbeat("fourth")
    assert sent == ["first", "fourth"]
