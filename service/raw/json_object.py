"""The JSON object that an envelope is, opened so that no body can hurt whoever reads it."""

import json
import re
from itertools import accumulate
from typing import Any, NoReturn

from service.outcome import Rejected

DEEPEST_JSON = 100  # by the contract; the envelope itself is level 1
# The frame of a schema registry: a zero byte, which no JSON begins with, and four bytes of schema id.
_FRAME_MARK, _FRAME_BYTES = b"\x00", 5

_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_NOT_BRACKETS = re.compile(r"[^\[\]{}]+")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


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
    if is_deeper_than(text, DEEPEST_JSON):
        raise _invalid(f"is nested deeper than {DEEPEST_JSON}")
    try:
        value = _DECODER.decode(text)
    except ValueError as error:
        raise _invalid(f"is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise _invalid("is not an object")
    return value


def is_deeper_than(text: str, levels: int) -> bool:
    """Tell whether brackets outside strings are nested deeper than so many levels, in linear time without recursion."""
    if text.count("[") + text.count("{") <= levels:
        return False
    brackets = _NOT_BRACKETS.sub("", _STRING.sub("", text))
    return any(depth > levels for depth in accumulate(map(_STEPS.__getitem__, brackets)))


def _invalid(what: str) -> Rejected:
    return Rejected("invalid-message", f"The envelope {what}.")


def _no_number(_digits: str) -> float:
    """Stand in for a number, so that one of a million digits costs nothing."""
    return 0.0


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")


_DECODER = json.JSONDecoder(parse_float=_no_number, parse_int=_no_number, parse_constant=_not_json)
