"""What each piece of an article is in, after a glance at all of them: its own language, or one that it borrows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from service.languages.cascade import Detection, Written, detect, look_again
from service.languages.close import ONE_TO_A_TEXT
from service.languages.tags import UNDETERMINED, is_written_in

# Fewer letters than this, or a detection less sure, and a piece borrows (even half of the mixed sets).
_ENOUGH_LETTERS, _ENOUGH_IN_DOUBT = 24, 36
_SURE_ENOUGH, _CLOSE_ENOUGH = 0.9, 0.45

# Names of species look like it: CLD2 has to be sure too.
_NEVER_FOUND_IN_DOUBT = frozenset({"la"})

_HAN = ("Hans", "Hant")
_NO_FAMILY: frozenset[str] = frozenset()

# Articles ask for 101 at most; 7 MiB of lines in changing languages would for 90,000, half a millisecond each.
MOST_SECOND_LOOKS = 300


class SecondLooks:
    """What all witnesses say of pieces of one article, for as many pieces as are worth the time."""

    def __init__(self) -> None:
        self._left = MOST_SECOND_LOOKS
        self._agreed: Counter[str] = Counter()

    def look(self, text: str, first: Detection, *, whole: bool) -> Detection | None:
        """What `text` is in for all witnesses; beyond the bound the first glance, where it was mostly right before."""
        if not self._left:
            return first if self._agreed[first.language] > 0 else None
        self._left -= 1
        second = look_again(text, first, ask=whole)
        self._agreed[first.language] += 1 if second.language == first.language else -1
        return second


def settle_all(
    texts: Sequence[str], glances: Sequence[Detection], whole: Sequence[bool], document: Detection, looks: SecondLooks
) -> list[Detection]:
    """What each of `texts`, which are `whole` or part of a line, is in, after a glance at each."""
    if all((one.language, one.script) == (document.language, document.script) or not one.letters for one in glances):
        return list(glances)
    lent = languages_of_scripts(document, zip(texts, glances, strict=True))
    settled = [_settle(*seen, lent, looks) for seen in zip(texts, glances, whole, strict=True)]
    return _agree(texts, settled, document)


def _settle(text: str, first: Detection, whole: bool, lent: Mapping[str, Written], looks: SecondLooks) -> Detection:
    """What a piece is in; `lent` is what the text around it in the same script is in.

    A piece is in another language than that only where it is long enough and all witnesses say so: of the sentences
    that CLD2 alone sets apart, most are mistakes.
    """
    language, script = lent.get(first.script, (first.language, first.script))
    enough = _ENOUGH_IN_DOUBT if first.language == UNDETERMINED else _ENOUGH_LETTERS
    if first.language != language and first.letters >= enough and not _one_to_a_text(language, first.language):
        second = looks.look(text, first, whole=whole)
        if (
            second
            and _stands_alone(second)
            and not _one_to_a_text(language, second.language)
            and (second.language not in _NEVER_FOUND_IN_DOUBT or second.language == first.language)
        ):
            language, script = second.language, second.script
    if (language, script) == (first.language, first.script):
        return first
    return replace(first, language=language, script=script)


def languages_of_scripts(document: Detection, pieces: Iterable[tuple[str, Detection]]) -> dict[str, Written]:
    """What doubtful text may borrow, by script: the document's language, else what most text in the script is in."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    letters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, detection in pieces:
        if detection.letters and detection.script != document.script:
            texts[detection.script].append(text)
            if _stands_alone(detection):
                letters[detection.script][detection.language] += detection.letters
    lent = {script: (_most(letters[script]) or _written_in(script, texts[script]), script) for script in texts}
    if document.letters:
        # A line of Chinese can be without a character that tells the two scripts apart; an article is in one of them.
        # A line of Japanese can be without a kana.
        for script in {document.script, *(_HAN if document.script in (*_HAN, "Jpan") else ())}:
            lent[script] = (document.language, document.script)
    return lent


def _agree(texts: Sequence[str], settled: list[Detection], document: Detection) -> list[Detection]:
    """Of close languages, all pieces are in one: the document's, else what all of them together are in."""
    for family in {ONE_TO_A_TEXT.get(detection.language, _NO_FAMILY) for detection in settled} - {_NO_FAMILY}:
        pieces = [at for at, detection in enumerate(settled) if detection.language in family]
        if {settled[at].language for at in pieces} == {document.language}:
            continue
        together = document if document.language in family else detect("\n".join(texts[at] for at in pieces))
        if together.language in family:
            for at in pieces:
                settled[at] = replace(settled[at], language=together.language)
    return settled


def _written_in(script: str, texts: list[str]) -> str:
    """The language of texts in a script, where it is ever written so: a letter may stand among those of another."""
    language = detect("\n".join(texts)).language
    return language if is_written_in(language, script) else UNDETERMINED


def _most(letters: Counter[str]) -> str | None:
    return max(letters, key=lambda language: (letters[language], language)) if letters else None


def _stands_alone(detection: Detection) -> bool:
    """Whether a detection is not doubted; which of close languages it is may be."""
    close = detection.language in ONE_TO_A_TEXT
    return detection.letters >= _ENOUGH_LETTERS and detection.confidence >= (_CLOSE_ENOUGH if close else _SURE_ENOUGH)


def _one_to_a_text(one: str, other: str) -> bool:
    return other in ONE_TO_A_TEXT.get(one, _NO_FAMILY)
