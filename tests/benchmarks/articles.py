"""Articles for the benchmarks of the whole pipeline, as envelopes: plain texts of 3,000 characters, and real pages.

Real ones are read where the evaluation sets stand beside the checkout; they belong to their publishers.
"""

import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random

from tests.benchmarks.processes import ROOT
from tests.chaos.prose import story

SETS = ROOT.parent / "shared" / "data" / "extraction"
TEXT_CHARACTERS = 3000
MADE_UP_TEXTS = 200
PAGES_MISSING = "web-articles: skipped, for ../shared/data/extraction/web-articles is not there."


@dataclass(frozen=True, slots=True)
class Copy:
    """Different articles of one kind: what they are, and an envelope (one line of JSON) for each."""

    name: str
    envelopes: Sequence[bytes]

    def cycled(self, count: int) -> Iterator[bytes]:
        """So many of them, over and over again."""
        return islice(cycle(self.envelopes), count)


def copy_at_hand() -> tuple[list[Copy], list[str]]:
    """Plain texts, and real pages where there are any; and why there are none where there are none."""
    pages = web_articles()
    return [plain_texts(), *([pages] if pages else [])], [] if pages else [PAGES_MISSING]


def plain_texts() -> Copy:
    """Texts of exactly 3,000 characters: bodies of news sites in many languages, or else made-up English stories."""
    gold = SETS / "news-sites" / "gold.jsonl.xz"
    if gold.exists():
        name, texts = "text, bodies of news-sites", [json.loads(line)["body_text"] for line in _lines(gold)]
    else:
        name, texts = "text, made up", [_made_up(number) for number in range(MADE_UP_TEXTS)]
    cut = [text[:TEXT_CHARACTERS] for text in texts if len(text) >= TEXT_CHARACTERS]
    return Copy(name, [_envelope(number, text) for number, text in enumerate(cut)])


def web_articles() -> Copy | None:
    """The pages of web-articles, as they are; None where that set is not there."""
    raw = SETS / "web-articles" / "raw.jsonl.xz"
    return Copy("HTML, pages of web-articles", _lines(raw)) if raw.exists() else None


def _lines(packed: Path) -> list[bytes]:
    with lzma.open(packed) as lines:
        return [line.rstrip(b"\n") for line in lines]


def _made_up(number: int) -> str:
    random = Random(number)  # noqa: S311  # no secret
    return story(random, number) + "\n" + story(random, number)


def _envelope(number: int, text: str) -> bytes:
    envelope = {"article_id": f"text-{number}", "content_type": "text/plain", "content": text}
    return json.dumps(envelope, ensure_ascii=False).encode()
