"""Puts the articles on the raw topic, in bursts: a message is sent until the broker says that it has it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from tests.chaos.articles import Article, Articles

AGAIN_SECONDS = 0.5


async def feed(
    servers: str, topic: str, articles: Articles, bursts: int, before_burst: Callable[[int], Awaitable[None]]
) -> None:
    """Send all articles in so many bursts; `before_burst(number)` is awaited before each, numbers from 0.

    A message whose fate is unknown is sent again, so the topic may hold it twice: then both are to be answered.
    """
    sizes = [articles.count * (number + 1) // bursts for number in range(bursts)]
    start = 0
    for number, end in enumerate(sizes):
        await before_burst(number)
        waiting = [articles[at] for at in range(start, end)]
        while waiting:
            waiting = await _send(servers, topic, waiting)
            if waiting:
                await asyncio.sleep(AGAIN_SECONDS)
        start = end


async def _send(servers: str, topic: str, articles: list[Article]) -> list[Article]:
    """Send these; those of which it is not known that the broker has them."""
    sent: list[asyncio.Future[object]] = []
    try:
        async with _producer(servers) as producer:
            for article in articles:
                headers = list(article.headers)
                sent.append(await producer.send(topic, article.value, article.key, headers=headers))
            await asyncio.gather(*sent, return_exceptions=True)
    except (KafkaError, OSError):
        await asyncio.gather(*sent, return_exceptions=True)
    unsent = articles[len(sent) :]
    return [article for article, answer in zip(articles, sent, strict=False) if answer.exception()] + unsent


@contextlib.asynccontextmanager
async def _producer(servers: str) -> AsyncIterator[AIOKafkaProducer]:
    # Without idempotence: a broker that forgets producer ids early would refuse it, and only the services' matter here.
    producer = AIOKafkaProducer(bootstrap_servers=servers, acks="all", linger_ms=20)
    try:
        await producer.start()
        yield producer
    finally:
        await producer.stop()
