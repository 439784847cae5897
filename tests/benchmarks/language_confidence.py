"""How often a language is right of those tagged with so much confidence: a table, and the picture in the docs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from statistics import mean

from service.languages.cascade import detect
from tests.benchmarks.figures import Table
from tests.benchmarks.language_sets import read_set

PICTURE = Path("docs/language-confidence.svg")
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)
_SIDE, _MARGIN = 320, 44

# Mean confidence, share that is right, and number of texts.
Bin = tuple[float, float, int]


async def benchmark(folders: Sequence[Path]) -> Table:
    """The bins of confidence on the half that nothing was fitted on."""
    seen: defaultdict[float, list[tuple[float, bool]]] = defaultdict(list)
    for sample in chain.from_iterable(map(read_set, folders)):
        found = detect(sample.text)
        lower = max(edge for edge in EDGES[:-1] if edge <= found.confidence)
        seen[lower].append((found.confidence, found.language == sample.language))
    bins: dict[float, Bin] = {
        lower: (mean(one for one, _ in each), mean(right for _, right in each), len(each))
        for lower, each in sorted(seen.items())
    }
    _write(bins)
    total = sum(number for *_, number in bins.values())
    off = sum(abs(confidence - right) * number for confidence, right, number in bins.values()) / total
    rows = tuple(
        (f"{lower:.2f} \u2013 {EDGES[EDGES.index(lower) + 1]:.2f}", f"{confidence:.3f}", f"{right:.3f}", f"{number:,}")
        for lower, (confidence, right, number) in bins.items()
    )
    notes = (f"Expected calibration error {off:.4f} over {total:,} texts (odd half).", f"Drawn in {PICTURE}.")
    return Table("Confidence of language tags", ("confidence", "mean", "right", "texts"), rows, notes)


def _write(bins: Mapping[float, Bin]) -> None:
    PICTURE.write_text(draw(bins), "utf-8")


def draw(bins: Mapping[float, Bin]) -> str:
    """A reliability diagram: each bin's mean confidence against its share of right tags, as large as it has texts."""
    size = _SIDE + 2 * _MARGIN
    ticks = "".join(_tick(value / 5) for value in range(6))
    dots = "".join(_dot(*each) for each in bins.values())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}" '
        'font-family="sans-serif" font-size="11">\n'
        f'<rect width="{size}" height="{size}" fill="white"/>\n'
        f'<rect x="{_MARGIN}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>\n'
        f'<line x1="{_x(0):.1f}" y1="{_y(0):.1f}" x2="{_x(1):.1f}" y2="{_y(1):.1f}" stroke="#bbb"/>\n'
        f"{ticks}{dots}"
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">confidence</text>\n'
        f'<text x="12" y="{size / 2}" text-anchor="middle" transform="rotate(-90 12 {size / 2})">share right</text>\n'
        f'<text x="{size / 2}" y="20" text-anchor="middle">Language tags; the more texts, the larger</text>\n'
        "</svg>\n"
    )


def _tick(value: float) -> str:
    return (
        f'<text x="{_x(value):.1f}" y="{_y(0) + 14:.1f}" text-anchor="middle">{value:.1f}</text>\n'
        f'<text x="{_x(0) - 5:.1f}" y="{_y(value) + 4:.1f}" text-anchor="end">{value:.1f}</text>\n'
    )


def _dot(confidence: float, right: float, number: int) -> str:
    return (
        f'<circle cx="{_x(confidence):.1f}" cy="{_y(right):.1f}" r="{2 + number**0.5 / 4:.1f}" fill="#1f6f8b" '
        f'fill-opacity="0.6"><title>{confidence:.3f} said, {right:.3f} right, {number} texts</title></circle>\n'
    )


def _x(value: float) -> float:
    return _MARGIN + _SIDE * value


def _y(value: float) -> float:
    return _MARGIN + _SIDE * (1 - value)
