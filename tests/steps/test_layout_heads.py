"""What stands above copy: datelines, date lines, names of papers, and the headers of mails, in many languages."""
# ruff: noqa: RUF001  # full-width marks and other scripts' letters are what pages are printed with

import pytest

from service.layout import read_layout
from service.layout.date_lines import is_companion, read_date_line
from service.layout.datelines import read_dateline
from service.layout.east_asian_datelines import dateline_authors
from service.layout.mail import mail_lines, unquote
from service.layout.names import is_paper_name, is_person, paper_name, rights_holder
from service.layout.person_names import read_lone_name

PROSE = "The ferry left at noon with all its passengers, and the fog came back behind it."


@pytest.mark.parametrize(
    ("text", "printed", "place"),
    [
        ("المرفأ، 6 أكتوبر 2020 – أعلنت الهيئة", "المرفأ، 6 أكتوبر 2020", "المرفأ"),
        ("المرفأ 14 مارس آذار (رويترز) - قال مسؤول", "المرفأ 14 مارس آذار (رويترز)", "المرفأ"),
        ("بيروت ـ «الموج»: غادرت العبارة", "بيروت ـ «الموج»", "بيروت"),
        ("KAISTADT. Um halb vier", "KAISTADT", "KAISTADT"),
        (
            "HALIFAX, Nova Scotia, April 4 /Quay Wire/ -- The",
            "HALIFAX, Nova Scotia, April 4 /Quay Wire/",
            "HALIFAX, Nova Scotia",
        ),
        ("QUAY, Maine – March 4, 2021 – The ferry", "QUAY, Maine – March 4, 2021", "QUAY, Maine"),
        ("رشت- ایرنا- مدیرکل بندر", "رشت- ایرنا", "رشت"),
        ("देहरादून, 12 मार्च (भाषा) नाव", "देहरादून, 12 मार्च (भाषा)", "देहरादून"),
        ("पटना। नाव", "पटना", "पटना"),
        ("(ANSA) - PORTO LEVA, 12 MAR - È", "(ANSA) - PORTO LEVA, 12 MAR", "PORTO LEVA"),
        ("ПОРТ, 5 марта. /ТАСС/. Паром", "ПОРТ, 5 марта. /ТАСС/", "ПОРТ"),
        ("কোটাঘাট: ঘাটে ভিড়", "কোটাঘাট", "কোটাঘাট"),
        ("کراچی (اے پی پی): کشتی", "کراچی (اے پی پی)", "کراچی"),
        ("ท่าแฝง - หลังน้ำลด", "ท่าแฝง", "ท่าแฝง"),
        ("Порт. 3 апреля. КАЙ-НЬЮС - Паром", "Порт. 3 апреля. КАЙ-НЬЮС", "Порт"),
        ("ท่าแฝง 3 เม.ย. - หลังน้ำลด", "ท่าแฝง 3 เม.ย.", "ท่าแฝง"),
        ("Portalba, 3 abr (EFE).- La barca", "Portalba, 3 abr (EFE)", "Portalba"),
        ("Порт, 4 июня 2021 года. Паром", "Порт, 4 июня 2021 года", "Порт"),
        ("【東京共同】船は", "【東京共同】", "東京"),
        ("（中央社記者王小明台北3日電）渡輪", "（中央社記者王小明台北3日電）", "台北"),
        ("Budapest, 2021. március 3., szerda (MTI) – A komp", "Budapest, 2021. március 3., szerda (MTI)", "Budapest"),
    ],
)
def test_a_dateline_in_any_script(text: str, printed: str, place: str) -> None:
    """Place, day and agency open the story as each country prints them; the dash belongs to neither."""
    dateline = read_dateline(text)
    assert dateline is not None
    assert (dateline.as_printed, dateline.place) == (printed, place)


@pytest.mark.parametrize(
    "text",
    [
        "او گفت: «من",
        "Q: What is it?",
        "IT is raining. The",
        "В порту – дождь и ветер",
        "TTXVN - Chiếc phà",
        "THE old pier, closed",
        "QUAYNEWS.COM - The ferry",
    ],
)
def test_copy_that_opens_like_a_dateline(text: str) -> None:
    """A speaker, a label, a word in capitals or a clause is no place."""
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ('(서림=연합뉴스) 김하늘 기자 = "배가', ("김하늘",)),
        ("新华社青石3月14日电（记者陆小雨、何婷）天还没亮", ("陆小雨", "何婷")),
        ("(서림=연합뉴스) 배가 떠났다.", ()),
    ],
)
def test_reporters_in_a_dateline(text: str, authors: tuple[str, ...]) -> None:
    """Chinese and Korean agencies name the reporter behind the place."""
    dateline = read_dateline(text)
    assert dateline is not None
    assert dateline_authors(text, dateline)[0] == authors


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Saturday 4 June 2022 · No. 1,204 · £1.80", ["2022-06-04"]),
        ("پنجشنبه ۱۴ اسفند ۱۳۹۹ / ۲۰ رجب ۱۴۴۲ / ۴ مارس ۲۰۲۱ / سال بیستم / شماره ۵۶۰۱", ["2021-03-04"]),
        ("גיליון 1,408 | י' באדר א' תשפ\"ב | 11 בפברואר 2022", ["2022-02-11"]),
        ("입력 2024.02.03 14:05 수정 2024.02.03 14:21", ["2024-02-03", "2024-02-03"]),
        ("2021年（令和3年）3月4日（木曜日） 朝刊 14版 社会", ["2021-03-04"]),
        ("গুরুবার, ২২ আগস্ট ২০১৯", None),
        ("The ferry of 4 March 2021 was late", None),
    ],
)
def test_a_date_line_and_its_company(text: str, days: list[str] | None) -> None:
    """A date line may hold the issue's number and the day in other calendars, but no words of its own."""
    line = read_date_line(text)
    alone = line is not None and is_companion(line.before) and is_companion(line.after)
    assert (sorted(date.at.date().isoformat() for date in line.dates) if line and alone else None) == days


@pytest.mark.parametrize(
    ("text", "applies"),
    [
        ("The Quay Gazette", True),
        ("Kreisanzeiger", True),
        ("Écho de la Côte – le journal des îles", True),
        ("روزنامهٔ موج", True),
        ("海港日报", True),
        ("한빛일보 THE HANBIT TIMES", True),
        ("ТАСС", True),
        ("Night trains come back to the lake", False),
        ("小镇图书馆迎来第十万名读者", False),
    ],
)
def test_names_of_papers(text: str, applies: bool) -> None:
    """A paper's name has a word of such names at its end or start, or is an agency's."""
    assert is_paper_name(text) == applies


def test_a_masthead_holds_more_than_the_name() -> None:
    """Mottos, issue numbers and the name in another script are no part of the name."""
    assert paper_name("Écho de la Côte – le journal des îles") == "Écho de la Côte"
    assert paper_name("しおさい町報 第214号") == "しおさい町報"
    assert paper_name("한빛일보 THE HANBIT TIMES") == "한빛일보"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("© 2023 «Вісник Причалу». Передрук лише з посиланням", "Вісник Причалу"),
        ("<저작권자(c) 항구일보, 무단 전재-재배포 금지>", "항구일보"),
        ("Copyright 2021 by The Marsh Letter. All rights reserved.", "The Marsh Letter"),
        ("Copyright © 2000-2024 版权所有 不得转载", None),
        ("All rights reserved", None),
    ],
)
def test_who_holds_the_rights(text: str, name: str | None) -> None:
    """A notice of copyright may name a holder."""
    assert rights_holder(text) == name


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Jane Roe", "en", ("Jane Roe",)),
        ("JANE ROE / PORT ELLERY", "en", ("JANE ROE",)),
        ("יעל סבן ודן לוי", "he", ("יעל סבן", "דן לוי")),
        ("김하늘 기자", "ko", ("김하늘",)),
        ("ปรียา ศรีสุข", "th", ("ปรียา ศรีสุข",)),
        ("북쪽 바다 소식", "ko", ()),
        ("A night at sea", "en", ()),
    ],
)
def test_a_name_alone(text: str, language: str, names: tuple[str, ...]) -> None:
    """A line that is nothing but a name or two is told by its shape."""
    assert read_lone_name(text, language) == names


def test_headers_of_a_mail_stand_in_a_run() -> None:
    """Two headers in a row are a mail's; a line of copy with the same word is none."""
    assert len(mail_lines(["Von: Hafenamt <a@b.example>", "Betreff: Die Fähre", "", "Von: der Kai aus"])) == 2
    assert mail_lines(["From: the driver's seat, the lake looks like a wall."]) == {}


def test_quotation_marks_of_a_mail_client() -> None:
    """Marks before a run of lines are taken off; one line that begins with such a mark keeps it."""
    assert unquote(["> a", "> b", "> c", "d"]) == ["a", "b", "c", "d"]
    assert unquote(["> a", "b"]) == ["> a", "b"]


def test_a_name_before_a_date_is_no_issue_line() -> None:
    """A source may be called by a word that issue lines hold too."""
    found = read_layout(f"The ferry came back\n\n{PROSE}\n\n{PROSE}\n\nFree Archipelago 9 May 2021").findings
    assert found.original_source is not None
    assert found.original_source.value.name == "Free Archipelago"


@pytest.mark.parametrize("note", ["See below, worth a follow-up?", "Dear editor,", "Can we use this?"])
def test_a_note_above_a_forwarded_mail_is_no_publisher(note: str) -> None:
    """Nobody is called by a question or a greeting."""
    quoted = "\n".join(f"> {line}" for line in ("The ferry came back", "", PROSE, "", PROSE))
    headers = "From: Tom Poe <tom@harbour.example>\nTo: Desk <desk@quay.example>\nSubject: Fwd: ferry"
    publisher = read_layout(f"{headers}\n\n{note}\n\nTom\n\n{quoted}").findings.publisher
    assert publisher is None or note[:5] not in publisher.value


def test_who_sends_a_mail() -> None:
    """A sender whose name stands in the domain, or who bears a paper's name, is no person."""
    assert not is_person("Die Kaipost", "post@kaipost.example")
    assert not is_person("海港周刊", "letter@haigang.example")
    assert is_person("Jane Roe", "jane@mail.example")


def test_the_subject_is_the_headline_of_a_mail_without_one() -> None:
    """The label is furniture, the subject the headline; below a headline of the copy's own both are furniture."""
    head = "From: The Quay Gazette <post@quay.example>\nSubject: The ferry that came back\n\n"
    found = read_layout(f"{head}{PROSE}\n\n{PROSE}").findings
    assert found.headline is not None
    assert found.headline.value == "The ferry that came back"
    assert found.publisher is not None
    assert found.publisher.value == "The Quay Gazette"
    own = read_layout(f"{head}Fog over the strait for a night\n\nBy Jane Roe\n\n{PROSE}\n\n{PROSE}").findings
    assert own.headline is not None
    assert own.headline.value == "Fog over the strait for a night"


HARBOUR = {
    "hr": (
        "Magla zatvorila luku",
        "Trajekt je u podne isplovio s putnicima, a magla se vratila za njim.",
        "Kapetan kaže da takav dan nije vidio i da će luka biti zatvorena.",
    ),
    "sr": (
        "Magla zatvorila luku",
        "Trajekt je u podne isplovio sa putnicima, a magla se vratila za njim.",
        "Kapetan kaže da takav dan nije video i da će luka biti zatvorena.",
    ),
    "sr-Cyrl": (
        "Магла затворила луку",
        "Трајект је у подне испловио са путницима, а магла се вратила за њим.",
        "Капетан каже да такав дан није видео и да ће лука бити затворена.",
    ),
}


@pytest.mark.parametrize(
    ("language", "byline", "date", "day"),
    [
        ("hr", "Piše: Jelena Vojvodić", "21. rujna 2025.", "2025-09-21"),
        ("hr", "Piše Amra Begić", "5. marta 2026.", "2026-03-05"),
        ("sr", "Autorka: Jelena Vojvodić", "5. mart 2026.", "2026-03-05"),
        ("sr-Cyrl", "Пише: Јелена Војводић", "21. септембар 2025.", "2025-09-21"),
        ("sr-Cyrl", "Пише Јелена Војводић", "21. септембра 2025. године", "2025-09-21"),
    ],
)
def test_heads_in_croatian_bosnian_and_serbian(language: str, byline: str, date: str, day: str) -> None:
    """The byline and the date below a headline are read, and neither is an alternative headline."""
    headline, *copy = HARBOUR[language]
    findings = read_layout("\n\n".join((headline, byline, date, *copy))).findings
    assert findings.headline is not None
    assert findings.headline.value == headline
    assert findings.alternative_headline is None
    assert findings.authors is not None
    assert findings.authors.value == (byline.partition(" ")[2],)
    assert [one.value.at.date().isoformat() for one in findings.dates] == [day]


@pytest.mark.parametrize(
    ("text", "printed", "place", "authors"),
    [
        (
            "东方通讯社青川湾10月8日电（记者陈晓岚、周立）大桥",
            "东方通讯社青川湾10月8日电",
            "青川湾",
            ("陈晓岚", "周立"),
        ),
        ("（記者王小明台北報導）渡輪", "（記者王小明台北報導）", "台北", ("王小明",)),
        ("〔記者王小明、陳大文／台北報導〕渡輪", "〔記者王小明、陳大文／台北報導〕", "台北", ("王小明", "陳大文")),
        ("東京共同＝船は", "東京共同", "東京", ()),
    ],
)
def test_datelines_of_east_asia(text: str, printed: str, place: str, authors: tuple[str, ...]) -> None:
    """An agency that no list knows, reporters before the place, and a sign in place of brackets."""
    dateline = read_dateline(text)
    assert dateline is not None
    assert (dateline.as_printed, dateline.place) == (printed, place)
    assert dateline_authors(text, dateline)[0] == authors


def test_reporters_of_a_story_without_a_dateline() -> None:
    """No Korean sentence holds the sign behind them; they stay where they stand."""
    reading = read_layout(f"배가 돌아왔다\n\n홍길동 기자 = {'배가 떠났다. ' * 12}\n\n{'아무도 없었다. ' * 12}")
    assert reading.findings.authors is not None
    assert reading.findings.authors.value == ("홍길동",)


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("Ellery. ", "Ellery"),  # the headline says "in Ellery"
        ("Silence. ", None),
        ("PORT ELLERY\n\n", "PORT ELLERY"),
        ("Ellery - Quaynews - ", "Ellery"),
    ],
)
def test_a_place_that_the_page_bears_out(opening: str, place: str | None) -> None:
    """Before a stop it is named elsewhere; alone in capitals it stands below the byline; its agency is the page's."""
    head = "Quaynews Agency\n\nA silence falls on the quay in Ellery\n\nBy Jane Roe\n\n"
    page = f"{head}{opening}{PROSE} {PROSE}\n\n{PROSE}"
    found = read_layout(page).findings.dateline
    assert (found.value.place if found else None) == place


@pytest.mark.parametrize(
    ("line", "authors", "language_of"),
    [
        ("本报记者 陈晓岚 实习生 王宇", ("陈晓岚", "王宇"), "老渡口今日停航"),
        ("Του Νίκου Παπαδάκη*", ("Νίκου Παπαδάκη",), "Η πόλη που ξέχασε τη θάλασσα"),
        ("By Jane Roe\u2020", ("Jane Roe",), "The ferry that came back at night"),
        ("Posted by heron_22 on 3 Aug 2026 at 09:14", ("heron_22",), "Why does my dough smell of the sea?"),
        ("By JANE ROE\nAssociated Wire", ("JANE ROE",), "The ferry that came back at night"),
    ],
)
def test_bylines_with_roles_marks_and_houses(line: str, authors: tuple[str, ...], language_of: str) -> None:
    """A role between names, a mark of a note, a poster's name before the time, and whom the writer is with."""
    copies = {
        "老": "昨日傍晚，最后一班渡轮缓缓靠岸，运营了多年的老渡口正式停航。数百名市民自发到码头送别。",
        "Η": "Υπάρχουν πόλεις που κοιτούν τη θάλασσα και πόλεις που της γυρίζουν την πλάτη εδώ και καιρό.",
    }
    copy = copies.get(language_of[0], f"{PROSE} {PROSE}")
    reading = read_layout(f"{language_of}\n\n{line}\n\n{copy}\n\n{copy}")
    assert reading.findings.authors is not None
    assert reading.findings.authors.value == authors
    assert reading.findings.alternative_headline is None
    assert reading.paragraphs == (copy, copy)
    assert len(reading.findings.dates) == ("2026" in line)
