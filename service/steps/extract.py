"""Extract: the copy that a page of HTML holds, apart from its furniture, and what the page declares about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from service.article import DecodedArticle, ExtractedArticle, Findings, Found, Furniture, Reading
from service.characters import without_spaces
from service.dates.latest import late_date, latest_of
from service.html.author_lines import is_line_of_others
from service.html.blocks import Block
from service.html.dates import PageDates, date_candidates, read_dates
from service.html.feed_and_share_lines import without_feed_and_share_lines
from service.html.head import head_of
from service.html.head_lines import above_headline, head_lines
from service.html.headline_candidates import title_parts
from service.html.metadata import BYLINE_CONFIDENCE, Metadata, read_metadata
from service.html.page import is_outsize, parse_page
from service.html.sources import Sources, read_sources, walk_page
from service.html.trafilatura_reader import caches, read_body
from service.layout.datelines import read_dateline
from service.layout.edges import Surroundings, Trimmed, trim_edges
from service.layout.mail_head import with_mail_head
from service.words.guess import guess_language

# A record holds 16 KiB of a page's furniture. One piece more is handed on, so that the record knows that it was cut.
MOST_FURNITURE = 16 * 1024
# What an outsize page may hold as copy: trafilatura would take minutes over it.
_COPY = frozenset(("p", "blockquote", "pre", "li", "dd", "h2", "h3", "h4", "h5", "h6", "tr"))
# Whether a block stands inside a paragraph is asked of long ones only ("Share" stands in many a body by chance), and
# of so many: each search reads the whole body. Real pages ask of some 30, in bodies of 74,185 characters at most.
_SHORTEST_QUOTE, _MOST_SEARCHES, _MOST_SEARCHED = 40, 200, 50_000_000


def extract(article: DecodedArticle) -> ExtractedArticle:
    """Read a page's body, furniture and fields; of plain text nothing, since its layout is read when it is normalised.

    Time and memory are bounded by the size of the page, however it is made. Raises Rejected (`too-deep`) where its
    elements are nested deeper than 256.
    """
    if article.media_type != "text/html":
        return ExtractedArticle()
    page = parse_page(article.content)
    if page is None:
        return ExtractedArticle(layout=Reading(()))
    walked = walk_page(page)
    blocks, sources = walked.blocks, read_sources(walked, article.url)
    metadata = read_metadata(page, blocks, sources, article.url, article.feed)
    dates = _read_dates(page, blocks, sources, article)
    metadata = replace(
        metadata,
        declared=replace(metadata.declared, dates=dates.declared),
        printed=replace(metadata.printed, dates=dates.printed),
    )
    layout = _read_layout(page, article.url, blocks, title_parts(sources.title or ""), metadata)
    if not dates.printed and any(one.value.at.date() in dates.others for one in layout.findings.dates):
        # At the edge of the body, no label tells them.
        kept = tuple(one for one in layout.findings.dates if one.value.at.date() not in dates.others)
        layout = replace(layout, findings=replace(layout.findings, dates=kept))
    if article.mail_head:
        layout = with_mail_head(layout, metadata.declared, article.mail_head)
    caches.have_read(article.content)
    return ExtractedArticle(
        structured=metadata.declared,
        layout=layout,
        rights=metadata.rights,
        cautions=(*metadata.cautions, *map(late_date, dates.late)),
        passed_over=(*metadata.passed_over, *dates.passed_over),
    )


def _read_dates(page: HtmlElement, blocks: Sequence[Block], sources: Sources, article: DecodedArticle) -> PageDates:
    candidates = date_candidates(page, blocks, sources, page.get("lang"))
    return read_dates(candidates, article.url, latest_of(article), alone=not article.feed.dates)


def _read_layout(
    page: HtmlElement, url: str | None, blocks: Sequence[Block], title: tuple[str, ...], metadata: Metadata
) -> Reading:
    declared, printed = metadata.declared, metadata.printed
    if is_outsize(page, sum(len(block.text) for block in blocks)):
        open_blocks = [block for block in blocks if not block.kind]
        copy = [block.text for block in open_blocks if block.tag in _COPY]
        paragraphs = tuple(copy or [block.text for block in open_blocks])
        return Reading(paragraphs, printed, tuple(_furniture(blocks, paragraphs, {})))
    fields = tuple(found.value for found in (declared.headline, printed.headline, printed.byline) if found)
    body = without_feed_and_share_lines(read_body(page, url, blocks))
    surroundings = _surroundings(body, declared, printed, blocks, title)
    byline = printed.byline.value if printed.byline else None
    head = list(head_lines(body, blocks, byline, surroundings.language))
    taken = {line.paragraph for line in head}
    trimmed = _trim(tuple(text for text in body if text not in taken), surroundings)
    trimmed.labels.update({without_spaces(line.line): line.furniture for line in head})
    _take_byline(trimmed, printed.byline, blocks)
    return Reading(
        trimmed.paragraphs,
        _with_edges(trimmed, declared, printed),
        tuple(_furniture(blocks, (*trimmed.paragraphs, *fields), trimmed.labels)),
    )


def _trim(body: tuple[str, ...], page: Surroundings) -> Trimmed:
    """The body without what is at its edges; where its headline is left below a section, from there on."""
    trimmed = trim_edges(body, page)
    above = above_headline(trimmed.paragraphs, page.headlines)
    if not above:
        return trimmed
    below = trim_edges(trimmed.paragraphs[above:], page)
    labels, byline, dates = trimmed.labels | below.labels, trimmed.byline or below.byline, trimmed.dates + below.dates
    return Trimmed(below.paragraphs, labels, byline, dates)


def _surroundings(
    body: tuple[str, ...], declared: Findings, findings: Findings, blocks: Iterable[Block], title: tuple[str, ...]
) -> Surroundings:
    """What the page says elsewhere, by which the labels at the edges of its body are told."""
    authors = declared.authors or findings.authors
    return Surroundings(
        language=guess_language("\n".join(body)),
        headlines=tuple(found.value for found in (declared.headline, findings.headline) if found),
        authors=authors.value if authors else (),
        title_parts=title,
        menus="\n".join(without_spaces(block.text) for block in blocks if block.kind == "navigation"),
    )


def _take_byline(trimmed: Trimmed, near_headline: Found[str] | None, blocks: Sequence[Block]) -> None:
    """Make furniture of the byline at the edge of the body where one stands near the headline, or it is of others."""
    printed = trimmed.byline.as_printed if trimmed.byline else ""
    if not printed or (near_headline and near_headline.value == printed):
        return
    head = head_of(blocks)
    if near_headline or any(printed in block.text and is_line_of_others(block, head) for block in blocks):
        trimmed.byline = None
        for label in (label for label in trimmed.labels if without_spaces(printed) in label):
            trimmed.labels[label] = (Furniture("byline", printed), *trimmed.labels[label])


def _with_edges(trimmed: Trimmed, declared: Findings, findings: Findings) -> Findings:
    """The printed fields with those at the edges of the body, where nothing better is found; and the dateline."""
    byline = trimmed.byline
    dateline = read_dateline(trimmed.paragraphs[0]) if trimmed.paragraphs else None
    authors, dates = findings.authors, findings.dates
    if byline and authors is None and declared.authors is None:
        authors = Found(byline.authors, "layout", byline.as_printed, BYLINE_CONFIDENCE)
    if not dates and not any(found.value.role == "published" for found in declared.dates):
        dates = tuple(Found(date, "layout", date.as_printed, BYLINE_CONFIDENCE) for date in trimmed.dates)
    return replace(
        findings,
        authors=authors,
        byline=Found(byline.as_printed, "layout", byline.as_printed, BYLINE_CONFIDENCE) if byline else findings.byline,
        dateline=Found(dateline, "layout", dateline.as_printed, BYLINE_CONFIDENCE) if dateline else None,
        dates=dates,
    )


def _furniture(
    blocks: Iterable[Block], copy: tuple[str, ...], labels: Mapping[str, tuple[Furniture, ...]]
) -> Iterator[Furniture]:
    """The blocks that are no part of the copy, each text once, to a little more than a record holds."""
    seen = {without_spaces(text) for text in copy}
    body = "\n".join(without_spaces(text) for text in copy)
    searches, room = min(_MOST_SEARCHES, _MOST_SEARCHED // (len(body) + 1)), MOST_FURNITURE
    for block in blocks:
        dense = without_spaces(block.text)
        if dense in seen:
            continue
        seen.add(dense)
        if dense in labels:
            yield from labels[dense]
            continue
        if len(dense) >= _SHORTEST_QUOTE:
            searches -= 1
            if dense in body:
                continue
        yield Furniture(block.kind or "boilerplate", block.text[:MOST_FURNITURE])
        room -= len(block.text.encode())
        if room < 0 or searches < 0:
            return
