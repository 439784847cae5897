"""Where sentences end, in the cases that sentencex alone gets wrong."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.sentences import split_sentences
from service.sentences.quotations import find_passages


def split(text: str, language: str) -> list[str]:
    """The sentences of a text, as they stand in it."""
    return [text[one.start : one.end] for one in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "At 5 p.m. Monday the bus to Ft. Worth left, said Prof. J. R. Brown of the U.S. Army."),
        ("en", "The storm – it was big! – passed."),
        ("en", "“Is it over? It is!” she asked."),
        ("en", "1. The first of the items."),
        ("ur", "ماسٹر صاحب نے کہا: ’’املا پھر بھی غلط ہے۔‘‘"),
        ("fr", "M. Dupont a parlé à J.-C. Martin de l'art. 5 de la loi."),
        ("de", "Der 2. Weltkrieg und der 1. FC Beispiel, so Prof. Dr. h.c. Hans Meier."),
        ("tr", "Av. Ali Veli ve Doç. Dr. Can Su 3. kez konuştu."),
        ("it", "Il dott. Rossi e il sig. G. Verdi sono arrivati."),
        ("th", "ตลาดเปิดทุกวัน ตั้งแต่เวลา 17.00 น. ถึง 22.00 น. และปิดในวันจันทร์"),
        ("th", "เมื่อปีพ.ศ. 2567 ดร. สมชาย ทองดี วิ่ง 12 กม. จาก จ. น่าน ถึง อ.เมือง ในวันที่ 5 ม.ค. 2568 หรือ ค.ศ. 2025"),
        ("th", "โต๊ะสูง 75 ซม. ยาว 2 ม. และหนัก 30 กก. ตามที่ รศ.ดร. มาลี กล่าว"),
        ("pl", "W 2020 r. premier przyjechał do św. Anny."),
        ("pt", "A Av. Paulista e o art. 5.º da lei."),
        ("vi", "Mưa lớn ở TP. Hồ Chí Minh và TS. Lê nói."),
        ("ru", "Он сказал, т. е. написал, что А. С. Петров жив."),
        ("hu", "A 2020. május 3. napján Dr. Kiss beszélt."),
        ("bn", "বিচারপতি মো. নিজামুল হক ও ডা. ফরিদ আহমদ আদেশ দেন।"),
        ("hi", "डॉ. शर्मा और प्रो. के. एल. राव ने कहा।"),
        ("ta", "மு. க. ராமன் பேசினார்."),
        ("ar", "قال د. أحمد في المدينة."),
        ("he", 'אמר ד"ר כהן לצה"ל.'),
        ("ja", "「行きます。戻ります。」と彼は言った。"),
        ("ko", '"가자. 오자."라고 말했다.'),
    ],
)
def test_one_sentence_stays_one(language: str, sentence: str) -> None:
    """Initials, titles, ordinals, hours and what goes on behind a quotation end no sentence."""
    assert split(sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["He lives in the U.S.", "The firm is there too."]),
        ("en", ["He left at 6 a.m.", "The bus came."]),
        ("en", ["The bridge opened in May.", "Traffic has doubled."]),
        ("en", ["So did I.", "Then nobody came."]),
        ("de", ["Er ging.", "»Wir gehen. Wir bleiben«, sagte sie."]),
        ("de", ["Sie wurde 45.", "Dann zog sie um."]),
        ("hi", ["वह घर गया है.", "सीता आई."]),
        ("fa", ["او گفت.", "بعد رفت."]),
        ("he", ["אמר הוא.", "הוא הלך."]),
        ("en", ["i went home.", "then i left."]),
        ("fr", ["Non.", "Jean est parti."]),
        ("km", ["គាត់មក។", "នាងទៅ។"]),
        ("bo", ["བོད་ཡིག།", "ལྷ་ས།"]),
        ("th", ["ตลาดเปิดทุกวัน ตั้งแต่เวลา 17.00 น. ถึงเวลา 22.00 น.", "นอกจากนี้ยังมีการแสดงดนตรี"]),
        ("th", ["เขากลับมาบ้านแล้ว.", "เธอไม่ได้กลับมา."]),
        ("th", ["นายกรัฐมนตรีกล่าวว่ารัฐบาลจะจัดสรรงบประมาณให้", "นอกจากนี้ยังมีโครงการอื่นอีกหลายโครงการ"]),
    ],
)
def test_two_sentences_stay_two(language: str, sentences: list[str]) -> None:
    """What opens a sentence is no rest of the one before; ends that sentencex misses are found."""
    assert split(" ".join(sentences), language) == sentences


def test_titles_without_end_are_no_endless_sentence() -> None:
    """Text that is all titles is cut into sentences of bounded length."""
    assert max(map(len, split("डॉ. " * 5_000, "hi"))) <= 2_000


@given(
    st.lists(st.sampled_from([*"Aa1 .!?\"'“”»«‘’」-—\n।।", " Dr.", "''", "``", "और"])).map("".join),
    st.sampled_from(["en", "de", "hi", "th", ""]),
)
def test_any_marks_are_taken(text: str, language: str) -> None:
    """Whatever stands between the marks, sentences and passages hold all that is printed."""
    sentences = split_sentences(text, language)
    passages = find_passages(text, sentences)
    assert "".join("".join(text[one.start : one.end] for one in sentences).split()) == "".join(text.split())
    assert [at for one in passages for at in range(one.first, one.last + 1)] == list(range(len(sentences)))


def test_a_chinese_stop_before_a_digit_ends_a_sentence() -> None:
    """But not within a quotation, which stays whole."""
    assert split("茶楼建于1912年。2022年汛期过后停业。", "zh") == ["茶楼建于1912年。", "2022年汛期过后停业。"]
    assert split("他说：“1912年建的。2022年停业。”", "zh") == ["他说：“1912年建的。2022年停业。”"]
