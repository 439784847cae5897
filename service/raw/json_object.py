"""The JSON object that an envelope is, opened so that no body can hurt whoever reads it."""

import json
from typing import Any, NoReturn

from service.outcome import Rejected

DEEPEST_JSON = 100  # by the contract; the envelope itself is level 1
# The frame of a schema registry: a zero byte, which no JSON begins with, and four bytes of schema id.
_FRAME_MARK, _FRAME_BYTES = b"\x00", 5
_TOO_DEEP = f"is nested deeper than {DEEPEST_JSON}"


def open_json_object(body: bytes) -> dict[str, Any]:
    """Open a JSON object, a schema registry's frame or a byte order mark in front of it skipped.

    Numbers come as 0.0: no field of the contract is one. Raises `Rejected` where the body is not JSON in UTF-8, not
    an object, or nested deeper than `DEEPEST_JSON`.
    """
    if body.startswith(_FRAME_MARK):
        body = body[_FRAME_BYTES:]
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _invalid(f"is not UTF-8: byte {error.start} does not fit") from None
    try:
        value = _DECODER.decode(text)
    except ValueError as error:
        raise _invalid(f"is not JSON: {error}") from None
    except RecursionError:  # the reader's own bound, some ten times ours
        raise _invalid(_TOO_DEEP) from None
    if is_deeper_than(value, DEEPEST_JSON):
        raise _invalid(_TOO_DEEP)
    if not isinstance(value, dict):
        raise _invalid("is not an object")
    return value


def is_deeper_than(value: object, levels: int) -> bool:
    """Tell whether objects and lists are nested deeper than so many levels, `value` itself the first.

    Looks at each of them once: an envelope has a handful, while its content may hold thousands of brackets. So what
    a repeated field overwrote does not count.
    """
    layer = [value] if isinstance(value, dict | list) else []
    for _ in range(levels):
        layer = [
            inner
            for outer in layer
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not layer:
            return False
    return True


def _invalid(what: str) -> Rejected:
    return Rejected("invalid-message", f"The envelope {what}.")


def _no_number(_digits: str) -> float:
    """Stand in for a number, so that one of a million digits costs nothing."""
    return 0.0


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")


_DECODER = json.JSONDecoder(parse_float=_no_number, parse_int=_no_number, parse_constant=_not_json)
