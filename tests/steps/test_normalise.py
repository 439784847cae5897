"""Normalising: which witness is heard on which field, what happens to what lost, and when an article is empty."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.article import (
    ArticleDate,
    Caution,
    DecodedArticle,
    ExtractedArticle,
    Findings,
    Found,
    Furniture,
    Image,
    Method,
    NormalisedArticle,
    Precision,
    Reading,
    Rights,
)
from service.characters import clean_characters
from service.outcome import Rejected
from service.steps.normalise import normalise

PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it."
MORE = "Nobody on the pier could say when the next one would go."


def said(value: str, method: Method) -> Found[str]:
    """A headline, publisher or section that a witness gives."""
    return Found(value, method, value, 0.9)


def dated(day: int, method: Method, precision: Precision = "day", hour: int = 0) -> Found[ArticleDate]:
    """A date of publication that a witness gives."""
    at = datetime(2020, 3, day, hour, tzinfo=UTC)
    return Found(ArticleDate(at, precision, "published", f"{day}.3.2020", zone_assumed=True), method, "", 0.9)


def of_text(copy: str, feed: Findings = Findings()) -> NormalisedArticle:  # noqa: B008  # Findings is frozen
    """A plain text, normalised."""
    return normalise(DecodedArticle("a", copy, "text/plain", feed), ExtractedArticle())


def of_page(layout: Reading, structured: Findings = Findings(), feed: Findings = Findings()) -> NormalisedArticle:  # noqa: B008  # Findings is frozen
    """A page of HTML that was read as `layout`, normalised."""
    article = DecodedArticle("a", "<p>", "text/html", feed)
    return normalise(article, ExtractedArticle(structured=structured, layout=layout))


@pytest.mark.parametrize(
    ("structured", "feed", "layout", "heard"),
    [
        ("Structured", "Fed", "Printed", "Structured"),
        (None, "Fed", "Printed", "Fed"),
        (None, None, "Printed", "Printed"),
    ],
)
def test_witnesses_are_heard_by_rank(structured: str | None, feed: str | None, layout: str, heard: str) -> None:
    """Structured data speaks before the feed, the feed before the layout."""
    article = of_page(
        Reading((PROSE,), Findings(headline=said(layout, "layout"))),
        Findings(headline=said(structured, "json-ld") if structured else None),
        Findings(headline=said(feed, "feed") if feed else None),
    )
    assert article.findings.headline is not None
    assert article.findings.headline.value == heard


def test_a_printed_headline_that_lost_is_furniture() -> None:
    """The printed headline keeps an owner where the feed's is chosen, and the disagreement is said."""
    article = of_text(f"Fog over the strait\n\n{PROSE}", Findings(headline=said("Ferry in the fog", "feed")))
    assert article.furniture == (Furniture("headline", "Fog over the strait"),)
    assert article.body_text == PROSE
    assert [(one.code, one.field) for one in article.cautions] == [("feed-disagrees", "headline")]


def test_case_and_punctuation_are_no_disagreement() -> None:
    """A headline in other capitals is the same headline: no furniture and no warning."""
    article = of_text(f"FOG OVER THE STRAIT!\n\n{PROSE}", Findings(headline=said("Fog over the strait", "feed")))
    assert article.furniture == ()
    assert article.cautions == ()


def test_a_first_block_that_equals_the_headline_leaves_the_body() -> None:
    """Where the text repeats the feed's headline as a sentence, it is not copy; where it is all there is, it stays."""
    feed = Findings(headline=said("The ferry is back in the fog.", "feed"))
    assert of_text(f"The ferry is back in the fog.\n\n{PROSE}", feed).body_text == PROSE
    assert of_text("The ferry is back in the fog.", feed).body_text == "The ferry is back in the fog."


def test_a_deck_that_equals_the_headline_is_not_given_twice() -> None:
    """Where the feed's headline is printed second, the first line is furniture and there is no alternative."""
    feed = Findings(headline=said("Fog over the strait", "feed"))
    article = of_text(f"Notes from the coast\n\nFog over the strait\n\n{PROSE}", feed)
    assert article.findings.alternative_headline is None
    assert article.furniture == (Furniture("headline", "Notes from the coast"),)


def test_all_dates_are_kept_once_by_rank() -> None:
    """Dates are united; the first by rank is the publication, and one that only says less of it is dropped."""
    layout = Reading((PROSE,), Findings(dates=(dated(17, "layout"), dated(18, "layout"))))
    structured = Findings(dates=(dated(17, "json-ld", "minute", 10),))
    dates = of_page(layout, structured).findings.dates
    assert [(one.method, one.value.at.day, one.value.precision) for one in dates] == [
        ("json-ld", 17, "minute"),
        ("layout", 18, "day"),
    ]


@pytest.mark.parametrize(("day", "fields"), [(17, []), (18, ["published_at"])])
def test_the_feed_may_be_less_precise(day: int, fields: list[str]) -> None:
    """A feed that gives only the day agrees with the page's minute of that day, and not with another day's."""
    structured = Findings(dates=(dated(17, "json-ld", "minute", 10),))
    article = of_page(Reading((PROSE,)), structured, Findings(dates=(dated(day, "feed"),)))
    assert [one.field for one in article.cautions] == fields


def test_authors_are_compared_as_a_set() -> None:
    """The order of the authors is no disagreement; another author is one."""
    structured = Findings(authors=Found(("Jane Roe", "John Poe"), "json-ld", "", 0.9))
    for names, fields in ((("John Poe", "JANE ROE"), []), (("Jane Roe",), ["authors"])):
        feed = Findings(authors=Found(names, "feed", "", 0.9))
        assert [one.field for one in of_page(Reading((PROSE,)), structured, feed).cautions] == fields


@pytest.mark.parametrize("copy", ["", " \n\n ", "***\n\n---", "\u200c\ufeff", "!?"])
def test_text_without_a_letter_is_rejected(copy: str) -> None:
    """Text that holds no letter or digit is an empty article."""
    with pytest.raises(Rejected) as rejected:
        of_text(copy)
    assert rejected.value.reason == "empty-article"


def test_a_page_without_body_or_headline_is_rejected() -> None:
    """Furniture alone makes no article."""
    with pytest.raises(Rejected) as rejected:
        of_page(Reading((), furniture=(Furniture("navigation", "Home"),)))
    assert rejected.value.reason == "empty-article"


def test_a_headline_without_a_body_is_warned_of() -> None:
    """HTML with a headline and no body is a record, with a warning."""
    article = of_page(Reading(()), Findings(headline=said("Fog over the strait", "json-ld")))
    assert article.body_text == ""
    assert [one.code for one in article.cautions] == ["no-body"]


@pytest.mark.parametrize("copy", ["Fog over the strait", PROSE, "42", "18.03.2020", "By Jane Roe", "www.lake.example"])
def test_text_of_one_paragraph_is_body(copy: str) -> None:
    """One paragraph is body whatever it looks like, and no headline is made of it."""
    article = of_text(copy)
    assert article.body_text == copy
    assert article.findings.headline is None
    assert "one paragraph" in article.absent_because["headline"]


def test_a_page_is_cleaned_like_text() -> None:
    """Paragraphs, fields, captions and furniture of HTML get clean characters and single spaces."""
    layout = Reading(
        (f" {PROSE}\r\n", "\u00a0", "caf\u00c3\u00a9\x00  au\tlait"),
        Findings(
            headline=said(" Fog\u202e  over \ud800", "layout"),
            images=(Image(caption=" a\n b "), Image(credit=" ")),
        ),
        (Furniture("navigation", " Home \n page "), Furniture("navigation", "\ufeff")),
    )
    article = of_page(layout)
    assert article.body_text == f"{PROSE}\n\ncaf\u00e9 au lait"
    assert article.findings.headline is not None
    assert article.findings.headline.value == "Fog over \ufffd"
    assert article.findings.images == (Image(caption="a b"),)
    assert article.furniture == (Furniture("navigation", "Home page"),)


@pytest.mark.parametrize("end", ["\u00ad", "\u00c2\u00ad", "\u00e2\u20ac\u00a9 and", "\u2029"])
def test_paragraphs_of_a_page_stay_apart(end: str) -> None:
    """A soft hyphen or a paragraph mark, itself or as mojibake, neither joins nor parts the paragraphs of a page."""
    article = of_page(
        Reading((f"{PROSE}{end}", MORE), furniture=(Furniture("navigation", end), Furniture("form", "x")))
    )
    first, second = article.body_text.split("\n\n")
    assert first.startswith(PROSE)
    assert second == MORE
    assert article.furniture[-1] == Furniture("form", "x")


def test_the_story_starts_behind_the_dateline() -> None:
    """Where the body opens with a dateline, the story starts behind it; else where the body does."""
    article = of_text(f"Fog over the strait\n\nPORT ELLERY \u2014 {PROSE}")
    assert article.body_text[article.story_start :] == PROSE
    assert of_text(PROSE).story_start == 0


def test_a_label_alone_gives_no_picture() -> None:
    """A line "Photo:" with nothing behind it is furniture, and says nothing of a picture."""
    article = of_text(f"Fog over the strait\n\nPhoto:\n\n{PROSE}")
    assert article.findings.images == ()
    assert Furniture("caption", "Photo:") in article.furniture


def test_a_value_of_which_nothing_is_left_was_not_found() -> None:
    """A declared value of invisible characters does not stand in for the printed one."""
    article = of_page(
        Reading((PROSE,), Findings(headline=said("Fog", "layout"))), Findings(headline=said("\ufeff ", "meta"))
    )
    assert article.findings.headline is not None
    assert article.findings.headline.value == "Fog"


def test_what_is_absent_says_why() -> None:
    """Each field is either found or has a reason; a date is asked for by its role."""
    article = of_text(f"Fog over the strait\n\nBy Jane Roe 17.03.2020\n\n{PROSE}\n\n{MORE}")
    assert {"headline", "authors", "byline", "published_at"} & set(article.absent_because) == set()
    assert {"modified_at", "publisher", "section", "keywords", "dateline"} <= set(article.absent_because)


def test_rights_of_the_page_come_before_the_envelopes() -> None:
    """What the page declares of its rights is kept, and the envelope fills in what it does not."""
    article = DecodedArticle("a", "", "text/html", rights=Rights(license="envelope", robots="noindex"))
    extracted = ExtractedArticle(layout=Reading((PROSE,)), rights=Rights(license="page"), cautions=(Caution("x"),))
    normalised = normalise(article, extracted)
    assert normalised.rights == Rights(license="page", robots="noindex")
    assert normalised.cautions == (Caution("x"),)


def test_rights_have_clean_characters() -> None:
    """What is declared of the rights loses control characters and halves of surrogate pairs, and may be lost whole."""
    rights = Rights(copyright_notice="\u00a9\ud800 Harbour\x01  Press", license="\x7f")
    normalised = normalise(
        DecodedArticle("a", "", "text/html"), ExtractedArticle(layout=Reading((PROSE,)), rights=rights)
    )
    assert normalised.rights == Rights(copyright_notice="\u00a9\ufffd Harbour Press")


@example(["\u00cb\u00af"])
@example(["\u00d7\x90"])
@example(["\u00d5\x97"])
@given(
    st.lists(
        st.sampled_from([PROSE, MORE, "Fog over the strait", "Share", "", "Photo: Jane Roe"]) | st.text(max_size=20)
    )
)
def test_any_text_with_a_letter_is_an_article(lines: list[str]) -> None:
    """Text becomes the same article each time, with a body; it is rejected only where it holds no letter or digit."""
    copy = "\n".join(lines)
    if any(map(str.isalnum, clean_characters(copy))):
        article = of_text(copy)
        assert any(map(str.isalnum, article.body_text))
        assert article == of_text(copy)
    else:
        with pytest.raises(Rejected):
            of_text(copy)


def test_a_headline_that_is_printed_twice_has_two_owners() -> None:
    """The field owns it once; the block that repeats it leaves the body, and is furniture."""
    story = "The ferry left at noon with all its passengers, and the fog came back behind it."
    text = f"The ferry came back today\n\nThe ferry came back today.\n\n{story}\n\n{story} Again."
    article = normalise(DecodedArticle("ferry", text, "text/plain"), ExtractedArticle())
    assert article.body_text.startswith(story)
    assert [(piece.kind, piece.text) for piece in article.furniture] == [("headline", "The ferry came back today.")]
