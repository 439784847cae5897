"""Sets of articles: `raw.jsonl.xz` (raw messages) and `gold.jsonl.xz` in a folder, joined on `article_id`, halved."""

import hashlib
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

Half = Literal["even", "odd"]
Row = dict[str, Any]


def read_rows(file: Path, half: Half) -> Iterator[Row]:
    """The rows whose sha256(article_id) is even (to be fitted on) or odd (to be reported on)."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if _half_of(row) == half)


def read_pairs(folder: Path, half: Half) -> Iterator[tuple[Row, Row]]:
    """Each raw message of a set's half with its gold."""
    gold = {row["article_id"]: row for row in read_rows(folder / "gold.jsonl.xz", half)}
    return ((raw, gold[raw["article_id"]]) for raw in read_rows(folder / "raw.jsonl.xz", half))


def _half_of(row: Row) -> Half:
    return "odd" if hashlib.sha256(row["article_id"].encode()).digest()[-1] % 2 else "even"
