"""The dates of plain text: those of its head and foot, with their roles, and none of what it tells."""

from datetime import UTC, datetime

import pytest

from service.article import DecodedArticle, ExtractedArticle, NormalisedArticle
from service.steps.normalise import normalise

HEAD = "The ferry runs again\nBy Ada Holm\n"
COPY = (
    "\n\nThe ferry has been running since the spring flood of that year, and nobody has oiled it once.\n\n"
    "It will run for another year, the mayor said on Monday, and all will be well with it.\n"
)
FRENCH = (
    "\n\nLe bac circule de nouveau depuis la crue du printemps, et personne ne l'a graissé depuis ce jour-là.\n\n"
    "Il circulera encore un an, a dit le maire lundi, et tout ira bien.\n"
)


def normalised(text: str, fetched_at: datetime | None = None) -> NormalisedArticle:
    """A plain text, normalised."""
    return normalise(DecodedArticle("a", text, "text/plain", fetched_at=fetched_at), ExtractedArticle())


def dates(text: str) -> list[tuple[str, str, str, bool]]:
    """Role, day, text and doubt of each date."""
    found = (one.value for one in normalised(text).findings.dates)
    return [(one.role, one.at.date().isoformat(), one.as_printed, one.ambiguous) for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{HEAD}17 March 2020{COPY}", [("published", "2020-03-17", "17 March 2020", False)]),
        (f"{HEAD}{COPY}\n17 March 2020\n", [("published", "2020-03-17", "17 March 2020", False)]),
        (
            f"{HEAD}17 March 2020\nUpdated: 18 March 2020{COPY}",
            [
                ("published", "2020-03-17", "17 March 2020", False),
                ("modified", "2020-03-18", "Updated: 18 March 2020", False),
            ],
        ),
        (
            f"{HEAD}18.03.2020{COPY}\nOriginally published by The Quay Post, 17 March 2020\n",
            [
                ("published", "2020-03-17", "17 March 2020", False),
                ("republished", "2020-03-18", "18.03.2020", False),
            ],
        ),
        (f"{HEAD}{COPY}\nOn 17 March 2020 the ferry ran again, and on 18 March 2020 it did not, she said.\n", []),
        (f"{HEAD}2 hours ago{COPY}", []),
        (f"{HEAD}Yesterday{COPY}\n© 2020 The Quay Post\n", []),
    ],
)
def test_dates_by_their_place(text: str, wanted: list[tuple[str, str, str, bool]]) -> None:
    """A date line at the head or the foot is the article's; the source's is the first; running text has none."""
    assert dates(text) == wanted


@pytest.mark.parametrize(
    ("text", "day", "ambiguous"),
    [
        (f"{HEAD}03/04/2020{COPY}", "2020-04-03", True),
        (f"{HEAD}03/04/2020\nUpdated 03/25/2020{COPY}", "2020-03-04", False),
        (f"{HEAD}03/04/2020\nUpdated 25/03/2020{COPY}", "2020-04-03", False),
        (f"Le bac circule\nPar Ada Holm\n03/04/2020{FRENCH}", "2020-04-03", False),
    ],
)
def test_day_or_month_first(text: str, day: str, ambiguous: bool) -> None:
    """A date in numbers is read as another date, or the language, says; else day first, and in doubt."""
    assert [(at, doubt) for role, at, _, doubt in dates(text) if role == "published"] == [(day, ambiguous)]


def test_a_date_after_the_article_was_fetched() -> None:
    """A date more than two days after the crawl is rejected with a warning; a day or two may be a clock or a zone."""
    fetched = datetime(2020, 3, 17, 12, tzinfo=UTC)
    late = normalised(f"{HEAD}17 March 2021{COPY}", fetched)
    assert late.findings.dates == ()
    assert [(one.code, one.field) for one in late.cautions] == [("future-date", "published_at")]
    assert [(one.field, one.text) for one in late.passed_over] == [("published_at", "17 March 2021")]
    assert len(normalised(f"{HEAD}19 March 2020{COPY}", fetched).findings.dates) == 1


def test_why_there_is_none() -> None:
    """Where only the date of a change is printed, the record says that it stands in for no other."""
    absent = normalised(f"{HEAD}Updated: 18 March 2020{COPY}").absent_because
    assert absent["published_at"].startswith("Only the date of a change")
