"""The step `tag_language`: the article's language, those inside it, and those around it."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import pytest

from service.article import Findings, Found, Furniture, LanguageTags, NormalisedArticle
from service.languages.tags import is_written_in, primary_subtag
from service.steps.tag_language import tag_language

ENGLISH = "The council voted on Tuesday to rebuild the old bridge. Work on it will begin in the spring of next year."
GERMAN = "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke neu zu bauen. Die Arbeiten beginnen im Frühjahr."
RUSSIAN = "Городской совет решил во вторник восстановить старый мост. Работы начнутся весной следующего года."
GREEK = "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να ξαναχτίσει την παλιά γέφυρα."


def tag(
    body: str, headline: str | None = None, declared: str | None = None, furniture: tuple[Furniture, ...] = ()
) -> LanguageTags:
    """The step's answer on an article of these parts."""
    findings = Findings(
        headline=Found(headline, "layout", headline, 1.0) if headline else None,
        language=Found(declared, "meta", declared, 1.0) if declared else None,
    )
    return tag_language(NormalisedArticle(body, findings, furniture))


@pytest.mark.parametrize(
    ("body", "expected", "script"),
    [
        (ENGLISH, "en", "Latn"),
        (GERMAN, "de", "Latn"),
        (RUSSIAN, "ru", "Cyrl"),
        (GREEK, "el", "Grek"),
        ("시의회는 화요일 낡은 다리를 다시 짓기로 의결했다.", "ko", "Kore"),
        ("市議会は火曜日、古い橋を架け替えることを決めた。", "ja", "Jpan"),
        ("市议会星期二决定重建旧桥，工程将于明年春天开始。", "zh-Hans", "Hans"),
        ("市議會星期二決定重建舊橋，工程將於明年春天開始。", "zh-Hant", "Hant"),
        ("สภาเมืองลงมติเมื่อวันอังคารให้สร้างสะพานเก่าขึ้นใหม่", "th", "Thai"),
        ("המועצה החליטה ביום שלישי לבנות מחדש את הגשר הישן.", "he", "Hebr"),
        ("शहर की परिषद ने मंगलवार को पुराने पुल को फिर से बनाने का फैसला किया।", "hi", "Deva"),
        ("Градско веће је у уторак одлучило да обнови стари мост, а радови почињу на пролеће.", "sr-Cyrl", "Cyrl"),
        ("Bystyret vedtok tirsdag å bygge den gamle brua på nytt, og arbeidet begynner til våren.", "nb", "Latn"),
        ("Encumena bajêr roja sêşemê biryar da ku pira kevn ji nû ve were avakirin.", "ku", "Latn"),
        ("ئەنجومەنی شار ڕۆژی سێشەممە بڕیاری دا پردە کۆنەکە سەرلەنوێ دروست بکاتەوە.", "ckb", "Arab"),
    ],
)
def test_language_of_the_body(body: str, expected: str, script: str) -> None:
    """The body's language has a current BCP 47 tag, which names the script only where it says something."""
    language = tag(body).language

    assert (language.tag, language.script) == (expected, script)
    assert 0.5 < language.confidence <= 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \n\n ",
        "12 400 – 3,5 % (2019)",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "https://example.org/one/two www.example.com desk@example.net",
    ],
)
def test_no_language(body: str) -> None:
    """Digits, hashes and addresses are in no language, and no share is given to one."""
    tags = tag(body)

    assert tags.language.tag == "und"
    assert tags.languages == ()


def test_a_name_in_kana_makes_no_japanese() -> None:
    """A Chinese article that quotes a Japanese name in kana stays Chinese."""
    assert tag("市议会星期二决定重建旧桥，设计师たなか先生出席了会议并介绍了新的方案。").language.tag == "zh-Hans"


def test_headline_speaks_where_there_is_no_body() -> None:
    """Without a body the language is the headline's, and the headline has none of its own."""
    tags = tag("", headline="Stadtrat beschließt den Neubau der alten Brücke über den Fluss")

    assert tags.language.tag == "de"
    assert tags.headline_language is None
    assert tags.spans == ()


def test_headline_in_another_language() -> None:
    """A headline is tagged only where it is in another language than the body."""
    assert tag(ENGLISH, headline="Старый мост будет восстановлен весной").headline_language == "ru"
    assert tag(ENGLISH, headline="Old bridge to be rebuilt").headline_language is None
    assert tag(ENGLISH, headline="Bridge").headline_language is None


def test_han_alone_is_japanese_in_a_japanese_article() -> None:
    """A line without a kana is Japanese where the article is; a long passage of Chinese in it stays Chinese."""
    japanese = "市議会は火曜日、古い橋を架け替えることを決めた。工事は来年の春に始まり、三年かかる見込みだ。"
    chinese = "市议会星期二决定重建旧桥，工程将于明年春天开始，预计需要三年时间才能完成，市民对此表示欢迎。"

    tags = tag(japanese, headline="市議会、橋再建決定", furniture=(Furniture("boilerplate", "関連記事"),))

    assert tags.headline_language is None
    assert [(share.tag, share.share) for share in tags.languages] == [("ja", 1.0)]
    assert [piece.language for piece in tags.furniture] == ["ja"]
    assert [(span.tag, span.script) for span in tag(f"{japanese}\n\n{chinese}").spans] == [
        ("ja", "Jpan"),
        ("zh-Hans", "Hans"),
    ]


def test_no_language_in_a_script_that_it_is_never_printed_in() -> None:
    """Indonesian that names somebody in Han is not Chinese in Latin letters, though a detector takes it for Chinese."""
    language = tag("Menlu 王毅外交部长 hari ini di Beijing").language

    assert language.script == "Latn"
    assert is_written_in(primary_subtag(language.tag), "Latn")


def test_spans_follow_the_paragraphs() -> None:
    """Each paragraph in another language is a span of its own; its offsets are code points, an emoji being one."""
    english = f"😀 {ENGLISH}"
    body = f"{english}\n\n{RUSSIAN}\n\n{RUSSIAN}\n\n{english}"

    spans = tag(body).spans

    assert [span.tag for span in spans] == ["en", "ru", "en"]
    assert [body[span.start : span.end] for span in spans] == [english, f"{RUSSIAN}\n\n{RUSSIAN}", english]


def test_spans_inside_a_line() -> None:
    """A sentence in another language inside a line is a span."""
    body = f"{ENGLISH} {GREEK} {ENGLISH}"

    assert [body[span.start : span.end] for span in tag(body).spans] == [ENGLISH, GREEK, ENGLISH]


def test_short_lines_borrow_from_their_own_script() -> None:
    """A line too short to tell takes the article's language, but never one that is written in another script."""
    spans = tag(f"{GERMAN}\n\nTaxi\n\nМост\n\n{GERMAN}").spans

    assert [(span.tag == "de", span.script) for span in spans] == [(True, "Latn"), (False, "Cyrl"), (True, "Latn")]


def test_chinese_lines_keep_the_script_of_the_article() -> None:
    """A line without a character that tells the two Chinese scripts apart is in the one that the article is in."""
    tags = tag("市議會星期二決定重建舊橋，工程將於明年春天開始。\n\n人口三百五十。")

    assert [span.tag for span in tags.spans] == ["zh-Hant"]


def test_shares_cover_everything_printed() -> None:
    """Headline, body and furniture count by their letters; the largest share stands first."""
    tags = tag(ENGLISH, headline="Old bridge to be rebuilt", furniture=(Furniture("page-header", GREEK),))

    assert [share.tag for share in tags.languages] == ["en", "el"]
    letters = [sum(map(str.isalpha, text)) for text in (ENGLISH + "Old bridge to be rebuilt", GREEK)]
    assert [share.share for share in tags.languages] == [round(count / sum(letters), 4) for count in letters]


def test_furniture_is_tagged() -> None:
    """Each piece of furniture carries its language and is otherwise as it was; a page number has none."""
    furniture = (
        Furniture("page-header", "روزنامه صبح شهر، شماره صد و بیست و چهارم، سه شنبه"),
        Furniture("page-header", "صفحه دوم"),
        Furniture("page-footer", "12"),
        Furniture("caption", "The bridge"),
    )

    tags = tag(ENGLISH, furniture=furniture)

    assert [piece.language for piece in tags.furniture] == ["fa", "fa", None, "en"]
    assert [(piece.kind, piece.text) for piece in tags.furniture] == [(piece.kind, piece.text) for piece in furniture]


def test_a_header_does_not_decide() -> None:
    """What the body starts with is not the article's language; what most of it is in is."""
    assert tag(f"{RUSSIAN}\n\n{ENGLISH}\n\n{ENGLISH}\n\n{ENGLISH}").language.tag == "en"


@pytest.mark.parametrize("others", [1, 2, 3])
def test_as_sure_as_the_lead_is_large(others: int) -> None:
    """Where several languages share a body about evenly, which one most of it is in is a toss-up, and said to be."""
    paragraphs = (ENGLISH, GERMAN, RUSSIAN, GREEK)

    even = tag("\n\n".join(paragraphs[: others + 1])).language
    uneven = tag("\n\n".join((ENGLISH, *paragraphs[: others + 1]))).language

    assert even.confidence < 0.8
    assert uneven.tag == "en"
    assert uneven.confidence >= 0.95


def test_lines_that_agree_are_read_as_the_whole_is() -> None:
    """A long text of many lines has the tag and the confidence that it has as one line."""
    lines = [ENGLISH] * 15
    assert tag("\n\n".join(lines)).language == tag(" ".join(lines)).language
    lines = [RUSSIAN] * 15
    assert tag("\n\n".join(lines)).language == tag(" ".join(lines)).language


def test_the_declared_language_decides_only_a_tie() -> None:
    """A page may declare what it likes about a text whose language is plain."""
    assert tag(ENGLISH, declared="fr-CA").language.tag == "en"


def test_the_declared_language_decides_a_tie() -> None:
    """Where words and detectors leave it open between close languages, what the page declares is believed."""
    body = "Svi su putnici u autobusu ostali neozlijeđeni."

    assert [tag(body, declared=declared).language.tag for declared in ("hr", "bs-Latn-BA")] == ["hr", "bs"]
    assert tag(body, declared="en").language.tag in {"hr", "bs"}
