"""Dates about an article: as machines declare them, and as they are printed."""

from service.dates.declared import parse_declared_date
from service.dates.labels import Label, label_before, label_length, labels_something_else, opens_with_other
from service.dates.printed import parse_printed_date
from service.dates.vocabulary import starts_date

__all__ = [
    "Label",
    "label_before",
    "label_length",
    "labels_something_else",
    "opens_with_other",
    "parse_declared_date",
    "parse_printed_date",
    "starts_date",
]
