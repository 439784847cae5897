"""The last step: everything that was found becomes the record's JSON, and the record fits its topic."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from schemas.enriched_article import SCHEMA_VERSION, EnrichedArticle
from schemas.evidence import AS_FOUND_LIMIT, Evidence, Furniture, RawMessage, RecordWarning
from schemas.language import Language, LanguageShare, LanguageSpan
from schemas.publication import ArticleDate, Author, Dateline, Image, OriginalSource, Rights
from schemas.summary import Fingerprint, Keyphrase, Sentence, Summary
from service import article as found
from service.cautions import TRUNCATED
from service.fingerprint import sha256, simhash
from service.message import Origin, moment
from service.message import RawMessage as Message
from service.outcome import Rejected
from service.pipeline_options import PipelineOptions

KIB = 1024
FURNITURE_LIMIT = 16 * KIB  # UTF-8 bytes of furniture for HTML, by the contract
OWN_HEADERS = KIB  # more than what our own headers and the record format take

# The fields that say how they were found, by the same name in the findings and in the record.
WITH_EVIDENCE = (
    "headline",
    "alternative_headline",
    "byline",
    "authors",
    "publisher",
    "section",
    "dateline",
    "canonical_url",
    "keywords",
    "is_accessible_for_free",
    "original_source",
)


def record(  # noqa: PLR0913, PLR0917  # it is where everything that was found comes together
    message: Message,
    article: found.DecodedArticle,
    normalised: found.NormalisedArticle,
    tags: found.LanguageTags,
    summarised: found.SummarisedArticle,
    keyphrases: tuple[found.Keyphrase, ...],
    options: PipelineOptions,
    service_version: str,
) -> bytes:
    """The enriched article as JSON; over its topic's limit it first sheds furniture, then evidence.

    Raises:
        Rejected: `record-too-large` where it does not fit even so.
    """
    full = _enriched(message, article, normalised, tags, summarised, keyphrases, service_version)
    if options.record_detail == "lean":
        full = _with(full, furniture=(), furniture_truncated=False, evidence={})
    room = options.max_record_bytes - _carried_bytes(message)
    for candidate in _ever_smaller(full):
        value = candidate.to_json()
        if len(value) <= room:
            return value
    raise Rejected("record-too-large", f"The record takes more than the {room} bytes that its topic leaves it.")


def _ever_smaller(full: EnrichedArticle) -> Iterator[EnrichedArticle]:
    yield full
    warned = (*full.warnings, RecordWarning(code=TRUNCATED, detail="Left out so that the record fits its topic."))
    yield _with(full, furniture=(), furniture_truncated=False, warnings=warned)
    yield _with(full, furniture=(), furniture_truncated=False, warnings=warned, evidence={})


def _with(enriched: EnrichedArticle, **changes: Any) -> EnrichedArticle:
    """The record with other values, checked as at first: pydantic's own copy takes wrong ones in silence."""
    return EnrichedArticle(**(dict(enriched) | changes))


def _carried_bytes(message: Message) -> int:
    """What goes along with the value: the raw message's key and headers, and our own."""
    in_headers = sum(len(name.encode()) + len(value or b"") for name, value in message.headers)
    return len(message.key or b"") + in_headers + OWN_HEADERS


def _enriched(  # noqa: PLR0913, PLR0917  # see record
    message: Message,
    article: found.DecodedArticle,
    normalised: found.NormalisedArticle,
    tags: found.LanguageTags,
    summarised: found.SummarisedArticle,
    keyphrases: tuple[found.Keyphrase, ...],
    service_version: str,
) -> EnrichedArticle:
    body = normalised.body_text
    furniture, truncated = _furniture(tags.furniture, article.media_type)
    return EnrichedArticle(
        schema_version=SCHEMA_VERSION,
        service_version=service_version,
        article_id=article.article_id,
        url=article.url,
        source=article.source,
        charset=article.charset.value if article.charset else None,
        metadata=dict(article.metadata),
        **_publication(normalised.findings),
        rights=_rights(normalised.rights),
        body_text=body or None,
        language=Language(**asdict(tags.language)),
        headline_language=tags.headline_language,
        languages=tuple(LanguageShare(tag=one.tag, share=one.share) for one in tags.languages),
        language_spans=tuple(LanguageSpan(**asdict(span)) for span in tags.spans),
        summary=_summary(summarised.summary),
        keyphrases=tuple(Keyphrase(text=phrase.text, score=phrase.score) for phrase in keyphrases),
        word_count=summarised.word_count,
        sentence_count=summarised.sentence_count,
        reading_time_seconds=summarised.reading_time_seconds,
        fingerprint=Fingerprint(sha256=sha256(body), simhash=simhash(body)) if body else None,
        furniture=furniture,
        furniture_truncated=truncated,
        evidence=_evidence(article, normalised, tags),
        warnings=tuple(RecordWarning(**asdict(caution)) for caution in (*article.cautions, *normalised.cautions)),
        raw=_raw(message.origin),
    )


def _publication(findings: found.Findings) -> dict[str, Any]:
    """The fields of what was published, by whom and when."""
    values: dict[str, Any] = {name: _value(getattr(findings, name)) for name in WITH_EVIDENCE}
    values["authors"] = tuple(Author(name=name) for name in values["authors"] or ())
    values["keywords"] = values["keywords"] or ()
    if values["dateline"] is not None:
        values["dateline"] = Dateline(**asdict(values["dateline"]))
    if values["original_source"] is not None:
        values["original_source"] = OriginalSource(**asdict(values["original_source"]))
    values["images"] = tuple(Image(**asdict(image)) for image in findings.images)
    values["dates"] = tuple(_date(one.value) for one in findings.dates)
    for role in ("published", "modified"):
        date = _first(findings, role)
        if date is not None:
            values |= {
                f"{role}_at": date.value.at,
                f"{role}_precision": date.value.precision,
                f"{role}_zone": "assumed" if date.value.zone_assumed else None,
            }
    return values


def _value(finding: found.Found[Any] | None) -> Any:
    return None if finding is None else finding.value


def _first(findings: found.Findings, role: str) -> found.Found[found.ArticleDate] | None:
    """The date of that role that ranks first."""
    return next((date for date in findings.dates if date.value.role == role), None)


def _date(date: found.ArticleDate) -> ArticleDate:
    return ArticleDate(
        at=date.at,
        precision=date.precision,
        role=date.role,
        as_printed=date.as_printed,
        zone="assumed" if date.zone_assumed else None,
        ambiguous=date.ambiguous,
    )


def _rights(rights: found.Rights) -> Rights | None:
    return Rights(**asdict(rights)) if rights != found.Rights() else None


def _summary(summary: found.Summary | None) -> Summary | None:
    if summary is None:
        return None
    sentences = tuple(Sentence(start=one.start, end=one.end) for one in summary.sentences)
    return Summary(text=summary.text, sentences=sentences, method=summary.method, language=summary.language)


def _furniture(pieces: tuple[found.Furniture, ...], media_type: found.MediaType) -> tuple[tuple[Furniture, ...], bool]:
    """All of it for plain text; for HTML as many whole pieces as its limit takes, and whether any were left out."""
    kept: list[Furniture] = []
    left = FURNITURE_LIMIT
    for piece in pieces:
        left -= len(piece.text.encode())
        if media_type == "text/html" and left < 0:
            return tuple(kept), True
        kept.append(Furniture(kind=piece.kind, text=piece.text, language=piece.language))
    return tuple(kept), False


def _evidence(
    article: found.DecodedArticle, normalised: found.NormalisedArticle, tags: found.LanguageTags
) -> dict[str, Evidence]:
    findings = normalised.findings
    sources = {name: getattr(findings, name) for name in WITH_EVIDENCE}
    sources |= {f"{role}_at": _first(findings, role) for role in ("published", "modified")}
    sources["charset"] = article.charset
    sources["language"] = tags.evidence
    evidence = {name: _how(finding) for name, finding in sources.items() if finding is not None}
    absent = {name: why for name, why in normalised.absent_because.items() if name not in evidence}
    return evidence | {name: Evidence(absent_because=why) for name, why in absent.items()}


def _how(finding: found.Found[Any]) -> Evidence:
    as_found = finding.as_found[:AS_FOUND_LIMIT]
    return Evidence(method=finding.method, as_found=as_found, confidence=finding.confidence)


def _raw(origin: Origin | None) -> RawMessage | None:
    if origin is None:
        return None
    at = moment(origin.timestamp_ms)
    return RawMessage(
        topic=origin.topic,
        partition=origin.partition,
        offset=origin.offset,
        timestamp_at=at,
        timestamp_type=origin.timestamp_type if at else None,
    )
