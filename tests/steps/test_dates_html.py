"""The dates of a page: which of all that it declares and prints is its publication, and which a change."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.article import DecodedArticle, ExtractedArticle, Findings, Found, PassedOver, Reading
from service.dates import parse_declared_date
from service.steps.extract import extract
from service.steps.normalise import normalise

COPY = "<p>The tide mill has been turning since the spring flood of that year, and nobody has oiled it once.</p>" * 9
HEADLINE = "<h1>The mill turns again</h1>"


def extracted(html: str, url: str | None = None, /, **known: Any) -> ExtractedArticle:
    """A page, read."""
    return extract(DecodedArticle("a", html, "text/html", url=url, **known))


def dates(html: str, url: str | None = None, /, **known: Any) -> list[tuple[str, str, str]]:
    """Role, time and method of the dates of a page's record."""
    article = DecodedArticle("a", html, "text/html", url=url, **known)
    found = normalise(article, extract(article)).findings.dates
    return [(one.value.role, one.value.at.isoformat(), one.method) for one in found]


def page(body: str, head: str = "") -> str:
    """A page with a headline, copy, and what a test is about."""
    return f"<html><head><title>The mill turns again</title>{head}</head><body>{body}</body></html>"


def linked(**properties: object) -> str:
    """JSON-LD of an article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | properties)}</script>'


def meta(name: str, content: str) -> str:
    """A meta element."""
    return f'<meta property="{name}" content="{content}">'


def layout(article: ExtractedArticle) -> Reading:
    """What the page's layout shows."""
    assert article.layout is not None
    return article.layout


def test_declared_dates() -> None:
    """JSON-LD and meta elements give publication and change; a time in the publisher's own zone stays in it."""
    head = linked(datePublished="2026-03-13T07:30:00+01:00", dateModified="2026-03-14T11:20:00Z")
    assert dates(page(HEADLINE + COPY, head)) == [
        ("published", "2026-03-13T07:30:00+01:00", "json-ld"),
        ("modified", "2026-03-14T11:20:00+00:00", "json-ld"),
    ]
    head = meta("article:published_time", "2026-03-13T07:30:00+01:00") + meta("og:updated_time", "2026-03-14")
    assert dates(page(HEADLINE + COPY, head)) == [
        ("published", "2026-03-13T07:30:00+01:00", "meta"),
        ("modified", "2026-03-14T00:00:00+00:00", "meta"),
    ]


def test_declarations_that_differ() -> None:
    """A declaration of another day than the one before it is kept too; the same day again is not."""
    head = (
        linked(datePublished="2026-01-04T10:00:00+01:00")
        + meta("article:published_time", "2026-01-01T08:00:00Z")
        + '<meta name="date" content="2026-01-04"><meta name="pubdate" content="soon">'
    )
    assert dates(page(HEADLINE + COPY, head)) == [
        ("published", "2026-01-04T10:00:00+01:00", "json-ld"),
        ("published", "2026-01-01T08:00:00+00:00", "meta"),
    ]


def test_the_moment_in_the_publishers_zone() -> None:
    """Of one moment that is declared in UTC and with the publisher's offset, the latter is the record's."""
    head = meta("article:published_time", "2025-12-19T03:05:00+00:00")
    line = '<p class="date"><time datetime="2025-12-18T19:05:00-08:00">December 18, 2025</time></p>'
    published = dates(page(HEADLINE + line + COPY, head))[0]
    assert published[:2] == ("published", "2025-12-18T19:05:00-08:00")


@pytest.mark.parametrize(
    "line",
    [
        "<div>12 March 2026</div>",
        "<div>By Ada Holm | 12 March 2026 | 5 min read</div>",
        "<div><a href='/ada'>Ada Holm</a><span>12 March 2026</span></div>",
        "<div>Ada Holm - <span class='date'>Mar 12, 2026</span></div>",
        "<div>Essay - Published: 2026.03.12 |</div>",
        "<div><b>Published</b><p>12 March 2026</p></div>",
        "<div>Published 3 days ago <time datetime='2026-03-12'>Thursday</time></div>",
        "<div class='date' title='x'><span>12</span> <span>March</span> <span>2026</span></div>",
    ],
)
def test_printed_near_the_headline(line: str) -> None:
    """What a page prints beside its headline is its date, whatever stands around it on the line."""
    ((role, at, method),) = dates(page(HEADLINE + line + COPY))
    assert (role, at[:10], method) == ("published", "2026-03-12", "layout")


@pytest.mark.parametrize(
    "below",
    [
        (
            "<ul class='related'><li><a href='/1'>Mill sold</a> <span>3 May 2024</span></li>"
            "<li><a href='/2'>Mill burnt</a> <span>9 June 2025</span></li></ul>"
        ),
        "<footer>© 2026 The Mill Post</footer>",
        "<p>On 12 March 2026 the mill was turning, and so it was on 13 March 2026, for all that we know.</p>",
        "<p>2 hours ago</p>",
        "<p>yesterday, 14:05</p>",
        "<p class='date'>2020-01-32T25:61:61Z</p>",
    ],
)
def test_nothing_is_made_a_date(below: str) -> None:
    """Dates of other articles, copyright years, running text, relative dates and broken ones are no publication."""
    assert dates(page(HEADLINE + COPY + below)) == []
    assert "related" in below or dates(page(HEADLINE + below + COPY)) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Updated on March 12, 2026</p>",
        "<p>Last updated: <time datetime='2026-03-12'>March 12, 2026</time></p>",
        "<dl><dt>Last modified</dt><dd>12.03.2026</dd></dl>",
        "<p>Aktualisiert am 12. März 2026</p>",
        "<p>2026年3月12日 更新</p>",
    ],
)
def test_a_change_is_no_publication(line: str) -> None:
    """A date with the label of a change is that of the change, and stands in for no other."""
    ((role, at, _),) = dates(page(HEADLINE + line + COPY))
    assert (role, at[:10]) == ("modified", "2026-03-12")


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        (
            "Publi\u00e9 le 21 novembre 2026 \u00e0 18h12, mis \u00e0 jour le 22 novembre 2026 \u00e0 9h03",
            "2026-11-21T18:12:00+00:00",
            "2026-11-22T09:03:00+00:00",
        ),
        (
            "Published 21 November 2026, 07:00 MSK. Updated 22 November 2026, 10:15 MSK",
            "2026-11-21T07:00:00+03:00",
            "2026-11-22T10:15:00+03:00",
        ),
        (
            "Par Zo\u00e9 Roux et AFP. Publi\u00e9 le 21 novembre 2026 \u00e0 18h12, modifi\u00e9 le 22 novembre 2026",
            "2026-11-21T18:12:00+00:00",
            "2026-11-22T00:00:00+00:00",
        ),
        (
            "Ver\u00f6ffentlicht am 21. November 2026, 7.00 Uhr; aktualisiert am 22. November 2026, 10.15 Uhr",
            "2026-11-21T07:00:00+00:00",
            "2026-11-22T10:15:00+00:00",
        ),
        ("Posted 3 May 2026 (updated 4 May 2026)", "2026-05-03T00:00:00+00:00", "2026-05-04T00:00:00+00:00"),
    ],
)
def test_publication_and_change_in_one_line(line: str, published: str, modified: str) -> None:
    """A label parts the dates of a line behind a stop, a comma or a bracket; each has its time and its zone."""
    found = dates(page(f"{HEADLINE}<p>{line}</p>{COPY}"))
    assert [one[:2] for one in found] == [("published", published), ("modified", modified)]


@pytest.mark.parametrize(
    "line",
    [
        "The list, published on 21 November 2020, updated on 3 May 2021 and then forgotten, was found by the miller.",
        "The list had been published on 21 November 2020, updated on 3 May 2021.",
        "The list was lost. Published on 21 November 2020, it was the only one of the mill.",
    ],
)
def test_a_sentence_with_two_dates(line: str) -> None:
    """Running text that names when something was published and changed dates no article."""
    assert dates(page(f"{HEADLINE}<p>{line}</p>{COPY}")) == []


def test_a_printed_zone_is_not_assumed() -> None:
    """Of a line with two dates each has the zone that is printed behind it."""
    line = "Published 21 November 2026, 07:00 GMT. Updated 22 November 2026, 10:15 GMT"
    found = layout(extracted(page(f"{HEADLINE}<p>{line}</p>{COPY}"))).findings.dates
    assert [one.value.zone_assumed for one in found] == [False, False]


def test_a_declared_change_that_is_printed_without_a_label() -> None:
    """A day that is declared to be of a change does not stand in for an earlier publication by being printed."""
    head = linked(datePublished="2024-05-09", dateModified="2025-12-16")
    found = dates(page(f"{HEADLINE}<p>16 December 2025</p>{COPY}", head))
    assert found == [
        ("published", "2024-05-09T00:00:00+00:00", "json-ld"),
        ("modified", "2025-12-16T00:00:00+00:00", "json-ld"),
    ]


def test_the_address() -> None:
    """Where nothing else says it, the day or month in the page's address is the date, with the address as evidence."""
    for url, precision in (
        ("https://mill.example/2018/04/09/how-it-works", "day"),
        ("https://mill.example/2018/04/how-it-works?ref=20190101", "month"),
    ):
        (date,) = layout(extracted(page(HEADLINE + COPY), url)).findings.dates
        assert (date.value.at.isoformat()[:7], date.value.precision, date.as_found) == ("2018-04", precision, url)
    assert dates(page(HEADLINE + COPY), "https://mill.example/20180/2018-99-99/12345678") == []


@pytest.mark.parametrize(
    ("language", "other", "day"),
    [
        ("en-US", "", "2026-03-04"),
        ("en-GB", "", "2026-04-03"),
        ("fr", "", "2026-04-03"),
        ("en", "<p>Updated 12/25/2026</p>", "2026-03-04"),
        ("en", "<p>Updated 25/12/2026</p>", "2026-04-03"),
        ("en", "<script type='application/ld+json'>{'@type':'WebPage','datePublished':'2026-03-04'}</script>", None),
    ],
)
def test_day_or_month_first(language: str, other: str, day: str | None) -> None:
    """A date in numbers is read as another date of the page, or the page's language, says; and then it is sure."""
    html = page(f"{HEADLINE}<p>03/04/2026</p>{other}{COPY}").replace("<html>", f'<html lang="{language}">')
    published = next(one.value for one in layout(extracted(html)).findings.dates if one.value.role == "published")
    assert published.at.date().isoformat() == (day or "2026-04-03")
    assert published.ambiguous is (day is None)


def test_settled_by_another_date() -> None:
    """A date in numbers that is declared too is read as the declaration says."""
    head = '<meta name="dc.date" content="2026-03-04">'
    assert {at[:10] for _, at, _ in dates(page(f"{HEADLINE}<p>03/04/2026</p>{COPY}", head))} == {"2026-03-04"}


def test_dates_after_the_article_was_seen() -> None:
    """A date more than two days after the crawl, or else the stream's time, is rejected with a warning."""
    html = page(HEADLINE + COPY, linked(datePublished="2099-01-01", dateModified="2026-03-12"))
    seen = datetime(2026, 3, 14, tzinfo=UTC)
    assert ("published", "2099-01-01T00:00:00+00:00", "json-ld") in dates(html)
    known: dict[str, Any]
    for known in ({"fetched_at": seen}, {"received_at": seen}):
        assert [role for role, *_ in dates(html, **known)] == ["modified"]
        (caution,) = (one for one in extracted(html, **known).cautions if one.code == "future-date")
        assert caution.field == "published_at"
    late = linked(datePublished="2026-03-15T23:00:00Z")
    assert len(dates(page(HEADLINE + COPY, late), fetched_at=seen)) == 1


def test_a_feeds_date_after_the_article_was_seen() -> None:
    """The feed is no better: its date is rejected in the same way, and the page's is heard."""
    fed = parse_declared_date("2099-01-01", "published")
    assert fed is not None
    feed = Findings(dates=(Found(fed, "feed", "2099-01-01", 0.9),))
    html = page(f"{HEADLINE}<p>12 March 2026</p>{COPY}")
    article = DecodedArticle("a", html, "text/html", feed=feed, fetched_at=datetime(2026, 3, 14, tzinfo=UTC))
    normalised = normalise(article, extract(article))
    assert [one.value.at.year for one in normalised.findings.dates] == [2026]
    assert [one.code for one in normalised.cautions] == ["future-date"]


def test_a_zone_that_is_none() -> None:
    """An offset that no place has, or a name of several meanings, leaves UTC assumed and is warned of."""
    for zone in ("+99:99", " IST"):
        article = DecodedArticle(
            "a", page(HEADLINE + COPY, linked(datePublished=f"2026-03-12T10:00:00{zone}")), "text/html"
        )
        normalised = normalise(article, extract(article))
        assert normalised.findings.dates[0].value.zone_assumed
        assert [(one.code, one.field) for one in normalised.cautions] == [("unknown-zone", "published_at")]


def test_a_zone_of_several_in_the_pages_language() -> None:
    """A printed zone of several meanings is the one of the page's language: IST in Hindi is India's."""
    body = f"{HEADLINE}<p>18 \u0928\u0935\u0902\u092c\u0930 2026 07:15 AM IST</p>{COPY}"
    assert dates(page(body).replace("<html>", "<html lang='hi'>")) == [
        ("published", "2026-11-18T07:15:00+05:30", "layout")
    ]
    english = dates(page(f"{HEADLINE}<p>18 November 2026 07:15 AM IST</p>{COPY}"))
    assert english == [("published", "2026-11-18T07:15:00+00:00", "layout")]


def test_what_was_passed_over() -> None:
    """What could have been the date and was not taken is told, with its place and why."""
    related = "<ul class='related'><li><a href='/1'>Mill sold <span>3 May 2024</span></a></li></ul>"
    article = extracted(page(f"{HEADLINE}<p>12 March 2026</p>{COPY}<p>4 May 2024</p>{related}"))
    likely, other = article.passed_over
    assert isinstance(likely, PassedOver)
    assert (likely.field, likely.text, likely.place) == ("published_at", "4 May 2024", "printed")
    assert likely.because.startswith("Another is likelier")
    assert (other.text, other.because.startswith("It stands in a comment, a list of other stories")) == (
        "3 May 2024",
        True,
    )


@pytest.mark.parametrize("value", ["0000-00-00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-18:00", "9" * 10_000])
def test_dates_outside_the_calendar(value: str) -> None:
    """Year 0, year 9999 and numbers without end are no dates, in every place where one can stand."""
    head = linked(datePublished=value, dateModified=[value, {"a": value}]) + meta("article:published_time", value)
    body = f"{HEADLINE}<p>{value}</p><time datetime='{value}' pubdate>{value}</time>{COPY}"
    assert dates(page(body, head), f"https://mill.example/{value[:50]}/") == []


def test_masses_of_dates() -> None:
    """Of thousands of declared and printed dates the first, or nearest, are read, in a bounded time."""
    days = [f"{year}-{month:02}-{day:02}" for year in range(1900, 2000) for month in range(1, 13) for day in (1, 9, 28)]
    lines = "".join(f"<p><time datetime='{day}'>{day}</time></p>" for day in days)
    article = extracted(page(HEADLINE + lines + COPY, linked(datePublished=days, dateModified=days)))
    assert len(article.structured.dates) <= 100
    assert len(article.passed_over) <= 8


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_any_page_is_answered(line: str, value: str, url: str) -> None:
    """No text raises, wherever it stands."""
    body = f"{HEADLINE}<p class='date'>{line}</p><time datetime='{value}'>{line}</time>{COPY}"
    extracted(page(body, linked(datePublished=value) + meta("date", value)), f"https://mill.example/{url}")
