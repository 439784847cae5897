"""What the libraries keep between articles is bounded, and held once."""

import tracemalloc

from justext.core import define_stoplist  # type: ignore[import-untyped]  # it publishes none
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from trafilatura.utils import line_processing, trim

from service.article import DecodedArticle
from service.html.trafilatura_reader import CHARACTERS_BETWEEN_CLEARINGS, caches
from service.languages.detectors import ask_cld2, ask_py3langid
from service.steps.extract import extract

SHORT_PAGE = "<html><body><article><h1>Ferry</h1><p>The ferry sails again after the storm.</p></article></body></html>"
CODE_LENGTH = 2


def test_texts_of_articles_are_forgotten() -> None:
    """After so many characters of HTML no cache of trafilatura holds a text any more."""
    extract(DecodedArticle("1", SHORT_PAGE, "text/html"))
    assert trim.cache_info().currsize
    caches.have_read(" " * (CHARACTERS_BETWEEN_CLEARINGS + 1))
    assert trim.cache_info().currsize == line_processing.cache_info().currsize == 0


def test_justext_reads_its_words_once() -> None:
    """Also when the caches are cleared in between: they take 0.2 s to read."""
    define_stoplist.cache_clear()
    for _ in range(2):
        extract(DecodedArticle("1", SHORT_PAGE, "text/html"))
        caches.have_read(" " * (CHARACTERS_BETWEEN_CLEARINGS + 1))
    known = define_stoplist.cache_info()
    assert (known.misses, known.currsize) == (1, 1)
    assert known.hits


def test_py3langid_answers_as_it_does_by_itself() -> None:
    """We put its model together for our languages; its own way to choose them keeps the whole model beside it."""
    own = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    own.set_languages([label for label in own.labels if len(label) == CODE_LENGTH or label == "zxx"])
    for text in ("The ferry sails again.", "Le bac repart après la tempête.", "Паром снова ходит.", "12 345"):
        assert list(ask_py3langid(text).values()) == [probability for _, probability in own.rank(text)]


def test_cld2_keeps_nothing_of_a_text() -> None:
    """pycld2 0.42 never frees the stretches that it tells: a quarter of a kilobyte each, 43 KB a page of the web."""
    text = "The ferry sails again after the storm."
    calls, allowed_bytes = 300, 3000
    ask_cld2(text)
    tracemalloc.start()
    for _ in range(calls):
        ask_cld2(text)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < allowed_bytes
