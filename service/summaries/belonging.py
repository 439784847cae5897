"""Which sentences belong to the one before: short ones that lean on it, so that neither is quoted alone."""

from collections.abc import Sequence
from dataclasses import replace

from service.article import Sentence
from service.sentences.first_words import leans_back, points_back
from service.sentences.quotations import Passage
from service.summaries.statements import is_remark, is_statement

# "That is untrue." may take back all that stands before it. So short a sentence says little by itself, whatever it
# opens with ("Non è vero."); a longer one belongs to the one before if it opens with a word like "that", or like "he"
# where it is far shorter.
_SHORT, _LONGEST = 4, 6
# It is at most so much of the sentence before. On the even half of bnlpc_bn, whose sentences are short, .25 and more
# for "he" took .01 of ROUGE-1, and so did 5 for what is short; these take .0025 and
# add as much on cnndm_human200_en.
_SHARE, _LEANING_SHARE = 0.5, 0.2
# More of them behind one sentence are a way of writing.
_MOST_SENTENCES = 3


def join_remarks(
    text: str, sentences: Sequence[Sentence], counts: Sequence[int], passages: Sequence[Passage], primary: str
) -> list[Passage]:
    """The passages, each with the short sentences behind it that belong to it; `counts` are the words of sentences.

    They stand in its paragraph, or lean on it and are the next paragraph by themselves.
    """
    joined: list[Passage] = []
    before, said = "", 0  # what remarks could belong to, and its words
    for at, passage in enumerate(passages):
        printed = text[sentences[passage.first].start : sentences[passage.last].end]
        words = 0 if passage.hangs else sum(counts[passage.first : passage.last + 1])
        ends_paragraph = at + 1 == len(passages) or passages[at + 1].opens_paragraph
        if (
            0 < words <= min(_LONGEST, said * _SHARE)
            and passage.last - joined[-1].first < _MOST_SENTENCES
            and (ends_paragraph or not passage.opens_paragraph)
            and is_remark(printed, words)
            and _belongs(printed, words, said, primary, apart=passage.opens_paragraph)
            and is_statement(before, said, primary)
        ):
            joined[-1] = replace(joined[-1], last=passage.last)
        else:
            joined.append(passage)
            before, said = printed, words
    return joined


def _belongs(printed: str, words: int, said: int, primary: str, *, apart: bool) -> bool:
    """Whether a remark of so many words belongs to a statement of so many; a blank line may set it apart."""
    if words <= _SHORT and not apart:
        return True
    if words <= max(_SHORT, said * _LEANING_SHARE):
        return leans_back(printed, primary)
    return points_back(printed, primary)
