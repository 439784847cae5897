"""What a paper or site prints of itself at the edges of its pages: telephones, prices, print runs."""

import re
from functools import cache

from service.dates.digits import plain_digits
from service.layout.shapes import ends_sentence, word_count
from service.words import fold, phrases
from service.words.within import Within, at_words

LONGEST_PHONE_LINE = 150
LONGEST_IMPRINT = 100
MOST_WORDS_BESIDE_PHONE = 10
FEWEST_PHONE_DIGITS = 6
# Behind the word for it, where no number is.
MOST_IMPRINT_WORDS = 2
FEWEST_POSTAL_PIECES, MOST_POSTAL_WORDS = 3, 5

PHONE_NUMBER = re.compile(
    r"(?<![\w.,])\+?\(?\d{1,5}\)?(?:[\s/\u2010-\u2013-]{1,2}\(?\d{2,8}\)?){1,5}(?![\w.,]\d)|(?<!\w)\d{6,12}(?!\w)"
)
_COMMA = re.compile(r"[,\u060c\u3001|\u00b7]")
POSTCODE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d|-\d))\d{4,6}(?:-\d{3,4})?(?!\d)|\b[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}\b")
_DAY = re.compile(r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}")
_ONLY_LABELLED = re.compile(
    r"(?:[^:\uff1a\d]{2,40}[:\uff1a]\s*\+?\(?\d[\d\s()/\u2013-]{5,23}(?:,?\s*\w{1,4}\.?\s*\d{1,5})?[\s|\u00b7\u2022]*){1,3}"
)


def is_phone_line(text: str, *, at_edge: bool) -> bool:
    """A telephone number with the word for one, or, at an edge of the page, with any label, and few words beside."""
    if len(text) > LONGEST_PHONE_LINE or not any(map(str.isdecimal, text)):
        return False
    number = PHONE_NUMBER.search(text)
    if number and number[0] == text and not _DAY.search(text):
        return at_edge and sum(map(str.isdecimal, text)) > FEWEST_PHONE_DIGITS
    if number is None or sum(map(str.isdecimal, number[0])) < FEWEST_PHONE_DIGITS or _DAY.search(text):
        return False
    beside = PHONE_NUMBER.sub(" ", text)
    if word_count(beside) > MOST_WORDS_BESIDE_PHONE or (ends_sentence(text) and word_count(beside) > 1):
        return False
    return _phone_words().search(fold(beside)) is not None or (at_edge and _ONLY_LABELLED.fullmatch(text) is not None)


@cache
def _phone_words() -> Within:
    return at_words(phrases("layout", "phone"), whole=True)


def is_postal_line(text: str) -> bool:
    """A name and its postal address: pieces apart by commas, one with a number of a house, a box or a town."""
    if len(text) > LONGEST_IMPRINT:
        return False
    text = plain_digits(text)
    pieces = [piece.strip() for piece in _COMMA.split(text)]
    if len(pieces) < FEWEST_POSTAL_PIECES - 1 or ends_sentence(text):
        return False
    numbered = sum(any(map(str.isdecimal, piece)) for piece in pieces)
    return (
        POSTCODE.search(text) is not None
        and (numbered > 1 or (numbered == 1 and len(pieces) >= FEWEST_POSTAL_PIECES))
        and all(word_count(piece) <= MOST_POSTAL_WORDS for piece in pieces)
    )


def is_imprint(text: str) -> bool:
    """Price, print run or registration, which a word for it opens."""
    if len(text) > LONGEST_IMPRINT:
        return False
    length = phrases("layout", "imprint").start(fold(text))
    rest = text[length:].strip(" .:\uff1a\u2116#")
    return (
        length > 0
        and (any(map(str.isdecimal, rest)) or word_count(rest) <= MOST_IMPRINT_WORDS)
        and word_count(rest) <= MOST_WORDS_BESIDE_PHONE
    )


def is_printer(text: str) -> bool:
    """Who printed the paper, and where: a word for it opens the line, and an address with a number ends it."""
    length = phrases("layout", "printer").start(fold(text)) if len(text) <= LONGEST_IMPRINT else 0
    pieces = [piece.strip(" .") for piece in _COMMA.split(text[length:])]
    numbered = any(any(map(str.isdecimal, piece)) for piece in pieces[1:])
    return length > 0 and numbered and all(word_count(piece) <= MOST_POSTAL_WORDS for piece in pieces)
