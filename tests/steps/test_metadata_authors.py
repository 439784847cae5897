"""The authors of a page: names, not jobs, sites, handles, dates or reviewers; or nobody."""

import pytest

from service.html.author_candidates import MOST_CANDIDATES, author_candidates
from service.html.author_names import names_in
from service.html.authors import Authors, read_authors
from service.html.blocks import printed_blocks
from service.html.page import parse_page
from service.html.persons import is_person
from service.html.sources import read_sources, reading_language, walk_page

COPY = "<p>The owls were seen at the old mill on Monday, and have been heard there every night since.</p>" * 3
HEADLINE = "<h1>Owls return to the mill</h1>"


def authors(head: str, body: str = HEADLINE + COPY, url: str | None = None, *, alone: bool = True) -> Authors:
    """What is read of a page with this head and body."""
    page = parse_page(f"<html><head>{head}</head><body>{body}</body></html>")
    assert page is not None
    blocks = printed_blocks(page)
    return read_authors(page, blocks, read_sources(walk_page(page), url), reading_language(page, blocks), alone=alone)


def names(said: Authors) -> tuple[str, ...]:
    """The authors of a page that has no feed beside it."""
    found = said.declared or said.printed
    return found.value if found else ()


def json_ld(author: str, more: str = "") -> str:
    """A head whose JSON-LD has an author."""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}{more}}}</script>'


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Ada Ng", ("Ada Ng",)),
        ("By Ada Ng and Bo Li", ("Ada Ng", "Bo Li")),
        ("Ada Ng, Bo Li, and Cy Roe", ("Ada Ng", "Bo Li", "Cy Roe")),
        ("Ada Ng; Bo Li", ("Ada Ng", "Bo Li")),
        ("Ada Ng/Bo Li", ("Ada Ng", "Bo Li")),
        ("Ada Ng & Bo Li", ("Ada Ng", "Bo Li")),
        ("Ng, Ada", ("Ng, Ada",)),
        ("Ada Ng, Reuters", ("Ada Ng",)),
        ("Ada Ng, Senior Owl Reporter", ("Ada Ng",)),
        ("Ada Ng, MD 3 Feb 2026", ("Ada Ng, MD",)),
        ("Ada Ng, DECEMBER 22", ("Ada Ng",)),
        ("Ada Ng, MD, Ph.D.", ("Ada Ng, MD, Ph.D.",)),
        ("Dr. Ada Ng", ("Dr. Ada Ng",)),
        ("Written by: Ada Ng | 3 March 2026", ("Ada Ng",)),
        ("Ada Ng Updated 3 March 2026", ("Ada Ng",)),
        ("Ada Ng 7 min read", ("Ada Ng",)),
        ("Ada Ng (Reuters)", ("Ada Ng",)),
        ("Bya Holm", ("Bya Holm",)),
        ("Autor: Jan Kowalski", ("Jan Kowalski",)),
        ("Anna-Lena von der Heide", ("Anna-Lena von der Heide",)),
        ("Maria del Carmen Ruiz", ("Maria del Carmen Ruiz",)),
        ("\u738b\u5c0f\u660e", ("\u738b\u5c0f\u660e",)),
        ("Reuters", ("Reuters",)),
        ("About Ada Ng", ("Ada Ng",)),
        ("Veröffentlicht am 27.04.24 um 07:39 Uhr", ()),
        ("\u4f5c\u8005\uff1a\u738b\u5c0f\u660e", ("\u738b\u5c0f\u660e",)),
        ("Staff Writer", ()),
        ("By", ()),
        ("Reviewed by Ada Ng", ()),
        ("https://example.com/ada", ()),
        ("@ada", ()),
        ("ada@example.com", ()),
        ("page.head.author", ()),
        ("{{author}}", ()),
        ("1234", ()),
        ("", ()),
    ],
)
def test_names_in_a_line(printed: str, expected: tuple[str, ...]) -> None:
    """Names stay as printed with their degrees; what else stands in their line goes, and what is no name gives none."""
    assert names_in([printed]) == expected


@pytest.mark.parametrize(
    ("printed", "language", "expected"),
    [
        ("Von Uta Brandt und Jan Holm", "de", ("Uta Brandt", "Jan Holm")),
        ("Por Joana Prado e Rui Lemos", "pt", ("Joana Prado", "Rui Lemos")),
        ("Par Anne Roux et Luc Blanc", "fr", ("Anne Roux", "Luc Blanc")),
        ("Di Marco Rossi", "it", ("Marco Rossi",)),
        ("Di Marco Rossi", "en", ("Di Marco Rossi",)),
        ("Door Jan de Vries", "nl", ("Jan de Vries",)),
        ("Oleh Budi Santoso", "id", ("Budi Santoso",)),
    ],
)
def test_the_words_before_a_name(printed: str, language: str, expected: tuple[str, ...]) -> None:
    """The words that a byline opens with are those of the page's language, and English ones."""
    assert names_in([printed], language) == expected


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ada Ng", True),
        ("Anna-Lena von der Heide", True),
        ("Ada Ng, MD", True),
        ("Ada", False),
        ("Senior Owl Reporter", False),
        ("North Herald News", False),
        ("the end of this story", False),
    ],
)
def test_a_person(text: str, person: bool) -> None:  # a table of what is expected
    """A person's name is of two to four words with capitals, and of no job or house."""
    assert is_person(text) is person


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ('"Ada Ng"', ("Ada Ng",)),
        ('{"@type": "Person", "name": "By Ada Ng"}', ("Ada Ng",)),
        ('[{"@type": "Person", "name": "Ada Ng"}, {"@type": "Person", "name": "Bo Li"}]', ("Ada Ng", "Bo Li")),
        ('[[{"@type": "Person", "name": ["Ada Ng", "Bo Li"]}]]', ("Ada Ng", "Bo Li")),
        ('{"@type": "Person", "name": {"@value": "Ada Ng"}}', ("Ada Ng",)),
        ('{"@type": "Person", "name": "<b>Ada</b> Ng"}', ("Ada Ng",)),
        ('{"@type": "Organization", "name": "Reuters"}', ("Reuters",)),
        ('{"@type": "Person", "name": "Ada Ng, Correspondent"}', ("Ada Ng",)),
        ('{"@id": "#nobody"}', ()),
        ('{"@type": "Person", "name": "https://www.facebook.com/ada"}', ()),
    ],
)
def test_json_ld(author: str, expected: tuple[str, ...]) -> None:
    """Authors of JSON-LD are nodes or strings, one or several, persons or an agency."""
    said = authors(json_ld(author))
    assert names(said) == expected
    if expected:
        assert said.declared is not None
        assert said.declared.method == "json-ld"


def test_reference_in_a_graph() -> None:
    """An author that a node refers to is named by the node that it refers to."""
    graph = """{"@graph": [{"@type": "Article", "author": {"@id": "#ada"}},
                           {"@type": "Person", "@id": "#ada", "name": "Ada Ng"}]}"""
    assert names(authors(f'<script type="application/ld+json">{graph}</script>')) == ("Ada Ng",)


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="author" href="/ada">Ada Ng</a>',
        '<span class="byline">By <a href="/ada">Ada Ng</a></span>',
        '<div class="article-author"><p class="author-name">Ada Ng</p><p class="author-role">Owl Editor</p></div>',
        '<div class="meta"><span class="author vcard"><a class="url fn n">Ada Ng</a></span> 3 March 2026</div>',
        '<div itemscope itemtype="https://schema.org/Article"><i itemprop="author">Ada Ng</i></div>',
        '<div itemscope itemtype="Article"><i itemprop="author" itemscope><b itemprop="name">Ada Ng</b></i></div>',
        "<p>By Ada Ng</p>",
        "<p>By Ada Ng, 3 March 2026</p>",
        "<div>Written by</div><div>Ada Ng</div>",
    ],
)
def test_marked_and_printed(body: str) -> None:
    """Classes, relations, microdata and lines that say "by" name the author below the headline."""
    assert names(authors("", HEADLINE + body + COPY)) == ("Ada Ng",)


def test_several_marks() -> None:
    """Several authors may each have an element of their own."""
    marks = "".join(f'<li class="byline-author">{name}</li>' for name in ("Ada Ng", "Bo Li", "Cy Roe"))
    assert names(authors("", f"{HEADLINE}<ul>{marks}</ul>{COPY}")) == ("Ada Ng", "Bo Li", "Cy Roe")


def test_a_person_before_the_site() -> None:
    """A person that the page prints is its author, where its JSON-LD names the site alone."""
    head = json_ld('{"@type": "Organization", "name": "Owl Post"}', ', "publisher": {"name": "Owl Post"}')
    said = authors(head, f'{HEADLINE}<div class="byline">By <a class="author-name" rel="author">Ada Ng</a></div>{COPY}')
    assert names(said) == ("Ada Ng",)
    assert ("Owl Post", "It is the site's name, and the page names somebody.") in [
        (one.text, one.because) for one in said.passed_over
    ]


def test_beside_a_feed() -> None:
    """Beside a feed, whom the page declares stands apart from whom it prints: the feed ranks between them."""
    said = authors(json_ld('"Bo Li"'), f'{HEADLINE}<div class="byline">By Ada Ng</div>{COPY}', alone=False)
    assert said.declared is not None
    assert said.declared.value == ("Bo Li",)


@pytest.mark.parametrize(
    "body",
    [
        '<ul class="comments"><li class="comment-author">Bo Li</li><li class="comment-author">Cy Roe</li></ul>',
        '<aside><h3>Most read</h3><p class="author">Bo Li</p></aside>',
        "<p>By the time the owls came back, the mill was a museum.</p>",
        "<footer><p>By the way: we have a letter.</p></footer>",
        '<a class="authorization-link" href="/in">Sign In</a>',
        "<p>Reviewed by Bo Li</p>",
        "<p>Photo by Bo Li</p>",
    ],
)
def test_nobody(body: str) -> None:
    """Who comments, is listed, reviews or photographs is no author, and neither is what else stands behind "by"."""
    assert names(authors("", HEADLINE + COPY + body)) == ()


@pytest.mark.parametrize(
    "account",
    [
        "admin",
        "Admin",
        "Administrator",
        "webmaster",
        "Editor",
        "Staff",
        "user 1",
        "root",
        "wp-admin",
        "admin2",
        "\u0430\u0434\u043c\u0438\u043d",
        "\u7ba1\u7406\u5458",
        "Rendszergazda",
    ],
)
def test_an_account_is_nobody(account: str) -> None:
    """What a publishing system calls its account names nobody, wherever it stands; a person beside it is the author."""
    mark = f'<div>Posted by <span class="author vcard"><a href="/author/a">{account}</a></span> on 3 March 2026</div>'
    meta = f'<meta name="author" content="{account}">'
    assert names(authors("", HEADLINE + mark + COPY)) == ()
    assert names(authors(meta + json_ld(f'{{"@type": "Person", "name": "{account}"}}'))) == ()
    assert names(authors(meta, f"{HEADLINE}{mark}<p>By Ada Ng</p>{COPY}")) == ("Ada Ng",)


@pytest.mark.parametrize(
    "address", ["ada@owls.example", "(ada@owls.example)", "@adang", "ada.ng@owls.example, 3 May 2026"]
)
def test_an_address_behind_a_name(address: str) -> None:
    """An address of mail, or an account, below a name in a byline is no part of it."""
    assert names(authors("", f"{HEADLINE}<p>By Ada Ng<br>{address}</p>{COPY}")) == ("Ada Ng",)


@pytest.mark.parametrize("name", ["Owl Post Staff", "Guest House Review", "Ada Root", "Userin Nguyen"])
def test_a_name_that_holds_the_word_of_an_account(name: str) -> None:
    """A name with more in it than an account's word is one."""
    assert names(authors(f'<meta name="author" content="{name}">')) == (name,)


def test_crowd_of_metas_hides_no_other_place() -> None:
    """Hundreds of authors in meta elements of every name leave the one that the page marks among the candidates."""
    metas = "".join(
        f'<meta name="a{n}.author" content="Ada {chr(65 + n % 26)}{chr(97 + n // 26)}">' for n in range(300)
    )
    page = parse_page(f"<html><head>{metas}</head><body>{HEADLINE}<p class=author>Bo Li</p>{COPY}</body></html>")
    assert page is not None
    candidates = author_candidates(page, printed_blocks(page), read_sources(walk_page(page), None), "en")
    assert len(candidates) <= MOST_CANDIDATES + 1
    assert ("Bo Li",) in [candidate.names for candidate in candidates]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Par Zo\u00e9 Roux et AFP. Publi\u00e9 le 21 novembre 2026 \u00e0 18h12", ("Zo\u00e9 Roux", "AFP")),
        ("Par Zo\u00e9 Roux et AFP", ("Zo\u00e9 Roux", "AFP")),
        ("Par Zo\u00e9 Roux et Bo Li. Publi\u00e9 le 21 novembre 2026", ("Zo\u00e9 Roux", "Bo Li")),
        ("Par Zo\u00e9 Roux. Publi\u00e9 le 21 novembre 2026", ("Zo\u00e9 Roux",)),
        ("Par Zo\u00e9 Roux Jr. Publi\u00e9 le 21 novembre 2026", ("Zo\u00e9 Roux Jr.",)),
    ],
)
def test_a_name_ends_at_the_stop_before_a_date(line: str, expected: tuple[str, ...]) -> None:
    """A full stop ends the names before a date; an agency that is joined to a person is an author of its own."""
    assert names_in([line], "fr") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By <span>Jane Doe</span><time>3 Feb 2020</time>", ("Jane Doe",)),
        ("<span>By</span><a>Jane Doe</a><time>Feb 3, 2020</time>", ("Jane Doe",)),
        ("By <a>Jane Doe</a><a>John Roe</a>", ("Jane Doe", "John Roe")),
        ("By <a>Jane Doe</a><span>and</span><a>John Roe</a>", ("Jane Doe", "John Roe")),
        ("By <a>Jane Doe</a><span>Senior Owl Reporter</span>", ("Jane Doe",)),
        ("By <b>J</b>ane <b>D</b>oe", ("Jane Doe",)),
        ("By <b>Jane</b><b>Doe</b>", ("Jane Doe",)),
        ("By <b>Jane O\u2019</b><i>Neil</i>", ("Jane O\u2019Neil",)),
    ],
)
def test_elements_of_a_line_stand_apart(line: str, expected: tuple[str, ...]) -> None:
    """Where only a style parts the elements of a byline, names run neither into one another nor into a date."""
    assert names(authors("", f"{HEADLINE}<p>{line}</p>{COPY}")) == expected
