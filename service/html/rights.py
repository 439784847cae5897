"""The publisher's terms as a page declares them: reported, never acted on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml import etree

from service.article import Rights
from service.html.blocks import Block
from service.html.json_ld import flat
from service.html.sources import Sources
from service.html.values import distinct, first_text, name_of, text_of, url_of
from service.layout.notices import LONGEST_RIGHTS, is_rights

# The line of copyright stands among the last blocks of a page.
MOST_LAST_BLOCKS, MOST_LINKS = 40, 10

# What other addresses than those of the web begin with.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
# "(c) 2026 Owl Post", "Copyright 2026 by …", "Todos los derechos reservados 2026"; a link to terms has no year.
_NOTICE = re.compile(r"\(c\)\s|\bcopyright\W{0,3}(?:by\b|\d{4})|(?<!\d)(?:19|20)\d\d(?!\d)", re.IGNORECASE)
_OF_NOTICES = ("opyright", "OPYRIGHT", "(c)", "(C)", "20", "19")
_LICENSE_NAMES = ("link license", "dcterms.license", "dc.rights.license", "license")
_NOTICE_NAMES = ("copyright", "dc.rights", "dcterms.rights", "dcterms.rightsholder", "rights")


def read_rights(blocks: Sequence[Block], sources: Sources) -> Rights:
    """Licence, line of copyright, and what the page tells robots and those who mine text."""
    node, meta = sources.article, sources.meta
    return Rights(
        license=_license(flat(node.get("license")))
        or _license(flat(sources.marked.get("license")))
        or _license([meta.first(_LICENSE_NAMES)])
        or _license(_linked(blocks, sources.links)),
        copyright_notice=first_text(node, "copyrightNotice") or text_of(meta.first(_NOTICE_NAMES)) or _notice(blocks),
        robots=text_of(", ".join(distinct(meta.all("robots")))),
        tdm_reservation=text_of(meta.first(("tdm-reservation",))),
        tdm_policy=url_of(meta.first(("tdm-policy",))),
    )


def _license(values: Iterable[object]) -> str | None:
    """The first licence that is an address of the web, or a name."""
    said = (url_of(value) or name_of(value) for value in values)
    return next((one for one in said if one and (url_of(one) or not _SCHEME.match(one))), None)


def _linked(blocks: Sequence[Block], links: Iterable[tuple[etree._Element, str]]) -> Iterator[str]:
    """Where the links among the last blocks lead that say that they lead to a licence."""
    if not any("license" in rel for _, rel in links):
        return
    for element in dict.fromkeys(block.element for block in blocks[-MOST_LAST_BLOCKS:]):
        if element is not None:
            for link in islice(element.iter("a"), MOST_LINKS):
                if "license" in link.get("rel", "").split():
                    yield link.get("href", "")


def _notice(blocks: Sequence[Block]) -> str | None:
    """The line of copyright at the page's foot: one with the sign, else one with the word or the year."""
    last = [block.text for block in reversed(blocks[-MOST_LAST_BLOCKS:]) if len(block.text) <= LONGEST_RIGHTS]
    signed = (text for text in last if "\u00a9" in text and is_rights(text))
    unsigned = (text for text in last if any(map(text.__contains__, _OF_NOTICES)) and _NOTICE.search(text))
    return next(signed, None) or next(filter(is_rights, unsigned), None)
