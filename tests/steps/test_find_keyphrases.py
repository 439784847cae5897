"""The step `find_keyphrases`: what an article is about, in words that it prints."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

from dataclasses import replace

import pytest

from service.article import Findings, Found, LanguageSpan, NormalisedArticle
from service.steps.find_keyphrases import MOST_PHRASES, find_keyphrases

BRIDGE = """
The ferry company that links Port Ellery with the islands will cut its winter timetable by half, it said on Monday.
Islanders fear that the shorter winter timetable will empty the harbour town of Grimsay.

Gary Peters, who runs the ferry company, blamed rising fuel prices. Mr Peters said fuel prices had doubled since May.
"Nobody likes a shorter timetable," Peters told the island council.

The island council's chair, Moira Ness, asked the government to pay for the ferries. Ferries carry the islands' mail,
their food and their doctors. In winter, fuel prices are the islands' weather, she said.
"""


def article(body: str, headline: str | None = None, authors: tuple[str, ...] = ()) -> NormalisedArticle:
    """An article with clean copy and these fields."""
    return NormalisedArticle(
        body.strip(),
        Findings(
            headline=Found(headline, "layout", headline, 1.0) if headline else None,
            authors=Found(authors, "layout", ", ".join(authors), 1.0) if authors else None,
        ),
    )


def phrases(body: str, language: str, headline: str | None = None, authors: tuple[str, ...] = ()) -> list[str]:
    """The texts of the key phrases, best first."""
    return [found.text for found in find_keyphrases(article(body, headline, authors), language)]


def test_says_what_an_article_is_about() -> None:
    """The phrases that recur and that the headline names come first, each once, the best with the score 1."""
    found = find_keyphrases(article(BRIDGE, "Ferry company halves winter timetable"), "en")
    texts = [one.text for one in found]
    assert {"ferry company", "winter timetable", "fuel prices", "Port Ellery"} <= set(texts)
    assert found[0].score == 1.0
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len(texts) == len({text.casefold() for text in texts}) <= MOST_PHRASES


def test_a_name_stands_in_full() -> None:
    """A person who is named in full at first and by the last word later is named in full."""
    assert "Gary Peters" in phrases(BRIDGE, "en")


def test_no_form_of_a_phrase_stands_beside_another() -> None:
    """Cases, plurals and endings are forms of one phrase; no phrase stands beside one that holds it."""
    body = "Trains are late. A train broke down. TRAINS were towed. Every train waits.\n\nThe signal box failed again."
    found = [text.casefold() for text in phrases(body, "en")]
    assert len([text for text in found if text.startswith("train")]) == 1
    cancels = "An airline cancels flights. It cancels more. All is cancelled, all cancelled. Police like a policy."
    found = [text.casefold() for text in phrases(cancels, "en")]
    assert len([text for text in found if text.startswith("cancel")]) == 1
    assert {"police", "policy"} <= set(found)
    russian = "Мост закрыт. Мосты чинят. На мосту пробка. Перед мостом стоят машины. Машина сломалась."
    assert len([text for text in phrases(russian, "ru") if text.casefold().startswith("мост")]) == 1


@pytest.mark.parametrize(
    ("language", "body", "wanted"),
    [
        (
            "fr",
            "L’usine de l’Isère ferme. Les salariés de l'usine occupent l'usine. Sa fin choque l’Isère.",
            "usine",
        ),
        (
            "tr",
            "Ankara'da su kesintisi sürüyor. Ankara'nın su kesintisi bitmedi. Su kesintisi Ankara'yı yordu.",
            "Ankara",
        ),
        (
            "ar",
            "أعلنت الحكومة خطة جديدة. وقالت الحكومة إن الخطة كبيرة. والحكومة تدعم الخطة. وللحكومة خطة أخرى.",
            "الحكومة",
        ),
        ("he", "הממשלה אישרה את התקציב. התקציב גדול. בתקציב יש כסף לרכבת, והתקציב נועד לרכבת.", "תקציב"),
        ("ko", "부산시는 새 도서관을 짓는다. 부산시가 도서관에 예산을 쓴다. 도서관은 부산시의 자랑이다.", "부산시"),
        ("hi", "पुल टूट गया। पुल की मरम्मत होगी। सरकार पुल के लिए पैसा देगी। सरकार ने कहा कि पुल बनेगा।", "पुल"),
    ],
)
def test_what_is_written_onto_a_word_is_no_part_of_it(language: str, body: str, wanted: str) -> None:
    """Articles, particles and endings at an apostrophe are cut off, and the forms of the word count as one."""
    assert phrases(body, language)[0] in {wanted, f"ה{wanted}"} or wanted in phrases(body, language)[:3]


@pytest.mark.parametrize(
    ("body", "wanted", "unwanted"),
    [
        (
            "욕지면의 우체부가 정년을 맞는다. 씨감자가 가방에 많았다.",
            {"우체부", "씨감자"},
            {"욕지면의", "정년을", "많았다"},
        ),
        ("솔내마을 나루에서 노를 젓는다. 이야기가 교실인데 재미있다.", {"솔내마을", "이야기"}, {"솔내마", "교실인데"}),
        ("국회 전체회의는 고속도로 예산을 깎았다.", {"전체회의", "고속도로"}, {"전체회", "고속도"}),
        ("주민들은 그를 '떠다니는 면사무소'라고 부른다.", {"면사무소"}, {"면사무소'", "그를", "부른다"}),
    ],
)
def test_a_korean_particle_is_told_by_how_the_word_ends(body: str, wanted: set[str], unwanted: set[str]) -> None:
    """A particle has one form behind a consonant and another behind a vowel; nouns that look like it are listed."""
    found = set(phrases(body, "ko"))
    assert wanted <= found
    assert not unwanted & found


def test_function_words_with_an_apostrophe_are_whole() -> None:
    """What has an apostrophe and is in the list is one function word, however the apostrophe is printed."""
    body = (
        "Le pont est fermé aujourd’hui. Aujourd'hui le maire a vu le pont. Le maire dit aujourd’hui qu'il faut un pont."
    )
    found = phrases(body, "fr")
    assert {"pont", "maire"} <= set(found)
    assert not [text for text in found if "hui" in text]


def test_names_keep_their_small_words() -> None:
    """A function word with a capital inside a sentence is part of the name beside it."""
    body = "Flights to New York are late. Many left New York by train, for New York was snowed in. Snow fell."
    found = phrases(body, "en")
    assert "New York" in found[:3]
    assert "York" not in found


def test_numbers_dates_and_addresses_are_no_phrases() -> None:
    """Neither figures nor months, days, web addresses and handles are phrases, nor at the edge of one."""
    body = (
        "On Monday 14 March 2026 the dam broke. In March 2026 the dam was 40 years old. See www.example.org on Monday."
    )
    found = phrases(body, "en")
    assert found
    assert "dam" in found[:2]
    for text in found:
        assert not set(text.casefold().split()) & {"monday", "march", "14", "2026", "40", "years", "www.example.org"}


def test_the_author_is_no_phrase() -> None:
    """Who wrote the article is no key phrase of it, unless the headline names them."""
    body = "Ida Moen visited the quay. Ida Moen saw the ferry. The ferry left the quay, Ida Moen wrote."
    assert not [text for text in phrases(body, "en", authors=("Ida Moen",)) if "Moen" in text]
    assert "Ida Moen" in phrases(body, "en", "Ida Moen wins a prize", ("Ida Moen",))


def test_what_stands_in_the_dateline_alone_is_no_phrase() -> None:
    """Neither the place nor the agency that files a story is what it is about, unless the story names it."""
    for dateline in ("WASHINGTON (AP) — ", "Frankfurt/Main (dpa) - "):
        body = f"{dateline}{BRIDGE.strip()}"
        found = find_keyphrases(replace(article(body), story_start=len(dateline)), "en")
        assert found == find_keyphrases(article(BRIDGE), "en")
    named = f"PORT ELLERY (AP) — {BRIDGE.strip()}"
    found = find_keyphrases(replace(article(named), story_start=len("PORT ELLERY (AP) — ")), "en")
    assert "Port Ellery" in {phrase.text for phrase in found}


def test_a_language_without_a_list() -> None:
    """Where nothing is known of a language, its short words begin and end no phrase."""
    body = "Ar pont a zo serret. Tud ar vro a c’houlenn ur pont nevez. Ar pont kozh a zo bet savet gant tud ar vro."
    found = phrases(body, "br")
    assert "pont" in " ".join(found)
    assert not [text for text in found if text.split()[0].casefold() in {"ar", "a", "zo", "ur"}]


def test_without_a_body() -> None:
    """A headline alone gives its words, and nothing gives none."""
    assert phrases("", "en", "Storm closes Nordhavn ferry port")
    assert phrases("", "en") == []
    assert phrases(" . , ! 12 \n\n", "und") == []


def test_function_words_of_every_language_of_the_body() -> None:
    """In an article in two languages no function word of either is a key phrase."""
    french = "Le bac de Kestrel Point reprend en mai. Le bac coûte plus cher, dit le maire."
    english = "The ferry of Kestrel Point is back in May. The ferry costs more, the mayor said. The ferry is blue."
    body = f"{french}\n\n{english}"
    spans = (LanguageSpan(0, len(french), "fr", "Latn"), LanguageSpan(len(french) + 2, len(body), "en", "Latn"))

    found = {phrase.text.lower() for phrase in find_keyphrases(article(body), "fr", spans=spans)}

    assert "ferry" in found
    assert not {"the", "is", "le", "de"} & found
