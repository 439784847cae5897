"""The address that a page gives as its own: whole, without what tracks its readers, and believed on its site alone."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from service import cautions
from service.article import Caution, Found, Method, PassedOver
from service.html.json_ld import Node, as_list
from service.html.meta_elements import MetaElements, same_site
from service.html.values import LONGEST_VALUE, url_of

# The share of pages whose address of that kind is on their own site (fitting half of both sets), rounded down.
CONFIDENCE: dict[str, float] = {"link canonical": 0.95, "og:url": 0.9, "json-ld": 0.85}
MOST_ADDRESSES = 10

# Parameters by which campaigns, mails and networks follow a reader, and which change nothing of a page.
_TRACKING_NAMES = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh mc_cid mc_eid srsltid _hsenc
_hsmi __hstc __hssc __hsfp hsctatracking mkt_tok oly_anon_id oly_enc_id vero_id vero_conv wickedid _openstat _ga _gl
__twitter_impression ref_src ref_url cmpid cmp ocid ncid mbid smid smtyp s_cid sr_share ito xtor wt_mc wt_zmc at_medium
at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_link_origin at_ptr_name at_format
at_bbc_team ns_mchannel ns_source ns_campaign ns_linkname ns_fee traffic_source trk trkcampaign sc_channel sc_campaign
spm scm share_token maca taid dicbo
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_STARTS = ("utm_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "itm_", "stm_")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class CanonicalUrl(NamedTuple):
    """The address, or why those that are declared are not believed."""

    found: Found[str] | None = None
    passed_over: tuple[PassedOver, ...] = ()
    cautions: tuple[Caution, ...] = ()


def read_canonical_url(meta: MetaElements, url: str | None, article: Node | None = None) -> CanonicalUrl:
    """The first address that the page declares and that is on the site of `url`, where the page came from.

    One that leads from a story to the front page is none of that story. Where `url` is not known, any is believed.
    """
    passed_over: list[PassedOver] = []
    foreign: list[Caution] = []
    for place, method, printed in _declared(meta, article or {}):
        address = whole_url(printed, url)
        if address is None:
            because = "It is no address of the web."
        elif url is not None and not same_site(address, url):
            because = "It is on another site than the page."
            foreign = [Caution(cautions.FOREIGN_CANONICAL, "canonical_url", f"{place}: {address[:LONGEST_VALUE]}")]
        elif url is not None and _is_front(address) and not _is_front(url):
            because = "It is the site's front page."
        else:
            found = Found(address, method, printed[:LONGEST_VALUE], CONFIDENCE[place])
            return CanonicalUrl(found, tuple(passed_over), tuple(foreign))
        passed_over.append(PassedOver("canonical_url", printed[:LONGEST_VALUE], place, because))
    return CanonicalUrl(None, tuple(passed_over), tuple(foreign))


def whole_url(printed: str, page_url: str | None) -> str | None:
    """An address as a browser would go to it: absolute, host in small letters, dots resolved, nothing that tracks."""
    printed = printed.strip()
    if page_url is not None and not (_SCHEME.match(printed) and not printed.startswith("//")):
        try:
            printed = urljoin(page_url, printed)
        except ValueError:
            return None
    address = url_of(printed)
    return None if address is None else _cleaned(address)


def _declared(meta: MetaElements, article: Node) -> Iterator[tuple[str, Method, str]]:
    """Each place that may give the page's address, with what it says."""
    places: tuple[tuple[str, Method, list[object]], ...] = (
        ("link canonical", "meta", list(meta.all("link canonical"))),
        ("og:url", "meta", list(meta.all("og:url"))),
        ("json-ld", "json-ld", [*as_list(article.get("mainEntityOfPage")), *as_list(article.get("url"))]),
    )
    for place, method, values in places:
        for value in values[:MOST_ADDRESSES]:
            said = (value.get("@id") or value.get("url")) if isinstance(value, dict) else value
            if isinstance(said, str) and said.strip() and not said.startswith("#"):
                yield place, method, said


def _cleaned(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in {None, _DEFAULT_PORTS.get(scheme)} else f"{host}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair))
    # Behind "#!" stands the page itself; any other fragment is a place on it.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((scheme, netloc, _resolved(parts.path), query, fragment)) if host else None


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].casefold()
    return name in _TRACKING or name.startswith(_TRACKING_STARTS)


def _resolved(path: str) -> str:
    """The path without dot segments (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in {".", ".."}:
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept) or "/"


def _is_front(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in {"", "/"} and not parts.query
