"""What reading plain text costs beside one LexRank summary (sumy) of the same text: processor time, in turns, one run.

Reading is from bytes to clean characters to headline, fields, paragraphs and furniture. sumy is given sentences and
words by two patterns, which take less time than its own tokenizer and need no download.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer

from service.article import DecodedArticle
from service.characters import clean_text
from service.layout import read_layout
from service.message import RawMessage
from service.pipeline_options import MIB
from service.steps.decode import decode
from tests.benchmarks.articles import TEXT_CHARACTERS
from tests.benchmarks.figures import Table, middle
from tests.benchmarks.processor_time import forget, microseconds
from tests.chaos.prose import story

SAMPLES = Path(__file__).parents[1] / "steps" / "samples"
# Pages of many scripts and shapes.
NAMES = (
    "en_two_column_pdf", "de_newsletter", "fr_mojibake", "ru_two_column_hyphenated", "el_press_release_hyphenated",
    "fa_newspaper_pdf", "ar_wire", "he_two_column_pdf", "hi_wire", "bn_two_column_pdf", "th_newspaper_pdf",
    "zh_newspaper_pdf", "ja_press_release", "ko_newspaper_pdf",
)  # fmt: skip
SUMMARY_SENTENCES = 3
REPEATS = 10  # of reading, in each turn: a summary takes as long
WANTED = 1 / 4

_SENTENCE = re.compile("[^.!?\u061f\u06d4\u0964\u3002\uff01\uff1f\n]+[.!?\u061f\u06d4\u0964\u3002\uff01\uff1f]*")
_WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\\W\\d_]+")


class _Tokenizer:
    """Sentences and words in the way in which sumy asks for them."""

    @staticmethod
    def to_sentences(paragraph: str) -> tuple[str, ...]:
        return tuple(filter(None, map(str.strip, _SENTENCE.findall(paragraph))))

    @staticmethod
    def to_words(sentence: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(sentence))


@dataclass(frozen=True, slots=True)
class Turn:
    """Processor time of one reading and one summary of a text, in microseconds."""

    reading: float
    summary: float


async def benchmark(*, rounds: int) -> Table:
    """Each text in turn, so many times over."""
    texts = {"made up": story(Random(7), 1), **{name: _page(name) for name in NAMES}}  # noqa: S311  # no secret
    turns: dict[str, list[Turn]] = {name: [] for name in texts}
    for text in texts.values():
        _turn(text)
    for _ in range(rounds):
        for name, text in texts.items():
            turns[name].append(_turn(text))
    return Table(
        "Reading plain text beside a LexRank summary of it (µs of processor time)",
        ("text", "decode and layout", "LexRank", "ratio"),
        tuple(_row(name, each) for name, each in turns.items()),
        (
            f"About {TEXT_CHARACTERS:,} characters each; {rounds} rounds, in which the texts take turns.",
            f"Wanted: a ratio of {WANTED} or less.",
        ),
    )


def _page(name: str) -> str:
    """The page with the middle of its copy repeated until it has the length: head and foot stand in it once."""
    lines = (SAMPLES / f"{name}.txt").read_text("utf-8").splitlines(keepends=True)
    third = len(lines) // 3
    middle_lines = "".join(lines[third:-third])
    missing = TEXT_CHARACTERS - sum(map(len, lines))
    repeated = middle_lines * (1 + max(0, missing) // len(middle_lines))
    return "".join([*lines[:third], repeated, *lines[-third:]])


def _turn(text: str) -> Turn:
    data = text.encode()
    readings = []
    for _ in range(REPEATS):
        forget()
        readings.append(microseconds(lambda: _read(data)))
    return Turn(sum(readings) / REPEATS, microseconds(lambda: _summarise(text)))


def _read(data: bytes) -> object:
    article = decode(RawMessage(data), "text/plain", MIB)
    assert isinstance(article, DecodedArticle)
    return read_layout(clean_text(article.content).text)


def _summarise(text: str) -> object:
    parser = PlaintextParser.from_string(text, _Tokenizer())
    return LexRankSummarizer()(parser.document, SUMMARY_SENTENCES)


def _row(name: str, turns: list[Turn]) -> tuple[str, ...]:
    ratios = [turn.reading / turn.summary for turn in turns]
    columns = ([turn.reading for turn in turns], [turn.summary for turn in turns])
    return name, *map(middle, columns), middle(ratios, 2)
