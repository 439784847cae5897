"""Write the committed documents from the models, or check that they are what the models say."""

import argparse
import sys
from pathlib import Path

from schemas.asyncapi import asyncapi_document
from schemas.field_tables import README, with_tables
from schemas.published import PUBLISHED, as_json, published_schema

FOLDER = Path(__file__).parent / "v1"


def documents() -> dict[Path, str]:
    """Every committed document: its path and its text. Of the README only the tables are generated."""
    schemas = {FOLDER / f"{name}.schema.json": as_json(published_schema(name)) for name in PUBLISHED}
    asyncapi = asyncapi_document(
        raw_topic="articles.raw.v1",
        enriched_topic="articles.enriched.v1",
        dead_letter_topic="articles.dead-letter.v1",
        server="localhost:9092",
        version="1.0",
    )
    readme = with_tables(README.read_text("utf-8"))
    return schemas | {FOLDER / "asyncapi.json": as_json(asyncapi), README: readme}


def drifted() -> list[str]:
    """Names of the committed documents that are not what the models say."""
    return [path.name for path, text in documents().items() if not path.exists() or path.read_text("utf-8") != text]


def write() -> None:
    """Write every document."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in documents().items():
        path.write_text(text, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Run as `python -m schemas.generate [--check]`; exit code 1 where documents have drifted."""
    parser = argparse.ArgumentParser(prog="python -m schemas.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a document has drifted")
    if not parser.parse_args(arguments).check:
        write()
        return 0
    names = drifted()
    if names:
        sys.stderr.write(f"Not what the models say: {', '.join(names)}; run `python -m schemas.generate`.\n")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
