"""The layout of plain text: which lines are headline, byline, date, body and furniture."""

from service.layout.reader import read_layout

__all__ = ["read_layout"]
