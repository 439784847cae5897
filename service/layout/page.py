"""A page as it is being read: what has been found on it so far, and who owns each block."""

from dataclasses import dataclass, field

from service.article import ArticleDate, Image, Piece
from service.layout import rules
from service.layout.bylines import Byline
from service.layout.captions import join_images, read_caption
from service.layout.closing import SourceLine
from service.layout.labels import label_rule
from service.layout.rules import Rule


@dataclass(slots=True)
class Page:
    """What has been read of a page so far. `at` is the block being read; `candidates` may be headlines, by block."""

    script: str | None
    language: str | None
    at: int = 0
    cuts: int = 0
    given: list[tuple[int, Piece]] = field(default_factory=list)
    candidates: dict[int, str] = field(default_factory=dict)
    byline: Byline | None = None
    section: str | None = None
    dates: list[ArticleDate] = field(default_factory=list)
    source: SourceLine | None = None
    images: list[Image] = field(default_factory=list)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece with its owner, in the order of the page."""
        return tuple(piece for _, piece in sorted(self.given, key=lambda given: given[0]))

    def give(self, rule: Rule, text: str, at: int | None = None) -> None:
        """Give a block, the one that is read or the one `at` a place, as the rule says."""
        self.cuts += rule.is_furniture
        self.given.append((self.at if at is None else at, Piece(rule.kind, text, rule.name, rule.is_furniture)))

    def take_byline(self, byline: Byline, rule: Rule = rules.BYLINE) -> None:
        """Keep the first byline; a later one is furniture, and so is the date beside one."""
        self.give(rules.SECOND_BYLINE if self.byline else rule, byline.as_printed)
        self.byline = self.byline or byline
        if byline.date:
            self.dates.append(byline.date)
            self.give(rules.BYLINE_DATE, byline.date.as_printed)

    def cut_label(self, text: str, address: Rule) -> bool:
        """Cut the block if it is a label that can stand anywhere; `address` is the rule for one that stands there."""
        rule = label_rule(text, address)
        if rule is None:
            return False
        # A label alone ("Photo:") is a caption that says nothing of its picture.
        if rule is rules.CAPTION and (image := read_caption(text)) and image != Image():
            self._add_image(image)
        self.give(rule, text)
        return True

    def _add_image(self, image: Image) -> None:
        """Keep a picture; a credit that stands below a caption is of the same."""
        below = bool(self.images) and self.given[-1][1].rule == rules.CAPTION.name
        joined = join_images(self.images[-1], image) if below else None
        if joined:
            self.images.pop()
        self.images.append(joined or image)
