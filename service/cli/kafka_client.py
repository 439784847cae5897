"""What every command that talks to Kafka does first."""

import logging
from collections.abc import Mapping

from service.cli.endings import WRONG_USAGE, Ended
from service.settings import InvalidSettings, Settings
from service.stream.connection import Connection, connection_of
from service.stream.inquiry import Inquiry
from service.stream.missing import NotThere
from service.stream.rights import Right


def be_quiet() -> None:
    """Keep the Kafka client's own log off the terminal: what matters of it is said in a sentence."""
    for name in ("aiokafka", "asyncio"):  # asyncio tells of deliveries that nobody awaits after the end
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def connection_or_end(settings: Settings) -> Connection:
    """The connection that is set; where a file that it needs cannot be used, the end."""
    try:
        return connection_of(settings)
    except InvalidSettings as invalid:
        raise Ended(str(invalid), WRONG_USAGE) from invalid


async def topics_or_end(connection: Connection, needed: Mapping[str, Right]) -> None:
    """End, with a sentence, unless Kafka answers, has the topics, and allows what is needed of each."""
    inquiry = Inquiry(connection, group="", client_id="")
    try:
        await inquiry.require_topics(needed)
    except NotThere as missing:
        raise Ended(str(missing)) from missing
    finally:
        await inquiry.close()
