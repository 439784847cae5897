"""Properties of the step `find_keyphrases` that hold on any text."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

from hypothesis import given
from hypothesis import strategies as st

from service.article import Findings, Found, NormalisedArticle
from service.steps.find_keyphrases import MOST_PHRASES, find_keyphrases
from service.stop_words import function_words
from service.words import fold

LANGUAGES = st.sampled_from(
    ["en", "de", "fr", "it", "pt", "tr", "ru", "uk", "ar", "fa", "he", "hi", "bn", "ko", "zh-Hans", "ja", "th", "lo",
     "km", "my", "bo", "vi", "am", "und", "x", ""]
)  # fmt: skip
# fmt: off
PIECES = st.sampled_from([
    "the old bridge", "The Old Bridge", "New York", "Gary Peters", "Peters", "U.S.", "George W. Bush", "l’usine",
    "d'Italia", "Ankara'da", "18-year-old", "5G", "3,5 %", "http://example.org/a", "a@b.org", "AT&T", "процесс",
    "процесса", "والحكومة", "الحكومة", 'וה"צה"ל', "पुल", "হয়", "도서관은", "도서관을", "《古茶园》", "古茶园",
    "六十年", "夜行フェリー", "取り組みを", "レオナルド・ダ・ヴィンチ", "ทุเรียน", "แช่แข็ง", "ສະພານ", "ស្ពាន", "တံတား",
    "བོད་ཡིག་", "ሰላም",
    "👩‍👩‍👧", "\u200c", "\u0301", "\x00", ". ", "。", "।", "\n\n", "\n", ": “", "” – ", ",", " & ", "-", "'", "’", "_",
])
# fmt: on
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join)


def article(headline: str, body: str) -> NormalisedArticle:
    """An article of this copy."""
    return NormalisedArticle(body, Findings(headline=Found(headline, "layout", headline, 1.0) if headline else None))


@given(headline=TEXTS, body=TEXTS, language=LANGUAGES)
def test_few_phrases_that_the_copy_prints(headline: str, body: str, language: str) -> None:
    """On any text: few phrases, as headline or body prints them, best first, the best with 1, the same every time."""
    copy = article(headline, body)
    found = find_keyphrases(copy, language)
    texts = [one.text for one in found]
    scores = [one.score for one in found]
    assert find_keyphrases(copy, language) == found
    assert len(found) <= MOST_PHRASES
    assert all(text in headline or text in body for text in texts)
    assert scores == sorted(scores, reverse=True)
    assert not scores or (scores[0] == 1.0 and min(scores) > 0)
    assert len({fold(text) for text in texts}) == len(texts)


@given(headline=TEXTS, body=TEXTS, language=LANGUAGES)
def test_clean_edges(headline: str, body: str, language: str) -> None:
    """No phrase begins or ends with white space, punctuation, or a function word in small letters."""
    stop = function_words(language.partition("-")[0]).stop
    for found in find_keyphrases(article(headline, body), language):
        text = found.text
        assert text == text.strip()
        assert text[0].isalnum()
        assert text[-1].isalnum() or text[-1] == "." or not text[-1].isascii()
        for edge in (text.split(" ")[0], text.split(" ")[-1]):
            assert edge not in stop or edge != edge.lower()
