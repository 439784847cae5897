"""Step: which languages the article is in, as a whole, in each stretch of its body, and in what surrounds it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from service.article import Furniture, Language, LanguageShare, LanguageSpan, LanguageTags, NormalisedArticle
from service.languages.cascade import NOTHING, Detection, detect, glance
from service.languages.pieces import Piece, find_pieces, merge
from service.languages.settling import SecondLooks, settle_all
from service.languages.tags import UNDETERMINED

_SHARE_DIGITS = 4


def tag_language(article: NormalisedArticle) -> LanguageTags:
    """The languages of `article`: of its body (its headline where there is none), its stretches, and its furniture.

    Spans are code points of `body_text`, sorted and apart; shares are of the letters of everything printed, and leave
    out what is in no language. The language that the page or feed declares decides only a tie.
    """
    found = article.findings
    headline = found.headline.value if found.headline else ""
    declared = found.language.value if found.language else None

    document = detect(article.body_text, declared)
    looks = SecondLooks()
    spans = _map_body(article.body_text, document, looks)
    document = _most_of(spans, document)
    if not article.body_text.strip():
        document = detect(headline, declared)
    texts = [headline, *(piece.text for piece in article.furniture)]
    heading, *surrounding = settle_all(texts, [glance(text) for text in texts], [True] * len(texts), document, looks)
    return LanguageTags(
        language=Language(document.tag, document.script, round(document.confidence, 2)),
        headline_language=heading.tag if heading.letters and heading.tag != document.tag else None,
        languages=_shares([heading, *(span.detection for span in spans), *surrounding]),
        spans=tuple(_span(piece) for piece in spans),
        furniture=tuple(
            _tagged(piece, detection) for piece, detection in zip(article.furniture, surrounding, strict=True)
        ),
    )


def _map_body(text: str, document: Detection, looks: SecondLooks) -> list[Piece]:
    pieces = find_pieces(text, document)
    texts = [text[piece.start : piece.end] for piece in pieces]
    settled = settle_all(
        texts, [piece.detection for piece in pieces], [piece.whole for piece in pieces], document, looks
    )
    return merge(text, (replace(piece, detection=each) for piece, each in zip(pieces, settled, strict=True)))


def _most_of(spans: Iterable[Piece], document: Detection) -> Detection:
    """The language that most letters of the spans are in: a detector that reads the whole weighs scripts by bytes."""
    letters: Counter[str] = Counter()
    for span in spans:
        letters[span.detection.tag] += span.detection.letters
    if letters[document.tag] * 2 >= letters.total():
        return document
    most = max(letters, key=lambda tag: (letters[tag], tag == document.tag, tag))
    if most == document.tag:
        return document
    return next(span.detection for span in spans if span.detection.tag == most)


def _shares(detections: Iterable[Detection]) -> tuple[LanguageShare, ...]:
    letters: Counter[str] = Counter()
    for detection in detections:
        letters[detection.tag] += detection.letters
    total = letters.total()
    shares = (
        LanguageShare(tag, round(count / total, _SHARE_DIGITS))
        for tag, count in letters.items()
        if count and tag != UNDETERMINED
    )
    return tuple(sorted(shares, key=lambda share: (-share.share, share.tag)))


def _span(piece: Piece) -> LanguageSpan:
    return LanguageSpan(piece.start, piece.end, piece.detection.tag, piece.detection.script)


def _tagged(piece: Furniture, detection: Detection) -> Furniture:
    """The piece with its language; one without letters is in none."""
    return replace(piece, language=detection.tag if detection != NOTHING else None)
