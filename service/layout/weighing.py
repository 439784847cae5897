"""Whether a short block that no rule claims is furniture: what is seen of it is weighed, by weights fitted on pages."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from service.layout import rules
from service.layout.bylines import read_byline
from service.layout.date_lines import read_date_line
from service.layout.features import (
    ASIDE,
    COPY,
    LABEL,
    LONGEST_WEIGHED,
    REACH,
    SHORT,
    SHORTEST_COPY,
    Outline,
    copy_size,
    features_of,
    runs_on,
)
from service.layout.head_sizes import HEADER_BLOCKS
from service.layout.labels import is_section, label_rule
from service.layout.paragraphs import Block
from service.layout.rules import Rule
from service.layout.shapes import has_letters, is_next_item, numbers_next_part
from service.layout.weights import fitted, total

# Log odds over which a block is taken for furniture: in the head before and after it could be a title, and within.
SURE, LIKELY, WITHIN = 2.0, 0.0, 2.0
# What stands in the foot is furniture whatever it weighs.
LEAST = float("-inf")
# What a label adds to the foot of the page, and what a block costs that nobody knows.
LABEL_ADDS, SHORT_COSTS = 0.5, 1.5
# What a foot weighs at least in which there is no label.
UNLABELLED = 1.5
# What it costs to go on above a heading that says where the foot begins, and above a sentence that weighs little.
TAIL_COSTS, LEAST_OF_PROSE = 1.5, 3.0

# A longer sentence is never crossed.
LONGEST_CROSSED = 120

_KINDS: Mapping[str, Rule] = {rule.kind: rule for rule in rules.RULES if rule.name.startswith("weighed-")}

# No section, byline or date that its neighbours know is longer.
LONGEST_SIGNED = 80
# Below so many labels what runs on could be a note, too.
FEWEST_LABELS = 2
_KINDS_IN = {
    "head": ("page-header", "navigation", "boilerplate"),
    "within": ("navigation", "page-header", "page-footer", "boilerplate"),
    "foot": ("navigation", "boilerplate", "page-footer"),
}
# Labels that stand among copy as often as among other labels.
_ASIDES = frozenset((
    rules.CAPTION, rules.ORNAMENT, rules.DATE_LINE, rules.BYLINE, rules.SECTION, rules.PAGE_NUMBER, rules.JUMP_LINE,
    rules.RUNNING_HEADER, rules.RUNNING_FOOTER, rules.ADDRESS_WITHIN,
))  # fmt: skip


_TELLS: Mapping[Rule, str] = {
    rules.FORUM_PANEL: "forum", rules.PAGE_NUMBER: "paper", rules.JUMP_LINE: "paper", rules.RUNNING_HEADER: "paper",
    rules.MAIL_HEADER: "mail", rules.MAIL_SUBJECT: "mail", rules.RELEASE: "release", rules.END_MARK: "release",
    rules.MENU: "site", rules.PROMPT: "site", rules.INVITATION: "letter", rules.NOTE: "letter",
}  # fmt: skip


def known_rule(block: Block, address: Rule, language: str | None) -> Rule | None:
    """The rule that knows a block by itself, whatever stands around it."""
    text = block.text
    if block.page_line and block.page_line is not rules.RUNNING_TITLE:
        return block.page_line
    rule = label_rule(text, address)
    if rule is not None or len(text) > LONGEST_SIGNED:
        return rule
    if is_section(text):
        return rules.SECTION
    if read_byline(text, language):
        return rules.BYLINE
    line = read_date_line(text)
    return rules.DATE_LINE if line and line.is_all else None


class States:
    """What each block is to its neighbours, looked at when one of them asks."""

    def __init__(self, blocks: Sequence[Block], language: str | None) -> None:
        self._blocks, self._language = blocks, language
        self._known: dict[int, str] = {}
        self._sizes = [copy_size(block.text) for block in blocks]
        least, most = SHORTEST_COPY
        self._enough = min(max(max(self._sizes, default=0) // 2, least), most)
        places = range(len(blocks))
        self.first = next((at for at in places if self._runs_on(at)), len(blocks))
        copy = (at for at in reversed(places) if self._runs_on(at))
        self.last = next(copy, -1)
        above = next(copy, -1) if self.last >= 0 and self._is_note(self.last) else -1
        if above >= 0 and self._is_below_labels(above, self.last):
            self.last = above

    def _runs_on(self, at: int) -> bool:
        """Whether a block is copy; which stands on a line of the page's own, or is a label, is none."""
        block = self._blocks[at]
        if self._sizes[at] < self._enough or (block.page_line and block.page_line is not rules.RUNNING_TITLE):
            return False
        return label_rule(block.text, rules.ADDRESS_WITHIN) is None

    def _is_note(self, at: int) -> bool:
        """Whether what runs on is no longer than a note of the page, and stands right below a label."""
        return at > 0 and len(self._blocks[at].text) <= LONGEST_WEIGHED and not self._is_aside(at - 1)

    def _is_below_labels(self, above: int, at: int) -> bool:
        """Whether what runs on stands below labels, so that it could be a note."""
        if at - above > REACH:
            return False
        return sum(not self._is_aside(near) for near in range(above + 1, at)) >= FEWEST_LABELS

    def _is_aside(self, at: int) -> bool:
        """Whether a block is no label of a foot."""
        rule = known_rule(self._blocks[at], rules.ADDRESS_BELOW, self._language)
        return rule is None or rule in _ASIDES

    def of(self, at: int) -> str:
        """What the block at a place is."""
        if at not in self._known:
            self._known[at] = self._look(at)
        return self._known[at]

    def kind(self, at: int) -> str | None:
        """The kind of the label that a block is."""
        rule = self._rule(at)
        return rule.kind if rule else None

    def _rule(self, at: int) -> Rule | None:
        above, below = at < self.first, at > self.last
        address = rules.ADDRESS_ABOVE if above else rules.ADDRESS_BELOW if below else rules.ADDRESS_WITHIN
        return known_rule(self._blocks[at], address, self._language)

    @cached_property
    def page_kinds(self) -> list[str]:
        """What kind of page it is, by its labels: of a forum, a paper, a mail, a press release, a site."""
        size = len(self._blocks)
        near = {*range(min(size, HEADER_BLOCKS)), *range(max(0, size - HEADER_BLOCKS), size)}
        found = {_TELLS.get(rule) for at in near if (rule := self._rule(at))}
        column = any(self._blocks[at].full or self._blocks[at].joined for at in near)
        return sorted(f"page:{kind}" for kind in (*found, "column" if column else None) if kind)

    def _look(self, at: int) -> str:
        if at <= self.last and self._runs_on(at):
            return COPY
        named = self._rule(at)
        return ASIDE if named in _ASIDES else LABEL if named else SHORT


class Weighing:
    """The blocks of a page, weighed where somebody asks. A page without copy that runs on is not weighed."""

    def __init__(self, blocks: Sequence[Block], script: str | None, language: str | None) -> None:
        self._states = states = States(blocks, language)
        self._page = Outline(blocks, states.of, states.first, states.last, script, fitted().common)
        self._seen: dict[int, list[str]] = {}

    def odds(self, at: int) -> float | None:
        """The log odds that a block is furniture; None for what is no short block that nobody knows."""
        page, text = self._page, self._page.blocks[at].text
        if page.last < 0 or len(text) > LONGEST_WEIGHED or page.state(at) != SHORT or not has_letters(text):
            return None
        if at not in self._seen:
            self._seen[at] = features_of(page, at)
        return total(fitted().furniture[page.region(at)], self._seen[at])

    def kind_below(self, at: int) -> str | None:
        """The kind of the label right below a block."""
        below = at + 1 < len(self._page.blocks) and self._page.state(at + 1) in (LABEL, ASIDE)
        return self._states.kind(at + 1) if below else None

    def is_within(self, at: int) -> bool:
        """Whether a block stands between copy."""
        return self._page.first < at < self._page.last

    def is_furniture(self, at: int, least: float) -> bool:
        """Whether a block weighs so much, and is not what of the head looks most like a title."""
        odds = self.odds(at)
        return odds is not None and odds > least and at != self.title_at

    @cached_property
    def title_at(self) -> int:
        """The block above the copy that is furniture least of all; -1 where there is none."""
        head = range(min(self._page.first, HEADER_BLOCKS))
        return min(((odds, at) for at in head if (odds := self.odds(at)) is not None), default=(0.0, -1))[1]

    def rule(self, at: int, over: str | None, under: str | None) -> Rule:
        """What kind of furniture a block is, between pieces of the kinds `over` and `under` it."""
        where = self._page.region(at)
        around = (f"in:{where}", f"over:{over}", f"under:{under}", *self._states.page_kinds)
        features = [*self._seen[at], *around]
        kinds = fitted().kinds
        return _KINDS[max(_KINDS_IN[where], key=lambda kind: total(kinds[kind], features))]

    def foot_start(self, end: int, reach: int, is_label: Callable[[int], object]) -> int:
        """Where the foot begins that ends at `end`: below it, labels and what weighs like one outweigh the rest.

        No foot begins with a sentence, and none goes on above one that weighs little.
        """
        page, best, best_at, labelled = self._page, 0.0, end, end < len(self._page.blocks)
        texts = [block.text for block in page.blocks]
        weight = 0.0 if end == len(page.blocks) else -TAIL_COSTS
        for at in range(end - 1, max(page.last, end - reach), -1):
            if is_label(at):
                weight += LABEL_ADDS * (page.state(at) != ASIDE)
                labelled = True
                starts = weight >= best
            else:
                odds, prose = self.odds(at), runs_on(page.blocks[at].text)
                crossed = prose and len(texts[at]) > LONGEST_CROSSED
                if odds is None or crossed or numbers_next_part(texts[at], texts[:at]):
                    break
                weight += odds - (LEAST_OF_PROSE if prose and odds < LEAST_OF_PROSE else SHORT_COSTS)
                starts = weight > max(best, 0.0 if labelled else UNLABELLED) and not prose
            if starts:
                best, best_at = weight, at
        # A list of which an item stays is not cut in two.
        while 0 < best_at < end and is_next_item(texts[best_at - 1], texts[best_at]):
            best_at += 1
        return best_at
