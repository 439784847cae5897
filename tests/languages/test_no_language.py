"""What is printed but in no language is tagged `und`; what is in one is not, however short or full of figures."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import tomllib
from pathlib import Path

import pytest

from service.languages.cascade import detect

KINDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("no_language.toml").read_text("utf-8"))


def test_no_language() -> None:
    """Of numbers, code, hashes, addresses and the like nineteen in twenty are in no language."""
    said = {text: detect(text).language for texts in KINDS.values() for text in texts}

    assert len(said) >= 80
    assert len(KINDS) == 9
    wrong = {text: language for text, language in said.items() if language != "und"}
    assert len(wrong) <= 0.05 * len(said), wrong


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Spiel endete 3:1 (2:0), Tore: Müller (12.), Schmidt (34., 78.) – 1:2 Weber (56.).", "de"),
        ("Em 2019, a empresa vendeu 12 400 unidades (+3,5 %) por 1,2 milhões de euros.", "pt"),
        ("Se https://example.org/one/two og www.example.com for mer om saken, sier hun.", "nb"),
        ("THE COUNCIL VOTED ON TUESDAY TO REBUILD THE OLD BRIDGE", "en"),
        ("Donaudampfschifffahrtsgesellschaftskapitäne fordern höhere Löhne", "de"),
        ("Цена выросла на 3,5 % до 1 200 руб. (+40 руб.) за 1 кг.", "ru"),
        ("قیمت ۱۲۰۰ تومان بود که ۳٫۵ درصد افزایش یافت.", "fa"),
        ("وَقَالَ الرَّئِيسُ إِنَّ الحُكُومَةَ سَتُعِيدُ بِنَاءَ الجِسْرِ", "ar"),
    ],
)
def test_prose_with_figures_is_in_its_language(text: str, language: str) -> None:
    """Figures, addresses, capitals, long words and printed vowel points are no reason to doubt."""
    assert detect(text).language == language
