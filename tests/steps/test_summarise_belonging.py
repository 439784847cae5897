"""Summaries keep together what belongs together: a report and the short sentence that takes it back."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import pytest

from service.languages.words import count_words
from service.steps.summarise import summarise

REPORTS = [
    ("en", "Reports on Sunday said that Rovers manager Wes Rowe had been sacked.", "That is untrue."),
    ("en", "A newspaper had said that he struck a player.", "He did not."),
    ("en", "An article on Tuesday said that the minister had resigned.", "He has not resigned."),
    ("en", "An article on Tuesday about the singer Ann Ellery gave the age as 58.", "He is 57."),
    ("de", "Eine Zeitung hatte geschrieben, er habe einen Spieler geschlagen.", "Das hat er nicht."),
    ("fr", "Un journal avait écrit lundi que le maire de la ville avait démissionné.", "Il n’en est rien."),
    ("it", "Un giornale aveva scritto che il sindaco della città si era dimesso.", "Non è vero."),
    ("es", "Un periódico había escrito que el alcalde de la ciudad había dimitido.", "No es cierto."),
    ("ru", "Газета писала в понедельник, что мэр города подал в отставку.", "Это неправда."),
    ("zh", "一家报纸星期二报道说这座城市的市长已经向议会提出了辞职。", "这不是事实。"),
]
MORE = {
    "en": ["Rovers named a squad for the cup match against Ellery Town.", "All 1,200 tickets for the match are gone."],
    "de": ["Der Verein stellte am Montag den Kader vor.", "Alle 1200 Karten für das Spiel am Samstag sind verkauft."],
    "fr": ["Le conseil de la ville se réunit mardi soir.", "Les 1200 places de la salle sont déjà prises."],
    "it": ["Il consiglio della città si riunisce martedì sera.", "I 1200 posti della sala sono già presi."],
    "es": ["El consejo de la ciudad se reúne el martes.", "Las 1200 plazas de la sala están ocupadas."],
    "ru": ["Совет города соберётся во вторник вечером в зале.", "Все 1200 мест в зале города уже заняты."],
    "zh": ["市议会将于星期三晚上在大厅里开会。", "大厅里的一千二百个座位都已经被订满。"],
}


def summary_of(body: str, language: str, max_sentences: int = 3, max_words: int = 95) -> str:
    """The text of the summary of `body`."""
    summary = summarise(body, language, max_sentences=max_sentences, max_words=max_words).summary
    assert summary is not None
    assert len(summary.sentences) <= max_sentences
    return summary.text


@pytest.mark.parametrize(("language", "report", "denial"), REPORTS)
def test_a_report_is_not_quoted_without_its_denial(language: str, report: str, denial: str) -> None:
    """A short sentence that leans on the one before it is quoted behind it, or neither is, wherever they stand."""
    gap = "" if language == "zh" else " "
    first, second = MORE[language]
    together = f"{report}{gap}{denial}"
    assert together in summary_of(f"{together}{gap}{first}", language)
    for body in (
        f"{together}{gap}{first}{gap}{second}",
        f"{first}{gap}{together}{gap}{second}",
        f"{first}{gap}{second}{gap}{together}",
        f"{first}\n\n{together}\n\n{second}",
    ):
        for sentences in (1, 2, 3):
            text = summary_of(body, language, sentences)
            assert (report in text) == (denial in text) == (together in text)


def test_a_denial_may_be_the_next_paragraph() -> None:
    """Where each sentence is a paragraph, one that leans belongs to the one before; one that begins more does not."""
    _, report, denial = REPORTS[0]
    first, second = MORE["en"]
    assert f"{report} {denial}" in summary_of(f"{report}\n\n{denial}\n\n{first}", "en")
    for sentences in (1, 2, 3):
        text = summary_of(f"{first}\n\n{second}\n\n{report}\n\n{denial}", "en", sentences)
        assert (report in text) == (denial in text)
    assert report in summary_of(f"{report}\n\nHe is 57. {first} {second}", "en", 1)


@pytest.mark.parametrize(
    ("language", "report", "denial"),
    [
        ("en", "A magazine wrote on Monday that the minister had taken money from a builder.", "It has since said so."),
        ("en", "Two papers reported that the factory will close before the end of May.", "That is wrong, it said."),
        (
            "de",
            "Eine Zeitung schrieb, der Minister habe Geld von einer Baufirma genommen.",
            "Dies ist laut Gericht falsch.",
        ),
    ],
)
def test_a_remark_on_all_that_was_said_may_be_longer(language: str, report: str, denial: str) -> None:
    """What opens with a word like "that" may be up to half as long as the sentence that it points at."""
    text = summary_of(" ".join([report, denial, *MORE[language]]), language)
    assert (report in text) == (denial in text)


def test_a_longer_remark_belongs_to_a_long_sentence() -> None:
    """What is short is so beside the sentence before it."""
    report = (
        "A newspaper of the town said on Tuesday, citing three people who were in the room, that the manager of the "
        "club had struck a player behind the stand after the match."
    )
    denial = "He denied it on Wednesday."
    text = summary_of(" ".join([report, denial, *MORE["en"]]), "en")
    assert (report in text) == (denial in text)


def test_the_limit_on_words_ends_before_what_belongs_together() -> None:
    """Where a denial has no room, its report has none."""
    _, report, denial = REPORTS[0]
    first, second = MORE["en"]
    text = summary_of(f"{report} {denial} {first} {second}", "en", max_words=count_words(f"{report} {denial}") - 1)
    assert report not in text


@pytest.mark.parametrize("max_sentences", [1, 2, 3])
def test_where_nothing_else_stands_the_limits_are_kept(max_sentences: int) -> None:
    """A long sentence with a remark behind it is quoted alone where both are too long, and nothing else is there."""
    long = f"The council met {'and the council met ' * 23}again."
    summary = summarise(
        f"{long} That is untrue.", "en", max_sentences=max_sentences, max_words=count_words(long)
    ).summary
    assert summary is not None
    assert summary.text == long


def test_what_is_no_remark_is_not_quoted_with_a_report() -> None:
    """Questions, credits and addresses stay out."""
    _, report, _ = REPORTS[0]
    for line in ("Is he?", "Photo by Example.", "Scroll down for video.", "See also page 4.", "www.example.org."):
        assert line not in summary_of(f"{report} {line} {' '.join(MORE['en'])}", "en")
