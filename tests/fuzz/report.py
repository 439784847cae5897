"""What a run came to, in words."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from tests.fuzz.service_run import ServiceResult
from tests.fuzz.stretch import Judged

SLOWEST = 10
NAMED = 8  # numbers of mutants that show one defect


def of_pipeline(judged: Mapping[int, Judged]) -> str:
    """Outcomes by reason, the slowest mutants, and what is wrong, each defect with the numbers that show it."""
    slowest = sorted(judged.values(), key=lambda one: -one.cpu_seconds)[:SLOWEST]
    lines = [f"The pipeline, {len(judged):,} mutants: {_counted(Counter(one.outcome for one in judged.values()))}."]
    lines.append(f"Slowest (s of CPU): {', '.join(f'{one.number} ({one.cpu_seconds:.2f})' for one in slowest)}.")
    lines += [f"  WRONG: {what}: {_numbers(numbers)}" for what, numbers in defects(judged).items()]
    return "\n".join(lines)


def of_service(result: ServiceResult) -> str:
    """Outcomes by reason, and what is wrong."""
    rate = result.fed / max(result.seconds, 0.001)
    pace = f"{result.fed:,} mutants in {result.seconds:.0f} s ({rate:.0f} a second)"
    lines = [f"The service, {pace}: {_counted(result.outcomes)}.", *(f"  WRONG: {what}" for what in result.wrong)]
    return "\n".join(lines)


def defects(judged: Mapping[int, Judged]) -> dict[str, list[int]]:
    """What is wrong, each with the numbers of the mutants that show it, the most frequent first."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for one in judged.values():
        for what in one.wrong:
            found[what].append(one.number)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _counted(outcomes: Counter[str]) -> str:
    return ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common()) or "nothing"


def _numbers(numbers: list[int]) -> str:
    more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
    return ", ".join(map(str, numbers[:NAMED])) + more
