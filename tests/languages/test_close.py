"""Words that tell close languages apart."""

import tomllib
from pathlib import Path

import pytest

from service.languages import close
from service.languages.cascade import detect
from service.languages.close import FAMILIES, count_words_for, is_kurmanji, is_latin, tell_by_words, weigh_close

LISTS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(close.__file__).with_name("close_words.toml").read_text("utf-8")
)


@pytest.mark.parametrize("family", FAMILIES)
def test_words_are_of_the_family_and_tell_something(family: str) -> None:
    """Each list is of some languages of its family but not of all, in lower case, without one twice."""
    for languages, words in LISTS[family].items():
        assert set(languages.split()) < FAMILIES[family]
        assert len(set(words)) == len(words)
        assert all(word == word.lower().strip() for word in words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vlada je u srijedu, na prijedlog povjerenstva, smanjila proračun za iduću godinu.", "hr"),
        ("Predsednik je juče posle sednice saopštio da će deca i lekari biti bezbedni.", "sr"),
        ("Perdana Menteri berkata syarikat itu akan menambah peruntukan bagi kesihatan kerana wabak.", "ms"),
        ("Menteri mengatakan perusahaan itu membutuhkan uang karena kualitas layanan kesehatan.", "id"),
        ("Kommunestyret vedtok ikkje å byggje ei ny bru, sjølv om fleire meiner det er nokon grunn til det.", "nn"),
        ("Kommunestyret vedtok ikke å bygge en ny bro, selv om flere mener det er noen grunn til det.", "nb"),
        ("Byrådet besluttede ikke at bygge en ny bro, selv om flere mener, at der er god grund til det.", "da"),
    ],
)
def test_close_languages(text: str, language: str) -> None:
    """A sentence with words of its own is told from its neighbours."""
    assert detect(text).language == language


def test_a_beginning_and_an_ending_speak_too() -> None:
    """Words are told by themselves first, then by how they begin, then by how they end."""
    assert count_words_for("moglegheit", "nor") == {"da": 0, "nb": 0, "nn": 1}  # by its beginning
    assert count_words_for("sikkerheit", "nor") == {"da": 0, "nb": 0, "nn": 1}
    assert count_words_for("sikkerhet", "nor") == {"da": 0, "nb": 1, "nn": 0}
    assert count_words_for("het", "nor") == {"da": 0, "nb": 0, "nn": 0}


def test_decisive_words() -> None:
    """Many words of one language and few of its neighbours leave nothing for letters to decide."""
    nynorsk = "Kommunestyret vedtok ikkje å byggje ei ny bru, sjølv om fleire meiner det."
    assert tell_by_words(nynorsk, "nor", cld2="da") == "nn"
    assert [tell_by_words("Jeg ble der, og jeg ble sett.", "nor", cld2=other) for other in ("nb", "da")] == ["nb", None]


def test_a_word_for_two_languages_is_half_for_each() -> None:
    """`hiljada` is Bosnian and Serbian, `tko` Croatian alone."""
    assert count_words_for("hiljada", "hbs") == {"bs": 0.5, "hr": 0, "sr": 0.5}
    assert count_words_for("Tko?", "hbs") == {"bs": 0, "hr": 1, "sr": 0}


def test_shares_are_of_the_whole() -> None:
    """The languages of a family share all of the probability, whatever is known of them."""
    shares = weigh_close("nothing of theirs", "nor", {}, "")
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) == FAMILIES["nor"]


def test_names_of_species_are_no_latin() -> None:
    """Latin has particles; a list of species, or one in a sentence of another language, has none."""
    assert is_latin("Carthago delenda est.")
    assert not is_latin("Quercus robur, Fagus sylvatica, Pinus sylvestris, Betula pendula")
    assert detect("Quercus robur, Fagus sylvatica, Pinus sylvestris, Betula pendula").confidence < 0.9


def test_kurmanji_is_no_french() -> None:
    """A circumflex alone makes no Kurdish."""
    assert not is_kurmanji("La fête a été un succès, même sous la pluie, et le maître des lieux était aux anges.")
    assert is_kurmanji("Gundî dibêjin ku av tune ye û zarok nexweş in.")
    assert is_kurmanji("Sibê hewa dê ewrayî be û baran bibare.", doubted=True)
    assert not is_kurmanji("Você vê três mudanças em dez meses, e ele tem de ler tudo em voz alta.", doubted=True)
