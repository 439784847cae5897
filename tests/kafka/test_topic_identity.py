"""A real Kafka's answer to the question for a topic's id: an upgrade of aiokafka that breaks the question is loud."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from deploy.kafka import StandingKafka
from service.stream.connection import Connection
from service.stream.inquiry import Inquiry
from service.stream.missing import NotThere
from service.stream.topic_identity import FRESH_SECONDS
from tests.kafka.conftest import MakeTopic
from tests.kafka.lane_service import new_settings, until
from tests.kafka.test_lanes_log import delete_raw_topic, make_topic_again


@pytest.fixture
async def inquiry(kafka: StandingKafka) -> AsyncIterator[Inquiry]:
    """Asks the session's Kafka."""
    one = Inquiry(Connection(kafka.bootstrap_servers), "group", "client")
    yield one
    await one.close()


async def test_a_topic_keeps_its_id(kafka: StandingKafka, make_topic: MakeTopic, inquiry: Inquiry) -> None:
    """However often and over whichever connection it is asked; another topic has another. Its name may be long."""
    first, second = await make_topic(1, name="a" * 200), await make_topic(30)
    ids = [await until_there(inquiry, first), await until_there(inquiry, second)]
    assert all(isinstance(one, UUID) and one.int for one in ids)
    assert ids[0] != ids[1]
    another = Inquiry(Connection(kafka.bootstrap_servers), "group", "client")
    assert [await another.topic_id(first), await another.topic_id(second)] == ids
    await another.close()


async def test_a_topic_made_anew_has_another_id(kafka: StandingKafka, make_topic: MakeTopic, inquiry: Inquiry) -> None:
    """Under the same name; in between there is none of that name, which is said."""
    settings = await new_settings(kafka.bootstrap_servers, make_topic)
    before = await until_there(inquiry, settings.raw_topic)
    await delete_raw_topic(settings)
    await asyncio.sleep(2 * FRESH_SECONDS)
    with pytest.raises(NotThere, match=f"no topic {settings.raw_topic}: create it"):
        await inquiry.topic_id(settings.raw_topic)
    await make_topic_again(make_topic, settings.raw_topic)
    assert await until_there(inquiry, settings.raw_topic) not in (None, before)


async def until_there(inquiry: Inquiry, topic: str) -> UUID | None:
    """The topic's id, once the broker has heard of the topic."""

    async def found() -> list[UUID | None]:
        try:
            return [await inquiry.topic_id(topic)]
        except NotThere:
            return []

    return (await until(found, bool))[0]
