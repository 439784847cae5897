"""The rules of the plain-text reader, each with a page on which it decides; the page of the docs is made from them."""

from dataclasses import dataclass

_STORY = "The old ferry left at noon with all its passengers, and the fog came back behind it."
_MORE = "Nobody saw it leave, and by nightfall nobody on the quay was waving any more."
_TITLE = "The ferry that came back\n\n"
_COPY = f"\n\n{_STORY}\n\n{_MORE}"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Says what blocks of a page are: the body, a field that is printed, or a kind of furniture.

    On the page that is made of `above`, `piece` and `below`, this rule decides about `piece`.
    """

    name: str
    kind: str
    says: str
    piece: str
    above: str = ""
    below: str = _COPY
    is_furniture: bool = True


# What is read and owned by a field.
HEADLINE = Rule(
    "headline",
    "headline",
    "The first block above the copy that is short and no sentence.",
    _TITLE.strip(),
    is_furniture=False,
)
DECK = Rule(
    "deck",
    "alternative_headline",
    "One block of that shape alone, below the headline.",
    "A night at sea",
    _TITLE,
    is_furniture=False,
)
BYLINE = Rule(
    "byline",
    "byline",
    "A word that opens bylines in the page's language, then names.",
    "By Jane Roe",
    _TITLE,
    is_furniture=False,
)
UNMARKED_BYLINE = Rule(
    "unmarked-byline", "byline",
    "A name that shares its line with a date, or stands beside one or between headline and copy.", "Jane Roe",
    f"{_TITLE}3 May 2021\n\n", is_furniture=False,
)  # fmt: skip
POSTER = Rule(
    "poster", "byline",
    "Who posted the copy in a forum, before an arrow and the date or above the time, where nobody else signed it.",
    "by Quay_77", _TITLE, f" \u00bb 3 May 2021, 18:41{_COPY}", is_furniture=False,
)  # fmt: skip

# The page's own lines.
PAGE_NUMBER = Rule(
    "page-number", "page-number", "A number between dashes, behind the word for page, or one that counts pages.",
    "- 12 -", f"{_TITLE}{_STORY}\n\n", f"\n\n{_MORE}",
)  # fmt: skip
RUNNING_HEADER = Rule(
    "running-header", "page-header", "A line that stands again a page later, beside a page number or alone.",
    "The Quay Quarterly", f"{_TITLE}{_STORY}\n\nThe Quay Quarterly\n12\n\n{_MORE}\n\n{_STORY}\n\n{_MORE}\n\n",
    f"\n13\n\n{_STORY}",
)  # fmt: skip
_PAGES = f"{_STORY}\n\n{_MORE}\n\nThe Quay Quarterly\n12\n\n{_STORY}\n\n{_MORE}\n\nThe Quay Quarterly\n13\n\n{_STORY}"
RUNNING_FOOTER = Rule(
    "running-footer", "page-footer", "The same at the foot of pages, or an address beside a page number.",
    "www.quay.example", f"{_TITLE}{_STORY}\n\n{_MORE}\n\n12\n",
    f"\n\n{_STORY}\n\n{_MORE}\n\n13\nwww.quay.example",
)  # fmt: skip
RUNNING_TITLE = Rule(
    "running-title", "page-header", "A running header's first line, where something else is the headline.",
    "The Quay Quarterly", "", f"\n\n{_TITLE}{_PAGES}",
)  # fmt: skip
FOREIGN_HEADER = Rule(
    "foreign-header", "page-header", "Above the copy, a short block in another script than it.", "Ελεύθερη Λίμνη", "",
    f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
FOREIGN_FOOTER = Rule(
    "foreign-footer", "page-footer", "Below the copy, a short block in another script than it.", "Ελεύθερη Λίμνη",
    f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
ADDRESS_ABOVE = Rule(
    "address-above", "page-header", "Above the copy, an address of a site or a person with few words beside it.",
    "www.quay.example post@quay.example", "", f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
ADDRESS_WITHIN = Rule(
    "address-within", "page-footer", "Between the copy, an address with few words beside it.", "www.quay.example",
    f"{_TITLE}{_STORY}\n\n", f"\n\n{_MORE}",
)  # fmt: skip
ADDRESS_BELOW = Rule(
    "address-below", "page-footer", "Below the copy, an address with few words beside it.", "www.quay.example",
    f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip

# Above the copy, or just below its first paragraph.
DATE_LINE = Rule(
    "date-line", "date", "A date, perhaps behind the word for it or a place, and nothing else.", "3 May 2021", _TITLE
)
BYLINE_DATE = Rule("byline-date", "date", "The date that ends a byline's line.", "3 May 2021", f"{_TITLE}By Jane Roe, ")
SECTION = Rule(
    "section", "section", "The name of a newspaper's section, alone.", "Politics", "", f"\n\n{_TITLE}{_COPY}"
)
KICKER = Rule(
    "kicker", "section", "A few words in capitals above a headline that is not.", "RIVERS AND LAKES", "",
    f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
HEADLINE_AGAIN = Rule("headline-again", "headline", "A headline that is printed once more.", _TITLE.strip(), _TITLE)

MASTHEAD = Rule(
    "masthead", "page-header",
    "Above a headline, the name of a paper or site, and what stands with it above a date, a section or a page number.",
    "The Quay Gazette", "", f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
ISSUE_LINE = Rule(
    "issue-line", "page-header", "Above the headline, the number, year or price of an issue, or a short label.",
    "No. 214", "The Quay Gazette\n\n", f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
BESIDE_DATE = Rule(
    "beside-date", "navigation", "What a date line holds behind its date and a bar.", "| Only this author",
    f"{_TITLE}3 May 2021 ", _COPY,
)  # fmt: skip
ABOVE_DATE = Rule(
    "name-and-date", "page-header", "A name in the masthead that shares its line with the day.",
    "THE QUAY GAZETTE SUNDAY 2 MAY 2021", "", f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
SUMMARY = Rule(
    "summary", "alternative_headline",
    "A sentence or two between the headline and a byline, date line or dateline, with a lead below that.",
    "A ferry was lost for a night. Nobody was on it.", _TITLE, f"\n\nBy Jane Roe{_COPY}", is_furniture=False,
)  # fmt: skip

# A mail around the copy.
MAIL_HEADER = Rule(
    "mail-header", "mail-header", "A line of a mail's headers, in a run of them.", "To: readers@quay.example",
    "From: The Quay Gazette <post@quay.example>\n", f"\nSubject: {_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
MAIL_SUBJECT = Rule(
    "mail-subject", "mail-header", "The label of the subject, which is the headline where the mail has no other.",
    "Subject:", "From: The Quay Gazette <post@quay.example>\n", f" {_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
FORWARD_MARK = Rule(
    "forward-mark", "boilerplate", "The line with which a forwarded mail begins.", "--- Forwarded message ---",
    "", f"\nFrom: The Quay Gazette <post@quay.example>\nSubject: {_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
FORWARD_NOTE = Rule(
    "forward-note", "boilerplate", "What stands above a forwarded mail: a note of who sent it on.", "Worth a read!", "",
    f"\n\n--- Forwarded message ---\nFrom: The Quay Gazette <p@quay.example>\nSubject: {_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip

# Labels, wherever they stand.
ORNAMENT = Rule("ornament", "boilerplate", "A block without a letter or digit.", "* * *", f"{_TITLE}{_STORY}\n\n")
CAPTION = Rule(
    "caption", "caption", "Text that a word for pictures opens, or that ends in a credit in brackets.",
    "Photo: Jane Roe", f"{_TITLE}{_STORY}\n\n", f"\n\n{_MORE}",
)  # fmt: skip
PROMPT = Rule(
    "prompt", "navigation", "An invitation to share, subscribe or read on.", "Read more: The bridge",
    f"{_TITLE}{_STORY}\n\n", f"\n\n{_MORE}",
)  # fmt: skip
INVITATION = Rule(
    "invitation", "navigation", "At a page's edge, a line that speaks of browsers, newsletters or friends to tell.",
    "Not shown well? See this letter in your browser", "", f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
MENU = Rule(
    "menu", "navigation", "A path to the page, a menu, or a row of the words that stand on buttons.",
    "Home > Sport > Sailing", "", f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
JUMP_LINE = Rule(
    "jump-line", "navigation", "Where the article goes on behind another page, or came from.", "Continued on page 5",
    f"{_TITLE}{_STORY}\n\n", f"\n\n{_MORE}",
)  # fmt: skip
FORUM_PANEL = Rule(
    "forum-panel", "navigation", "What a forum prints beside a poster's name, with a number or a date.", "Posts: 612",
    "", f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
HASHTAGS = Rule(
    "hashtags", "navigation", "At a page's edge, words that a hash marks, and nothing else.", "#ferries #fog",
    f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
READING_TIME = Rule(
    "reading-time", "navigation", "How many minutes the page takes to read.", "3 min read", _TITLE,
)  # fmt: skip
RELEASE = Rule(
    "release", "page-header", "The banner of a press release.", "FOR IMMEDIATE RELEASE", "",
    f"\n\n{_TITLE}{_STORY}\n\n{_MORE}",
)  # fmt: skip
NOTE = Rule(
    "note", "boilerplate",
    "At the edge of a page, why readers get this, whose opinion it is, what a wire's update adds, and the like.",
    "You are receiving this because you asked for it.", f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
END_MARK = Rule(
    "end-mark", "boilerplate", "The word for the end, between dashes or brackets.", "-- ENDS --",
    f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
SIGN_OFF = Rule(
    "sign-off", "credit", "Below the copy, initials of desks, or numbers of messages.", "jlm/cbr/swi",
    f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
LINKS = Rule(
    "links", "navigation", "Short lines to the end, below a heading that invites to share or read on.", "Ferries",
    f"{_TITLE}{_STORY}\n\n{_MORE}\n\nTags\n\n", "\n\nFog",
)  # fmt: skip
TAIL = Rule(
    "tail", "boilerplate", "Behind an end mark, a heading for contacts or for who sent the copy, or a ruled line: all.",
    "Jane Roe, Harbour Office", f"{_TITLE}{_STORY}\n\n{_MORE}\n\nPress contact:\n\n", "\n\npress@quay.example",
)  # fmt: skip
READERS = Rule(
    "readers", "boilerplate", "Below a heading for comments, or in a forum from a second poster's name on: all.",
    "Heron: I was on it.", f"{_TITLE}{_STORY}\n\n{_MORE}\n\nComments (2)\n\n", "\n\nOsprey: So was I.",
)  # fmt: skip
OF_PAGE = Rule(
    "of-page", "page-footer", "Below the copy, a sentence that begins with the page's name and names its company.",
    "The Quay Gazette is a paper of Quay Ltd.", f"The Quay Gazette\n\n3 May 2021\n\n{_TITLE}{_STORY}\n\n{_MORE}\n\n",
    "",
)  # fmt: skip
AUTHOR_NOTE = Rule(
    "author-note", "boilerplate", "Below the copy, a sentence that begins with an author's name.",
    "Jane Roe writes about ferries.", f"{_TITLE}By Jane Roe\n\n{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
RIGHTS = Rule(
    "rights", "boilerplate", "A notice of copyright.", "© 2021 The Quay Quarterly", f"{_TITLE}{_STORY}\n\n", ""
)
COMMENT_NOTE = Rule(
    "comment-note", "boilerplate", "A sentence that tells readers to log in before they comment.",
    "Please log in to comment.", f"{_TITLE}{_STORY}\n\n", "",
)  # fmt: skip
DESK_CREDIT = Rule(
    "desk-credit", "credit", "Who reported, edited or translated beside the author.",
    "Reporting by Jane Roe; Editing by John Poe", f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
CONTRIBUTION = Rule(
    "contribution", "credit", "Below the copy, a sentence that says who else had a part in it.",
    "Jane Roe in Port Ellery contributed to this report.", f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
SERIAL_NUMBER = Rule(
    "serial-number", "boilerplate", "The number under which a paper is registered.", "ISSN 2099-0417",
    f"{_TITLE}{_STORY}\n\n", f"\n\n{_MORE}",
)  # fmt: skip
FAREWELL = Rule(
    "farewell", "boilerplate", "At the end of a letter, how it ends, and the name below.", "Kind regards,",
    f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "\nJane Roe",
)  # fmt: skip
POSTER_REMARK = Rule(
    "poster-remark", "boilerplate", "What a forum prints of a poster's own below a post, between panel and buttons.",
    "Always upstream", f"{_TITLE}{_STORY}\n\n{_MORE}\n\nHeron\nPosts: 87\n\n", "\n\nReply",
)  # fmt: skip
SECOND_BYLINE = Rule("second-byline", "byline", "A byline behind the first.", "By John Poe", f"{_TITLE}By Jane Roe\n\n")

# Below the copy.
SOURCE_LINE = Rule(
    "source-line", "source",
    "Below the copy, a name behind the word for source, or right before a date; what tells of an event is copy.",
    "The Strait Times 17 March 2020", f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "",
)  # fmt: skip
CLOSING_DATE = Rule(
    "closing-date", "date", "Below the copy, a date.", "3 May 2021", f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", ""
)

# Where no rule knows a short block, what is seen of it is weighed together.
WEIGHED_HEADER = Rule(
    "weighed-header", "page-header", "Above the copy, what by place, shape, words and neighbours together is no title.",
    "*** Storm edition ***", "", f"\n\n{_TITLE}By Jane Roe{_COPY}",
)  # fmt: skip
WEIGHED_NAVIGATION = Rule(
    "weighed-navigation", "navigation", "What by all of these invites, or leads to another page.",
    "Ten of us liked this page", f"{_TITLE}{_STORY}\n\n{_MORE}\n\nReply | Quote\n\n", "",
)  # fmt: skip
WEIGHED_BOILERPLATE = Rule(
    "weighed-boilerplate", "boilerplate", "What by all of these speaks of the page, its makers or its readers.",
    "Charity no 318841", f"{_TITLE}{_STORY}\n\n{_MORE}\n\n", "\n\u00a9 2021 The Quay Quarterly",
)  # fmt: skip
WEIGHED_FOOTER = Rule(
    "weighed-footer", "page-footer", "What by all of these a page prints at its foot.",
    "Harbour House, 3 Quay Street", f"{_TITLE}{_STORY}\n\n- 12 -\n\n{_MORE}\n\n",
    "\nTel 01787 000 214\nwww.quay.example",
)  # fmt: skip
BODY = Rule("body", "body", "What no other rule takes is copy.", _STORY, _TITLE, f"\n\n{_MORE}", is_furniture=False)

RULES = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
