"""Addresses of pages and people: letters, but no language."""

import re

_PAGE = re.compile(r"(?:https?://|www\.)[^\s<>]+")
_DOMAIN = re.compile(r"[\w.-]{1,255}")
_LONGEST_NAME = 64


def blank_addresses(text: str) -> str:
    """`text` with spaces in place of each character of an address."""
    if "://" in text or "www." in text:
        text = _PAGE.sub(lambda found: " " * len(found[0]), text)
    at = text.find("@")
    if at < 0:
        return text
    parts, end = [], 0
    while at >= 0:
        name = _start_of_name(text, at, end)
        domain = _DOMAIN.match(text, at + 1)
        if domain and name < at:
            parts += [text[end:name], " " * (domain.end() - name)]
            end = domain.end()
        at = text.find("@", max(at + 1, end))
    return "".join([*parts, text[end:]])


def _start_of_name(text: str, at: int, after: int) -> int:
    """Where the name before an `@` starts; at the `@` where it is longer than a name may be."""
    start = at
    while start > after and (text[start - 1].isalnum() or text[start - 1] in "_.+-"):
        start -= 1
        if at - start > _LONGEST_NAME:
            return at
    return start
