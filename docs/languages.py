"""The table in `docs/languages.md` of what is told apart: run as `python -m docs.languages` to print it."""

from collections import Counter
from pathlib import Path

from service.languages.cascade import detect

TEXTS = Path(__file__).parents[1] / "tests" / "languages" / "texts"


def told_apart_table() -> str:
    """A row for each tag that there are texts of: how many there are, how many are told, and what the others are."""
    rows = ["| tag | texts | told | taken for |", "| --- | --- | --- | --- |"]
    for path in sorted(TEXTS.glob("*.txt")):
        texts = path.read_text("utf-8").splitlines()
        said = Counter(detect(text).tag for text in texts)
        others = ", ".join(f"`{tag}` {count}" for tag, count in sorted(said.items()) if tag != path.stem)
        rows.append(f"| `{path.stem}` | {len(texts)} | {said[path.stem]} | {others} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(told_apart_table())  # noqa: T201  # it is what this programme is for
