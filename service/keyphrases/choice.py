"""The best candidates that do not say the same, each as the text prints it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from service.keyphrases.candidates import Phrase, Place
from service.keyphrases.features import Candidate
from service.keyphrases.inflections import common_beginning
from service.keyphrases.scoring import likelihood
from service.keyphrases.word import CONTENT
from service.words import is_unspaced

_FIRST_NAMES = 2

# Two words of so many letters in common at their beginning, which are so large a part of the longer one, say the same
# ("cancels", "cancelled"), where the ending of one is a letter at most: "contract" and "contrast" do not, nor do
# "police" and "policy".
_STEM_LETTERS, _STEM_SHARE, _SHORT_ENDING = 6, 0.67, 1


def choose(
    candidates: Sequence[Candidate], most: int, *, unwanted: Collection[Phrase] = (), names: bool
) -> list[tuple[Candidate, float]]:
    """At most `most` candidates with their likelihoods, best first; none holds another, none is of the `unwanted`.

    Where capitals tell `names`, a last name is taken as it stands in full at first.
    """
    ranked = sorted(
        ((likelihood(candidate.features), candidate) for candidate in candidates),
        key=lambda pair: (-pair[0], pair[1].phrase),
    )
    chosen: list[tuple[Candidate, float]] = []
    for score, candidate in ranked:
        if len(chosen) == most:
            break
        if candidate.is_part_of_name:
            continue
        whole = _in_full(candidate) if names else candidate
        if whole.phrase not in unwanted and not any(_overlap(whole, other) for other, _ in chosen):
            chosen.append((whole, score))
    return chosen


def _in_full(candidate: Candidate) -> Candidate:
    """The candidate with the words before it that its first place names it by: "Peters" is "Gary Peters" at first."""
    if len(candidate.phrase) > 1 or not (candidate.body and candidate.is_capital):
        return candidate
    segment, first, last = candidate.body[0]
    words = segment.words
    if last + 1 < len(words) and words[last + 1].capital:
        return candidate
    start = first
    while start and first - start < _FIRST_NAMES and words[start - 1].capital and words[start - 1].role is CONTENT:
        start -= 1
    if start == first or (start == 0 and segment.opens and first - start > 1):
        return candidate
    before = tuple(word.key for word in words[start:first])
    return replace(candidate, phrase=(*before, *candidate.phrase), body=[Place(segment, start, last)])


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether one of them says no word that the other does not, by what words stand for or as they are printed.

    A name is not what is derived from it: Spain stands beside what is Spanish.
    """
    by_stem = one.is_capital == other.is_capital
    return _holds(one.phrase, other.phrase, by_stem=by_stem) or _holds(one.printed, other.printed, by_stem=by_stem)


def _holds(one: Phrase, other: Phrase, *, by_stem: bool) -> bool:
    """Whether all words of one are words of the other, or all characters where no spaces part words."""
    few, many = sorted((one, other), key=len)
    if set(few) <= set(many):
        return True
    if not is_unspaced(few[0][0]):
        return by_stem and all(any(_share_stem(word, another) for another in many) for word in few)
    shorter, longer = sorted(("".join(one), "".join(other)), key=len)
    return shorter in longer


def _share_stem(one: str, other: str) -> bool:
    """Whether two words are equal or begin with the same stem; a letter that is doubled behind it belongs to it."""
    if one[:_STEM_LETTERS] != other[:_STEM_LETTERS]:
        return False
    if one == other:
        return True
    stem = common_beginning(one, other)
    shorter, longer = sorted((one, other), key=len)
    doubled = longer[stem : stem + 1] == longer[stem - 1 : stem]
    return (
        stem >= _STEM_LETTERS
        and stem + doubled >= _STEM_SHARE * len(longer)
        and min(len(shorter), len(longer) - doubled) - stem <= _SHORT_ENDING
    )


def print_phrase(candidate: Candidate, headline: str, body: str) -> str:
    """The candidate as it stands in the body most often, else in the headline.

    Where a sentence begins with it its capital may be the sentence's: such places count only where there is no other.
    """
    text, places = (body, candidate.body) if candidate.body else (headline, candidate.headline)
    forms = Counter(_printed(place, text) for place in places if not place.opens)
    forms = forms or Counter(_printed(place, text) for place in places)
    return forms.most_common(1)[0][0]


def _printed(place: Place, text: str) -> str:
    return text[place.start : place.end]
