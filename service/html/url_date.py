"""The day, or month, that the address of a page holds in its path: /2019/03/04/, /2019/03/, -20190304-."""

import re
from datetime import UTC, datetime

from service.article import ArticleDate, Precision

# No address of a page is longer; `copydesk` hands on any.
LONGEST_URL = 1_000
_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/._-]?)(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)")
_COMPACT = 8
_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)[/_-](?P<month>\d\d)(?=[/_.-]|$)")


def date_of_url(url: str | None) -> ArticleDate | None:
    """The date of publication that the path of a URL names, to the day or the month; None where it names none."""
    if not url or len(url) > LONGEST_URL:
        return None
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    for match in _DAY.finditer(path):
        if (match["mark"] or len(match[0]) == _COMPACT) and (date := _date(match, "day")):
            return date
    return next(filter(None, (_date(match, "month") for match in _MONTH.finditer(path))), None)


def _date(match: re.Match[str], precision: Precision) -> ArticleDate | None:
    day = int(match["day"]) if precision == "day" else 1
    try:
        at = datetime(int(match["year"]), int(match["month"]), day, tzinfo=UTC)
    except ValueError:
        return None
    return ArticleDate(at, precision, "published", match[0].strip("/._-"), zone_assumed=True)
