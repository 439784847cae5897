"""Names of people: which lists of words are names, what writers are beside them, and names alone on their line."""

import re

from service.layout.shapes import ends_sentence
from service.words import fold, is_unspaced, phrases

MOST_NAME_WORDS = 5
MOST_AUTHORS = 8
# A line that names people is no longer.
LONGEST_LINE = 160
LONGEST_UNSPACED_NAME = 8
SHORTEST_GLUED = 2
# Chinese names: a surname of a list, and two to four characters in all.
CHINESE_NAME = range(2, 5)
# A name that stands alone, without a word that says that it is one.
MOST_LONE_NAMES = 4
FEWEST_WORDS_OF_LONE_NAME, MOST_PLAIN_WORDS = 2, 4
# What stands behind a name tells who it is; more words tell what a story is about.
MOST_ASIDE_WORDS = 7
LONGEST_THAI_WORD = 20
MOST_CHARACTERS_OF_LONE_NAME = 6
# Behind a word that opens headlines too, only a name this short is one.
MOST_WORDS_OF_SURE_NAME = 3
SEPARATORS = " \t|,;:\uff1a\u2022\u00b7\u30fb\u2013\u2014-/\uff0f("
_SEGMENTS = re.compile(r"\s*[,;|\u2022\u00b7\u060c\u3001\uff0c/\uff0f&]\s*|\s+[\u2013\u2014-]\s+")
# Languages in which what a writer is stands behind the name.
_ROLES_BEHIND = frozenset(("ko", "ja", "zh", "hi", "bn", "ur", "fa"))
_GLUED_ROLES = (
    "\u8a18\u8005",
    "\u7279\u6d3e\u54e1",
    "\u7de8\u96c6\u59d4\u54e1",
    "\u5831\u5c0e",
    "\u62a5\u9053",
    "\uae30\uc790",
    "\ud2b9\ud30c\uc6d0",
)
# Languages whose "and" is a letter before the word, and that letter.
_GLUED_AND = {"ar": "\u0648", "he": "\u05d5"}
# "Jane Roe (words) and John Poe (photographs)".
_ASIDE = re.compile(r"\s*\([^()]{2,20}\)")
# "Jane Roe in Port Ellery", "Jeanne Roe, \u00e0 Brest".
_IN_PLACE = re.compile(
    r",?\s(?:in|at|\u00e0|en|em|a|w|we|i|p\u00e5|te|v|ve|z|\u0432|\u0432\u043e|\u0443|din|aus)\s[^\W\d_a-z]\w+(?:[\s-]\w+)?$"
)
# "City desk", "Kyoto bureau" before a name.
_DESKS = "\u90e8\u5c40"
LONGEST_EAST_ASIAN = 6
_JAPANESE_NAME = re.compile("[\u4e00-\u9fff][\u3005\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fa]{2,5}")
HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")
# fmt: off
# "\uac15\ub989=\uae40\ubbfc\uc218 \uae30\uc790".
_BEHIND_PLACE = re.compile("^[\uac00-\ud7a3]{2,5}\\s?=\\s?(?=[\uac00-\ud7a3]{2,4}$)")
_PARTICLES = frozenset((
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al", "bin",
    "ibn", "ben", "ter", "ten", "te", "zu", "zur", "af", "av", "y", "e", "st", "dal", "do", "vom", "'t", "d'",
))
# fmt: on
LETTER = re.compile(r"[^\W\d_]")


def read_names(text: str, language: str | None) -> tuple[str, ...]:
    """The names of people that a list holds, roles and agencies left out; none where it is no list of names."""
    text = _ASIDE.sub(" ", without_roles(text.partition("\uff0f")[0], language)).strip()
    if not text or (ends_sentence(text) and len(text.rsplit(maxsplit=1)[-1]) > len("Jr.")):
        return ()
    segments = [segment.strip() for segment in _SEGMENTS.split(text) if segment.strip()]
    first = _split_conjunctions(segments[0], language) if segments else []
    if not first or not all(map(_is_name, first)):
        return ()
    names = first = [without_title(name, language) for name in first]
    # "Jane Roe and John Poe, Example Press": behind a list that is complete stands whom they write for.
    for segment in segments[1:] if len(first) == 1 else ():
        more = _split_conjunctions(segment, language)
        if all(map(_is_second_name, more)):
            names += [without_title(name, language) for name in more]
    return tuple(dict.fromkeys(names)) if len(names) <= MOST_AUTHORS else ()


def without_place(text: str) -> str:
    """The names of a line without where they are, behind a preposition."""
    return _IN_PLACE.sub("", text)


def is_role(text: str, language: str | None) -> bool:
    """Whether the text is what a writer is, or whom they write for: "our correspondent", "Harbour Press"."""
    if len(text) > LONGEST_LINE:
        return False
    folded = fold(text.strip(SEPARATORS))
    roles = [phrases("layout", "role", name) for name in {"en", language or "en"}]
    if any(folded in known or folded.rstrip(".") in known for known in roles):
        return True
    words = folded.split()
    return len(words) > 1 and any(
        word in phrases("layout", "affiliation") or any(word in known for known in roles) for word in words
    )


def without_roles(text: str, language: str | None) -> str:
    """The text without what its writers are: "our reporter" before a name, "\uae30\uc790" behind one."""
    known = [phrases("layout", "role", name) for name in {"en", language or "en"}]
    folded = fold(text)
    if len(folded) != len(text):
        return text
    length = max(roles.start(folded) for roles in known)
    if length and folded[length : length + 1].isspace():
        text = text[length:].lstrip(SEPARATORS)
    words = text.split()
    if language in _ROLES_BEHIND:
        while len(words) > 1 and any(fold(words[-1]) in roles for roles in known):
            words.pop()
        for role in _GLUED_ROLES:
            if words and words[-1].endswith(role) and len(words[-1]) > len(role) + 1:
                words[-1] = words[-1].removesuffix(role).rstrip(SEPARATORS)
    return " ".join(words) if len(words) < len(text.split()) or language in _ROLES_BEHIND else text


def without_title(name: str, language: str | None) -> str:
    """The name without the titles before it: "Dr.", "Prof."."""
    for known in dict.fromkeys(("en", language or "en")):
        titles = phrases("layout", "titles", known)
        while (length := titles.start(fold(name))) and name[length : length + 1] in (".", " "):
            rest = name[length:].lstrip(". ")
            if not rest or (" " not in rest and name[length] == " "):
                break
            name = rest
    return name


def read_lone_name(text: str, language: str | None) -> tuple[str, ...]:
    """The names in a line that is nothing but a name or two, as papers print them without a word before them.

    Each is of two to four words, all with a capital; where letters have no case, of two or three words that hold no
    mark. Behind a stroke stands the place ("JANE ROE / PORT ELLERY").
    """
    if (
        not text
        or len(text) > LONGEST_LINE
        or any(char.isdecimal() or char in '?!:"\u201c' for char in text)
        or "\u00ab" in text.partition(",")[0]
    ):
        return ()
    if ends_sentence(text) and not is_role(_SEGMENTS.split(text)[-1], language):
        return ()
    bare = _BEHIND_PLACE.sub("", without_roles(text, language))
    if bare != text and (HANGUL_NAME.fullmatch(bare) or _JAPANESE_NAME.fullmatch(bare)):
        return (bare,)
    together = [part.strip() for part in re.split("[\u00b7,]", bare)]
    if bare != text and len(together) > 1 and all(map(HANGUL_NAME.fullmatch, together)):
        return tuple(together)
    text = _IN_PLACE.sub("", _ASIDE.sub("", re.split(r"\s/\s", text, maxsplit=1)[0])).strip()
    names: list[str] = []
    segments = list(filter(None, (part.strip() for part in _SEGMENTS.split(text))))
    if sum(len(segment.split()) for segment in segments[1:] if segment[0].islower()) > MOST_ASIDE_WORDS:
        return ()
    for segment in segments:
        aside = segment[0].islower() or " " not in segment
        if names and (aside or is_role(segment, language) or _is_picture_credit(segment)):
            continue
        names += _split_conjunctions(segment, language)
    # An article or a preposition opens a headline.
    opens = names and fold(names[0].split(maxsplit=1)[0]) in phrases("layout", "joining", language or "en")
    found = not opens and 0 < len(names) <= MOST_LONE_NAMES and all(map(_is_lone_name, names))
    return tuple(map(_without_desk, names)) if found else ()


def is_with_desk(text: str) -> bool:
    """Whether the name of a desk or bureau stands before a name, as in East Asia."""
    return _without_desk(text) != text


def _without_desk(name: str) -> str:
    desk, _, rest = name.partition(" ")
    return rest if rest and is_unspaced(name[0]) and desk[-1] in _DESKS and len(desk) > 1 else name


def _is_picture_credit(segment: str) -> bool:
    """Whether what stands behind a name says that the pictures are the author's, too."""
    return segment[0].islower() and phrases("layout", "picture").start(fold(segment)) > 0


def _is_lone_name(name: str) -> bool:
    words = name.split()
    if is_unspaced(name[0]):
        return _is_lone_unspaced(words)
    if not FEWEST_WORDS_OF_LONE_NAME <= len(words) <= MOST_PLAIN_WORDS or not _is_name(name):
        return False
    paper = phrases("layout", "publication")
    if name[0].lower() != name[0].upper():
        return not any(fold(word) in paper for word in words)
    # Where letters have no case only the shape is left, and a Korean name is of one word.
    if len(words) > MOST_WORDS_OF_SURE_NAME or "\uac00" <= name[0] <= "\ud7a3":
        return False
    section = phrases("layout", "section")
    return not any(fold(word) in paper for word in (words[0], words[-1])) and not any(
        fold(word) in section for word in words
    )


def _is_lone_unspaced(words: list[str]) -> bool:
    """Whether these are a Thai name, a Chinese one, or a Japanese one with a space in it."""
    pair = len(words) == FEWEST_WORDS_OF_LONE_NAME
    if pair and words[0][-1] in _DESKS and len(words[0]) > 1:
        return 1 < len(words[1]) <= LONGEST_EAST_ASIAN and _JAPANESE_NAME.fullmatch(words[1]) is not None
    if "\u0e00" <= words[0][0] <= "\u0e7f":
        return pair and max(map(len, words)) <= LONGEST_THAI_WORD
    dense = "".join(words)
    short = len(words) <= FEWEST_WORDS_OF_LONE_NAME and len(dense) <= MOST_CHARACTERS_OF_LONE_NAME
    return short and (pair or is_chinese_name(dense))


def is_chinese_name(word: str) -> bool:
    """Whether a word is a surname of a list and one or two characters behind it, or three."""
    return len(word) in CHINESE_NAME and phrases("layout", "surnames").start(word) > 0


def _split_conjunctions(text: str, language: str | None) -> list[str]:
    said = phrases("layout", "byline", "zh"), phrases("layout", "role", "zh")
    chinese = [word for word in text.split() if not any(word in words for words in said)]
    if len(chinese) > 1 and all(map(is_chinese_name, chinese)):
        return chinese
    known = [phrases("layout", "conjunctions", name) for name in {"en", language or "en"}]
    names: list[list[str]] = [[]]
    glued = _GLUED_AND.get(language or "")
    for word in text.split():
        if glued and len(names[-1]) > 1 and word.startswith(glued) and len(word) > SHORTEST_GLUED:
            names.append([word.removeprefix(glued)])
            continue
        # Some conjunctions are also initials or particles ("e", "y"): only in lower case, between two names.
        if names[-1] and not word[0].isupper() and any(fold(word) in conjunctions for conjunctions in known):
            names.append([])
        else:
            names[-1].append(word)
    return [" ".join(name) for name in names if name]


def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > MOST_NAME_WORDS or any(char.isdecimal() or char in '?!:"' for char in text):
        return False
    if "\u0e00" <= text[0] <= "\u0e7f":
        return len(words) <= MOST_WORDS_OF_SURE_NAME and max(map(len, words)) <= LONGEST_THAI_WORD
    if is_unspaced(text[0]):
        return len(text) <= LONGEST_UNSPACED_NAME
    return all(map(_is_name_word, words)) and words[-1] not in _PARTICLES


def _is_second_name(text: str) -> bool:
    """Whether the text behind a comma is a name too. A lone word is an agency or a place ("Jane Roe, Reuters")."""
    if not _is_name(text) or text[0].islower() or not (" " in text or is_unspaced(text[0])):
        return False
    return not any(fold(word) in phrases("layout", "affiliation") for word in text.split())


def _is_name_word(word: str) -> bool:
    if word in _PARTICLES or word.startswith(("al-", "el-", "d'", "d\u2019")):
        return True
    letter = LETTER.search(word)
    return letter is not None and not letter[0].islower()
