"""Authors whom no mark names: those that sign the copy, and those of lines that open with a date or stand far below."""

import pytest

from tests.steps.test_metadata_authors import COPY, HEADLINE, authors, json_ld, names

SITE = json_ld('{"@type": "Organization", "name": "Owl Post"}', ', "publisher": {"name": "Owl Post"}')
LONG = f"<p>{'The owls were seen at the old mill on Monday, and were heard since. ' * 2}</p>"


@pytest.mark.parametrize("head", [json_ld("[]"), SITE])
@pytest.mark.parametrize(
    "body",
    [
        f"<div>{LONG * 3}<p>Ada Ng</p></div><footer>Back</footer>",
        f"<div><p>Ada Ng</p>{LONG * 3}</div>",
        f"<div><p>Ada Ng, Owl University</p>{LONG * 3}</div>",
        f"<p>3 March 2026 \u2022 Ada Ng in Wildlife</p>{LONG * 3}",
        f"<p>3 March 2026</p><p>Ada Ng</p>{LONG * 3}",
        f"{'<p>Wild, and free.</p>' * 20}<p>By Ada Ng, 3 March 2026</p>{LONG * 3}",
        f"{LONG * 20}<h2>Article written by:</h2><h3>Ada Ng</h3>",
    ],
)
def test_who_signs(head: str, body: str) -> None:
    """A person alone at an edge of the copy, or behind a date, wrote it, where the page declares its site alone."""
    assert names(authors(head, HEADLINE + body)) == ("Ada Ng",)


@pytest.mark.parametrize(
    "body",
    [
        f"{LONG * 2}<p>Ada Ng</p>{LONG * 2}",
        f"<div>{LONG * 3}</div><div><p>Ada Ng</p></div>",
        f"{LONG * 3}<h3>Related Stories</h3>",
        f"{LONG * 3}<p>Read More</p>",
        f"{LONG * 3}<p>Said Ada Ng of her owls.</p>",
    ],
)
def test_what_signs_nothing(body: str) -> None:
    """A line amid the copy, apart from it, or of other words than a name is no signature."""
    assert names(authors("", HEADLINE + body)) == ()


def test_a_shop_is_not_signed() -> None:
    """A page that neither is news nor names an author has no signature: what stands below its copy is a slogan."""
    assert names(authors("", f"{HEADLINE}<div>{LONG * 3}<p>Golden Owls</p></div>")) == ()


def test_a_person_is_not_looked_for_where_one_is_declared() -> None:
    """Where JSON-LD names a person, nobody else signs."""
    assert names(authors(json_ld('"Bo Li"'), f"{HEADLINE}<div><p>Ada Ng</p>{COPY}</div>")) == ("Bo Li",)


@pytest.mark.parametrize("line", ["Mill Night", "THE OLD MILL", "Since Monday, 3 March 2026", "Owl Night"])
def test_words_of_the_copy_are_no_name(line: str) -> None:
    """A line of its own that has words of the copy is a label, whatever capitals it has."""
    copy = "<p>The owls were seen since monday at the old mill, night after night, and all of the village came.</p>" * 3
    assert names(authors("", f"{HEADLINE}<p>{line}</p>{copy}")) == ()


def test_a_name_with_a_word_of_the_copy_beside_a_date() -> None:
    """Beside a date a name may have a word that the copy prints in small letters."""
    copy = "<p>The owls were seen at the old mill, night after night, and all of the village came to see them.</p>" * 3
    said = authors(SITE, f"{HEADLINE}<p>3 March 2026 \u2022 Ada Mill in Wildlife</p>{copy}")
    assert names(said) == ("Ada Mill",)


@pytest.mark.parametrize(
    "body",
    [
        f"<b>Owls return</b><br>by Ada Ng<br>3 March 2026<br>{LONG * 3}",
        f"<table><tr><td><font size=5>Owls return</font><br><font size=2>By ADA NG</font></td></tr></table>{LONG * 3}",
        f"<table><tr><td>Owls return</td><td>By Ada Ng</td></tr></table>{LONG * 3}",
    ],
)
def test_a_byline_behind_a_line_break(body: str) -> None:
    """A page without any metadata may part its headline from its byline by a line break or a cell alone."""
    assert [name.title() for name in names(authors("", body))] == ["Ada Ng"]


def test_a_name_without_capitals_that_the_copy_repeats() -> None:
    """In a script without capitals a name is one though the copy prints it again."""
    name, headline = "أحمد سالم", "عودة البوم"
    sentence = f"قال {name} إن البوم عاد إلى الطاحونة القديمة في الليل. "
    copy = f"<p>{sentence * 3}</p>" * 3
    assert names(authors(SITE, f"<h1>{headline}</h1><p>{name} | 2026-03-03</p>{copy}")) == (name,)
