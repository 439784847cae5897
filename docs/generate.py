"""Write what the documents have from the code's own tables, or check that it is what those say."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from docs.metrics import with_metrics
from service.characters import squeeze
from service.layout.rules import RULES, Rule

LAYOUT_RULES = Path(__file__).parent / "layout-rules.md"
REFERENCE = Path(__file__).parent / "reference.md"
LONGEST_EXAMPLE = 100
_HEAD = """# How plain text is read

Every block of a page goes to exactly one rule, which makes it body, a printed field or furniture of a kind. Which rule
it was, `copydesk explain` shows. Behind each rule stands a piece that it decides about, on a page made for it; a test
holds it to that. The words that the rules know, such as those for picture, page or source, stand in `service/words`,
one file a language.

This page is made from the table in `service/layout/rules.py` by `make docs`.
"""


def layout_rules_page() -> str:
    """The page: the rules by the kind of what they find, kinds and rules in the order of the table."""
    kinds = dict.fromkeys(rule.kind for rule in RULES)
    return "\n".join([_HEAD, *(_section(kind) for kind in kinds)])


def _section(kind: str) -> str:
    return "\n".join([f"## `{kind}`", "", *(_line(rule) for rule in RULES if rule.kind == kind), ""])


def _line(rule: Rule) -> str:
    piece = squeeze(rule.piece)
    if len(piece) > LONGEST_EXAMPLE:
        piece = piece[: LONGEST_EXAMPLE - 1] + "\u2026"
    return f"- **{rule.name}**: {rule.says} `{piece.replace('`', chr(0x2019))}`"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as `python -m docs.generate [--check]`; exit code 1 where a page has drifted."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page has drifted")
    pages = {LAYOUT_RULES: layout_rules_page(), REFERENCE: with_metrics(REFERENCE.read_text("utf-8"))}
    if not parser.parse_args(arguments).check:
        for file, page in pages.items():
            file.write_text(page, "utf-8")
        return 0
    drifted = [file for file, page in pages.items() if not file.exists() or file.read_text("utf-8") != page]
    for file in drifted:
        sys.stderr.write(f"docs/{file.name} is not what the code says; run `make docs`.\n")
    return int(bool(drifted))


if __name__ == "__main__":
    sys.exit(main())
