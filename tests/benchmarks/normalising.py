"""What reading plain text costs beside one LexRank summary (sumy) of the same text: processor time, in turns, one run.

Reading is from bytes to clean characters to headline, fields, paragraphs and furniture.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from sumy.summarizers.lex_rank import LexRankSummarizer

from service.article import DecodedArticle
from service.characters import clean_text
from service.layout import read_layout
from service.message import RawMessage
from service.pipeline_options import MIB
from service.steps.decode import decode
from tests.benchmarks.articles import TEXT_CHARACTERS
from tests.benchmarks.figures import Table, middle
from tests.benchmarks.peer_summaries import plain_sentences, rank
from tests.benchmarks.processor_time import forget, microseconds
from tests.chaos.prose import story

SAMPLES = Path(__file__).parents[1] / "steps" / "samples"
# Pages of many scripts and shapes.
NAMES = (
    "en_two_column_pdf", "de_newsletter", "fr_mojibake", "ru_two_column_hyphenated", "el_press_release_hyphenated",
    "fa_newspaper_pdf", "ar_wire", "he_two_column_pdf", "hi_wire", "bn_two_column_pdf", "th_newspaper_pdf",
    "zh_newspaper_pdf", "ja_press_release", "ko_newspaper_pdf",
)  # fmt: skip
MADE_UP = "en_made_up"
SUMMARY_SENTENCES = 3
REPEATS = 10  # of reading, in each turn: a summary takes as long
WANTED = 1 / 4


@dataclass(frozen=True, slots=True)
class Turn:
    """Processor time of one reading and one summary of a text, in microseconds."""

    reading: float
    summary: float


async def benchmark(*, rounds: int) -> Table:
    """Each text in turn, so many times over."""
    texts = {MADE_UP: story(Random(7), 1), **{name: _page(name) for name in NAMES}}  # noqa: S311  # no secret
    turns: dict[str, list[Turn]] = {name: [] for name in texts}
    for name, text in texts.items():
        _turn(name, text)
    for _ in range(rounds):
        for name, text in texts.items():
            turns[name].append(_turn(name, text))
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


def _turn(name: str, text: str) -> Turn:
    data, language = text.encode(), name.partition("_")[0]
    readings = []
    for _ in range(REPEATS):
        forget()
        readings.append(microseconds(lambda: _read(data)))
    return Turn(sum(readings) / REPEATS, microseconds(lambda: _summarise(text, language)))


def _read(data: bytes) -> object:
    article = decode(RawMessage(data), "text/plain", MIB)
    assert isinstance(article, DecodedArticle)
    return read_layout(clean_text(article.content).text)


def _summarise(text: str, language: str) -> object:
    return rank(LexRankSummarizer, plain_sentences(text, language), SUMMARY_SENTENCES)


def _row(name: str, turns: list[Turn]) -> tuple[str, ...]:
    ratios = [turn.reading / turn.summary for turn in turns]
    columns = ([turn.reading for turn in turns], [turn.summary for turn in turns])
    return name, *map(middle, columns), middle(ratios, 2)
