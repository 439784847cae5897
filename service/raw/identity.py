"""Which article a raw message is about: the rule for `article_id`, frozen for ever."""

import hashlib
import re
from ipaddress import AddressValueError, IPv6Address
from uuid import NAMESPACE_URL, uuid5

from service.message import RawMessage
from service.outcome import Rejected

_DEFAULT_PORTS = {"http": "80", "https": "443"}
_LAST_PORT = 65535
_URL = re.compile(r"(https?)://([^/?#]+)([^#]*)(?:#.*)?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(.*@)?(\[[^\[\]@]+\]|[^\s\[\]@:\\<>\"|^`{}]+)(?::([0-9]*))?", re.DOTALL)
# A tab or line break in a URL, or white space after it, comes from the file that it was read from.
_STRAY = re.compile(r"[\x00-\x1f\x7f]|\s\Z")


def normalise_url(url: str) -> str | None:
    """The URL with scheme and host in lower case, without default port and fragment, nothing else changed.

    None where it is not absolute, not http or https, or has no host. An empty port is the default one (RFC 3986,
    section 3.2.3), and so is it with leading zeros.
    """
    match = _URL.fullmatch(url)
    if match is None or _STRAY.search(url):
        return None
    scheme, authority, rest = match[1].lower(), _AUTHORITY.fullmatch(match[2]), match[3]
    if authority is None or re.search(r"\s", match[2]):
        return None
    user, host, port = authority[1] or "", authority[2].lower(), authority[3]
    if not _is_port(port or "") or (host.startswith("[") and not _is_ipv6(host[1:-1])):
        return None
    if port and port.lstrip("0") != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    return f"{scheme}://{user}{host}{rest}"


def article_id(own: str | None, url: str | None, key: bytes | None, content: bytes) -> str:
    """The identity of an article: the sender's own id, else of its URL, else its key, else of its content's bytes.

    An `url` that `normalise_url` refuses counts as none.
    """
    return _stated_id(own, url, key) or str(uuid5(NAMESPACE_URL, f"urn:sha256:{hashlib.sha256(content).hexdigest()}"))


def tombstone_id(message: RawMessage) -> str:
    """The identity that a tombstone takes down; raises `Rejected` where its headers and key hold none."""
    found = _stated_id(message.header("article-id"), message.header("url"), message.key)
    if found is None:
        raise Rejected(
            "invalid-message",
            "The tombstone names no article: give it an article-id or url header, or a key in UTF-8.",
        )
    return found


def _stated_id(own: str | None, url: str | None, key: bytes | None) -> str | None:
    if own:
        return own
    normalised = normalise_url(url) if url else None
    if normalised:
        return str(uuid5(NAMESPACE_URL, normalised))
    try:
        return (key or b"").decode() or None
    except UnicodeDecodeError:
        return None


def _is_port(digits: str) -> bool:
    significant = digits.lstrip("0")
    return len(significant) <= len(str(_LAST_PORT)) and int(significant or 0) <= _LAST_PORT


def _is_ipv6(address: str) -> bool:
    try:
        IPv6Address(address.partition("%")[0])
    except AddressValueError:
        return False
    return True
