"""A page as it is being read: what has been found on it so far, and who owns each block."""

from collections.abc import Callable
from dataclasses import dataclass, field

from service.article import ArticleDate, Furniture, Image
from service.layout.bylines import Byline
from service.layout.closing import SourceLine
from service.layout.labels import is_address, is_comment_note, is_desk_credit, is_prompt, is_rights, read_caption
from service.layout.shapes import has_letters

# No label is longer: a block beyond this is copy, and no rule needs to look at it.
LONGEST_LABEL = 400


_RULES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("caption", read_caption),
    ("navigation", is_prompt),
    ("boilerplate", is_rights),
    ("boilerplate", is_comment_note),
    ("credit", is_desk_credit),
)


@dataclass(slots=True)
class Page:
    """What has been read of a page so far. `at` is the block being read; `candidates` may be headlines, by block."""

    script: str | None
    language: str | None
    body: list[str] = field(default_factory=list)
    at: int = 0
    cuttings: list[tuple[int, Furniture]] = field(default_factory=list)
    candidates: dict[int, str] = field(default_factory=dict)
    byline: Byline | None = None
    section: str | None = None
    dates: list[ArticleDate] = field(default_factory=list)
    source: SourceLine | None = None
    images: list[Image] = field(default_factory=list)

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        """What was cut, in the order of the page."""
        return tuple(piece for _, piece in sorted(self.cuttings, key=lambda cutting: cutting[0]))

    def cut(self, kind: str, text: str, at: int | None = None) -> None:
        """Give a block to the furniture."""
        self.cuttings.append((self.at if at is None else at, Furniture(kind, text)))

    def take_byline(self, byline: Byline) -> None:
        """Keep the first byline; a later one is furniture, and so is the date beside one."""
        if self.byline:
            self.cut("byline", byline.as_printed)
        else:
            self.byline = byline
        if byline.date:
            self.dates.append(byline.date)
            self.cut("date", byline.date.as_printed)

    def cut_label(self, text: str, zone: str) -> bool:
        """Cut the block if it is a label that can stand anywhere; `zone` is what an address is there."""
        kind = label_kind(text, zone)
        if kind is None:
            return False
        # A label alone ("Photo:") is a caption that says nothing of its picture.
        if kind == "caption" and (image := read_caption(text)) and image != Image():
            self.images.append(image)
        self.cut(kind, text)
        return True


def label_kind(text: str, zone: str) -> str | None:
    """The furniture that a block is wherever it stands: ornament, address, caption, prompt, rights or credit."""
    if len(text) > LONGEST_LABEL:
        return None
    if not has_letters(text):
        return "boilerplate"
    if is_address(text):
        return zone
    return next((kind for kind, applies in _RULES if applies(text)), None)
