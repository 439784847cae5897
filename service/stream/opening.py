"""Opens a lane: fence, then read the committed offset. In any other order the offset can be another owner's."""

from collections.abc import Callable

from aiokafka import TopicPartition

from service.stream.desk import Desk, Kept
from service.stream.input_partition import InputPartition
from service.stream.producer import Producer
from service.stream.states import LostPlace
from service.stream.writer import Refusals, Writer


class OutsideLog(Exception):
    """The group's place is not in the log, or in that of another topic; the message says what to do."""


async def open_lane(  # noqa: PLR0913  # all that a lane knows before it opens
    desk: Desk,
    hand: InputPartition,
    kept: Kept | None,
    refusals: Refusals,
    let_go: Callable[[Producer], None],
    *,
    made_anew: bool = False,
) -> Writer:
    """The writer of a lane, at the place where the lane is to go on.

    Args:
        desk: what lanes share.
        hand: the lane's, on its partition.
        kept: what an earlier lane left. It is used where the group still stands where that lane left it: a session may
            have been lost in between, and another owner, or a person, may have moved on.
        refusals: of this lane.
        let_go: closes a producer that will not be used.
        made_anew: whether the topic is another one than that of which this process knows a place.

    Raises:
        OutsideLog: the log does not hold the group's place, or the place may be of an earlier topic of that name.
        OffsetsUnknown, NotThere, NotWritten, TimeoutError, KafkaError: it is not known; try again later.
    """
    producer = kept.producer if kept is not None else desk.new_producer(hand.name, hand.commit)
    try:
        async with desk.opening:
            if kept is not None and not made_anew and await desk.inquiry.committed(hand.name) == kept.committed:
                return Writer(desk, producer, kept.offset, kept.committed, refusals)
            if kept is not None:
                let_go(producer)
                producer = desk.new_producer(hand.name, hand.commit)
            await producer.start()
            committed = await desk.inquiry.committed(hand.name)
            place = await _place(desk, hand.name, committed, made_anew)
            return Writer(desk, producer, place, committed, refusals)
    except BaseException:
        let_go(producer)
        raise


async def go_on(
    desk: Desk, hand: InputPartition, refused: Writer, refusals: Refusals, let_go: Callable[[Producer], None]
) -> Writer:
    """The writer that takes over from one whose write was refused: nothing of that stands, for it was not committed.

    Its producer ends what the other one left open, and fences whoever else has the partition by now.

    Raises:
        LostPlace: the group does not stand any more where that one left it.
        OffsetsUnknown, NotThere, NotWritten, TimeoutError, KafkaError: it is not known; open anew.
    """
    producer = desk.new_producer(hand.name, hand.commit)
    try:
        async with desk.opening:
            await producer.start()
            _require_place(hand, refused, await desk.inquiry.committed(hand.name))
    except BaseException:
        let_go(producer)
        raise
    writer = Writer(desk, producer, refused.place, refused.committed, refusals)
    writer.succeed(refused)
    return writer


def _require_place(hand: InputPartition, refused: Writer, committed: int | None) -> None:
    if committed != refused.committed:
        raise LostPlace(f"the group does not stand where the lane of {hand} has left it")


async def _place(desk: Desk, partition: TopicPartition, committed: int | None, made_anew: bool) -> int:
    """Where to go on; at the log's start where nothing is committed, always: no setting could skip messages."""
    log = (await desk.inquiry.logs([partition]))[partition]
    if committed is None:
        return log.start
    if made_anew:  # with the old topic the broker has deleted its places: who wrote this one may have meant the old
        raise OutsideLog(
            f"The topic {partition.topic} was made anew, and offset {committed} of partition {partition.partition}, "
            "where the group stands, may be a place in the old one: stop the service, move the group with "
            "`copydesk offsets --to` where it would pass messages over, and start it again."
        )
    if not log.holds(committed):
        raise OutsideLog(
            f"The group stands at offset {committed} of {partition.topic}/{partition.partition}, and its log holds "
            f"{log.start} to {log.end}: stop the service and move the group with `copydesk offsets --to`."
        )
    return committed
