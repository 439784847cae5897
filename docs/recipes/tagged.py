"""Articles of a set as the steps after tagging are given them."""

import json
from collections.abc import Iterator
from pathlib import Path

from docs.recipes.halves import Half, Row, read_pairs
from service.article import NormalisedArticle
from service.message import RawMessage
from service.outcome import Tombstone
from service.pipeline_options import PipelineOptions
from service.steps.decode import decode
from service.steps.extract import extract
from service.steps.normalise import normalise
from service.steps.tag_language import tag_language


def read_tagged(folder: Path, half: Half) -> Iterator[tuple[NormalisedArticle, str, Row]]:
    """Each article of a set's half, the tag of its language, and its gold."""
    options = PipelineOptions()
    for raw, gold in read_pairs(folder, half):
        message = RawMessage(json.dumps(raw).encode())
        article = decode(message, options.raw_content_type, options.max_article_bytes)
        if not isinstance(article, Tombstone):
            copy = normalise(article, extract(article))
            yield copy, tag_language(copy).language.tag, gold
