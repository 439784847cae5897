"""Fingerprints of a body: its SHA-256, and a SimHash by which near copies are found.

The SimHash, so that others can compute it: the body is case-folded and cut into tokens: runs of letters and numbers
(Unicode's categories L and N), and in scripts without spaces each character, marks too. Every three tokens that follow
each other, joined by a space, are hashed with SHA-256, of which the first 64 bits vote, each for its place. A bit is 1
where more than half of the votes are 1. A body of fewer than three tokens is one shingle.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

SHINGLE = 3  # tokens
BITS = 64

# Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")

# A window ends, after so many characters, where no token goes on.
WINDOW = 16_384
_EDGE = re.compile(rf"[\W_{UNSPACED}]")


def sha256(body_text: str) -> str:
    """SHA-256 of the body's UTF-8, in hex."""
    return hashlib.sha256(body_text.encode()).hexdigest()


def simhash(body_text: str) -> str:
    """SimHash of the body as this module defines it: 16 hex digits, high bit first."""
    votes, voters = np.zeros(BITS, np.int64), 0
    before: list[str] = []
    for window in _token_windows(body_text.casefold()):
        tokens = before + window
        if shingles := Counter(map(" ".join, zip(*(tokens[at:] for at in range(SHINGLE)), strict=False))):
            votes += _votes(shingles)
            voters += shingles.total()
        before = tokens[1 - SHINGLE :]
    if not voters:
        votes, voters = _votes(Counter((" ".join(before),))), 1
    return np.packbits(votes * 2 > voters).tobytes().hex()


def _token_windows(text: str) -> Iterator[list[str]]:
    """The tokens in order, some at a time: those of a long Chinese text at once take 70 times its bytes."""
    at = 0
    while at < len(text):
        edge = _EDGE.search(text, at + WINDOW)
        end = edge.start() if edge else len(text)
        yield TOKEN.findall(text, at, end)
        at = end


def _votes(shingles: Counter[str]) -> npt.NDArray[np.int64]:
    """How many of the shingles vote for each bit; one that repeats is hashed once."""
    digests = b"".join([hashlib.sha256(shingle).digest() for shingle in map(str.encode, shingles)])
    heads = np.frombuffer(digests, np.uint8).reshape(len(shingles), -1)[:, : BITS // 8]
    each = np.repeat(heads, np.fromiter(shingles.values(), np.int64, len(shingles)), axis=0)
    votes: npt.NDArray[np.int64] = np.unpackbits(each, axis=1).sum(axis=0, dtype=np.int64)
    return votes
