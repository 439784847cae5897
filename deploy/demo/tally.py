"""What came out, counted from the topics, and whether every message that went in is accounted for."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Position = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcomes by the raw message that they came from: topic, partition and offset."""

    records: tuple[Position, ...]
    dead_letters: tuple[Position, ...]
    languages: Counter[str]
    reasons: Counter[str]
    rejected: tuple[str, ...]

    def amiss(self, fed: int, broken: str) -> str | None:
        """A sentence where not each of `fed` messages has one outcome, or another than `broken` is the dead letter."""
        outcomes = self.records + self.dead_letters
        if len(set(outcomes)) != fed:
            return f"{fed} messages went in, and outcomes of {len(set(outcomes))} came out."
        if len(outcomes) != fed:
            return f"{fed} messages went in, and {len(outcomes)} outcomes came out: some twice."
        if self.rejected != (broken,):
            return f"The dead letters should be {broken}, and are: {', '.join(self.rejected) or 'none'}."
        return None


def count(lines: Iterable[str]) -> Tally:
    """Count what `copydesk tail --json` wrote."""
    messages: list[dict[str, Any]] = [json.loads(line) for line in lines]
    records = [message for message in messages if "dead_letter" not in message]
    letters = [message["dead_letter"] for message in messages if "dead_letter" in message]
    return Tally(
        records=tuple(_position(record["raw"]) for record in records),
        dead_letters=tuple(_position(letter["source"]) for letter in letters),
        languages=Counter(record["language"]["tag"] for record in records),
        reasons=Counter(letter["reason"] for letter in letters),
        rejected=tuple(letter.get("key", "no key") for letter in letters),
    )


def _position(source: dict[str, Any]) -> Position:
    return source["topic"], int(source["partition"]), int(source["offset"])
