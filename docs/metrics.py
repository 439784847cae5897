"""The list of metrics in the reference, from their declaration."""

import re

from service.observability.metrics import Declared, Metrics

HEADING = "## Metrics\n"
SECTION = re.compile(rf"^{HEADING}.*?(?=^## )", re.MULTILINE | re.DOTALL)
_HEAD = f"""{HEADING}
Of a histogram, `_bucket`, `_sum` or `_count` stands behind the name. `make docs` writes this table.

| metric | kind | labels | meaning |
| --- | --- | --- | --- |
"""


def with_metrics(reference: str) -> str:
    """The reference page with its section on metrics written anew."""
    section = _HEAD + "".join(map(_row, Metrics().declared)) + "\n"
    return SECTION.sub(lambda _: section, reference, count=1)


def _row(metric: Declared) -> str:
    labels = " ".join(f"`{label}`" for label in metric.labels)
    return f"| `{metric.name}` | {metric.kind} | {labels} | {metric.meaning} |\n"
