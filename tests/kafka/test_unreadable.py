"""A message that the Kafka client cannot parse, or should not unpack, has its outcome like any other."""

from typing import Any

import pytest
from aiokafka.producer import message_accumulator
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from tests.kafka.raw_messages import RECORD, Sent, text
from tests.kafka.service_process import ServiceProcess
from tests.kafka.test_service import Start, answers, read_all, send, settings, start, until_answered

__all__ = ["settings", "start"]  # fixtures

BOMB_BYTES = 48 * 1024 * 1024  # of nothing: 4 KiB compressed
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


async def test_a_header_whose_name_is_not_utf_8_costs_nothing(
    settings: dict[str, str], start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read by hand and enriched like any other, and so is what stands in front of it and behind it."""
    servers, raw = settings["bootstrap_servers"], settings["raw_topic"]
    sent = await send(servers, raw, [article(n) for n in range(20)], "none")
    with monkeypatch.context() as broken:
        broken.setattr(message_accumulator, "DefaultRecordBatchBuilder", BrokenNames)
        sent += await send(servers, raw, [article(0, ((NAME.decode(), b"v"),))], "none")
    sent += await send(servers, raw, [article(n) for n in range(20)], "none")
    service: ServiceProcess = start(settings)
    await until_answered(settings, len(sent))
    assert sorted(await answers(settings)) == sorted((at, RECORD) for at in sent)
    service.wait_until(200)
    assert service.terminate() == 0


async def test_a_batch_that_unpacks_to_a_thousand_times_its_size_is_a_dead_letter(
    settings: dict[str, str], start: Start
) -> None:
    """Memory is not what it unpacks to, the raw topic keeps the body, and its neighbours are enriched."""
    servers, raw = settings["bootstrap_servers"], settings["raw_topic"]
    bomb = Sent("too-large", bytes(BOMB_BYTES), b"key-0", (("content-type", b"text/plain"),))
    sent = await send(servers, raw, [article(n) for n in range(20)], "none")
    bombs = await send(servers, raw, [bomb], "zstd")
    sent += await send(servers, raw, [article(n) for n in range(20)], "none")
    service: ServiceProcess = start(settings)
    await until_answered(settings, len(sent) + 1)
    expected = [(at, RECORD) for at in sent] + [(at, "too-large") for at in bombs]
    assert sorted(await answers(settings)) == sorted(expected)
    (letter,) = await read_all(servers, settings["dead_letter_topic"])
    assert (letter.value, letter.key, dict(letter.headers)["copydesk-body-omitted"]) == (b"", b"key-0", b"true")
    assert service.terminate() == 0
