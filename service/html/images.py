"""The pictures of an article: those that a page declares, and those that it prints with a caption."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree

from service.article import Image
from service.html.element_text import text_in
from service.html.json_ld import flat
from service.html.margins import in_margin
from service.html.sources import Sources
from service.html.values import first_text, name_of, text_of, url_of
from service.layout.captions import read_caption

MOST_IMAGES, MOST_FIGURES, LONGEST_ADDRESS, MOST_IN_FIGURE = 20, 20, 2_000, 100
# "owl-1024x683.jpg", "owl_w640.webp", "owl@2x.png", "owl-scaled.jpg".
_SIZE = re.compile(r"(?:[-_](?:\d{2,4}x\d{2,4}|[wh]?\d{3,4}(?:px)?|scaled)|@[23]x)?\.[A-Za-z]{3,4}$")
_EDGES = " ,;:/|\u2013\u2014-"
# An address that needs no other one to be read.
_WHOLE = re.compile(r"https?://[\w.-]+/[\w./~%+-]*")

_OPEN_GRAPH = ("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")
_MAKERS = frozenset(("copyrightHolder", "creditText"))
# Where a page that loads its pictures late has their addresses; `src` is an empty one until then.
_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "src")


class Images(NamedTuple):
    """The pictures that are declared, each with what the page prints below it, and those that are printed alone."""

    declared: tuple[Image, ...] = ()
    printed: tuple[Image, ...] = ()


def read_images(sources: Sources, url: str | None, credit: str | None = None) -> Images:
    """At most 20 pictures that the page declares, and as many that it prints with a caption in its article.

    `credit` is whom its byline credits with the pictures: the first has it, where nothing credits that one.
    """
    declared = list(_declared(sources))
    printed: list[Image] = []
    for caption in sources.captions[:MOST_FIGURES]:
        figure = next(caption.iterancestors("figure"), None)
        if figure is None or in_margin(figure):
            continue
        image = _captioned(caption, figure, url)
        if image is None:
            continue
        # Where the page's own address is not known, a relative address still tells the picture's file.
        file = _file(image.url or _said_address(figure))
        same = next((at for at, one in enumerate(declared) if file and _file(one.url) == file), None)
        if same is None:
            printed.append(image)
        else:
            declared[same] = _completed(declared[same], image)
    for pictures in (declared, printed):
        if credit and pictures:
            pictures[0] = replace(pictures[0], credit=pictures[0].credit or credit)
            break
    return Images(tuple(declared), tuple(dict.fromkeys(printed)))


def _declared(sources: Sources) -> Iterator[Image]:
    linked = sources.linked
    images: dict[str, Image] = {}
    for value in islice(flat(sources.article.get("image")), MOST_IMAGES):
        image = _of_node(linked.resolve(value), linked.resolve)
        if image and image.url:
            images.setdefault(image.url, image)
    marked = (*flat(sources.marked.get("image")), *([] if images else [sources.meta.first(_OPEN_GRAPH)]))
    for image in (_of_node(value, linked.resolve) for value in marked[:MOST_IMAGES]):
        if image and image.url:
            images.setdefault(image.url, _with_credit(image))
    return iter(images.values())


def _with_credit(image: Image) -> Image:
    """The picture with the credit that its caption prints, as a marked one does, where it has no other."""
    read = read_caption(image.caption) if image.caption and not image.credit else None
    return replace(image, caption=read.caption, credit=read.credit) if read and read.credit else image


def _of_node(value: object, resolve: Callable[[object], object]) -> Image | None:
    url = url_of(value)
    if url is None or not isinstance(value, dict):
        return Image(url) if url else None
    licence = value.get("license")
    makers = (
        name_of(resolve(one)) for name in ("creator", "author", "copyrightHolder") for one in flat(value.get(name))
    )
    return Image(
        url,
        first_text(value, "caption", "description"),
        first_text(value, "creditText") or next(filter(None, makers), None) or first_text(value, "copyrightNotice"),
        url_of(licence) or text_of(licence),
    )


def _captioned(captioning: etree._Element, figure: etree._Element, page_url: str | None) -> Image | None:
    """The picture of a figure, its caption and its credit; None where the caption says nothing."""
    printed = text_in(captioning)
    if not printed:
        return None
    maker = next(filter(_names_maker, islice(figure.iterdescendants(), MOST_IN_FIGURE)), None)
    credit = None if maker is None else text_in(maker)
    if credit and credit != printed:
        caption = printed.replace(credit, " ").strip(_EDGES)
        return Image(_address(figure, page_url), caption or None, credit)
    read = read_caption(printed) or Image(caption=printed)
    return replace(read, url=_address(figure, page_url))


def _names_maker(element: etree._Element) -> bool:
    """Whether an element is marked as the credit of a picture."""
    said = element.get("class")
    if said and ("redit" in said or "opyright" in said or "hotographer" in said):
        return True
    return element.get("itemprop") in _MAKERS


def _address(figure: etree._Element, page_url: str | None) -> str | None:
    """Where the picture is; a relative address is told from that of the page."""
    said = _said_address(figure)
    try:
        return url_of(said if said is None or _WHOLE.fullmatch(said) else urljoin(page_url or "", said))
    except ValueError:
        return None


def _said_address(figure: etree._Element) -> str | None:
    """The address of the picture as it is printed, which may be relative."""
    for picture in islice(figure.iter("img"), 1):
        for name in _ADDRESSES:
            said = (picture.get(name) or "").strip()
            if said and not said.startswith("data:") and len(said) <= LONGEST_ADDRESS:
                return said
    return None


def _file(url: str | None) -> str:
    """The name of a picture's file, without its kind and the size that is written into it.

    Pages print one picture in sizes that differ in folder and parameters.
    """
    try:
        name = urlsplit(url or "").path.rpartition("/")[2]
    except ValueError:
        return ""
    return _SIZE.sub("", name) or name


def _completed(declared: Image, printed: Image) -> Image:
    """The declared picture with the caption that readers see, which is more than the text for who cannot see it."""
    return replace(
        declared,
        caption=printed.caption or declared.caption,
        credit=declared.credit or printed.credit,
        license=declared.license or printed.license,
    )
