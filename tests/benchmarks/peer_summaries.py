"""What summaries are compared with: plain sentences of sentencex, and sumy's rankers over them.

sumy is given sentences and words, for its own tokenizer needs a download.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import sentencex
from sumy.parsers.plaintext import PlaintextParser

from docs.recipes.rouge import words_of

Ranker = Callable[[object, int], Sequence[object]]


def plain_sentences(text: str, language: str) -> Iterator[str]:
    """The sentences that sentencex finds in each line; `language` is a primary subtag."""
    for line in text.split("\n"):
        yield from filter(None, map(str.strip, sentencex.segment(language, line)))


def rank(ranker: Callable[[], Ranker], sentences: Iterable[str], most: int) -> list[str]:
    """The best of the sentences, at most so many, in their order; `ranker` is a class of sumy's."""
    # sumy takes a line in capitals for a heading, and joins lines by a space unless a blank one parts them.
    document = PlaintextParser.from_string("\n\n".join(sentences), _Tokenizer()).document
    return list(map(str, ranker()(document, most)))


class _Tokenizer:
    """Sentences, which stand one on a line, and words, in the way in which sumy asks for them."""

    @staticmethod
    def to_sentences(paragraph: str) -> tuple[str, ...]:
        return tuple(filter(None, paragraph.split("\n")))

    @staticmethod
    def to_words(sentence: str) -> tuple[str, ...]:
        return tuple(words_of(sentence, ""))
