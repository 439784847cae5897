"""What could be a date of a page's article: a date, how it was found, and what is true of it."""

import datetime as dt
from dataclasses import dataclass

from service.article import ArticleDate, DateRole, Found, Method

# What is longer is no date, and evidence of no more is kept.
LONGEST_FOUND = 160


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date as it was found by a method, and what is true of it, each of which has a weight.

    `place` tells a person where it was found: the name of what declares it, or how it is printed. Where it is a date of
    something else than the article, `of_others` says of what.
    """

    date: ArticleDate
    method: Method
    as_found: str
    place: str
    truths: frozenset[str]
    of_others: str = ""

    @property
    def day(self) -> dt.date:
        """The day in its own zone."""
        return self.date.at.date()

    @property
    def role(self) -> DateRole:
        """What is said to have happened then."""
        return self.date.role

    def found(self, confidence: float) -> Found[ArticleDate]:
        """The date with its evidence."""
        return Found(self.date, self.method, self.as_found[:LONGEST_FOUND], confidence)
