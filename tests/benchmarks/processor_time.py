"""What a piece of work costs this process in processor time, with nothing kept of an earlier text."""

import gc
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper, cache


def microseconds(work: Callable[[], object]) -> float:
    """The processor time of the work, done once."""
    begun = time.process_time_ns()
    work()
    return (time.process_time_ns() - begun) / 1000


def forget() -> None:
    """Empty what is kept of single texts, for the next one has others; word lists, patterns and weights stay."""
    for kept in _kept():
        kept.cache_clear()


@cache
def _kept() -> "list[_lru_cache_wrapper[object]]":
    found = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    return [one for one in found if one.cache_parameters()["maxsize"] is not None]
