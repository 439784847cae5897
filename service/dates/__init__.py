"""Dates about an article: as machines declare them, and as they are printed."""

from service.dates.declared import parse_declared_date

__all__ = ["parse_declared_date"]
