"""What every command that talks to Kafka does first."""

import logging

from service.cli.endings import Ended
from service.stream.inquiry import Inquiry, NotThere


def be_quiet() -> None:
    """Keep the Kafka client's own log off the terminal: what matters of it is said in a sentence."""
    for name in ("aiokafka", "asyncio"):  # asyncio tells of deliveries that nobody awaits after the end
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


async def topics_or_end(bootstrap_servers: str, topics: tuple[str, ...]) -> None:
    """End, with a sentence, unless Kafka answers and has the topics."""
    inquiry = Inquiry(bootstrap_servers, group="", client_id="")
    try:
        await inquiry.require_topics(topics)
    except NotThere as missing:
        raise Ended(str(missing)) from missing
    finally:
        await inquiry.close()
