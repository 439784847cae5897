"""Takes what weighs like furniture for the kind of it that it weighs most."""

from operator import itemgetter

from service.layout import rules
from service.layout.page import Page
from service.layout.paragraphs import Block
from service.layout.weighing import Weighing


def take_weighed(page: Page, blocks: list[Block], weighing: Weighing, least: float, at: int | None = None) -> bool:
    """Take a block that weighs so much as furniture, as the kind that it weighs most."""
    at = page.at if at is None else at
    if page.is_cast(blocks[at].text) or not weighing.is_furniture(at, least):
        return False
    above = max((one for one in page.given if one[0] <= at), key=itemgetter(0), default=None)
    over = above[1].kind if above and at - above[0] <= 1 else None
    rule = weighing.rule(at, over, weighing.kind_below(at))
    # A headline of two lines is a candidate as a whole.
    text = page.candidates.get(at, blocks[at].text)
    if rule is rules.WEIGHED_HEADER:
        page.take_head(rule, text, at)
    else:
        page.give(rule, text, at)
    return True
