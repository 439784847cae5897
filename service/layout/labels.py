"""What a short block is when it is no copy: caption, credit, prompt, rights, address. One rule a kind."""

import re
from collections.abc import Callable
from functools import cache

from service.layout import rules
from service.layout.captions import read_caption
from service.layout.rules import Rule
from service.layout.shapes import ends_sentence, has_letters, is_prose, word_count
from service.words import Phrases, fold, is_unspaced, languages, phrases

# No label is longer: a block beyond this is copy, and no rule needs to look at it.
LONGEST_LABEL = 400
LONGEST_RIGHTS = 300
LONGEST_CREDIT = 300
LONGEST_PROMPT = 120
MOST_PROMPT_WORDS = 12
MOST_WORDS_BESIDE_ADDRESS = 6

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{2,300}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}", re.ASCII)
_COLONS = ":\uff1a/|"
_RIGHTS_START = re.compile(r"(?:\u00a9|\(c\)|copyright\b(?=\W{0,3}(?:\u00a9|\(c\)|\d{4}|by\b)))", re.IGNORECASE)


def is_prompt(text: str) -> bool:
    """An invitation to share, subscribe or read on, which the page put between the copy."""
    if len(text) > LONGEST_PROMPT:
        return False
    folded = fold(text).lstrip("\u25ba\u25b6\u2192>\u00bb*\u2022-| [(")
    length = phrases("layout", "prompt").start(folded)
    if not length:
        return False
    rest = folded[length:].strip(" .!\u2026\u00bb>\u2192)]")
    if not rest or rest[0] in ":\uff1a":
        return True
    if " " not in folded[:length] and not is_unspaced(folded[0]):
        return False
    if ends_sentence(text):
        return _ADDRESS.search(text) is not None or "newsletter" in rest
    return word_count(rest) <= MOST_PROMPT_WORDS


def is_comment_note(text: str) -> bool:
    """A sentence that tells readers to log in before they comment."""
    if len(text) > LONGEST_PROMPT:
        return False
    login, commenting = _comment_words()
    folded = fold(text)
    return commenting.search(folded) is not None and login.search(folded) is not None


@cache
def _comment_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    tables = [words["layout"] for words in languages().values()]
    login, commenting = (
        re.compile("|".join(rf"\b{re.escape(fold(word))}\b" for table in tables for word in table.get(name, ())))
        for name in ("login", "commenting")
    )
    return login, commenting


def is_rights(text: str) -> bool:
    """A notice of copyright."""
    if len(text) > LONGEST_RIGHTS:
        return False
    if _RIGHTS_START.match(text):
        return True
    folded = fold(text)
    notice = _rights_notice().search(folded)
    return notice is not None and not is_prose(folded[: notice.start()].rstrip())


@cache
def _rights_notice() -> re.Pattern[str]:
    notices = {
        fold(phrase)
        for words in languages().values()
        for phrase in words["layout"].get("rights", ())
        if " " in phrase or is_unspaced(phrase[0])
    }
    return re.compile("|".join(sorted(map(re.escape, notices))))


def is_desk_credit(text: str) -> bool:
    """Who reported, edited or translated beside the author, as agencies print below their copy."""
    return len(text) <= LONGEST_CREDIT and _is_labelled(text, phrases("layout", "desk"))


def is_address(text: str) -> bool:
    """A site's or a person's address, with at most a few words beside it."""
    if "@" not in text and "www." not in text and "://" not in text:
        return False
    beside, count = _ADDRESS.subn(" ", text)
    words = word_count(beside)
    return count > 0 and words <= MOST_WORDS_BESIDE_ADDRESS and not (words > 1 and ends_sentence(text))


def _is_labelled(text: str, labels: Phrases) -> bool:
    """Whether the text starts with a label and its colon, or with a label of several words."""
    bare = text.lstrip("([\uff08")
    folded = fold(bare)
    length = labels.start(folded)
    if not length:
        return False
    rest = folded[length:].lstrip(" .")
    if not rest or rest[0] in _COLONS:
        return bool(rest)
    return " " in folded[:length] and not (is_prose(bare) and text == bare and ends_sentence(text) and ";" not in text)


def is_section(text: str) -> bool:
    """The name of a newspaper's section, standing alone."""
    return len(text) <= LONGEST_PROMPT and fold(text).strip(" /|:>\u00bb#") in phrases("layout", "section")


def label_rule(text: str, address: Rule) -> Rule | None:
    """The rule for what a block is wherever it stands: ornament, address, caption, prompt, rights or credit."""
    if len(text) > LONGEST_LABEL:
        return None
    if not has_letters(text):
        return rules.ORNAMENT
    if is_address(text):
        return address
    return next((rule for rule, applies in _LABELS if applies(text)), None)


_LABELS: tuple[tuple[Rule, Callable[[str], object]], ...] = (
    (rules.CAPTION, read_caption),
    (rules.PROMPT, is_prompt),
    (rules.RIGHTS, is_rights),
    (rules.COMMENT_NOTE, is_comment_note),
    (rules.DESK_CREDIT, is_desk_credit),
)
