"""Key phrases in scripts that set no words apart: ten articles, written for this, in Chinese, Japanese and Thai."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import tomllib
from pathlib import Path

import pytest

from service.article import Findings, Found, NormalisedArticle
from service.keyphrases.syllables import clusters
from service.steps.find_keyphrases import find_keyphrases

ARTICLES = sorted((Path(__file__).parent / "keyphrases").glob("*.toml"))
# Of the ten phrases, those that a desk would file the article under; what the others are may change.
FEWEST_WANTED = 4


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_words_are_told_without_a_dictionary(path: Path) -> None:
    """What recurs is cut out whole: the phrases hold what a desk would file the article under, and no clause."""
    sample = tomllib.loads(path.read_text("utf-8"))
    headline = Found(sample["headline"], "layout", sample["headline"], 1.0)
    article = NormalisedArticle(sample["body"].strip(), Findings(headline=headline))
    found = [phrase.text for phrase in find_keyphrases(article, sample["language"])]
    assert len(set(found) & set(sample["wanted"])) >= FEWEST_WANTED, found
    assert found[0] in sample["wanted"] or any(one in found[0] for one in sample["wanted"]), found
    assert max(map(len, found)) <= 10 * (2 if sample["language"] == "th" else 1), found


def test_names_in_quotation_marks_are_whole() -> None:
    """A title in quotes is a phrase where it stands again, kana and all."""
    body = "新品種米「星のしずく」が売れている。星のしずくは冷めてもおいしい。農家は星のしずくを増やす。"
    found = find_keyphrases(NormalisedArticle(body, Findings()), "ja")
    assert found[0].text == "星のしずく"


def test_few_sentences_have_phrases_too() -> None:
    """Where hardly anything recurs, what stands between function words may be a phrase."""
    found = find_keyphrases(NormalisedArticle("他说，古茶园今年遭遇干旱。茶农很担心。", Findings()), "zh-Hans")
    assert "古茶园" in [phrase.text for phrase in found]


def test_no_clause_and_no_syllable_of_thai_is_a_phrase() -> None:
    """Where function words stand side by side a clause recurs and no name; one syllable is a part of many words."""
    body = "คนงมวัดขึ้นจากแม่น้ำโขงเมื่อวานนี้ เห็นวัดขึ้นจากแม่น้ำโขงแล้ว คนในบ้านวิ่งมาดู เด็กวิ่งตามไปที่บ้าน"
    found = {phrase.text for phrase in find_keyphrases(NormalisedArticle(body, Findings()), "th")}
    assert "แม่น้ำโขง" in found
    assert not any("ขึ้นจาก" in text for text in found)
    assert not found & {"บ้าน", "วิ่ง"}


def test_a_name_keeps_its_first_character() -> None:
    """A name that recurs among other neighbours is whole, though it begins with what others begin with by chance."""
    body = "設備廠商均豪電子同日宣布擴廠。均豪電子總經理說，平均產能將增加一倍，設備廠商也會增加。"
    found = [phrase.text for phrase in find_keyphrases(NormalisedArticle(body, Findings()), "zh-Hant")]
    assert "均豪電子" in found
    assert "豪電子" not in found


def test_a_japanese_noun_keeps_its_ending() -> None:
    """Kana that ends a noun belongs to it where a particle or nothing follows; a particle before a verb does not."""
    body = "島民の見送りは静かだった。傘立ては杭と縄で示した場所にある。見送りの後、傘立てが残った。"
    found = {phrase.text for phrase in find_keyphrases(NormalisedArticle(body, Findings()), "ja")}
    assert {"見送り", "傘立て"} <= found
    assert "縄で示" not in found


@pytest.mark.parametrize(
    ("run", "whole"),
    [
        ("ลูกว่ายน้ำ", "ว่าย"),
        ("ชาวประมงไปข้างหน้า", "ชาว"),
        ("ชาวประมงไปข้างหน้า", "ข้าง"),
        ("เมืองแดงเลยไทยบ้าน", "แดง"),
        ("เมืองแดงเลยไทยบ้าน", "เลย"),
        ("เมืองแดงเลยไทยบ้าน", "ไทย"),
        ("เมืองแดงเลยไทยบ้าน", "บ้าน"),
        ("ຂ່າວນ້ຳ", "ຂ່າວ"),
    ],
)
def test_a_syllable_keeps_the_consonant_that_closes_it(run: str, whole: str) -> None:
    """One that begins no syllable without a vowel of its own, or stands last, belongs to the vowel before it."""
    assert whole in clusters(run)


@pytest.mark.parametrize("run", ["มีวงการ", "มายกเลิก", "มีงบ", "มาวัน", "ไปสมาคม", "มีบริษัท"])
def test_a_consonant_that_may_begin_the_next_syllable_is_left_to_it(run: str) -> None:
    """Before another one it may be the first of two that make a syllable together."""
    assert run[2:] == "".join(clusters(run)[1:])


def test_no_phrase_begins_with_the_end_of_a_syllable() -> None:
    """A function word that only seems to stand there ends within a syllable."""
    body = "ชาวประมงพบวาฬแม่ลูกว่ายน้ำอยู่ห่างจากฝั่ง เจ้าหน้าที่ขอให้เรือลดความเร็ว"
    found = [phrase.text for phrase in find_keyphrases(NormalisedArticle(body, Findings()), "th")]
    assert not [text for text in found if text.startswith("ย")]
