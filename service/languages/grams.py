"""How well the letters of a text fit each language: a table of n-grams, weighed as naive Bayes does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.languages.scripts import script_of
from service.languages.tags import is_written_in

_TABLE = Path(__file__).with_name("grams.npz")  # made by docs/recipes/language_grams.py
_STEP = 0.5  # nats, of a weight
_LONGEST = 5
_BMP = 1 << 16
_POINTS = re.compile("[\u0640\u064b-\u0652\u0670]+")  # Arabic prints them in few words, and counts have none
_NO_LETTER = np.uint32(0xD1B54A33)  # no code point: what it is hashed into is no key of the table

# Keys of n-grams are hashed into this many slots, each for one n-gram of the table; a twentieth of them is lost to
# others that were there first.
_SLOT_BITS = 21
_FOLD = np.uint32(0x01000193)
_SPREAD = np.uint32(0x9E3779B1)
_SHIFT = np.uint32(32 - _SLOT_BITS)

# Weights are at most 31, so that eight rows can be added within bytes.
_ROWS_IN_A_BYTE = 8


@dataclass(frozen=True, slots=True)
class _Table:
    """The n-grams by the slot of their key, and the weight of each for each language. Row 0 is of no n-gram."""

    languages: tuple[str, ...]
    letters: NDArray[np.uint32]
    slots: NDArray[np.int32]
    keys: NDArray[np.uint32]
    weights: NDArray[np.uint8]


def fit_languages(text: str, script: str) -> dict[str, float]:
    """How much better than by chance each language of an ISO 15924 script fits, in nats; empty for other scripts.

    The languages are those of the table that are written in the script. No n-gram spans two words.
    """
    columns = _columns(script)
    if not columns:
        return {}
    sums = _sum_weights(_POINTS.sub("", text.lower()), _letters(script))
    return {language: float(sums[column]) * _STEP for language, column in columns.items()}


def load() -> None:
    """Read the table now rather than at the first text."""
    _table()


def _sum_weights(text: str, letters: NDArray[np.bool_]) -> NDArray[np.uint32]:
    table = _table()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    keys = np.concatenate(_keys(np.where(letters[np.minimum(codes, _BMP - 1)], codes, _NO_LETTER)))
    rows = table.slots[(keys * _SPREAD) >> _SHIFT]
    rows = rows[table.keys[rows] == keys]
    padding = -len(rows) % _ROWS_IN_A_BYTE
    rows = np.concatenate([rows, np.zeros(padding, np.int32)])
    eight_columns_a_number = table.weights.take(rows, axis=0).view(np.uint64)
    eighths = eight_columns_a_number.reshape(_ROWS_IN_A_BYTE, -1, table.weights.shape[1] // 8)
    sums: NDArray[np.uint32] = np.add.reduce(eighths, axis=0).view(np.uint8).sum(axis=0, dtype=np.uint32)
    return sums


def _keys(codes: NDArray[np.uint32]) -> list[NDArray[np.uint32]]:
    """The keys of the n-grams of each length, those with what is no letter among them."""
    found, key = [codes], codes
    for length in range(2, _LONGEST + 1):
        key = (key[:-1] * _FOLD) ^ codes[length - 1 :]
        found.append(key + np.uint32(length))
    return found


@cache
def _columns(script: str) -> Mapping[str, int]:
    return {name: column for column, name in enumerate(_table().languages) if is_written_in(name, script)}


@cache
def _letters(script: str) -> NDArray[np.bool_]:
    """Which code points are letters of that script in n-grams: Serbian has those of two."""
    letters = np.zeros(_BMP, np.bool_)
    letters[[code for code in _table().letters if script_of(chr(code)) == script]] = True
    return letters


@cache
def _table() -> _Table:
    with np.load(_TABLE) as stored:
        languages = tuple(map(str, stored["languages"]))
        grams = [stored[f"grams{length}"].astype(np.uint32) for length in range(1, _LONGEST + 1)]
        stored_weights = stored["weights"]
    letters = np.unique(np.concatenate([codes.ravel() for codes in grams]))
    keys = np.concatenate([np.zeros(1, np.uint32), *map(_key_of_rows, grams)])
    slots = np.zeros(1 << _SLOT_BITS, np.int32)
    # Written from the last: of two in one slot the first, which is shorter, stays.
    slots[(keys[:0:-1] * _SPREAD) >> _SHIFT] = np.arange(len(keys) - 1, 0, -1, dtype=np.int32)
    weights = np.zeros((len(keys), -(-len(languages) // 8) * 8), np.uint8)
    weights[1:, : len(languages)] = stored_weights
    return _Table(languages, letters, slots, keys, weights)


def _key_of_rows(grams: NDArray[np.uint32]) -> NDArray[np.uint32]:
    key = grams[:, 0]
    for column in range(1, grams.shape[1]):
        key = (key * _FOLD) ^ grams[:, column]
    return key + np.uint32(grams.shape[1]) if grams.shape[1] > 1 else key
