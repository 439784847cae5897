"""Articles through the steps up to language, each step's findings kept so that a person can follow them."""

from collections.abc import Sequence

from rich.console import Console

from service.article import DecodedArticle
from service.characters import clean_characters
from service.cli.explained import Explained, Line, Witness, explained_lines
from service.cli.sources import Article, Unreadable, read
from service.cli.wrapped import print_wrapped
from service.layout import read_layout
from service.layout.columns import set_below
from service.message import RawMessage
from service.outcome import Rejected, Tombstone
from service.settings import Settings
from service.steps.decode import decode
from service.steps.extract import extract
from service.steps.normalise import normalise
from service.steps.tag_language import tag_language
from service.witnesses import clean_findings

REFUSED = "bold red"


def explain_paths(paths: Sequence[str], settings: Settings, *, jsonl: bool) -> int:
    """Print how each article is read; how many were rejected or could not be read."""
    console, rejected = Console(highlight=False), 0
    for given in read(paths, all_lines=jsonl):
        try:
            lines = _explain(given.message, settings) if isinstance(given, Article) else _refused(given)
        except Rejected as error:
            lines = _refused(error)
        rejected += lines[0].style == REFUSED
        print_wrapped(console, given.place, "bold underline", "")
        for line in lines:
            print_wrapped(console, line.text, line.style, "  " * line.depth)
        console.print()
    return rejected


def _refused(why: Rejected | Unreadable) -> list[Line]:
    return [Line(f"{why.reason}: {why.detail}", REFUSED)]


def _explain(message: RawMessage, settings: Settings) -> list[Line]:
    article = decode(message, settings.raw_content_type, settings.max_article_bytes)
    if isinstance(article, Tombstone):
        return [Line("A tombstone: the article is taken back.", "bold yellow")]
    return list(explained_lines(explain_article(article)))


def explain_article(article: DecodedArticle) -> Explained:
    """Read an article, and keep what each witness said of it. Raises Rejected as the steps do."""
    extracted = extract(article)
    normalised = normalise(article, extracted)
    layout = extracted.layout or read_layout(set_below(clean_characters(article.content))[0])
    return Explained(
        article=article,
        normalised=normalised,
        tags=tag_language(normalised),
        witnesses=(
            Witness("structured data", clean_findings(extracted.structured)),
            Witness("feed", clean_findings(article.feed)),
            Witness("layout", clean_findings(layout.findings)),
        ),
        layout=layout,
    )
