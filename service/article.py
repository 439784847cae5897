"""The article as it stands between the steps: immutable values, each field with how it was found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Method = Literal["json-ld", "meta", "microdata", "feed", "layout", "bom", "declared", "detected"]
MediaType = Literal["text/html", "text/plain"]
Precision = Literal["year", "month", "day", "minute", "second"]
DateRole = Literal["published", "modified", "republished"]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a subscriber should know of a record: it becomes one of its `warnings`."""

    code: str
    field: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with its evidence: by which method, from which printed text, how sure (0 to 1)."""

    value: T
    method: Method
    as_found: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What an article says of a field and was not taken for it: its text, where it stands, and why not."""

    field: str
    text: str
    place: str
    because: str


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """A date about the article. `at` carries a zone; parts beyond `precision` stand at their start."""

    at: datetime
    precision: Precision
    role: DateRole
    as_printed: str
    zone_assumed: bool = False
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the story was filed from, as printed and as a place."""

    as_printed: str
    place: str


@dataclass(frozen=True, slots=True)
class OriginalSource:
    """Whom republished copy was taken from; the name stays as printed, misspellings kept."""

    name: str
    as_printed: str
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to the article."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    license: str | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """What the publisher declared of its terms: reported, never acted on."""

    license: str | None = None
    copyright_notice: str | None = None
    robots: str | None = None
    tdm_reservation: str | None = None
    tdm_policy: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A printed piece that is not body. `language` is filled in where the piece is tagged."""

    kind: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """The fields that one witness (structured data, feed or layout) gives; what it does not say is None or empty."""

    headline: Found[str] | None = None
    alternative_headline: Found[str] | None = None
    byline: Found[str] | None = None
    authors: Found[tuple[str, ...]] | None = None
    publisher: Found[str] | None = None
    section: Found[str] | None = None
    dateline: Found[Dateline] | None = None
    canonical_url: Found[str] | None = None
    language: Found[str] | None = None
    keywords: Found[tuple[str, ...]] | None = None
    is_accessible_for_free: Found[bool] | None = None
    original_source: Found[OriginalSource] | None = None
    dates: tuple[Found[ArticleDate], ...] = ()
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedArticle:
    """A raw message understood: its identity, its content as text, and what the feed said about it.

    It was `fetched_at` by its crawler's clock, and `received_at` by the stream's. `mail_head` holds the headers that a
    reader of a mail in HTML sees beside it.
    """

    article_id: str
    content: str
    media_type: MediaType
    feed: Findings = Findings()
    url: str | None = None
    source: str | None = None
    fetched_at: datetime | None = None
    received_at: datetime | None = None
    rights: Rights = Rights()
    metadata: Mapping[str, str] = field(default_factory=dict)
    charset: Found[str] | None = None
    cautions: tuple[Caution, ...] = ()
    mail_head: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed piece of plain text, what it is, and the rule of layout that says so.

    Its kind is that of its furniture, or the field that owns it: `headline alternative_headline byline body`. One
    that is the `rest_of` another, which the index of that says, is one paragraph, field or piece of furniture with it.
    """

    kind: str
    text: str
    rule: str
    is_furniture: bool
    rest_of: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a look at the article's layout shows: its paragraphs in order, its fields, and what was cut.

    Of plain text, `pieces` are all of it in the order of the page, `headlines` what could have been one by its shape,
    and `joined_hyphens` how many were taken out at line ends.
    """

    paragraphs: tuple[str, ...]
    findings: Findings = Findings()
    furniture: tuple[Furniture, ...] = ()
    pieces: tuple[Piece, ...] = ()
    headlines: tuple[str, ...] = ()
    joined_hyphens: int = 0


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """The copy that a document holds: what its structured data says, and how it is laid out.

    Plain text has no markup to extract from: its `layout` is None until it is normalised.
    """

    structured: Findings = Findings()
    layout: Reading | None = None
    rights: Rights = Rights()
    cautions: tuple[Caution, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class NormalisedArticle:
    """Clean copy: one value a field, with its evidence, and the body in paragraphs apart by a blank line.

    The story starts at code point `story_start` of the body, behind a dateline.
    """

    body_text: str
    findings: Findings
    furniture: tuple[Furniture, ...] = ()
    rights: Rights = Rights()
    absent_because: Mapping[str, str] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    story_start: int = 0


@dataclass(frozen=True, slots=True)
class Language:
    """A language as tagged: BCP 47 tag (`und` if none), ISO 15924 script, confidence from 0 to 1."""

    tag: str
    script: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """Code points `start` to `end` of the body are in one language and script."""

    start: int
    end: int
    tag: str
    script: str


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """A language's share of the letters of everything printed."""

    tag: str
    share: float


@dataclass(frozen=True, slots=True)
class LanguageTags:
    """What tagging found: the article's language, those inside it, and the furniture with its languages.

    `evidence` says how the article's was found, where page or feed declare one.
    """

    language: Language
    evidence: Found[str] | None
    headline_language: str | None
    languages: tuple[LanguageShare, ...]
    spans: tuple[LanguageSpan, ...]
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as code points `start` to `end` of the body."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Whole sentences of the body, in its order, and the text they make."""

    text: str
    sentences: tuple[Sentence, ...]
    method: Literal["extractive", "lead"]
    language: str


@dataclass(frozen=True, slots=True)
class SummarisedArticle:
    """What summarising found; `summary` is None where there is no body to quote."""

    summary: Summary | None
    word_count: int
    sentence_count: int
    reading_time_seconds: int


@dataclass(frozen=True, slots=True)
class Keyphrase:
    """A phrase that the headline or the body prints; the best of an article scores 1."""

    text: str
    score: float
