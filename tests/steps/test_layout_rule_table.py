"""The table of the reader's rules: each decides on its own page, so that the docs that are made from it are true."""

import pytest

from service.characters import squeeze
from service.layout import read_layout
from service.layout.rules import RULES, Rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_on_its_page(rule: Rule) -> None:
    """On the page that is its example, the piece is what the rule says, by that rule."""
    pieces = read_layout(rule.above + rule.piece + rule.below).pieces
    assert (rule.kind, squeeze(rule.piece), rule.name) in [(piece.kind, piece.text, piece.rule) for piece in pieces]


def test_rules_have_names_of_their_own() -> None:
    """A name tells which rule it was."""
    assert len({rule.name for rule in RULES}) == len(RULES)
