"""What a short block is when it is no copy: caption, credit, prompt, rights, address. One rule a kind."""

import re
from collections.abc import Callable
from functools import lru_cache

from service.layout import rules
from service.layout.addresses import is_address, is_handle
from service.layout.captions import is_bare_credit, read_caption
from service.layout.credits import is_contribution, is_desk_credit, is_sign_off
from service.layout.imprints import is_imprint, is_phone_line, is_postal_line, is_printer
from service.layout.navigation import (
    is_button,
    is_counter,
    is_edge_prompt,
    is_forum_panel,
    is_jump_line,
    is_menu,
    is_prompt,
    is_reading_time,
)
from service.layout.notices import (
    LONGEST_NOTE,
    is_comment_note,
    is_end_mark,
    is_end_word,
    is_note,
    is_release_banner,
    is_rights,
    is_serial_number,
    rights_notice,
)
from service.layout.rules import Rule
from service.layout.shapes import has_letters
from service.words import MOST_KEPT, fold, phrases

# No label is longer: a block beyond this is copy, and no rule needs to look at it.
LONGEST_LABEL = 400
_HASHTAGS = re.compile(r"(?:#[^\s#]{1,60}[\s,\u060c\u3001]*)+")


def is_hashtags(text: str) -> bool:
    """Words that a hash marks, and nothing else; a forum numbers its posts so, too."""
    return text[0] == "#" and _HASHTAGS.fullmatch(text) is not None


def is_section(text: str) -> bool:
    """The name of a newspaper's section, standing alone."""
    return len(text) <= LONGEST_NOTE and fold(text).strip(" /|:>\u00bb#") in phrases("layout", "section")


def label_rule(text: str, address: Rule) -> Rule | None:
    """The rule for what a block is by itself. `address` is the rule for an address there: it says where the block is.

    More is told apart at the edges of a page than between its copy.
    """
    return _label_rule(text, address) if len(text) <= LONGEST_LABEL else None


# Lines, blocks and their neighbours ask it of the same text.
@lru_cache(MOST_KEPT)
def _label_rule(text: str, address: Rule) -> Rule | None:
    if not has_letters(text):
        return rules.ORNAMENT
    if is_address(text) or is_phone_line(text, at_edge=address is not rules.ADDRESS_WITHIN):
        return rules.PROMPT if is_address(text) and is_prompt(text) else address
    if address is not rules.ADDRESS_WITHIN and "@" in text and is_handle(text):
        return address
    if "\u00a9" in text and rights_notice().search(fold(text)) and is_rights(text):
        return rules.RIGHTS
    if address is rules.ADDRESS_BELOW and (is_postal_line(text) or is_printer(text)):
        return address
    rule = _label_anywhere(text)
    if rule is None and address is not rules.ADDRESS_WITHIN:
        rule = next((rule for rule, applies in _EDGE_LABELS if applies(text)), None)
    if rule is None and address is rules.ADDRESS_ABOVE and is_button(text) and not is_section(text):
        rule = rules.MENU
    if rule is None and address is rules.ADDRESS_BELOW:
        rule = next(
            (rule for rule, applies in _FOOT_LABELS if applies(text)),
            address if is_imprint(text) else None,
        )
    return rule


@lru_cache(MOST_KEPT)
def _label_anywhere(text: str) -> Rule | None:
    return next((rule for rule, applies in _LABELS if applies(text)), None)


_LABELS: tuple[tuple[Rule, Callable[[str], object]], ...] = (
    (rules.CAPTION, read_caption),
    (rules.JUMP_LINE, is_jump_line),
    (rules.PROMPT, is_prompt),
    (rules.MENU, is_menu),
    (rules.RIGHTS, is_rights),
    (rules.SERIAL_NUMBER, is_serial_number),
    (rules.COMMENT_NOTE, is_comment_note),
    (rules.DESK_CREDIT, is_desk_credit),
    (rules.END_MARK, is_end_mark),
)
_EDGE_LABELS: tuple[tuple[Rule, Callable[[str], object]], ...] = (
    (rules.NOTE, is_note),
    (rules.INVITATION, is_edge_prompt),
    (rules.RELEASE, is_release_banner),
    (rules.FORUM_PANEL, is_forum_panel),
    (rules.READING_TIME, is_reading_time),
    (rules.MENU, is_counter),
    (rules.HASHTAGS, is_hashtags),
)
_FOOT_LABELS: tuple[tuple[Rule, Callable[[str], object]], ...] = (
    (rules.SIGN_OFF, is_sign_off),
    (rules.END_MARK, is_end_word),
    (rules.CONTRIBUTION, is_contribution),
    (rules.MENU, is_button),
    (rules.CAPTION, is_bare_credit),
)
