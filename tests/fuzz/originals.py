"""The articles that are mutated: real pages and texts where they stand beside the checkout, else the project's own."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data"  # they are read there and never copied: they are other people's
# The larger sets are thinned out: a mutated page says more than a mutated sentence.
REAL_SETS = {
    "extraction/web-articles": 1,
    "extraction/news-sites": 2,
    "language/articles": 3,
    "language/mixed-header": 2,
    "language/mixed-para": 2,
    "language/mixed-inline": 2,
    "language/paragraphs": 20,
    "language/sentences": 60,
}
SHIPPED = ("deploy/demo/articles", "tests/steps/samples", "tests/steps/pages")
TYPES = {".html": "text/html", ".txt": "text/plain"}


@dataclass(frozen=True, slots=True)
class Original:
    """An article as nobody has touched it; `name` says where it is from."""

    name: str
    text: str
    media_type: str
    url: str | None = None


def originals(*, shipped_only: bool = False) -> tuple[Original, ...]:
    """The real ones where they are there and are wanted, else those that the project ships; always in one order."""
    real = () if shipped_only else tuple(_real())
    return real or tuple(_shipped())


def _real() -> Iterator[Original]:
    for name, step in REAL_SETS.items():
        path = REAL / name / "raw.jsonl.xz"
        if not path.exists():
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % step == 0:
                    one = json.loads(line)
                    yield Original(one["article_id"], one["content"], one["content_type"], one.get("url"))


def _shipped() -> Iterator[Original]:
    for folder in SHIPPED:
        for path in sorted((ROOT / folder).iterdir()):
            if path.suffix in TYPES:
                text = path.read_bytes().decode("utf-8", "replace")
                yield Original(f"{folder}/{path.name}", text, TYPES[path.suffix], f"https://news.example/{path.stem}")
