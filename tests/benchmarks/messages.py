"""Copy to send through: numbered messages of made-up words, always the same ones, that compress as prose does."""

import random
from functools import cache

MESSAGE_BYTES = 5000  # what a news article's text comes to
DIGITS = 12
DIFFERENT_TEXTS = 1000  # so many that no producer's batch holds one twice
KEYS = 997
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wy an er in on ur st ly".split()  # noqa: SIM905  # readable


def value(number: int) -> bytes:
    """The message of that number, which it begins with."""
    head = b"%0*d " % (DIGITS, number)
    return head + _texts()[number % DIFFERENT_TEXTS][: MESSAGE_BYTES - len(head)]


def number_of(value: bytes) -> int:
    """The number of a message, or of what was made of it by passing it on."""
    return int(value[:DIGITS])


def key(number: int) -> bytes:
    """The key of that message."""
    return b"key-%d" % (number % KEYS)


@cache
def _texts() -> list[bytes]:
    chance = random.Random(5)  # noqa: S311  # no secret
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]
    often = [1 / (rank + 3) for rank in range(len(words))]  # as words of a language are used
    return [" ".join(chance.choices(words, often, k=MESSAGE_BYTES // 2)).encode() for _ in range(DIFFERENT_TEXTS)]
