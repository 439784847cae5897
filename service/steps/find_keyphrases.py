"""Step: the key phrases of an article, which say what it is about in words that it prints."""

from collections.abc import Sequence

from service.article import Keyphrase, LanguageSpan, NormalisedArticle
from service.keyphrases.candidates import capitals_tell_names, find_candidates
from service.keyphrases.choice import choose, print_phrase
from service.keyphrases.features import measure
from service.keyphrases.tokens import read_segments
from service.languages.tags import primary_subtag
from service.stop_words import function_words

# Chosen: as many as the sets that key phrase finders are measured on ask for.
MOST_PHRASES = 10

# The phrases of a body stand in so many of its first characters: the longest of 355 articles measured has 35,619.
LONGEST_READ = 40_000

_DIGITS = 3


def find_keyphrases(
    article: NormalisedArticle, language: str, *, spans: Sequence[LanguageSpan] = (), most: int = MOST_PHRASES
) -> tuple[Keyphrase, ...]:
    """At most `most` phrases that stand in the headline or the story, best first; the best scores 1.

    `language` is a BCP 47 tag, and `spans` say which others the body is in. The names of the authors are no key phrases
    unless the headline names them; nor is what stands in the dateline alone.
    """
    primary = primary_subtag(language)
    title = article.findings.headline.value if article.findings.headline else ""
    authors = article.findings.authors.value if article.findings.authors else ()
    body = _beginning(article.body_text[article.story_start :])
    texts = (title, body, *authors)
    segments = read_segments(texts, function_words(primary), primary, _foreign_words(primary, spans))
    of_title, of_body, *of_authors = find_candidates(segments, primary)
    unwanted = {phrase for names in of_authors for phrase in names} - of_title.keys()
    chosen = choose(measure(of_body, of_title, len(body)), most, unwanted=unwanted, names=capitals_tell_names(primary))
    best = chosen[0][1] if chosen else 1.0
    return tuple(
        Keyphrase(print_phrase(candidate, title, body), round(score / best, _DIGITS) or 10**-_DIGITS)
        for candidate, score in chosen
    )


def _foreign_words(primary: str, spans: Sequence[LanguageSpan]) -> frozenset[str]:
    """The function words of the other languages of the body."""
    others = {primary_subtag(span.tag) for span in spans} - {primary}
    return frozenset().union(*(function_words(other).stop for other in others))


def _beginning(text: str) -> str:
    """As much of the text as is read, up to the end of a word."""
    if len(text) <= LONGEST_READ:
        return text
    beginning = text[:LONGEST_READ]
    edge = max(beginning.rfind(" "), beginning.rfind("\n"))
    return beginning[:edge] if edge > 0 else beginning
