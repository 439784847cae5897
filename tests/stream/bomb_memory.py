"""Reads a batch in a process of its own, and prints the mebibytes that it took at most to be told what stands in it."""

import sys
from pathlib import Path

from aiokafka.record.memory_records import MemoryRecords

from service.stream.hand_records import records
from service.stream.record_batch import batches
from service.stream.unpacking import UnpacksTooFar, bound_unpacking
from tests.stream.batches import TOPIC_PARTITION

LIMIT = 8 << 20


def peak() -> int:
    """The most memory that this process has held, MiB."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) >> 10


def main(how: str, file: str) -> None:
    """Read it as the client does, within the bound, or by hand."""
    data = Path(file).read_bytes()
    bound_unpacking(LIMIT)
    before = peak()
    if how == "client":
        try:
            list(MemoryRecords(data).next_batch())
        except UnpacksTooFar:
            how = "bounded"
        assert how == "bounded"
    else:
        (batch,) = batches(data)
        assert [one.value_omitted is None for one in records(batch, TOPIC_PARTITION, 0, LIMIT)] == [True, False, True]
    sys.stdout.write(f"{peak() - before}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
