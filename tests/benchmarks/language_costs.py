"""What tagging a language costs beside bare CLD2 on the same texts, in one run: the document's tag, and with spans."""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import mean

from service.article import Findings, NormalisedArticle
from service.steps.tag_language import tag_language
from tests.benchmarks.figures import Table
from tests.benchmarks.language_sets import Sample, read_set
from tests.benchmarks.languages import Detect, cld2, ours
from tests.benchmarks.processor_time import microseconds

LENGTHS = (300, 3_000)
WANTED = {(300, "tag"): 16, (3_000, "tag"): 1.6, (3_000, "with spans"): 3}
LOAD_SECONDS = 1.0
PARAGRAPH = 300  # characters, in which the longer texts are also broken
REPEATS = 3  # of which the fastest counts: what else the machine does is not what is measured

_PARAGRAPH = re.compile(rf"(.{{{PARAGRAPH}}}\S*) ")
# CLD2 refuses control characters: each would cost it another call, and us.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


async def benchmark(folders: Sequence[Path]) -> Table:
    """The mean over languages of the processor time for a text of each length, in µs and as multiples of CLD2's."""
    loaded = _seconds_to_load()
    systems: dict[str, Detect] = {"CLD2": cld2(), "tag": ours(), "with spans": _with_spans}
    samples = list(chain.from_iterable(map(read_set, folders)))
    rows = []
    for length in LENGTHS:
        texts = [
            Sample(_CONTROLS.sub(" ", one.text[:length]), one.language)
            for one in samples
            if len(one.text) >= 0.9 * length
        ]
        taken = {name: _time(system, texts) for name, system in systems.items()}
        if length > PARAGRAPH:
            broken = [Sample(_PARAGRAPH.sub("\\1\n\n", one.text), one.language) for one in texts]
            taken["with spans, in paragraphs"] = _time(_with_spans, broken)
        for name, each in taken.items():
            wanted = WANTED.get((length, name), "")
            rows.append(
                (f"{length:,}", f"{len(texts):,}", name, f"{each:,.0f}", f"{each / taken['CLD2']:.2f}", f"{wanted}")
            )
    notes = (f"Models load in {loaded:.2f} s of processor time; wanted {LOAD_SECONDS} or less.",)
    return Table("Cost of a language", ("characters", "texts", "", "µs", "times CLD2", "wanted"), tuple(rows), notes)


def _seconds_to_load() -> float:
    """In a process that has the programme's own imports."""
    code = "import time; from service.languages import cascade; begun = time.process_time(); cascade.load(); "
    code += "print(time.process_time() - begun)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)


def _with_spans(text: str) -> str:
    return tag_language(NormalisedArticle(text, Findings())).language.tag


def _time(system: Callable[[str], str], texts: Sequence[Sample]) -> float:
    by_language: defaultdict[str, list[float]] = defaultdict(list)
    for sample in texts:
        fastest = min(microseconds(partial(system, sample.text)) for _ in range(REPEATS))
        by_language[sample.language].append(fastest)
    return mean(map(mean, by_language.values()))
