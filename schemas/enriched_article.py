"""The enriched article v1: the record that Copydesk writes, checked strictly before it leaves."""

from typing import Any, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.evidence import Evidence, Furniture, RawMessage, RecordWarning
from schemas.formats import OFFSETS, ByName, Count, Flag, LanguageTag, Moment, Part, Several, Text
from schemas.language import Language, LanguageShare, LanguageSpan
from schemas.publication import (
    ArticleDate,
    Author,
    Dateline,
    Image,
    OriginalSource,
    Precision,
    Rights,
    Zone,
    declares_nothing,
)
from schemas.summary import Fingerprint, Keyphrase, Summary

SCHEMA_VERSION = "1.0"
NO_BODY = "no-body"
"""The warning under which alone a record may stand without a body."""

# `body_text` and `fingerprint` are required unless warned: `if` and `then` say so without an `enum` or a `const`.
BODY_UNLESS_WARNED: dict[str, Any] = {
    "if": {
        "not": {
            "properties": {
                "warnings": {"contains": {"properties": {"code": {"pattern": f"^{NO_BODY}$"}}, "required": ["code"]}}
            },
            "required": ["warnings"],
        }
    },
    "then": {"required": ["body_text", "fingerprint"]},
}


class EnrichedArticle(Part):
    """An article as Copydesk hands it on. What was not found is absent: never null, never an empty list."""

    model_config = ConfigDict(title="Enriched article v1", json_schema_extra=BODY_UNLESS_WARNED)

    schema_version: str = Field(
        pattern=r"^1\.[0-9]+$",
        description="Version of this contract. Within 1, fields and known values are only added.",
        examples=[SCHEMA_VERSION],
    )
    article_id: Text = Field(
        description=(
            "Identity of the article: the sender's own; else UUIDv5 of its `url`; else the message's key; else UUIDv5 "
            "of its content's hash. It never depends on `canonical_url`."
        ),
        examples=["5f2b7b0c-6a55-5d0a-9c0f-3c1d0a6f5f0e"],
    )
    url: Text | None = Field(
        default=None,
        description="Where the article was fetched, as the sender says.",
        examples=["https://news.example/2026/03/ferry?utm_source=feed"],
    )
    canonical_url: Text | None = Field(
        default=None,
        description="The address that the page itself gives as its own.",
        examples=["https://news.example/2026/03/ferry"],
    )
    source: Text | None = Field(
        default=None, description="Name of the feed or crawl, as the sender says.", examples=["nordlys-rss"]
    )
    charset: Text | None = Field(
        default=None,
        description="Charset that the raw article's bytes were read in. Absent where it came as text.",
        examples=["windows-1252"],
    )
    metadata: ByName[str] = Field(
        default={}, description="The sender's own map, handed through untouched.", examples=[{"crawl": "2026-10"}]
    )

    headline: Text | None = Field(
        default=None,
        description="The headline, without the site's name.",
        examples=["Ferries sail again after three-day strike"],
    )
    alternative_headline: Text | None = Field(
        default=None, description="A second headline or deck, as printed.", examples=["Crews return to work on Monday"]
    )
    headline_language: LanguageTag | None = Field(
        default=None, description="BCP 47 tag of the headline, where it is not the body's.", examples=["nb"]
    )
    byline: Text | None = Field(
        default=None, description="The byline as printed.", examples=["By Amara Lindqvist in Tromsø"]
    )
    authors: Several[Author] = Field(
        default=(), description="Who wrote it, in the order printed.", examples=[[{"name": "Amara Lindqvist"}]]
    )
    publisher: Text | None = Field(default=None, description="Who publishes it.", examples=["Nordlys Presse"])
    section: Text | None = Field(
        default=None, description="The section it stands in, as printed.", examples=["Transport"]
    )
    dateline: Dateline | None = Field(
        default=None,
        description="Where the story was filed from, as printed.",
        examples=[{"as_printed": "TROMSØ, March 2 —", "place": "TROMSØ"}],
    )

    published_at: Moment | None = Field(
        default=None,
        description=(
            "First publication. Parts beyond `published_precision` stand at their start: the year 2020 is "
            "`2020-01-01T00:00:00Z`. A republisher's own date stands in `dates`, never here."
        ),
        examples=["2026-03-02T07:15:00+01:00"],
    )
    published_precision: Precision | None = Field(
        default=None, description="The smallest part of `published_at` that was printed.", examples=["minute"]
    )
    published_zone: Zone | None = Field(
        default=None,
        description="`assumed` where no zone was printed and UTC was taken. Else absent.",
        examples=["assumed"],
    )
    modified_at: Moment | None = Field(
        default=None, description="Latest change that the publisher states.", examples=["2026-03-02T09:40:00+01:00"]
    )
    modified_precision: Precision | None = Field(
        default=None, description="The smallest part of `modified_at` that was printed.", examples=["minute"]
    )
    modified_zone: Zone | None = Field(
        default=None,
        description="`assumed` where no zone was printed and UTC was taken. Else absent.",
        examples=["assumed"],
    )
    dates: Several[ArticleDate] = Field(
        default=(),
        description="Every date about the article.",
        examples=[
            [{"at": "2026-03-02T00:00:00Z", "precision": "day", "role": "published", "as_printed": "2 Mar 2026"}]
        ],
    )
    original_source: OriginalSource | None = Field(
        default=None,
        description="The source of republished copy, as printed.",
        examples=[{"name": "The Harbor Gazete", "as_printed": "Source: The Harbor Gazete"}],
    )
    images: Several[Image] = Field(
        default=(),
        description="The pictures that belong to the article.",
        examples=[[{"caption": "The quay at noon on Sunday.", "credit": "Photo: Ida Moen"}]],
    )
    keywords: Several[Text] = Field(
        default=(), description="The publisher's own keywords, as printed.", examples=[["ferries", "strike"]]
    )
    is_accessible_for_free: bool | None = Field(
        default=None,
        description="Whether the page declares itself free to read. Absent where it declares nothing.",
        examples=[False],
    )
    rights: Rights | None = Field(
        default=None,
        exclude_if=declares_nothing,
        description="The terms that page or envelope declares: reported, never acted on.",
        examples=[{"robots": "noarchive", "tdm_reservation": "1"}],
    )

    body_text: Text | None = Field(
        default=None,
        description=(
            "The article's text: clean paragraphs with a blank line between them, the lead paragraph included. "
            "Required unless warned `no-body`."
        ),
        examples=["The ferry sails again on Monday. 😀 Crews cheered.\n\nFares stay as they are."],
    )
    language: Language = Field(
        description="Language of the body, or of the headline where there is no body.",
        examples=[{"tag": "en", "script": "Latn", "confidence": 0.99}],
    )
    languages: Several[LanguageShare] = Field(
        default=(),
        description="The languages of everything printed, each with its share of the letters.",
        examples=[[{"tag": "en", "share": 0.9}, {"tag": "nb", "share": 0.1}]],
    )
    language_spans: Several[LanguageSpan] = Field(
        default=(),
        description=f"The body's pieces by language, in order. {OFFSETS}",
        examples=[[{"start": 0, "end": 74, "tag": "en", "script": "Latn"}]],
    )
    summary: Summary | None = Field(
        default=None,
        description=f"A short text for the article, and where in the body it stands. {OFFSETS}",
        examples=[
            {
                "text": "😀 Crews cheered.",
                "sentences": [{"start": 33, "end": 49}],
                "method": "extractive",
                "language": "en",
            }
        ],
    )
    keyphrases: Several[Keyphrase] = Field(
        default=(),
        description=(
            "Phrases that say what the article is about, ten at most, best first. Each stands so in `headline` or "
            "`body_text`; no two are forms of the same, and none holds another."
        ),
        examples=[[{"text": "ferry strike", "score": 1.0}]],
    )
    word_count: Count | None = Field(
        default=None,
        description=(
            "Words of `body_text`: each starts with a letter or digit and goes on to the next white space or dash (or "
            "full-width mark, or Ethiopic one). Where a script sets no words apart, its characters are divided by a "
            "word's mean length: 1.7 in Han and kana, 5.3 in Thai and Lao, 5 in Khmer and Burmese, 6 in Tibetan."
        ),
        examples=[412],
    )
    sentence_count: Count | None = Field(
        default=None,
        description="Sentences of `body_text`, by the rules that `summary` takes whole sentences by.",
        examples=[23],
    )
    reading_time_seconds: Count | None = Field(
        default=None,
        description=(
            "How long an adult reads `body_text` silently, in seconds: `word_count` at 238 words a minute, at least 1 "
            "where there is a word. So a minute has about 400 characters of Chinese or Japanese."
        ),
        examples=[104],
    )
    fingerprint: Fingerprint | None = Field(
        default=None,
        description="Hashes of `body_text`. Required unless warned `no-body`.",
        examples=[
            {
                "sha256": "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
                "simhash": "8f3a5c017be2d946",
            }
        ],
    )

    furniture: Several[Furniture] = Field(
        default=(),
        description="What was cut. Complete for plain text; for HTML 16 KiB at most. Absent from lean records.",
        examples=[[{"kind": "page-footer", "text": "Nordlys Presse · page 3 of 12"}]],
    )
    furniture_truncated: Flag = Field(
        default=False, description="True where more was cut than `furniture` shows. Else absent.", examples=[True]
    )
    evidence: ByName[Evidence] = Field(
        default={},
        description="For a field of this record, how it was found or why it is absent. Absent from lean records.",
        examples=[{"headline": {"method": "json-ld", "as_found": "Ferries sail again", "confidence": 0.95}}],
    )
    warnings: Several[RecordWarning] = Field(
        default=(), description="What a subscriber should know of this record.", examples=[[{"code": "truncated"}]]
    )
    raw: RawMessage | None = Field(
        default=None,
        description="Where the raw message stands. Absent where the article did not come from a stream.",
        examples=[{"topic": "articles.raw.v1", "partition": 3, "offset": 81230}],
    )
    service_version: Text = Field(description="Version of Copydesk that wrote the record.", examples=["0.1.0"])

    @model_validator(mode="after")
    def has_body_unless_warned(self) -> Self:
        """Refuse a record without a body that does not warn of it, or with half of what a body gives."""
        if (self.body_text is None) != (self.fingerprint is None):
            raise ValueError("body_text and fingerprint come together")
        if self.body_text is None and all(warning.code != NO_BODY for warning in self.warnings):
            raise ValueError(f"a record without body_text is warned {NO_BODY}")
        return self

    @model_validator(mode="after")
    def stays_within_body(self) -> Self:
        """Refuse offsets that lie outside the body."""
        length = len(self.body_text or "")
        spans = (*self.language_spans, *(self.summary.sentences if self.summary else ()))
        if any(span.end > length for span in spans):
            raise ValueError("an offset lies outside body_text")
        return self

    @model_validator(mode="after")
    def says_how_precise_dates_are(self) -> Self:
        """Refuse a time without its precision, and what is said of a time that is not there."""
        for name in ("published", "modified"):
            at, precision, zone = (getattr(self, f"{name}_{part}") for part in ("at", "precision", "zone"))
            if (at is None) != (precision is None) or (at is None and zone is not None):
                raise ValueError(f"{name}_at and {name}_precision come together, {name}_zone only with them")
        return self

    @model_validator(mode="after")
    def has_evidence_of_its_fields(self) -> Self:
        """Refuse evidence of what is no field of a record, or of the absence of what is there."""
        for name, evidence in self.evidence.items():
            if name not in type(self).model_fields:
                raise ValueError(f"evidence of {name}, which is no field of a record")
            if evidence.absent_because and getattr(self, name):
                raise ValueError(f"evidence says that {name} is absent, but it is there")
        return self

    def to_json(self) -> bytes:
        """The record as it goes out: UTF-8, fields in the contract's order, what was not found left out."""
        return self.__pydantic_serializer__.to_json(self, exclude_none=True)
