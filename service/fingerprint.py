"""Fingerprints of a body: its SHA-256, and a SimHash by which near copies are found.

The SimHash, so that others can compute it: the body is case-folded and cut into tokens: runs of letters and numbers
(Unicode's categories L and N), and in scripts without spaces each such character. Every three tokens that follow each
other, joined by a space, are hashed with SHA-256, of which the first 64 bits vote, each for its place. A bit is 1 where
more than half of the votes are 1. A body of fewer than three tokens is one shingle.
"""

import hashlib
import re

import numpy as np

SHINGLE = 3  # tokens
BITS = 64

# Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")


def sha256(body_text: str) -> str:
    """SHA-256 of the body's UTF-8, in hex."""
    return hashlib.sha256(body_text.encode()).hexdigest()


def simhash(body_text: str) -> str:
    """SimHash of the body as this module defines it: 16 hex digits, high bit first."""
    tokens = TOKEN.findall(body_text.casefold())
    shingles = [" ".join(tokens[at : at + SHINGLE]) for at in range(max(1, len(tokens) - SHINGLE + 1))]
    digests = b"".join(hashlib.sha256(shingle.encode()).digest()[: BITS // 8] for shingle in shingles)
    votes = np.unpackbits(np.frombuffer(digests, np.uint8).reshape(len(shingles), BITS // 8), axis=1)
    ones = votes.sum(axis=0, dtype=np.int64) * 2 > len(shingles)
    return np.packbits(ones).tobytes().hex()
