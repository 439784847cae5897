"""Mojibake: what is put right, line by line, and what only looks like it or is quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import mojibake
from service.article import DecodedArticle, ExtractedArticle
from service.characters import CleanText, clean_characters, clean_text
from service.mojibake import repair
from service.steps.normalise import normalise

# A sentence of each language, its charset where it has one of its own, and that in which UTF-8 is taken for it.
PRINTED = {
    "de": "Können wir die Straße über die Brücke öffnen? „Ja“, sagte er \u2013 für 5 €.",
    "pl": "Kto przyjeżdżał do Żabińca pociągiem, zawsze był za wcześnie albo za późno.",
    "ru": "\u0412 городском театре Инна двадцать лет чинит кукол.",
    "ar": "حفظ البحارة القدامى طريق الحج، وعادوا.",
    "hi": "बड़े भाई ने गांव की घड़ी ठीक की।",
    "ja": "湖の氷が厚さ三十センチに達し、町は通行を認めた。",
    "el": "\u0397 γέφυρα άνοιξε ξανά το πρωί.",
    "he": "הגשר נפתח מחדש בבוקר.",
    "th": "สะพานเปิดอีกครั้งในตอนเช้า",
}


def read_as(text: str, codec: str, *, of: str = "utf-8") -> str:
    """The text's bytes, read in another charset; what that leaves open is a control character."""
    return "".join(bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in text.encode(of))


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1251", "cp1256", "cp1250", "cp1254"])
@pytest.mark.parametrize("language", PRINTED)
def test_utf_8_in_another_charset_is_put_right(language: str, codec: str) -> None:
    """Also with the control characters that stand for bytes which the charset leaves open."""
    text = PRINTED[language]
    assert clean_characters(read_as(text, codec)) == clean_characters(text)


@pytest.mark.parametrize(
    ("language", "charset"),
    [
        ("ja", "cp932"),
        ("ja", "euc_jp"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("ar", "cp1256"),
        ("el", "cp1253"),
        ("he", "cp1255"),
        ("th", "cp874"),
    ],
)
def test_a_charset_of_its_own_in_western_letters_is_put_right(language: str, charset: str) -> None:
    """Lines of ASCII beside it stay."""
    text = f"{PRINTED[language]}\n\n12:30 AFP\n\n{PRINTED[language]} {PRINTED[language]}"
    assert clean_characters(read_as(text, "cp1252", of=charset)) == text


def test_twice_over_is_put_right() -> None:
    """A wrong decoding of a wrong decoding."""
    twice = read_as(read_as(PRINTED["de"], "cp1252"), "cp1252")
    assert clean_characters(twice) == PRINTED["de"]


@pytest.mark.parametrize("language", PRINTED)
def test_only_the_lines_that_suffered_are_put_right(language: str) -> None:
    """Sound lines beside them stay, and a line of one wrong letter is told by the others."""
    sound = PRINTED[language]
    wrong = read_as(f"{sound}\n{sound}\nYA\u015eAM", "cp1252")
    assert clean_characters(f"{sound}\n{wrong}\n{sound}") == f"{sound}\n{sound}\n{sound}\nYA\u015eAM\n{sound}"


@pytest.mark.parametrize(
    "text",
    [
        "The sign read Caf\u00c3\u00a9 Zo\u00eb, and nobody saw it.",
        "The e9 of Latin-1 became \u00c3\u00a9 in UTF-8, and \u00fc became \u00c3\u00bc.",
        "Why UTF-8 prints Ã©\n\nIt shows Ã¼ber and Ã¶l and Ã¤hre.\n\nNobody at the caf\u00e9 minds. \u201cNo.\u201d",
        "\u0420\u00ab\u0418\u0449\u0438\u00bb \u0421\u00a0\u0447\u0438\u0436\u0438\u043a\u0438",
        "\u00abL\u2019\u00c9T\u00c9\u00bb, \u00e0 No\u00ebl, d\u00e9j\u00e0\u2026 MARCH\u00c9\u2122",
        "\u0634\u0645\u0639\u060c \u0648\u0633\u0637\u00bb \u0628\u0627\u063a\u2026 \u0634\u0637\u061f",
        "\u2022\u2022\u2022\u2022\n\u2022\u2022\u2022\u2022\n\u2014\u2014\u2014\u2014\n\u201c\u2026\u2026\u2026\u201d",
        *PRINTED.values(),
        "\n".join(PRINTED.values()),
    ],
)
def test_what_is_quoted_or_sound_stays(text: str) -> None:
    """Where sound letters stand in the same line, or the text is about it, mojibake is a quotation."""
    assert clean_characters(text) == clean_characters(clean_characters(text)) == text


def test_what_was_repaired_is_counted() -> None:
    """The characters that stood for others, and a warning in the record."""
    wrong = "Le caf\u00c3\u00a9 est \u00c3\u00a0 c\u00c3\u00b4t\u00c3\u00a9."
    assert repair(wrong)[:2] == ("Le caf\u00e9 est \u00e0 c\u00f4t\u00e9.", 8)
    read = normalise(DecodedArticle("1", wrong, "text/plain"), ExtractedArticle())
    assert [(one.code, one.detail) for one in read.cautions] == [
        ("mojibake-repaired", "8 characters stood for others, which were written in their place.")
    ]


@given(
    st.text(st.characters(max_codepoint=0x7FF, exclude_categories=("Cc", "Cs"))), st.sampled_from(["cp1252", "cp1251"])
)
def test_repair_is_total_and_ends(text: str, codec: str) -> None:
    """Whatever is read in whatever charset, cleaning twice is cleaning once."""
    cleaned = clean_characters(read_as(text, codec))
    assert clean_characters(cleaned) == cleaned


def test_mojibake_is_repaired_up_to_a_bound() -> None:
    """Of suspect lines so many characters are repaired, wherever they stand; the others stay, and nothing is lost."""
    wrong, right = (
        "Le caf\u00c3\u00a9 est \u00c3\u00a0 c\u00c3\u00b4t\u00c3\u00a9.",
        "Le caf\u00e9 est \u00e0 c\u00f4t\u00e9.",
    )
    lines = mojibake.MOST_REPAIRED_CHARACTERS // len(wrong)
    far = "plain\n" * 500_000 + f"{wrong}\n" * 10
    assert clean_characters(far).count(right) == 10
    cleaned = clean_characters(f"{wrong}\n" * 2 * lines)
    assert 0.9 * lines < cleaned.count(right) <= lines
    assert cleaned.count(right) + cleaned.count(wrong) == 2 * lines


@pytest.mark.parametrize(
    ("wrong", "right", "repaired"),
    [
        (
            "L\x92\u00e9tat d\x92\u00e2me \x96 et le c\x9cur",
            "L\u2019\u00e9tat d\u2019\u00e2me \u2013 et le c\u0153ur",
            4,
        ),
        ("He said \x93no\x94\x85", "He said \u201cno\u201d\u2026", 3),
        ("noise \x90\x92\x8d here", "noise  here", 0),
        ("one line\x85another", "one line\u2026another", 1),
    ],
    ids=["French", "quotes", "not Windows-1252", "ellipsis"],
)
def test_controls_of_windows_1252(wrong: str, right: str, repaired: int) -> None:
    """Control characters that no text has are what Windows-1252 prints there, as browsers read them, where all are."""
    assert clean_text(wrong) == CleanText(right, 0, repaired)
