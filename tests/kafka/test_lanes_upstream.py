"""An upstream producer's open transaction, on a real Kafka: a gauge, and nothing that is amiss here."""

from aiokafka import AIOKafkaProducer

from deploy.kafka import StandingKafka
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import LaneService, check_answered, feed, new_settings, numbered, until, until_answered

HELD_BACK = "copydesk_held_back_messages"


async def test_an_open_transaction_upstream_is_shown_and_waited_for(
    kafka: StandingKafka, make_topic: MakeTopic, topic_name: str
) -> None:
    """Ready, without lag, and what stands behind the open transaction is held back; aborted, it never was there."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic)
    async with LaneService(settings) as service:
        positions = await feed(settings, numbered(10))
        await until_answered(settings, positions)
        for ends_well in (True, False):
            upstream = AIOKafkaProducer(bootstrap_servers=settings.bootstrap_servers, transactional_id=topic_name)
            await upstream.start()
            await upstream.begin_transaction()
            opened = [await upstream.send_and_wait(settings.raw_topic, b"open", partition=0) for _ in range(5)]
            behind = await feed(settings, numbered(3))
            await until(lambda: service.gauge(HELD_BACK), lambda gauge: gauge == {"0": 8})
            assert await service.gauge("copydesk_lag_messages") == {"0": 0}
            assert await service.because() is None
            await check_answered(settings, positions)
            await (upstream.commit_transaction() if ends_well else upstream.abort_transaction())
            await upstream.stop()
            positions += behind + [(0, one.offset) for one in opened if ends_well]
            await until_answered(settings, positions)
            await until(lambda: service.gauge(HELD_BACK), lambda gauge: gauge == {"0": 0})
        await until(lambda: service.gauge("copydesk_lag_messages"), lambda gauge: gauge == {"0": 0})
        assert await service.because() is None
