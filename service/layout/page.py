"""A page as it is being read: what has been found on it so far, and who owns each block."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from service.article import ArticleDate, Image, Piece
from service.characters import without_spaces
from service.dates import parse_printed_date
from service.dates.zones import settle_zone
from service.layout import rules
from service.layout.bylines import Byline
from service.layout.captions import bare_credit, join_images, longer_credit, read_caption
from service.layout.date_lines import is_companion, read_date_line
from service.layout.labels import is_section, label_rule
from service.layout.mail import is_reply_mark, mail_field, sender_name
from service.layout.names import dense_name, head_name, is_paper_name, is_person, paper_name
from service.layout.notices import is_release_banner
from service.layout.rules import Rule
from service.layout.shapes import is_headline_shaped, word_count
from service.layout.source_lines import SourceLine
from service.layout.speeches import speaker
from service.words import fold, is_unspaced, phrases

# How sure a line is to name the publisher: it looks like a masthead, has a paper's word in it, or is a known name.
SUREST = 3
SURE = 2
MOST_HEAD_WORDS = 6
_NOTE_ENDS = "?,;:\u2026\u061f\u060c\uff1f\uff0c\uff1a"
_SLUG_MARKS = "()[]\uff08\uff09:\uff1a"
# A wire's: "UK-QUAY/FERRIES".
_SLUG = re.compile(r"[^\Wa-z_-]+(?:-[^\Wa-z_-]+)*/[^\Wa-z_]+")
_BRACKETED = re.compile(r"\s*[(\[\uff08][^()\[\]\uff08\uff09]*[)\]\uff09]")
_AROUND_DATE = " |,/\u2013\u2014\u00b7\u2022-"


def _before_date(text: str) -> str:
    """What a line of the page's head says before the date that it holds; all of it where that is nothing."""
    line = read_date_line(text)
    if line is None:
        return text
    beside = (line.after, line.before) if is_companion(line.before) else (line.before, line.after)
    return next(filter(None, (part.strip(_AROUND_DATE) for part in beside)), text)


def _is_counted(text: str) -> bool:
    """Whether a line holds a bracket, a colon, or a number that is no issue's: a slug, a list of scorers."""
    if any(mark in text for mark in _SLUG_MARKS):
        return True
    words = [fold(word.strip(".,")) for word in text.split()]
    return any(map(str.isdecimal, text)) and not any(word in phrases("layout", "issue") for word in words)


@dataclass(slots=True)
class Page:
    """What has been read of a page so far. `at` is the block being read; `candidates` may be headlines, by block."""

    script: str | None
    language: str | None
    at: int = 0
    cuts: int = 0
    given: list[tuple[int, Piece]] = field(default_factory=list)
    candidates: dict[int, str] = field(default_factory=dict)
    # By which dense names the page calls itself where it names its rights and sites.
    names: frozenset[str] = frozenset()
    # Names of a publisher: how sure, the block, the name.
    heard: list[tuple[int, int, str]] = field(default_factory=list)
    # Names in letters that stand apart, by these letters: what they are with words closed up.
    spaced: Mapping[str, str] = field(default_factory=dict)
    # The first lines that stand right below another.
    beside: frozenset[str] = frozenset()
    # What the last block says: of the name of a paper alone it is not told whether it is of the page.
    last: str = ""
    opening: str = ""  # the first block of the body
    speakers: frozenset[str] = frozenset()  # who speaks in a transcript, folded
    sender: str | None = None
    subject: tuple[int, str, str] | None = None  # of a mail: its block, its label, what it says
    mail_date: ArticleDate | None = None
    is_forwarded: bool = False
    summary: tuple[int, str] | None = None
    foreign: tuple[int, str] | None = None  # a line in another script below the headline
    headline_at: int = -1
    byline: Byline | None = None
    poster: tuple[int, str] | None = None  # of a forum, where the byline is a poster's: the block, its line
    section: str | None = None
    dated: list[tuple[int, ArticleDate]] = field(default_factory=list)
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
        self._drop_poster()
        self.give(rules.SECOND_BYLINE if self.byline else rule, byline.as_printed)
        self.byline = self.byline or byline
        if byline.date:
            self.take_dates((byline.date,))
            self.give(rules.BYLINE_DATE, byline.date.as_printed)

    def take_poster(self, byline: Byline, line: str) -> None:
        """Keep who posted the copy in a forum as its author, until another byline is found."""
        if self.byline or self.is_forwarded:
            self.give(rules.DATE_LINE, line)
            return
        self.give(rules.POSTER, byline.as_printed)
        self.give(rules.DATE_LINE, line[len(byline.as_printed) :].lstrip(" \u00bb\u203a>|"))
        self.byline, self.poster = byline, (self.at, line)

    def _drop_poster(self) -> None:
        """Give a poster's name back to the line of its date: the copy has an author of its own."""
        if self.poster is None:
            return
        at, line = self.poster
        self.given = [one for one in self.given if one[0] != at]
        self.give(rules.DATE_LINE, line, at)
        self.byline = self.poster = None

    def take_dates(self, dates: tuple[ArticleDate, ...]) -> None:
        """Keep the dates of the block that is being read; one that is printed twice is one."""
        known = {(date.role, date.at, date.precision) for _, date in self.dated}
        dates = tuple(settle_zone(date, self.language) for date in dates)
        dates = tuple(date for date in dates if not self._is_rougher(date))
        self.dated += [(self.at, date) for date in dates if (date.role, date.at, date.precision) not in known]

    def _is_rougher(self, date: ArticleDate) -> bool:
        """Whether the day alone is printed again that is known with its time."""
        known = (one for _, one in self.dated if one.role == date.role and one.at.date() == date.at.date())
        return date.precision == "day" and any(one.precision != "day" for one in known)

    def is_speech(self, text: str) -> bool:
        """Whether a paragraph of a transcript opens with who speaks."""
        return bool(self.speakers) and fold(speaker(text) or "") in self.speakers

    def is_cast(self, text: str) -> bool:
        """Whether a line of a transcript says who is who, as "Host: Jane Roe", or is a speech."""
        return bool(self.speakers) and speaker(text) is not None and any(name in fold(text) for name in self.speakers)

    @property
    def dates(self) -> tuple[ArticleDate, ...]:
        """The dates of the article, in the order of the page: the issue's only where it has none of its own."""
        own = [date for at, date in self.dated if at > self.headline_at and date.role == "published"]
        if own and self.headline_at >= 0:
            return tuple(date for at, date in self.dated if at > self.headline_at or date.role != "published")
        dates = tuple(date for _, date in self.dated)
        return dates if dates or self.mail_date is None else (self.mail_date,)

    def take_line(self, rule: Rule, text: str) -> None:
        """Give a line that is the page's own, or a mail's, and keep what it says."""
        if rule is rules.CAPTION:
            self._take_caption_line(text)
            return
        if rule is rules.FORWARD_MARK:
            self.is_forwarded = True
            self._take_reply_mark(text)
        said = mail_field(text) if rule in (rules.MAIL_HEADER, rules.MAIL_SUBJECT) else None
        if said and said[0] == "mail_subject" and is_release_banner(said[2]):
            rule = rules.MAIL_HEADER
        if said and said[0] == "mail_subject" and rule is rules.MAIL_SUBJECT and said[2]:
            self.drop_subject()
            self.subject = (self.at, said[1], said[2])
            return
        if said and said[0] == "mail_from":
            self._take_sender(said[2])
        elif said and said[0] == "mail_date" and (date := parse_printed_date(said[2])):
            self.mail_date = date
        self.give(rule, text)
        if rule is rules.RUNNING_HEADER and self.headline_at < 0 and (line := read_date_line(text)):
            self.take_dates(line.dates)
        above = all(word_count(one) <= MOST_HEAD_WORDS for one in self.candidates.values())
        if (
            rule is rules.RUNNING_HEADER
            and self.headline_at < 0
            and above
            and word_count(_before_date(text)) <= MOST_HEAD_WORDS
        ):
            self._hear_publisher(rule, text, self.at)

    def _take_reply_mark(self, text: str) -> None:
        """Keep who wrote the mail that is quoted, and when: "On 3 May 2021 at 18:20, Jane <j@quay.example> wrote:"."""
        self.mail_date = None
        if is_reply_mark(text):
            said, _, _ = text.partition("<")
            line = read_date_line(said)
            self.mail_date = line.dates[0] if line else None
            self._take_sender(f"{line.after.strip(' ,') if line else ''} <{text.partition('<')[2]}")

    def take_head(self, rule: Rule, text: str, at: int | None = None) -> None:
        """Give a line of the page's head, and keep the name in it that is the surest to be the publisher's."""
        self.give(rule, text, at)
        self._hear_publisher(rule, text, self.at if at is None else at)

    def _hear_publisher(self, rule: Rule, text: str, at: int) -> None:
        text = _before_date(self.spaced.get(without_spaces(text), text))
        name = paper_name(text)
        if _SLUG.fullmatch(name):
            return
        repeated = rule in (rules.RUNNING_TITLE, rules.RUNNING_HEADER)
        if repeated or dense_name(name) in self.names:
            sure = SUREST
        elif is_paper_name(_BRACKETED.sub("", text)) and head_name(text) in text:
            sure = SURE
        else:
            # A word of letters and digits is a wire's slug or a poster's name.
            mixed = any(any(map(str.isdecimal, word)) and not word.isdecimal() for word in name.split())
            # So is what ends as a question or a greeting: it is a note to whom the copy was sent.
            note = text[-1] in _NOTE_ENDS
            # Neither is a name what holds a stroke or runs on as a sentence: a slug, an invitation.
            said = (
                "/" in name.replace(" / ", " ")
                or (rule is rules.WEIGHED_HEADER and (not is_headline_shaped(text) or ", " in name))
                or "?" in text
                or is_section(name)
                or _is_counted(text)
            )
            sure = 0 if mixed or note or said or (rule is rules.MASTHEAD and text[0].islower()) else 1
        if sure and any(map(str.isalpha, name)) and "_" not in name:
            self.heard.append((sure, at, name))

    @property
    def publisher(self) -> str | None:
        """The surest name of a publisher in the page's head, or the first of such."""
        return min(self.heard, key=lambda one: (-one[0], one[1]))[2] if self.heard else None

    @property
    def publisher_sure(self) -> int:
        """How sure that name is."""
        return max((sure for sure, _, _ in self.heard), default=0)

    def keep_subject(self) -> str | None:
        """Make the mail's subject the headline."""
        if self.subject is None:
            return None
        at, label, said = self.subject
        self.give(rules.MAIL_SUBJECT, label, at)
        self.give(rules.HEADLINE, said, at)
        self.subject, self.headline_at = None, at
        return said

    def drop_subject(self) -> None:
        """Give a subject that is no headline to the mail's headers."""
        if self.subject:
            at, label, said = self.subject
            self.give(rules.MAIL_HEADER, f"{label} {said}", at)
            self.subject = None

    def _take_sender(self, said: str) -> None:
        """Whoever sends from an address that has their name in its domain is a publisher."""
        name, address = sender_name(said)
        if not name or is_person(name, address):
            return
        self.sender = name
        self.names |= {dense_name(name)}

    @property
    def printed_publisher(self) -> str | None:
        """The publisher: who sends the mail, as the masthead prints the name where it is the same."""
        if self.sender and self.publisher_sure < SURE:
            return self.sender
        return self.publisher

    def cut_label(self, text: str, address: Rule) -> bool:
        """Cut the block if it is a label that can stand anywhere; `address` is the rule for one that stands there."""
        rule = label_rule(text, address)
        if rule is None:
            return False
        if rule is rules.CAPTION and (image := read_caption(text) or bare_credit(text)):
            self._add_image(image)
        self.give(rule, text)
        return True

    def _take_caption_line(self, text: str) -> None:
        """Keep the picture of a line; lines of one caption are one piece."""
        at, above = self.given[-1] if self.given else (-1, None)
        goes_on = above is not None and above.rule == rules.CAPTION.name and at == self.at - 1 and self.images
        image = read_caption(text) or bare_credit(text)
        if above and goes_on and image is None and self.images[-1].caption is None:
            text = f"{above.text} {text}"
            image = replace(self.images.pop(), caption=text[len(above.text) + 1 :])
            self.given.pop()
        elif above and goes_on and (longer := longer_credit(self.images[-1], f"{above.text} {text}")):
            text, image = f"{above.text} {text}", longer
            self.given.pop()
            self.images.pop()
        elif above and goes_on and self.images[-1].credit is None:
            credited = join_images(self.images[-1], image) if image and image.caption is None else None
            text = f"{above.text}{'' if is_unspaced(text[0]) else ' '}{text}"
            self.given.pop()
            self.images.pop()
            image = credited or read_caption(text) or bare_credit(text)
        self._add_image(image or Image(caption=text))
        self.give(rules.CAPTION, text)

    def _add_image(self, image: Image) -> None:
        """Keep a picture; a credit that stands below a caption is of the same."""
        if image == Image():  # a label alone ("Photo:") says nothing of its picture
            return
        below = bool(self.images) and self.given[-1][1].rule == rules.CAPTION.name
        joined = join_images(self.images[-1], image) if below else None
        if joined:
            self.images.pop()
        self.images.append(joined or image)
