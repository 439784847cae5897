"""What can be set about the pipeline: a plain value that goes to every worker."""

from dataclasses import dataclass
from typing import Literal

from service.summaries import MAX_SENTENCES, MAX_WORDS

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """Options of the pipeline; sizes in bytes."""

    raw_content_type: str = "application/json"
    max_article_bytes: int = 7 * MIB
    max_record_bytes: int = 8 * MIB
    record_detail: Literal["full", "lean"] = "full"
    summary_max_sentences: int = MAX_SENTENCES
    summary_max_words: int = MAX_WORDS
