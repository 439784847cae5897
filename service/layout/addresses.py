"""Addresses alone on their lines: of sites, of mail, on social networks."""

import re

from service.layout.imprints import PHONE_NUMBER
from service.layout.shapes import ends_sentence, word_count

MOST_WORDS_BESIDE_ADDRESS, MOST_WORDS_BESIDE_HANDLE = 6, 2
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{2,300}|\b[a-z-]{1,40}\.[a-z]{2,10}/[\w/.+-]{2,80}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}",
    re.ASCII,
)
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z]\w{2,30}", re.ASCII)
_BARE_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{2,40}\.){1,3}[a-z]{2,10}(?:/\S{0,80})?", re.ASCII)
_MARKS = re.compile(r"[^\w\s]+")
BARS = re.compile(r"\s*[|\uff5c\u00b7\u2022]\s*")


def is_address(text: str) -> bool:
    """A site's or a person's address, with at most a few words beside it."""
    if "@" not in text and "www." not in text and "/" not in text:
        return any(map(_BARE_DOMAIN.fullmatch, BARS.split(text)))
    beside, count = _ADDRESS.subn(" ", text)
    beside = PHONE_NUMBER.sub(" ", beside)
    words = word_count(_MARKS.sub(" ", beside))
    return count > 0 and words <= MOST_WORDS_BESIDE_ADDRESS and not (words > 1 and ends_sentence(text))


def is_handle(text: str) -> bool:
    """How somebody is called on social networks, with a word or two beside it."""
    beside, count = _HANDLE.subn(" ", text)
    return count > 0 and word_count(_MARKS.sub(" ", beside)) <= MOST_WORDS_BESIDE_HANDLE and not ends_sentence(text)
