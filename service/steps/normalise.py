"""Normalise: clean characters, one value a field by rank of its witness, and the body in clean paragraphs."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from service import cautions
from service.article import (
    Caution,
    DecodedArticle,
    ExtractedArticle,
    Findings,
    Furniture,
    NormalisedArticle,
    Reading,
    Rights,
)
from service.characters import CleanText, clean_characters, clean_line, clean_text, squeeze
from service.dates.latest import late_date, latest_of, passed_over, timely
from service.dates.zones import unread_zones
from service.layout import read_layout
from service.layout.columns import set_below
from service.layout.datelines import after_dateline
from service.layout.shapes import has_letters
from service.outcome import Rejected
from service.witnesses import clean_findings, disagreements, hear, same_words

PARAGRAPH_BREAK = "\n\n"
# Ten times the longest headline that layout shows: a longer block, which may be a whole book, repeats none.
LONGEST_HEADLINE_BLOCK = 2_000

_ABSENT = {
    "headline": "No headline is declared, and no line is laid out as one above a body.",
    "alternative_headline": "No second headline is declared or printed below the first.",
    "byline": "No line is laid out as a byline.",
    "authors": "No author is declared, and no byline names one.",
    "publisher": "Neither the page nor the feed names the publisher.",
    "section": "No section is declared or printed above the headline.",
    "dateline": "The body does not open with a place and a dash.",
    "canonical_url": "The page declares no canonical address.",
    "keywords": "Neither the page nor the feed gives any.",
    "is_accessible_for_free": "The page does not say.",
    "original_source": "No line names a source that the copy was taken from.",
    "published_at": "No date of publication is declared, and no line is laid out as one.",
    "modified_at": "No date of a change is declared or printed.",
}
_ONLY_CHANGED = "Only the date of a change is declared or printed, and it stands in for no other."
_ONE_PARAGRAPH = "The text is one paragraph, and that is its body."


def normalise(article: DecodedArticle, extracted: ExtractedArticle) -> NormalisedArticle:
    """Clean an article and choose its fields: structured data before feed before layout.

    Raises:
        Rejected: `empty-article` where neither headline nor body holds a letter or digit.
    """
    if extracted.layout is None:
        cleaned = clean_text(article.content)
        text, beside = set_below(cleaned.text)
        layout = read_layout(text)
    else:
        layout, cleaned = _clean_reading(extracted.layout)
        beside = 0
    structured, feed = clean_findings(extracted.structured), clean_findings(article.feed)
    latest = latest_of(article)
    feed, fed_late = timely(feed, latest)
    printed, printed_late = timely(layout.findings, latest)
    layout = replace(layout, findings=printed)
    findings = hear((structured, feed, layout.findings))
    findings, lost = _keep_what_lost(findings, layout.findings)
    body = _without_headline(layout.paragraphs, findings)
    if extracted.layout is None and layout.findings.headline and len(body) < len(layout.paragraphs):
        lost = (*lost, Furniture("headline", layout.paragraphs[0]))  # printed twice: the field owns the first
    if not _says_anything(findings, body):
        raise Rejected("empty-article", "Neither headline nor body holds a letter or a digit.")
    body_text = PARAGRAPH_BREAK.join(body)
    return NormalisedArticle(
        body_text=body_text,
        findings=findings,
        furniture=(*lost, *layout.furniture),
        rights=_rights(extracted.rights, article.rights),
        absent_because=_absent(findings, one_paragraph=len(layout.paragraphs) == 1 and extracted.layout is None),
        cautions=(
            *extracted.cautions,
            *(late_date(date.value) for date in (*fed_late, *printed_late)),
            *unread_zones(findings),
            *_cleaning(cleaned),
            *_columns(beside),
            *_cautions(body, disagreements(hear((structured, layout.findings)), feed)),
        ),
        passed_over=(*extracted.passed_over, *map(passed_over, (*fed_late, *printed_late))),
        story_start=after_dateline(body_text, findings.dateline),
    )


def _clean_reading(reading: Reading) -> tuple[Reading, CleanText]:
    """A page's reading with clean characters, and how many of them were taken out and put right."""
    paragraphs, copy = _clean_lines(reading.paragraphs)
    pieces, cut = _clean_lines(piece.text for piece in reading.furniture)
    clean = Reading(
        paragraphs=tuple(filter(None, paragraphs)),
        findings=clean_findings(reading.findings),
        furniture=tuple(
            replace(piece, text=text) for piece, text in zip(reading.furniture, pieces, strict=True) if text
        ),
    )
    return clean, CleanText("", copy.hidden + cut.hidden, copy.repaired + cut.repaired)


def _clean_lines(texts: Iterable[str]) -> tuple[tuple[str, ...], CleanText]:
    """Each text in one clean line. They are cleaned in one go, which a page of many short ones feels.

    Mojibake can hide a mark that ends a paragraph: then there are more lines than texts, and each is cleaned alone.
    """
    lines = [squeeze(text) for text in texts]
    cleaned = clean_text(PARAGRAPH_BREAK.join(lines))
    clean = cleaned.text.split(PARAGRAPH_BREAK)
    if len(clean) != len(lines):
        clean = list(map(clean_characters, lines))
    return tuple(map(squeeze, clean)), cleaned


def _keep_what_lost(findings: Findings, layout: Findings) -> tuple[Findings, tuple[Furniture, ...]]:
    """Make furniture of printed values that lost to a better witness, so that no printed letter is without an owner."""
    lost = []
    for name in ("headline", "byline", "alternative_headline"):
        chosen, printed = getattr(findings, name), getattr(layout, name)
        if chosen and printed and not same_words(chosen.value, printed.value):
            lost.append(Furniture("byline" if name == "byline" else "headline", printed.value))
    headline, alternative = findings.headline, findings.alternative_headline
    if headline and alternative and same_words(headline.value, alternative.value):
        findings = replace(findings, alternative_headline=None)
        if headline == layout.headline and alternative == layout.alternative_headline:
            lost.append(Furniture("headline", alternative.value))
    return findings, tuple(lost)


def _without_headline(paragraphs: tuple[str, ...], findings: Findings) -> tuple[str, ...]:
    """The body's paragraphs; a first one that only repeats the headline leaves it, where any remains."""
    headline = findings.headline
    repeats = len(paragraphs) > 1 and len(paragraphs[0]) <= LONGEST_HEADLINE_BLOCK
    if headline and repeats and same_words(paragraphs[0], headline.value):
        return paragraphs[1:]
    return paragraphs


def _says_anything(findings: Findings, body: tuple[str, ...]) -> bool:
    texts = (*body, findings.headline.value if findings.headline else "")
    return any(map(has_letters, texts))


def _rights(page: Rights, envelope: Rights) -> Rights:
    names = [field.name for field in fields(Rights)]
    said = {name: clean_line(getattr(page, name) or getattr(envelope, name) or "") for name in names}
    return Rights(**{name: value or None for name, value in said.items()})


def _absent(findings: Findings, *, one_paragraph: bool) -> dict[str, str]:
    roles = {f"{date.value.role}_at" for date in findings.dates}
    absent = {
        name: why
        for name, why in _ABSENT.items()
        if name not in roles and (name.endswith("_at") or getattr(findings, name) is None)
    }
    if "modified_at" in roles and "published_at" in absent:
        absent["published_at"] = _ONLY_CHANGED
    if one_paragraph and "headline" in absent:
        absent["headline"] = _ONE_PARAGRAPH
    return absent


def _cleaning(cleaned: CleanText) -> Iterator[Caution]:
    """What was done to the characters of the copy, other than to give them one form."""
    if cleaned.hidden:
        detail = f"{cleaned.hidden} characters that no reader sees were taken out."
        yield Caution(cautions.HIDDEN_TEXT, "content", detail)
    if cleaned.repaired:
        detail = f"{cleaned.repaired} characters stood for others, which were written in their place."
        yield Caution(cautions.MOJIBAKE_REPAIRED, "content", detail)


def _columns(beside: int) -> Iterator[Caution]:
    """In how many lines columns stood side by side."""
    if beside:
        yield Caution(cautions.COLUMNS_PARTED, "body_text", f"{beside} lines held text of more than one column.")


def _cautions(body: tuple[str, ...], differing: tuple[str, ...]) -> tuple[Caution, ...]:
    no_body = () if body else (Caution(cautions.NO_BODY, "body_text", cautions.CAUTIONS[cautions.NO_BODY]),)
    said = cautions.CAUTIONS[cautions.FEED_DISAGREES]
    return (*no_body, *(Caution(cautions.FEED_DISAGREES, name, said) for name in differing))
