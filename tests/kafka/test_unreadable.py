"""A message that the Kafka client cannot parse stops its own partition, says so, and costs no other message."""

from typing import Any

import pytest
from aiokafka.producer import message_accumulator
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from tests.kafka.raw_messages import RECORD, Sent, text
from tests.kafka.service_process import ServiceProcess
from tests.kafka.test_service import Start, answers, send, settings, start, until_answered

__all__ = ["settings", "start"]  # fixtures

NAME, BROKEN = b"XXheaderXX", b"XX\xff\xfeaderXX"


class BrokenNames(_DefaultRecordBatchBuilderPy):  # type: ignore[misc]  # aiokafka publishes no types
    """Writes a header's name that is not UTF-8: the broker takes it, and no client of ours would write it."""

    def append(self, *args: Any, **kwargs: Any) -> Any:
        """Append a record, and break the name in it."""
        done = super().append(*args, **kwargs)
        self._buffer[:] = self._buffer.replace(NAME, BROKEN)
        return done


def article(n: int, headers: tuple[tuple[str, bytes | None], ...] = ()) -> Sent:
    """A plain-text article; its key decides its partition."""
    return Sent(RECORD, text(n).encode(), f"key-{n}".encode(), (("content-type", b"text/plain"), *headers))


async def test_it_is_set_aside_and_nothing_else_is_lost(
    settings: dict[str, str], start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All messages of the other partitions, and those in front of it, have their outcome; readiness names it."""
    servers, raw = settings["bootstrap_servers"], settings["raw_topic"]
    before = await send(servers, raw, [article(n) for n in range(40)], "none")
    with monkeypatch.context() as broken:
        broken.setattr(message_accumulator, "DefaultRecordBatchBuilder", BrokenNames)
        ((partition, offset),) = await send(servers, raw, [article(0, ((NAME.decode(), b"v"),))], "none")
    service: ServiceProcess = start(settings)
    assert {at for at, _ in await until_answered(settings, len(before))} == set(before)
    assert f"{raw}/{partition} offset {offset}" in service.wait_until(503)
    after = await send(servers, raw, [article(n) for n in range(40)], "none")
    others = {at for at in after if at[0] != partition}
    await until_answered(settings, len(before) + len(others))
    assert {at for at, _ in await answers(settings)} == set(before) | others
    assert service.terminate() == 0
