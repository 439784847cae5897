"""Makes a message that shows a defect small, as long as it shows the same one."""

from collections.abc import Callable
from dataclasses import replace

from service.message import RawMessage

MOST_TRIES = 3_000


def reduced(message: RawMessage, shows: Callable[[RawMessage], bool]) -> RawMessage:
    """The message with ever smaller pieces of its value left out (Zeller's ddmin), and without key and headers.

    At most 3,000 tries; `shows` says whether what is left still shows the defect.
    """
    if shows(without_key := replace(message, key=None)):
        message = without_key
    for at in reversed(range(len(message.headers))):
        if shows(without_header := replace(message, headers=message.headers[:at] + message.headers[at + 1 :])):
            message = without_header
    tries, pieces = 0, 2
    while message.value and pieces <= 2 * len(message.value):
        size = max(1, len(message.value) // pieces)
        smaller = None
        for start in range(0, len(message.value), size):
            candidate = replace(message, value=message.value[:start] + message.value[start + size :])
            tries += 1
            if tries > MOST_TRIES:
                return message
            if shows(candidate):
                smaller = candidate
                break
        if smaller is None and size == 1:
            return message
        message, pieces = (smaller, max(2, pieces - 1)) if smaller else (message, 2 * pieces)
    return message
