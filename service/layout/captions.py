"""Captions: what a picture shows, and the credit that ends it."""

import re

from service.article import Image
from service.layout.credits import is_initialed_agency
from service.layout.date_lines import read_date_line
from service.layout.person_names import read_lone_name
from service.layout.picture_credits import (
    EDGES,
    FEWEST_NAME_WORDS,
    LONGEST_CREDIT,
    MOST_CREDIT_WORDS,
    MOST_NAME_WORDS,
    agency_alone,
    copyright_of_picture,
    could_hold_credit,
    credit_of,
    is_long_label,
    is_marked,
    is_name,
    is_short,
    label_length,
    read_credit,
    without_terms,
)
from service.layout.shapes import ends_sentence, is_prose, word_count
from service.words import fold, is_unspaced, phrases

# Captions run to a few sentences; a longer block that ends in a credit is a paragraph.
LONGEST_CAPTION = 400
# So many marks before which a credit can begin are looked at, from the end of the block.
MOST_MARKS = 8
# "Ilustra\u00e7\u00e3o 12."
LONGEST_FIGURE, LONGEST_TAKEN = 20, 16
FEWEST_CAPTION_WORDS = 3
LONGEST_SHOWN = 160
_OPENERS, _CLOSERS = "([\uff08\u3010\u3014<", ")]\uff09\u3011\u3015>"
# Arrows, triangles, squares and stars that point at a picture.
_ORNAMENTS = "".join(map(chr, (*range(0x2190, 0x2194), *range(0x25A0, 0x25D0), 0x2605, 0x203B))) + ">* "
_MARK = re.compile(
    r"[(\[\uff08\u3010]|[.!?\u2026\u3002\u0964\u06d4\u061f]['\"\u201d\u00bb\u300d]?\s*|\s[|/\uff0f\u2013\u2014-]+\s"
    r"|::|\s?[\u3001\uff1d]|\s(?=\u00a9)|[,;]\s|\s(?=[^\s:\uff1a]{2,24}\s?[:\uff1a])"
)
# Of these nothing is part of the caption.
_BETWEEN = (
    "",
    "(",
    "[",
    "\uff08",
    "\u3010",
    "|",
    "/",
    "\uff0f",
    "-",
    "\u2013",
    "\u2014",
    "--",
    "::",
    ",",
    ";",
    "\u3001",
    "\uff1d",
)
# Behind the number of a figure stands a mark; a sentence that begins with one goes on with a word.
_FIGURE_NUMBER = re.compile(
    r"\.?\s?(?:\d{1,3}|[ivx]{1,4})[a-z]?(?:\s?[.:)\uff1a\uff0e\u2013\u2014-]|\s{2}|\s(?=[\u3040-\u9fff])|$)"
)
_SHOWN = re.compile(
    "[^\u3002\uff1d]{2,80}\uff1d[^\u3002\uff1d]{0,20}?[\\d\uff10-\uff19]{1,2}(?:\u65e5|\u6708)[^\u3002\uff1d]{0,24}"
)
# How Korean agencies end a caption: "2024.8.21/\ub274\uc2a41".
_DATED_END = re.compile(r"\s*\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s?/?\s?[^\W\d_]{2,8}\d?$")
# One sentence, and who took the picture: "... \uc788\ub2e4. \uae40\uc11c\uc724 \uae30\uc790".
_BY_REPORTER = re.compile(
    r"(?P<shown>[^.?!]{8,}[\uac00-\ud7a3][.])\s?(?P<credit>[\uac00-\ud7a3]{2,4}\s?(?:\uc120\uc784|\uc0ac\uc9c4|\uc778\ud134)?\uae30\uc790)"
)
# "\u738b\u5c0f\u660e \u6444".
_TAKEN_BY = re.compile("(?P<name>[\u4e00-\u9fff\u00b7 ]{2,16}?)\\s?(?:\u6444|\u651d|\u64ae\u5f71)")
_AGENCY_ALONE = re.compile(r"[A-Z]{2,7}(?:/[\w+]{2,12})?")
# "Photo: J. M. Roe".
_INITIAL = re.compile(r"(?:^|[\s.:])[^\W\d_]\Z")
_INITIALED = re.compile(r"(?:^|\s)[^\W\d_]\.")


def read_caption(text: str) -> Image | None:
    """The picture that the block describes or credits; None where it is no caption."""
    if not text or len(text) > LONGEST_CAPTION:
        return None
    bare = text.lstrip(_ORNAMENTS)
    if is_initialed_agency(bare) or _is_issue_line(bare):
        return None
    if (dated := _DATED_END.search(bare)) and (image := read_caption(bare[: dated.start()])):
        return image
    if _is_figure(bare):
        return _credited(bare) or Image(caption=bare)
    if bare[:1] in _OPENERS and bare[-1:] in _CLOSERS and not any(mark in bare[1:-1] for mark in _OPENERS):
        inner = without_terms(bare[1:-1].strip())
        return _labelled(inner, within_brackets=True) or _credited(inner) or agency_alone(inner)
    return _labelled(bare, within_brackets=False) or _credited(bare) or copyright_of_picture(bare) or _shown(bare)


def _is_issue_line(text: str) -> bool:
    """Whether a line is the number, day and price of a paper's issue."""
    numbered = phrases("layout", "issue").start(fold(text)) > 0
    return numbered and (line := read_date_line(text)) is not None and line.is_all


def _shown(text: str) -> Image | None:
    """What a Japanese paper prints below a picture: what it shows, an equals sign, day and place."""
    return Image(caption=text) if "\uff1d" in text and _SHOWN.fullmatch(text) else None


def is_credit_alone(text: str) -> bool:
    """Whether a line is nothing but who took a picture."""
    image = read_caption(text) or bare_credit(text)
    return image is not None and image.credit is not None and image.caption is None


def bare_credit(text: str) -> Image | None:
    """The credit that is_bare_credit tells of."""
    return credit_of(text[label_length(text) :].strip(EDGES + " .")) if is_bare_credit(text) else None


def _is_figure(text: str) -> bool:
    """Whether a word for pictures and a number open the text: "Fig. 1", "1. \u00e1bra"."""
    if not any(map(str.isdecimal, text[:LONGEST_FIGURE])):
        return False
    folded = fold(text[:LONGEST_FIGURE])
    length = phrases("layout", "figure").start(folded)
    return length > 0 and _FIGURE_NUMBER.match(folded, length) is not None


def is_bare_credit(text: str) -> bool:
    """Whether a word for pictures and a name, without a colon, are all of a line, which stands below a caption."""
    length = label_length(text) if is_short(text) else 0
    said = text[length:].strip(EDGES + " .")
    words = said.split()
    if length and "\u0e00" <= text[0] <= "\u0e7f":
        return len(words) == FEWEST_NAME_WORDS and text[length] == " " and not any(map(str.isdecimal, said))
    # Only capitals tell such a name from copy, those of a surname anywhere.
    named = FEWEST_NAME_WORDS <= len(words) <= MOST_NAME_WORDS and all(word[0].isupper() for word in words)
    if length and named and words[-1].isupper() and len(words[-1]) > len("II"):
        return True
    return length > 0 and text[0].isupper() and len(words) >= FEWEST_NAME_WORDS and said.istitle()


def join_images(above: Image, below: Image) -> Image | None:
    """One picture of a caption and the line below it, a credit or more of the caption; None where they are two."""
    if above.credit or not above.caption or (below.credit and below.caption):
        return None
    caption = f"{above.caption} {below.caption}" if below.caption else above.caption
    return Image(caption=caption, credit=below.credit, license=below.license)


def photographed(text: str) -> Image | None:
    """The picture of a sentence that a Korean reporter's name ends: above the lead it is a caption."""
    match = _BY_REPORTER.fullmatch(text) if len(text) <= LONGEST_SHOWN else None
    return Image(caption=match["shown"], credit=match["credit"]) if match else None


def longer_credit(image: Image | None, text: str) -> Image | None:
    """The picture of a caption and the line below it, where that is more of its credit or the licence; else None."""
    whole = read_caption(text) if image and image.credit and not image.license else None
    if image is None or whole is None or whole.credit is None or whole.caption != image.caption:
        return None
    more = len(whole.credit) > len(image.credit or "") or whole.license is not None
    return whole if more and whole.credit.startswith(image.credit or "") else None


def _labelled(text: str, *, within_brackets: bool) -> Image | None:
    """A block that a word for pictures opens."""
    shows = phrases("layout", "picture_shows").start(fold(text))
    if shows and (is_unspaced(text[0]) or text[shows:].lstrip()[:1] in ":-\u2013,\u2014"):
        return _credited(text) or Image(caption=text.rstrip(_CLOSERS))
    if fold(text) in phrases("layout", "picture") and (" " in text or within_brackets):
        return Image()
    if len(text) <= LONGEST_TAKEN and (taken := _TAKEN_BY.fullmatch(text)):
        return Image(credit=taken["name"].strip())
    length = label_length(text)
    if not length:
        return None
    if is_marked(text, length):
        said = text[length:].lstrip(EDGES + "=\uff1d.").rstrip()
        return (
            _caption_of(said) if fold(text[:length]) in phrases("layout", "caption_label") else _said_of_picture(said)
        )
    said = text[length:].strip(EDGES + " .")
    sure = (
        within_brackets
        or is_long_label(text[:length])
        or "." in text[length - 1 : length + 1]
        or _INITIALED.search(said)
        or (text.isupper() and FEWEST_NAME_WORDS <= len(said.split()) <= MOST_NAME_WORDS)
    )
    return credit_of(said) if said and sure and (is_name(said) or (within_brackets and is_short(said))) else None


def _caption_of(said: str) -> Image:
    return _credited(said) or Image(caption=said.strip(EDGES) or None)


def _said_of_picture(said: str) -> Image:
    """What stands behind "Photo:": who made it, or what it shows, perhaps with its credit."""
    if not said.strip(EDGES):
        return Image()
    inner = _credited(said)
    if inner and inner.caption:
        return inner
    words = said.split()
    # In scripts with capitals a credit is names; where most words have none, it says what is seen.
    plain = sum(word[0].islower() for word in words) * 2 > len(words) > MOST_NAME_WORDS
    shows = len(said) > LONGEST_CREDIT or is_prose(said) or (ends_sentence(said) and word_count(said) > MOST_NAME_WORDS)
    return Image(caption=said.strip(EDGES)) if shows or plain else credit_of(said)


def _signs_copy(named: str, credit: str) -> bool:
    """Whether an agency in brackets and its initials sign copy, or a name and its agency: "Jane Roe (PAP)"."""
    return is_initialed_agency(credit) or (
        bool(read_lone_name(named, None)) and _AGENCY_ALONE.fullmatch(credit) is not None
    )


def _credited(text: str) -> Image | None:
    """A caption that ends in its credit: in brackets, behind a mark and the word for it, or behind a (c)."""
    text = text.rstrip()
    # No credit begins before.
    reach = max(0, len(text) - LONGEST_CREDIT - MOST_CREDIT_WORDS)
    if not could_hold_credit(text[reach:]):
        return None
    for mark in reversed(list(_MARK.finditer(text, reach))[-MOST_MARKS:]):
        said = text[mark.end() :].strip()
        slashed = said[:1] in ("/", "|")
        caption = text[: mark.start()].rstrip(EDGES) if mark[0].strip() in _BETWEEN else text[: mark.end()].strip()
        bracket = mark[0] in _OPENERS
        if mark[0][0] == "." and text[mark.start() - 1].isupper() and _INITIAL.search(text, reach, mark.start()):
            continue
        if bracket and said[-1:] not in _CLOSERS:
            continue
        credit = said.rstrip(_CLOSERS + " ") if bracket else said.lstrip("/| ")
        image = read_credit(credit, within_brackets=bracket, mark="/" if slashed else mark[0].strip())
        if bracket and _signs_copy(caption, credit):
            continue
        # "Text and photos: Jane Roe" is a byline; "4 St. TOWN AND COUNTRY" is of a page's head.
        short = word_count(caption) < FEWEST_CAPTION_WORDS
        if short and (not mark[0].strip() or (caption[:1].isdecimal() and text[mark.end() :].isupper())):
            continue
        # A sentence that ends in an agency in brackets is a paragraph's last.
        if bracket and image and fold(credit) in phrases("layout", "picture_agency") and is_prose(caption):
            continue
        if image and caption:
            return Image(caption=caption.lstrip(_ORNAMENTS), credit=image.credit, license=image.license)
    return None
