"""`python -m deploy.demo`: from raw articles to records and a dead letter on a real Kafka, in one go."""

import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from deploy.demo.stage import DemoFailed, copydesk, fetch_kafka, kafka, service, shown
from deploy.demo.tally import Tally, count
from deploy.kafka import BrokerError, FetchError

ARTICLES = Path(__file__).parent / "articles"
BROKEN = "broken.json"  # the one that must become a dead letter
EXAMPLE = "deploy/demo/articles/en-harbour-bridge.html"
WHOLE_SECONDS = 110.0  # measured: 15 to 25 on two cores; with what stopping may take, it ends within two minutes
INTERRUPTED = 130


def main() -> int:
    """Play the demo; the exit code is 0 only where each message that went in is accounted for."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        fetch_kafka()
        with tempfile.TemporaryDirectory(prefix="copydesk-demo-") as folder:
            play(Path(folder))
    except (DemoFailed, BrokerError, FetchError, OSError) as failed:
        _say(f"\nThe demo failed. {failed}")
        return 1
    except KeyboardInterrupt:
        _say("\nInterrupted; everything that was started is stopped.")
        return INTERRUPTED
    _say("Kafka and the service are stopped; nothing was left behind.")
    return 0


def play(folder: Path) -> None:
    """Start everything, feed, show, count; all of it is stopped again when this returns or raises."""
    began = time.monotonic()
    fed = sum(1 for path in ARTICLES.iterdir() if not path.name.startswith("."))
    _say("Starting Kafka ...")
    with kafka(folder) as environment:
        _say("Creating the topics (copydesk topics create) and starting the service (copydesk run) ...")
        copydesk(environment, "topics", "create", seconds=_left(began))
        with service(folder, environment):
            _say(f"Feeding {fed} sample articles (copydesk feed); what comes out (copydesk tail):\n")
            until = ("--from-beginning", "--limit", str(fed))
            with shown(environment, "tail", "--no-json", *until) as wait_for_all:
                feeding = time.monotonic()
                copydesk(environment, "feed", str(ARTICLES), seconds=_left(began))
                wait_for_all(_left(began))
                seconds = time.monotonic() - feeding
            # What was shown is counted once more from the topics, and nothing may come after it.
            written = copydesk(
                environment, "tail", "--json", "--from-beginning", "--idle-timeout", "2", seconds=_left(began)
            )
            tally = count(written.stdout.splitlines())
            _say(_summary(tally, fed, seconds))
            if amiss := tally.amiss(fed, BROKEN):
                raise DemoFailed(amiss)


def _summary(tally: Tally, fed: int, seconds: float) -> str:
    letters = f"{len(tally.dead_letters)} dead letter{'s' * (len(tally.dead_letters) != 1)}"
    return (
        f"{fed} raw messages in, {len(tally.records)} records and {letters} out, in {seconds:.1f} seconds.\n"
        f"  records:      {_counted(tally.languages)}\n"
        f"  dead letters: {_counted(tally.reasons)} ({', '.join(tally.rejected)})\n"
        f"All of a record: .venv/bin/copydesk process {EXAMPLE}; how it was read: .venv/bin/copydesk explain {EXAMPLE}"
    )


def _counted(counter: Counter[str]) -> str:
    return ", ".join(
        f"{number} {name}" for name, number in sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _left(began: float) -> float:
    """The seconds that a next step may take.

    Raises:
        DemoFailed: there are none.
    """
    left = began + WHOLE_SECONDS - time.monotonic()
    if left <= 0:
        raise DemoFailed(f"It took more than {WHOLE_SECONDS:.0f} seconds.")
    return left


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
