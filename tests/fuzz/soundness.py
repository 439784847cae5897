"""What holds of any outcome of any message, held against the published contract and the message itself."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from jsonschema import Draft202012Validator

from schemas.dead_letter import REASONS
from schemas.enriched_article import EnrichedArticle
from service.article import DecodedArticle, Findings
from service.cautions import CAUTIONS, MOJIBAKE_REPAIRED
from service.characters import clean_characters, squeeze
from service.message import RawMessage
from service.outcome import DeadLetter, Outcome, Record, Tombstone
from service.pipeline_options import PipelineOptions
from service.steps.decode import decode
from tests.fuzz.originals import ROOT

# An article that ends so has met a defect of ours: no article of whatever kind deserves these.
DEFECTS = frozenset(("step-failed", "crashed", "timed-out", "out-of-memory", "record-refused"))
STEPS = frozenset(("decode", "extract", "normalise", "tag_language", "summarise", "find_keyphrases", "record"))
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas/v1/enriched-article.schema.json").read_text("utf-8")))
# What no reader can show and no writer meant; tabs and line breaks are none of them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# With comments or without: what opens one in a script or an attribute opens none.
_MARKUP = (re.compile(r"</?[A-Za-z][^>]*>"), re.compile(r"<!--.*?-->|</?[A-Za-z!?/][^>]*>", re.DOTALL))
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")  # as JSON-LD writes an articleBody
# Handed through as the sender wrote them, or as the page printed them.
UNCLEAN = frozenset(("article_id", "url", "source", "metadata", "evidence", "warnings", "raw", "rights"))
LONGEST_DETAIL = 4_000
MOST_SHARE = 1.001  # shares are rounded


def complaints(message: RawMessage, outcome: Outcome, options: PipelineOptions) -> list[str]:
    """All that is wrong with the outcome of a message, in sentences that do not quote it; none where it is sound."""
    if isinstance(outcome, Record):
        return _of_record(message, outcome, options) if message.value is not None else ["a tombstone became a record"]
    if isinstance(outcome, Tombstone):
        return [] if message.value is None and outcome.article_id else ["a tombstone of a value, or of no article"]
    return _of_dead_letter(outcome)


def _of_dead_letter(letter: DeadLetter) -> list[str]:
    said = []
    if letter.reason in DEFECTS or letter.reason not in REASONS:
        said.append(f"{letter.reason} in {letter.step}")
    if letter.step not in STEPS:
        said.append(f"rejected by {letter.step!r}, which is no step")
    if not letter.detail or len(letter.detail) > LONGEST_DETAIL or _CONTROL.search(letter.detail):
        said.append(f"the detail of {letter.reason} is empty, long or not printable")
    return said


def _of_record(message: RawMessage, record: Record, options: PipelineOptions) -> list[str]:
    try:
        value = json.loads(record.value)
        read = EnrichedArticle.model_validate_json(record.value)
    except ValueError as error:
        return [f"the record is not valid: {type(error).__name__}"]
    said = [f"the published schema refuses {'.'.join(map(str, one.path))}" for one in SCHEMA.iter_errors(value)]
    if (read.article_id, read.language.tag) != (record.article_id, record.language):
        said.append("the record names another article or language than its message does")
    if not {warning.code for warning in read.warnings} <= set(CAUTIONS):
        said.append("the record warns of what no document explains")
    if len(record.value) > options.max_record_bytes:
        said.append("the record is over its limit")
    said += [f"control characters in {name}" for name in _unclean(value)]
    checks: tuple[Callable[[EnrichedArticle], Iterable[str]], ...] = (_of_body, _of_spans, _of_summary)
    said += [complaint for check in checks for complaint in check(read)]
    return said + _of_print(message, read, options)


def _unclean(value: dict[str, Any]) -> list[str]:
    return [
        name
        for name, one in value.items()
        if name not in UNCLEAN and any(map(_CONTROL.search, _texts(one, but=("as_printed",))))
    ]


def _texts(value: object, *, but: tuple[str, ...]) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for name, one in value.items() if name not in but for text in _texts(one, but=but)]
    return [text for one in value for text in _texts(one, but=but)] if isinstance(value, list) else []


def _of_body(read: EnrichedArticle) -> list[str]:
    body = read.body_text or ""
    said = []
    if body and any(not paragraph or paragraph != " ".join(paragraph.split()) for paragraph in body.split("\n\n")):
        said.append("a paragraph is empty, or more than one line")
    if read.fingerprint and read.fingerprint.sha256 != hashlib.sha256(body.encode()).hexdigest():
        said.append("the fingerprint is of another body")
    if not any(map(str.isalnum, body + (read.headline or ""))):
        said.append("neither headline nor body says anything")
    return said


def _of_spans(read: EnrichedArticle) -> list[str]:
    spans = read.language_spans
    body = read.body_text or ""
    said = []
    if any(one.end > next_one.start for one, next_one in pairwise(spans)):
        said.append("language spans overlap, or are out of order")
    if any(not (text := body[span.start : span.end]) or text != text.strip() for span in spans):
        said.append("a language span is empty, or has white space at its ends")
    if sum(share.share for share in read.languages) > MOST_SHARE:
        said.append("the languages' shares are more than the whole")
    return said


def _of_summary(read: EnrichedArticle) -> list[str]:
    if read.summary is None or not read.body_text:
        return [] if read.summary is None and not read.body_text else ["a body has no summary, or a summary no body"]
    body, sentences = read.body_text or "", read.summary.sentences
    quoted = "".join("".join(body[one.start : one.end].split()) for one in sentences)
    said = []
    if quoted != "".join(read.summary.text.split()):
        said.append("the summary is not what its offsets quote")
    if any(one.end > next_one.start for one, next_one in pairwise(sentences)):
        said.append("the summary's sentences overlap, or are out of order")
    return said


def _of_print(message: RawMessage, read: EnrichedArticle, options: PipelineOptions) -> list[str]:
    """Nothing is invented, and of plain text nothing vanishes; but a feed's words need not be printed."""
    article = decode(message, options.raw_content_type, options.max_article_bytes)
    if not isinstance(article, DecodedArticle):
        return ["a tombstone became a record"]
    if article.media_type == "text/html":
        return _of_page(article, read)
    return _of_plain_text(article, read) if article.feed == Findings() else []


def _of_page(article: DecodedArticle, read: EnrichedArticle) -> list[str]:
    """Each word of the body stands on the page, within an element or over several; where nothing was repaired."""
    if any(warning.code == MOJIBAKE_REPAIRED for warning in read.warnings):
        return []
    read_as_json = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), article.content)
    read_without_markup = (markup.sub("", article.content) for markup in _MARKUP)
    forms = [_letters(unescape(text)) for text in (article.content, read_as_json, *read_without_markup)]
    words = {_letters(word) for word in (read.body_text or "").split()}
    if not all(_stands_in(forms, word) for word in words):
        return ["a word of the body does not stand on the page"]
    return []


def _stands_in(forms: Sequence[str], word: str) -> bool:
    """Whether a word stands there, or is two that do: trafilatura sets what stood in two elements side by side."""
    halves = ((word[:at], word[at:]) for at in range(len(word) + 1))
    return any(all(any(half in form for form in forms) for half in pair) for pair in halves)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFC", text)))


def _of_plain_text(article: DecodedArticle, read: EnrichedArticle) -> list[str]:
    """In plain text each letter and digit has one owner, and other fields quote."""
    printed = clean_characters(article.content)
    owners = (read.headline, read.alternative_headline, read.byline, read.body_text)
    owned = "".join((*(owner or "" for owner in owners), *(piece.text for piece in read.furniture)))
    said = []
    if Counter(filter(str.isalnum, owned)) != Counter(filter(str.isalnum, printed)):
        said.append("letters of plain text have no owner, or two")
    quoted = [read.section or "", *(author.name for author in read.authors), *(date.as_printed for date in read.dates)]
    quoted += [one.as_printed for one in (read.dateline, read.original_source) if one]
    line = squeeze(printed)
    if any(text not in line for text in quoted):
        said.append("section, author, date, dateline or source is not as printed")
    return said
