"""A feed's line and the names of networks, which the extractor leaves at the end of a body: no layout tells of them."""

import re
from collections.abc import Sequence
from itertools import takewhile

from service.layout import rules
from service.layout.labels import label_rule
from service.words import fold

LONGEST_LINE, MOST_BUTTONS = 300, 20
# What WordPress puts behind an item of a feed: "The post [headline] appeared first on [site].", by its translations.
_FEED_LINES = (
    ("the post", "(?:appeared first|first appeared) on"),
    ("der beitrag", "erschien zuerst auf"),
    ("(?:l['\u2019]article|cet article)", "est apparu en premier sur"),
    ("la entrada", "(?:se public\u00f3 primero|aparece primero|apareci\u00f3 primero) en"),
    ("l['\u2019]articolo", "(?:proviene da|sembra essere il primo su|\u00e8 stato pubblicato per primo su)"),
    ("het bericht", "(?:verscheen eerst op|is geplaatst op)"),
    ("(?:o post|o conte\u00fado|o artigo)", "(?:apareceu primeiro|aparece primeiro) em"),
    ("artyku\u0142", "pochodzi z serwisu"),
    ("inl\u00e4gget", "d\u00f6k f\u00f6rst upp p\u00e5"),
    ("indl\u00e6gget", "(?:blev f\u00f8rst udgivet|blev f\u00f8rst vist) p\u00e5"),
    ("innlegget", "dukket f\u00f8rst opp p\u00e5"),
)
# Headline and site begin with a capital, if they have any, and the line says nothing behind them.
_FEED_PATTERNS = tuple(
    re.compile(rf"{opening}\s(.{{1,250}})\s{middle}\s([^,;:]{{1,80}})", re.IGNORECASE)
    for opening, middle in _FEED_LINES
)
_NETWORKS = frozenset((
    "facebook", "x", "twitter", "x (twitter)", "whatsapp", "linkedin", "telegram", "reddit", "pinterest", "tumblr",
    "threads", "bluesky", "mastodon", "messenger", "instagram", "youtube", "tiktok", "pocket", "email", "e-mail",
    "mail", "print", "copy link", "vk", "flipboard", "xing", "line", "viber", "skype", "snapchat", "sms",
))  # fmt: skip
# A button of one name could be the last word of a list.
FEWEST_BUTTONS = 2


def without_feed_and_share_lines(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The body without the feed's line that ends it, and the buttons of networks above that; its first always stays."""
    kept = list(paragraphs)
    while len(kept) > 1 and is_feed_line(kept[-1]):
        kept.pop()
    buttons = sum(1 for _ in takewhile(_is_network, reversed(kept[1:][-MOST_BUTTONS:])))
    if buttons >= FEWEST_BUTTONS or (buttons and _is_prompt(kept[-buttons - 1])):
        del kept[-buttons:]
    return tuple(kept)


def is_feed_line(text: str) -> bool:
    """Whether a text is the line with which a feed ends an item: "The post Owls return appeared first on Owl Post."."""
    if len(text) > LONGEST_LINE:
        return False
    said = next((match for pattern in _FEED_PATTERNS if (match := pattern.fullmatch(text))), None)
    return said is not None and not any(name[0].islower() for name in said.groups())


def _is_network(text: str) -> bool:
    return fold(text) in _NETWORKS


def _is_prompt(text: str) -> bool:
    rule = label_rule(text, rules.ADDRESS_ABOVE)
    return rule is not None and rule.kind == "navigation"
