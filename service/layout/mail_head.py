"""The headers of a mail whose copy is HTML: what they say stands in where the page itself says nothing."""

from dataclasses import replace
from typing import Literal

from service.article import Findings, Found, Furniture, Reading
from service.layout.reader import read_layout

# Headers are told by the copy below them: that much of it is enough.
MOST_PARAGRAPHS, MOST_CHARACTERS = 3, 1_000


def with_mail_head(layout: Reading, declared: Findings, head: str) -> Reading:
    """The reading of a page with headline, publisher and date of the mail's head where it has none of its own.

    The head is read as it is above plain text; its lines become furniture.
    """
    if not layout.paragraphs:
        return layout
    copy = (text[:MOST_CHARACTERS] for text in layout.paragraphs[:MOST_PARAGRAPHS])
    above = read_layout("\n\n".join((head, *copy)))
    own = layout.findings
    dated = own.dates or any(found.value.role == "published" for found in declared.dates)
    subject = None if own.headline or declared.headline else _said(above.findings, "headline", head)
    findings = replace(
        own,
        headline=own.headline or subject,
        publisher=own.publisher or _said(above.findings, "publisher", head),
        dates=own.dates if dated else tuple(found for found in above.findings.dates if found.as_found in head),
    )
    lines = (line.removesuffix(subject.as_found).strip() if subject else line for line in head.splitlines())
    headers = tuple(Furniture("mail-header", line) for line in lines)
    return replace(layout, findings=findings, furniture=(*headers, *layout.furniture))


def _said(findings: Findings, field: Literal["headline", "publisher"], head: str) -> Found[str] | None:
    found: Found[str] | None = getattr(findings, field)
    return found if found and found.as_found in head else None
