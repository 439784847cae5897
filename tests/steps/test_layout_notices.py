"""What pages say of themselves, at the borders: the same words as copy, and what only looks like a notice."""

from datetime import date

import pytest

from service.layout import read_layout
from service.layout.addresses import is_address, is_handle
from service.layout.bylines import read_byline
from service.layout.captions import is_bare_credit, read_caption
from service.layout.credits import is_contribution, is_desk_credit, is_sign_off
from service.layout.imprints import is_printer
from service.layout.labels import is_hashtags
from service.layout.navigation import is_forum_panel, is_jump_line, is_reading_time
from service.layout.notices import is_farewell, is_serial_number, is_update_item

STORY = "The old ferry left at noon with all its passengers, and the fog came back behind it."
MORE = "Nobody saw it leave, and by nightfall nobody on the quay was waving any more."


@pytest.mark.parametrize(
    "text", ["Kind regards,", "Mit freundlichen Grüßen", "Med vänlig hälsning", "با احترام", "敬具"]
)
def test_how_letters_end(text: str) -> None:
    """The formula alone on its line, in any language."""
    assert is_farewell(text)


@pytest.mark.parametrize(
    "text", ["Kind regards were sent by the mayor.", "Thanks to the crew, nobody drowned", "Regards of old"]
)
def test_copy_that_begins_like_the_end_of_a_letter(text: str) -> None:
    """More on the line than the formula is copy."""
    assert not is_farewell(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 min read", True),
        ("Lesezeit: 4 Minuten", True),
        ("Время чтения: 3 мин", True),
        ("预计阅读 3 分钟", True),
        ("Reading time is over", False),
        ("The 3 minute read that changed how the harbour thinks of fog", False),
    ],
)
def test_reading_time(text: str, expected: bool) -> None:  # a case
    """A number of minutes with the words for it, and little else."""
    assert is_reading_time(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Posts: 612", True),
        ("23 posts • Page 1 of 2", True),
        ("12 replies", True),
        ("Joined 3 May 2017, 10:02", True),
        ("23 posts along the quay were painted", False),
        ("Points 5 players of the harbour team will always remember", False),
        ("阅读100本书的意义何在", False),
    ],
)
def test_forum_counters(text: str, expected: bool) -> None:  # a case
    """A word of forums with a number or date, before or behind it; a headline with a number is none."""
    assert is_forum_panel(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See BRIDGE, page A5", True),
        ("BRIDGE From A1", True),
        ("\uff08上接第一版\uff09", True),
        ("下转第5版", True),
        ("PSALM 23", False),
        ("See PARIS in 7 days", False),
    ],
)
def test_jumps_without_a_word_for_them(text: str, expected: bool) -> None:  # a case
    """American papers print the story's slug and page, Chinese ones the page in Han numerals."""
    assert is_jump_line(text) is expected


@pytest.mark.parametrize(
    "text", ["Fig. 1. The quay at dawn", "Рис. 2 — Причал", "図1\uff1a港の地図", "Abb. 3: Der Steg"]
)
def test_numbered_figures(text: str) -> None:
    """A word for pictures, a number and a mark open a caption."""
    assert read_caption(text)


@pytest.mark.parametrize("text", ["Figure 8 skaters met on the lake", "Bild 3 Kinder", "Plate 2 was full of fish."])
def test_sentences_that_open_with_a_figure(text: str) -> None:
    """A number that the sentence goes on from is no figure's."""
    assert read_caption(text) is None


def test_a_caption_that_a_bare_credit_ends() -> None:
    """Below what a picture shows, "Foto" and a name need no colon; a crosshead of the same words does."""
    assert is_bare_credit("Foto Archivio Ferrando")
    assert not is_bare_credit("Foto di gruppo")
    page = f"The ferry that came back\n\n{STORY}\n\nThe quay, 1962.\nFoto Archivio Ferrando\n\n{MORE}"
    assert [(image.caption, image.credit) for image in read_layout(page).findings.images] == [
        ("The quay, 1962.", "Archivio Ferrando")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISSN 2099-0417", True),
        ("The Quay Quarterly, ISSN: 2099-041X", True),
        ("An ISSN is a number that any periodical can have", False),
    ],
)
def test_numbers_of_registration(text: str, expected: bool) -> None:  # a case
    """The number itself, with few words beside it."""
    assert is_serial_number(text) is expected


def test_who_else_had_a_part() -> None:
    """A sentence of thanks below the copy, two parts in brackets, numbers of an agency's message."""
    assert is_contribution("Associated Press writer Jane Roe in Port Ellery contributed to this report.")
    assert not is_contribution("The fog contributed to the accident.")
    assert is_desk_credit("(إعداد سليم بن عثمان - تحرير نادية الغربي)")
    assert not is_desk_credit("(Editing the map - a week of work)")
    assert is_sign_off("AP-NY-03-05-24 1231EST")


def test_addresses_of_channels() -> None:
    """Handles with a word or two, addresses without http; a sentence that names one is copy."""
    assert is_handle("Telegram: @quay_news")
    assert not is_handle("They wrote to @quay_news for a year")
    assert is_address("Join us: t.me/quay_news")
    assert not is_address("He chose and/or refused")
    assert is_hashtags("#ferries #fog")
    assert not is_hashtags("#ferries are back")


def test_a_foot_between_the_halves_of_a_paragraph() -> None:
    """A line alone over the next page's header is the page's own where the paragraph goes on behind it."""
    foot = "Subscription 12 pounds a year\n\n- 5 -"
    page = f"The ferry that came back\n\n{STORY}\n\nAnd then the fog\n\n{foot}\n\ncame back. {MORE}"
    reading = read_layout(page)
    assert [(one.kind, one.text) for one in reading.furniture] == [
        ("page-footer", "Subscription 12 pounds a year"),
        ("page-number", "- 5 -"),
    ]
    assert f"And then the fog came back. {MORE}" in reading.paragraphs


def test_a_foot_that_says_little() -> None:
    """In the foot, what two labels stand above is of the page; below copy the same line is copy."""
    foot = "Share this article\n\nTags: ferries, fog\n\nQuay Media"
    assert "Quay Media" not in read_layout(f"The ferry that came back\n\n{STORY}\n\n{MORE}\n\n{foot}").paragraphs
    assert "Quay Media" in read_layout(f"The ferry that came back\n\n{STORY}\n\n{MORE}\n\nQuay Media").paragraphs


@pytest.mark.parametrize(
    "text",
    [
        "This transcript was made by a machine and may hold errors.",
        "Dieses Transkript wurde automatisch erstellt und kann Fehler enthalten.",
        "Cette transcription a été faite par une machine.",
        "Tento přepis byl pořízen strojově.",
        "この文字起こしは自動で作成されました。",
    ],
)
def test_a_note_on_how_the_text_was_made(text: str) -> None:
    """Below the copy it is of the page, also as the last sentence of all."""
    reading = read_layout(f"The ferry that came back\n\n{STORY}\n\n{MORE}\n\n{text}\n")
    assert reading.paragraphs == (STORY, MORE)
    assert [piece.kind for piece in reading.furniture] == ["boilerplate"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Imprimerie Vve Lambert, 8, rue du Pont, Valmont.", True),
        ("Druckerei Sommer, Marktplatz 2, Heide", True),
        ("Типография «Заря», ул. Речная, 8", True),
        ("Imprimerie 3D : la ville ouvre un atelier", False),
        ("Druckerei Sommer schließt nach 80 Jahren, und niemand will sie kaufen oder auch nur mieten.", False),
        ("Imprenta", False),
    ],
)
def test_who_printed_the_paper(text: str, expected: bool) -> None:
    """A word for a printing house and its address; copy about one is none."""
    assert is_printer(text) is expected


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("گفت‌وگو: سارا نیک‌پی", "fa", ("سارا نیک‌پی",)),
        ("Interview: Petra Sommer", "de", ("Petra Sommer",)),
        ("Rozhovor: Jana Nová", "cs", ("Jana Nová",)),
        ("گفت‌وگو با منوچهر بیضایی", "fa", None),
        ("Interview mit Petra Sommer", "de", None),
    ],
)
def test_who_led_an_interview(text: str, language: str, names: tuple[str, ...] | None) -> None:
    """A colon stands before the name; whom it was led with, another word tells."""
    byline = read_byline(text, language, below_headline=True)
    assert (byline.authors if byline else None) == names


@pytest.mark.parametrize(
    ("day", "signers"),
    [
        ("Issued on 5 September 2022", "(signed) Jane Roe\nMayor of Port Ellery"),
        ("ให้ไว้ ณ วันที่ 5 กันยายน พ.ศ. 2565", "(นายสมชาย ใจดี)\nนายกเทศมนตรี"),
    ],
)
def test_the_day_of_a_notice_above_its_signers(day: str, signers: str) -> None:
    """It is the date of the copy."""
    page = f"The bridge is closed\n\n{STORY}\n\n{MORE}\n\n{day}\n{signers}\n"
    (found,) = read_layout(page).findings.dates
    assert found.value.at.date() == date(2022, 9, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* Adds quotes, detail in paragraphs 4-7", True),
        ("- Aktualisiert mit Details aus Absatz 3", True),
        ("* Añade citas y contexto", True),
        ("* Adds 200 jobs in May", False),
        ("Adds quotes in paragraph 4", False),
        ("* Crews to return on Monday, union says", False),
    ],
)
def test_what_a_wire_says_of_its_update(text: str, expected: bool) -> None:
    """An item of the points above the copy, of verbs and parts of copy that words tell."""
    assert is_update_item(text) is expected


def test_points_above_the_byline_of_a_wire() -> None:
    """The story opens below them, with its dateline; what was added is a note."""
    points = ("* Two piers close in May", "* Fares rise by a third", "* Adds quotes, detail in paragraphs 4-7")
    story = f"PORT ELLERY, Oct 2 (Quay News) - {STORY}"
    reading = read_layout("Piers close\n\n" + "\n".join(points) + f"\n\nBy Ina Quay\n\n{story}\n\n{MORE}")
    assert reading.paragraphs == (*points[:2], story, MORE)
    assert [(piece.kind, piece.text) for piece in reading.furniture] == [("boilerplate", points[2])]
    assert reading.findings.dateline is not None
    assert reading.findings.dateline.value.place == "PORT ELLERY"
