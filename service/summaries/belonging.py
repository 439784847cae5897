"""Which sentences belong to the one before: short ones that lean on it, so that neither is quoted alone."""

from collections.abc import Sequence
from dataclasses import replace

from service.article import Sentence
from service.languages.words import count_words
from service.sentences.first_words import leans_back
from service.sentences.quotations import Passage
from service.summaries.statements import is_remark, is_statement

# "That is untrue." may take back all that stands before it. So short a sentence says little by itself, whatever it
# opens with ("Non è vero."); a longer one belongs to the one before if it opens with a word like "he" or "that".
_SHORT, _LONGEST = 4, 8
# It is at most so much of the sentence before. Shares of .25 and more for the longer ones, and 5 for what is short,
# took .01 of ROUGE-1 on the even half of bnlpc_bn, whose sentences are short; these take .0025, and add as much on
# that of cnndm_human200_en.
_SHORT_SHARE, _LONGEST_SHARE = 0.5, 0.2
# More of them behind one sentence are a way of writing.
_MOST_SENTENCES = 3


def join_remarks(text: str, sentences: Sequence[Sentence], passages: Sequence[Passage], primary: str) -> list[Passage]:
    """The passages, each with the short sentences behind it that belong to it.

    They stand in its paragraph, or lean on it and are the next paragraph by themselves.
    """
    joined: list[Passage] = []
    said = 0  # words of the statement that remarks could belong to
    for at, passage in enumerate(passages):
        printed = text[sentences[passage.first].start : sentences[passage.last].end]
        words = 0 if passage.hangs else count_words(printed)
        ends_paragraph = at + 1 == len(passages) or passages[at + 1].opens_paragraph
        if (
            0 < words <= _most_words(said)
            and passage.last - joined[-1].first < _MOST_SENTENCES
            and (ends_paragraph or not passage.opens_paragraph)
            and is_remark(printed, words)
            and ((words <= _SHORT and not passage.opens_paragraph) or leans_back(printed, primary))
        ):
            joined[-1] = replace(joined[-1], last=passage.last)
        else:
            joined.append(passage)
            said = words if words and is_statement(printed, words, primary) else 0
    return joined


def _most_words(said: int) -> float:
    """How many words what belongs to a statement of so many has at most."""
    return max(min(_SHORT, said * _SHORT_SHARE), min(_LONGEST, said * _LONGEST_SHARE))
