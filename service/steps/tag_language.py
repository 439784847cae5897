"""Step: which languages the article is in, as a whole, in each stretch of its body, and in what surrounds it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.article import Found, Furniture, Language, LanguageShare, LanguageSpan, LanguageTags, NormalisedArticle
from service.languages.cascade import NOTHING, Detection, agree, detect, glance
from service.languages.pieces import Piece, find_lines, merge, take_apart
from service.languages.settling import SecondLooks, settle_all
from service.languages.tags import UNDETERMINED, primary_subtag
from service.languages.weighing import may_be_tie

_SHARE_DIGITS = 4

# Where two languages have about as many letters of a body, which of them it is in is a toss-up: the edges of their
# stretches may be off by a sentence. Of 99 mixed articles of the even half none is wrong, those with a lead of a
# hundredth among them.
_TOSS, _CLEAR_LEAD = 0.5, 0.1


def tag_language(article: NormalisedArticle) -> LanguageTags:
    """The languages of `article`: of its body (its headline where there is none), its stretches, and its furniture.

    Spans are code points of `body_text`, sorted and apart; shares are of the letters of everything printed, and leave
    out what is in no language. The language that the page or feed declares decides only a tie.
    """
    found = article.findings
    headline = found.headline.value if found.headline else ""
    declared = found.language.value if found.language else None

    looks = SecondLooks()
    taken_as_one, spans = _map_body(article.body_text, declared, looks)
    if not article.body_text.strip():
        taken_as_one = detect(headline, declared)
    document = _most_of(spans, taken_as_one)
    texts = [headline, *(piece.text for piece in article.furniture)]
    heading, *surrounding = settle_all(texts, [glance(text) for text in texts], [True] * len(texts), document, looks)
    return LanguageTags(
        language=Language(document.tag, document.script, round(document.confidence, 2)),
        evidence=_evidence(article.body_text.strip() or headline, document, taken_as_one, found.language),
        headline_language=heading.tag if heading.letters and heading.tag != document.tag else None,
        languages=_shares([heading, *(span.detection for span in spans), *surrounding]),
        spans=tuple(_span(piece) for piece in spans),
        furniture=tuple(
            _tagged(piece, detection) for piece, detection in zip(article.furniture, surrounding, strict=True)
        ),
    )


def _evidence(
    text: str, document: Detection, taken_as_one: Detection, declared: Found[str] | None
) -> Found[str] | None:
    """What page or feed declares, if anything, and whether that decided: the text does unless it leaves a tie."""
    if declared is None:
        return None
    decided = (
        document.language == taken_as_one.language == primary_subtag(declared.value)
        and may_be_tie(taken_as_one.language, taken_as_one.confidence)
        and detect(text).language != document.language
    )
    method = declared.method if decided else "detected"
    return Found(document.tag, method, declared.as_found, round(document.confidence, 2))


def _map_body(text: str, declared: str | None, looks: SecondLooks) -> tuple[Detection, list[Piece]]:
    """What the body is in when it is taken as one, and its stretches."""
    if "\n" in text:
        lines = find_lines(text)
        document = agree(text, [line.detection for line in lines]) or detect(text, declared)
    else:
        document = detect(text, declared)
        lines = [Piece(0, len(text), document, whole=True)]
    pieces = take_apart(text, lines)
    texts = [text[piece.start : piece.end] for piece in pieces]
    settled = settle_all(
        texts, [piece.detection for piece in pieces], [piece.whole for piece in pieces], document, looks
    )
    told = (
        piece if each is piece.detection else replace(piece, detection=each)
        for piece, each in zip(pieces, settled, strict=True)
    )
    return document, merge(text, told)


def _most_of(spans: Sequence[Piece], document: Detection) -> Detection:
    """The language that most letters of the spans are in: a detector that reads the whole weighs scripts by bytes.

    It is as sure as the lead is large that it has over the next.
    """
    if not spans or (len(spans) == 1 and spans[0].detection.tag == document.tag):
        return document
    letters: Counter[str] = Counter()
    for span in spans:
        letters[span.detection.tag] += span.detection.letters
    most = max(letters, key=lambda tag: (letters[tag], tag == document.tag, tag))
    if most != document.tag:
        document = next(span.detection for span in spans if span.detection.tag == most)
    next_most = max((count for tag, count in letters.items() if tag != most), default=0)
    lead = (letters[most] - next_most) / letters.total()
    return replace(document, confidence=min(document.confidence, _TOSS + (1 - _TOSS) * lead / _CLEAR_LEAD))


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
