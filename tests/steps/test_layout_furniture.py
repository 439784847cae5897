"""Furniture that is no field: menus, jump lines, contacts, tails, page numbers; and copy that only looks like it."""
# ruff: noqa: RUF001  # full-width marks and other scripts' letters are what pages are printed with

import pytest

from service.layout import read_layout
from service.layout.credits import is_sign_off
from service.layout.imprints import is_phone_line, is_postal_line
from service.layout.lines import page_lines
from service.layout.navigation import is_forum_panel, is_jump_line, is_menu, is_prompt
from service.layout.notices import is_end_mark, is_release_banner

STORY = "The ferry left at noon with all its passengers, and the fog came back behind it."
MORE = "Nobody saw it leave, and by nightfall nobody on the quay was waving any more."
PAGE = f"The ferry that came back\n\n{STORY}\n\n{MORE}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "Home > Sport > Sailing",
        "Startseite › Kultur › Musik",
        "Головна / Технології / Стартапи",
        "Bahn/Leute/Verkehr/",
        "Home | News | Letters | Subscribe",
        "Paylaş | Yazdır | A+ | A-",
        "Comentarios 0 Compartir Imprimir",
        "回复 举报",
        "ציטוט דווח הגב",
    ],
)
def test_menus(text: str) -> None:
    """Paths, menus and rows of buttons are told by their marks and words in any script."""
    assert is_menu(text)


@pytest.mark.parametrize(
    "text",
    [
        "L'Alpe / Die Alm",
        "« Deux cent trente patrons »",
        "28.04.2023 | 09:45",
        "The home team shared the points on Sunday",
        "Ropes and sails",
        STORY,
    ],
)
def test_what_is_no_menu(text: str) -> None:
    """A name in two languages, a quotation, a date and copy are none."""
    assert not is_menu(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Continued on page 5", True),
        ("FROM PAGE 1", True),
        ("(Окончание на 3-й стр.)", True),
        ("এরপর পৃষ্ঠা ৬ কলাম ২", True),
        ("下转第3版", True),
        ("See page 5 of the report, which nobody in the harbour office has read.", False),
        ("Continued from the quay", False),
    ],
)
def test_jump_lines(text: str, expected: bool) -> None:
    """A word for going on and a page's number; a sentence is none."""
    assert is_jump_line(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Posts: 612", True),
        ("Joined: Mon May 04, 2009 1:15 pm", True),
        ("主题 312 | 帖子 4508 | 积分 9120", True),
        ("הודעות: 3,177", True),
        ("Posts of the old pier", False),
        ("Registered in 2009, the ferry was sold again in 2011.", False),
    ],
)
def test_forum_panels(text: str, expected: bool) -> None:
    """A word that forums print beside a poster, with a number or a date."""
    assert is_forum_panel(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel. 04-555 0134 | P.O. Box 1190", True),
        ("訂報專線 SUBSCRIPTIONS 04-555-0177", True),
        ("ติดต่อโฆษณา Advertising 042-555-011", True),
        ("Population: 1 234 567 people in four towns and nineteen villages of the old county", False),
        ("2021-11-02 08:15:33", False),
        ("She called 01787 000 214 and nobody answered.", False),
    ],
)
def test_telephones(text: str, expected: bool) -> None:
    """A number with the word for one and few others; a day and a sentence are none."""
    assert is_phone_line(text, at_edge=False) is expected


def test_a_labelled_number_is_a_telephone_at_an_edge_only() -> None:
    """Between copy, "Boats: 1 234 567" may be copy."""
    assert is_phone_line("Harpidetzak: 943 555 010", at_edge=True)
    assert not is_phone_line("Harpidetzak: 943 555 010", at_edge=False)


def test_postal_lines() -> None:
    """Pieces between commas with a postcode are an address; a place and a year are none."""
    assert is_postal_line("Carta do Rio, Apartado 114, 2890-000 Alcorvo")
    assert not is_postal_line("Port Ellery, Harbour Street, 2021")
    assert not is_postal_line("Three ferries, two tugs and 10000 passengers, all of them late.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-- FIN --", True),
        ("(END)", True),
        ("– النهاية –", True),
        ("以上", True),
        ("انتهای پیام/۳۰۱", True),
        ("The end", False),
        ("Ende gut", False),
    ],
)
def test_end_marks(text: str, expected: bool) -> None:
    """The word for the end counts between marks, in capitals, or in a script without them."""
    assert is_end_mark(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jlm/cbr/swi", True),
        ("YB8-BOR", True),
        ("(ANSA)", True),
        ("7456 ** 6053", True),
        ("(ANSA).", True),
        ("jun/ agz/", True),
        ("dpa st yy n1 abc 031002 Dez 26", True),
        ("No.", False),
        (STORY, False),
    ],
)
def test_sign_offs(text: str, expected: bool) -> None:
    """Initials, message numbers and an agency's name in brackets."""
    assert is_sign_off(text) is expected


def test_release_banners() -> None:
    """A banner may carry a number; a sentence about press releases is copy."""
    assert is_release_banner("FOR IMMEDIATE RELEASE")
    assert is_release_banner("Pressemitteilung Nr. 12/2021")
    assert not is_release_banner("Press releases bore the harbour master")


@pytest.mark.parametrize("text", [">> The bridge", "Tags: ferries, fog", "▶ Listen to the fog horn", "相关阅读："])
def test_prompts(text: str) -> None:
    """Pointers and labels of links are invitations."""
    assert is_prompt(text)


def test_the_tail_of_a_release_is_boilerplate() -> None:
    """From its heading on, what a release says of its sender and whom to call is no copy."""
    tail = ("About Quay Lines", "Quay Lines has run ferries since 1911.", "Press contact:", "Jane Roe", "Tel. 555 0142")
    reading = read_layout(PAGE + "\n\n".join(tail))
    assert reading.paragraphs == (STORY, MORE)
    assert [(piece.kind, piece.text) for piece in reading.furniture] == [("boilerplate", text) for text in tail]


@pytest.mark.parametrize("heading", ["About the fog", "Contact at last", "Share and share alike", "On the quay"])
def test_a_crosshead_opens_no_tail(heading: str) -> None:
    """A heading within the copy stays, whatever word opens it."""
    assert read_layout(f"{PAGE}{heading}\n\n{STORY}").paragraphs == (STORY, MORE, heading, STORY)


@pytest.mark.parametrize("quote", ["\u201cNo.\u201d", "« Non. »", "Not one."])
def test_a_short_quotation_is_copy(quote: str) -> None:
    """One word between paragraphs, and at their end."""
    assert read_layout(f"{PAGE}{quote}\n\n{STORY}").paragraphs == (STORY, MORE, quote, STORY)
    assert read_layout(f"{PAGE}{quote}").paragraphs == (STORY, MORE, quote)


@pytest.mark.parametrize("number", ["- 12 -", "－ 2 －", "Page 5", "Seite 3", "পৃষ্ঠা ৫", "第 14 页", "13면"])
def test_page_numbers(number: str) -> None:
    """In dashes or beside the word for page, in any digits."""
    lines = [STORY, "", number, "", MORE]
    assert {at: rule.kind for at, rule in page_lines(lines).items()} == {2: "page-number"}
