"""Captions: what they show, who made the picture, under which licence, and copy that only looks like one."""
# ruff: noqa: RUF001  # full-width marks and other scripts' letters are what captions are printed with

import pytest

from service.article import Image
from service.layout import read_layout
from service.layout.captions import read_caption

STORY = "The ferry left at noon with all its passengers, and the fog came back behind it."


@pytest.mark.parametrize(
    ("text", "caption", "credit", "licence"),
    [
        ("Photo: Jane Roe", None, "Jane Roe", None),
        ("FOTO: JANE ROE", None, "JANE ROE", None),
        ("Photo by Jane Roe", None, "Jane Roe", None),
        ("fot. Jan Kowal", None, "Jan Kowal", None),
        ("Фото В. Лесной", None, "В. Лесной", None),
        ("(AP Photo/Jane Roe)", None, "AP Photo/Jane Roe", None),
        ("The ferry at noon. PHOTO: J. M. ROE", "The ferry at noon.", "J. M. ROE", None),
        (
            "Warga menanti feri di dermaga. QUAYKATA/Dewi Lestari",
            "Warga menanti feri di dermaga.",
            "QUAYKATA/Dewi Lestari",
            None,
        ),
        ("© Лев Лесной/ТАСС", None, "Лев Лесной/ТАСС", None),
        ("Photo: Jane Roe/Public Domain", None, "Jane Roe", "Public Domain"),
        ("The ferry. [Harbour Office photo by Jane Roe/Public Domain]", "The ferry.", "Jane Roe", "Public Domain"),
        ("The ferry at noon. Picture: Jane Roe", "The ferry at noon.", "Jane Roe", None),
        ("The ferry at noon (Photograph by Jane Roe, public domain)", "The ferry at noon", "Jane Roe", "public domain"),
        ("La balsa al mediodía. :: ANA LIMA", "La balsa al mediodía.", "ANA LIMA", None),
        ("Die Fähre. © Petra Sommer", "Die Fähre.", "Petra Sommer", None),
        ("A balsa ao fundo - Nilo Lima/Folhapress", "A balsa ao fundo", "Nilo Lima/Folhapress", None),
        ("[imagem: A balsa. Fotografia de Ana Lima / CC BY-NC 4.0]", "A balsa.", "Ana Lima", "CC BY-NC 4.0"),
        ("המעבורת בצהריים | צילום: Dana Levi, CC BY 4.0", "המעבורת בצהריים", "Dana Levi", "CC BY 4.0"),
        ("▲渡輪重新下水。（圖／何承）", "渡輪重新下水。", "何承", None),
        ("渡し船を待つ人たち（撮影・宮下千尋）", "渡し船を待つ人たち", "宮下千尋", None),
        ("나루에서 기다리는 사람들 [한빛군 제공]", "나루에서 기다리는 사람들", "한빛군", None),
        ("사진설명: 나루에서 노를 젓는 오만석 씨.", "나루에서 노를 젓는 오만석 씨.", None, None),
        ("На снимке: паромщик Иван Лесной.", "На снимке: паромщик Иван Лесной.", None, None),
        ("ชาวบ้านรอเรือ ภาพ: สมชาย ทองดี", "ชาวบ้านรอเรือ", "สมชาย ทองดี", None),
    ],
)
def test_a_caption_is_taken_apart(text: str, caption: str | None, credit: str | None, licence: str | None) -> None:
    """Caption, credit without its label, and licence are told apart in many scripts."""
    assert read_caption(text) == Image(caption=caption, credit=credit, license=licence)


@pytest.mark.parametrize(
    "text",
    [
        "Video Games Win a Prize",
        "Photo Finish Decides the Race",
        "Foto de satélite mostra incêndio na serra",
        "He brought two books, one of them (photos) his own",
        "词典每一页的最下面都有一行小字：© 每一个还在说这种话的人。",
        "© Agence Example",
        "(dpa/st)",
        "Julia Nowak (PAP)",
        "(AP/RB)",
        "(Reporting by Anna Klein; editing by John Mair)\n(AP/rb)",
        "© 2021 The Quay Quarterly",
        STORY,
    ],
)
def test_copy_that_speaks_of_pictures_is_no_caption(text: str) -> None:
    """A headline that begins with the word, an aside in brackets, and a notice of copyright are none."""
    assert read_caption(text) is None


def test_a_credit_below_a_caption_is_of_the_same_picture() -> None:
    """Two lines are one picture."""
    page = f"The ferry\n\n{STORY}\n\nНа снимке: паромщик Иван Лесной.\n\nФото В. Лесной\n\n{STORY}"
    found = read_layout(page).findings
    assert found.images == (Image(caption="На снимке: паромщик Иван Лесной.", credit="В. Лесной"),)


@pytest.mark.parametrize("end", ["(dpa)", "(dpa/st)", "(AP/rb)", "(dpa-AFX/st/mk)"])
def test_an_agency_with_initials_signs_the_copy(end: str) -> None:
    """Initials behind the agency's name are of its people: there is no picture, alone or below who edited it."""
    for above in (STORY, f"{STORY}\n\n(Reporting by Anna Klein; editing by John Mair)"):
        for gap in ("\n", "\n\n"):
            reading = read_layout(f"The ferry\n\n{STORY}\n\n{above}{gap}{end}")
            assert reading.findings.images == ()
            assert end not in reading.paragraphs
            assert any(piece.kind == "credit" and end in piece.text for piece in reading.furniture)


def test_an_agency_with_a_name_credits_a_picture() -> None:
    """A photographer's name and a second agency are no initials."""
    assert read_caption("(dpa/Jane Roe)") == Image(credit="dpa/Jane Roe")
    assert read_caption("The ferry at noon (AP/AFP)") == Image(caption="The ferry at noon", credit="AP/AFP")


def test_a_surname_in_capitals_credits_a_picture() -> None:
    """Russian and French papers print it so, alone on its line."""
    story = "Паром ушёл в полдень со всеми пассажирами, и туман вернулся за ним ещё до вечера."
    reading = read_layout(f"Паром\n\n{story}\n\n{story}\n\nФото Ивана ПЕТРОВА\n\n{story}")
    assert [image.credit for image in reading.findings.images] == ["Ивана ПЕТРОВА"]


def test_labels_above_a_notice_of_rights_are_no_caption() -> None:
    """Whom the notice names took no picture."""
    reading = read_layout(
        f"The ferry\n\n{STORY}\n\n{STORY}\n\nFound a mistake? Tell us\nComments (14)\nAll rights reserved © Quay"
    )
    assert reading.findings.images == ()
    assert "caption" not in {piece.kind for piece in reading.furniture}


def test_a_caption_below_its_credit() -> None:
    """A credit in capitals stands right above what the picture shows."""
    reading = read_layout(f"The ferry\n\n{STORY}\n\n{STORY}\n\nPHOTO JANE ROE\nThe ferry in the fog.\n\n{STORY}")
    assert reading.findings.images == (Image(caption="The ferry in the fog.", credit="JANE ROE"),)
    assert len(reading.paragraphs) == len((STORY, STORY, STORY))


@pytest.mark.parametrize(
    ("first", "second", "image"),
    [
        (
            "La vieille grue du port de Valmont, en 1962. Photo : Jeanne",
            "Lambert",
            Image(caption="La vieille grue du port de Valmont, en 1962.", credit="Jeanne Lambert"),
        ),
        (
            "The last wooden crane at Harrow Pit, 1962. Photo: County Archive,",
            "Public Domain",
            Image(
                caption="The last wooden crane at Harrow Pit, 1962.", credit="County Archive", license="Public Domain"
            ),
        ),
        (
            "Паром у старого причала в день открытия. Фото: Мария",
            "Лесная",
            Image(caption="Паром у старого причала в день открытия.", credit="Мария Лесная"),
        ),
    ],
)
def test_a_credit_that_is_wrapped(first: str, second: str, image: Image) -> None:
    """The line below a caption that fills its line is more of the credit."""
    copy = "The ferry left at noon with all its passengers, and the fog\ncame back behind it before the lamps were lit."
    if first.startswith("Паром"):
        copy = (
            "Паром ушёл в полдень со всеми пассажирами, и туман вернулся\nза ним ещё до вечера, когда зажглись фонари."
        )
    reading = read_layout(f"The ferry\n\n{copy}\n\n{copy}\n\n{first}\n{second}\n\n{copy}\n\n{copy}\n")
    assert reading.findings.images == (image,)
    assert second not in reading.paragraphs


def test_a_line_below_a_short_credit_is_none_of_it() -> None:
    """What would have fitted on the credit's line is another line of the page."""
    reading = read_layout(
        f"The ferry\n\n{STORY}\n\n{STORY}\n\nThe ferry at noon. Photo: Jane Roe\nThe Quay Post\n\n{STORY}"
    )
    assert reading.findings.images == (Image(caption="The ferry at noon.", credit="Jane Roe"),)


def test_a_reporter_behind_the_first_sentence_took_the_picture() -> None:
    """Korean papers print a caption above the lead; at the end of the copy the name signs it."""
    story = (
        "산골 마을에는 집마다 부엌이 없다. 마을 사람들이 3년 전 빈집을 고치면서 부엌을 모두 한곳으로 모았기 때문이다."
    )
    shown = "4일 오후 주민들이 공동 부엌에서 저녁을 짓고 있다."
    end = "오는 10월에는 부엌 문을 외지인에게도 연다. 김서윤 기자"
    reading = read_layout(f"빈집 열두 채가 부엌이 됐다\n\n{shown} 김서윤 기자\n\n{story}\n\n{story}\n\n{end}\n")
    assert reading.findings.images == (Image(caption=shown, credit="김서윤 기자"),)
    assert reading.paragraphs == (story, story, end)
