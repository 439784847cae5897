"""Whether a text is words at all: code, numbers, names of files and random letters are in no language."""

# ruff: noqa: RUF001  # quotation marks of many languages

import re

# A word between marks: letters with what may stand between them, none of them a capital behind a small letter, as in
# names of variables, and not so long that it is a code. Vowel signs of Indic scripts are no letters to `re`.
_WORD = re.compile(
    r"(?!--|-\w$)"  # an option of a command
    r"[\"'(\[«»„“”‘’‚‹›¿¡*\u2013\u2014\u2026.,;:!?-]*"
    r"(?P<word>[^\W\d_](?:[^\W\d_]"
    r"|[\ue000-\uf8ff\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u200c\u200d\u00ad'’ʼ·.-])*)"
    r"[\"')\]«»„“”‘’‹›*\u2013\u2014\u2026.,;:!?-]*"
)
_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{25}")
_ROMAN = re.compile(r"[IVXLCDM]+")
_LONGEST_WORD = 40

# A share of characters, of those that are no space, that stand in words: in prose .8 and more, also where it has
# figures (even half of the sentences: .5 % have less than .6, all of them shorter than 40 letters).
_LEAST_WORDS = 0.52
_READ_CHARACTERS = 2_000


def has_words(text: str) -> bool:
    """Whether most of what is printed in `text`, of which the first 2,000 characters are looked at, stands in words."""
    tokens = text[:_READ_CHARACTERS].split()
    printed = sum(map(len, tokens))
    in_words = sum(len(token) for token in tokens if _is_word(token))
    return in_words >= _LEAST_WORDS * printed


def _is_word(token: str) -> bool:
    plain = token.lstrip("\"'(").rstrip("\"').,;:!?")
    if plain.isalpha() and len(plain) <= _LONGEST_WORD and (plain[1:].islower() or plain.swapcase() == plain):
        return True  # what the pattern says of nearly all words, in a tenth of its time
    found = _WORD.fullmatch(token)
    if not found:
        return False
    word = found["word"].rstrip(".'-")
    if len(word) == 1:
        return word.islower() or not word.isascii()
    return len(word) <= _LONGEST_WORD and not _ROMAN.fullmatch(word) and not _CAMEL.search(word)
