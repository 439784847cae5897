"""How bytes become text: marks, declarations, detection, and what does not fit."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.raw.charset import decode_bytes, page_declarations
from service.raw.charset_labels import CODECS, charset_name

COPY = {
    name: (entry["codec"], entry["text"])
    for name, entry in tomllib.loads(Path(__file__).with_name("copy_in_charsets.toml").read_text("utf-8")).items()
}


@pytest.mark.parametrize("name", COPY)
def test_undeclared_copy_is_read_in_its_charset_with_a_caution(name: str) -> None:
    """Where nothing is declared the letters tell the charset; that it was guessed is said."""
    codec, text = COPY[name]
    decoded = decode_bytes(text.encode(codec), [])
    assert (decoded.text, decoded.charset.value) == (text, name)
    assert [caution.code for caution in decoded.cautions] == ["charset-guessed"]


@pytest.mark.parametrize("name", COPY)
def test_undeclared_pages_are_read_in_their_charset(name: str) -> None:
    """Markup around the copy, thousands of bytes of it, does not hide what the letters tell."""
    codec, text = COPY[name]
    page = f"<html><head><script>{'var a = 1; ' * 900}</script></head><body>\n<p>{text}</p></body></html>"
    assert decode_bytes(page.encode(codec), []).text == page


@pytest.mark.parametrize("name", COPY)
def test_declared_copy_is_read_as_declared(name: str) -> None:
    """A known label settles the charset, in any case and with white space around it."""
    codec, text = COPY[name]
    decoded = decode_bytes(text.encode(codec), [f" {name.upper()} "])
    assert (decoded.text, decoded.charset.value, decoded.cautions) == (text, name, ())


@pytest.mark.parametrize(
    ("data", "text", "charset"),
    [
        (b"\xef\xbb\xbfCaf\xc3\xa9", "Café", "utf-8"),
        (b"\xff\xfeC\x00a\x00f\x00\xe9\x00", "Café", "utf-16le"),
        (b"\xfe\xff\x00C\x00a\x00f\x00\xe9", "Café", "utf-16be"),
        (b"\xff\xfe\x00\x00" + "Café".encode("utf-32-le"), "Café", "utf-32le"),
        (b"\x00\x00\xfe\xff" + "Café".encode("utf-32-be"), "Café", "utf-32be"),
    ],
)
def test_a_byte_order_mark_settles_the_charset(data: bytes, text: str, charset: str) -> None:
    """A byte order mark goes before any declaration, and is no part of the text."""
    decoded = decode_bytes(data, ["koi8-r"])
    assert (decoded.text, decoded.charset.value, decoded.cautions) == (text, charset, ())


@pytest.mark.parametrize(
    ("data", "text", "charset"),
    [
        (b"Quay closed", "Quay closed", "utf-8"),
        (b"", "", "utf-8"),
        ("Kai für Fußgänger".encode(), "Kai für Fußgänger", "utf-8"),
        ("Kai für Fußgänger".encode("utf-16-le"), "Kai für Fußgänger", "utf-16le"),
        ("Kai für Fußgänger".encode("utf-16-be"), "Kai für Fußgänger", "utf-16be"),
        ("港湾当局は岸壁を閉鎖した。".encode("iso2022_jp"), "港湾当局は岸壁を閉鎖した。", "iso-2022-jp"),
        ("항만 당국은 부두를".encode("iso2022_kr"), "항만 당국은 부두를", "iso-2022-kr"),
    ],
)
def test_charsets_that_show_themselves_are_read_without_a_caution(data: bytes, text: str, charset: str) -> None:
    """UTF-8, UTF-16 and ISO 2022 are recognised by their form, not guessed by their letters."""
    decoded = decode_bytes(data, [])
    assert (decoded.text, decoded.charset.value, decoded.cautions) == (text, charset, ())


def test_undeclared_utf_8_that_was_cut_stays_utf_8() -> None:
    """One character broken among many sound ones does not make another charset of the text."""
    decoded = decode_bytes("Ключ от причала: набережная закрыта".encode()[:-1], [])
    assert decoded.text == "Ключ от причала: набережная закрыт\ufffd"
    assert [caution.code for caution in decoded.cautions] == ["replaced-characters"]


@pytest.mark.parametrize(
    "stray",
    [(b"\xff\xfe",), (b"\xff\xfe\x80",), (b"\xff", b"\x9e", b"\xff"), (b"\xe2\x80", b"\xc3")],
    ids=["together", "three together", "apart", "characters cut"],
)
def test_stray_bytes_make_no_other_charset_of_english_in_utf_8(stray: tuple[bytes, ...]) -> None:
    """English has few characters beyond ASCII, and each sound one is worth more than a stray byte."""
    text = (
        "Café owner wins appeal over €40,000 fine. “I am delighted,” said Zoë Brontë of Saint-Rémy. "
        "“The neighbours” case … fell."
    )
    words = text.encode().split(b" ")
    for at, piece in enumerate(stray, 1):
        words[at] = words[at][:2] + piece + words[at][2:]
    decoded = decode_bytes(b" ".join(words), [])
    assert decoded.charset.value == "utf-8"
    assert [caution.code for caution in decoded.cautions] == ["replaced-characters"]
    assert decoded.text.replace("\ufffd", "") == text


def test_two_quotation_marks_outweigh_a_stray_byte() -> None:
    """They are all that is beyond ASCII in many a short English text."""
    decoded = decode_bytes("“It is the harbour” again.".encode() + b" \xff", [])
    assert (decoded.text, decoded.charset.value) == ("“It is the harbour” again. \ufffd", "utf-8")


@pytest.mark.parametrize("name", COPY)
def test_no_piece_of_copy_in_another_charset_is_taken_for_broken_utf_8(name: str) -> None:
    """The sound characters that UTF-8 finds there by chance are outweighed by the broken ones."""
    codec, text = COPY[name]
    pieces = [text[at : at + 40].encode(codec) for at in range(0, len(text), 40)]
    read = [decode_bytes(piece, []).charset.value for piece in pieces if not piece.isascii()]
    assert read
    assert "utf-8" not in read


def test_bytes_that_do_not_fit_become_replacement_characters() -> None:
    """They are counted in a caution; a U+FFFD that the sender wrote is not among them."""
    decoded = decode_bytes("Die Fähre \ufffd fährt".encode() + b" \xe4 nicht \xff", ["utf-8"])
    assert decoded.text == "Die Fähre \ufffd fährt \ufffd nicht \ufffd"
    (caution,) = decoded.cautions
    assert (caution.code, caution.field) == ("replaced-characters", "content")
    assert caution.detail == "2 characters became U+FFFD: bytes that are not utf-8."


def test_an_unknown_label_leaves_the_word_to_the_next_one() -> None:
    """Each label that no charset is known by is named in a caution."""
    decoded = decode_bytes(b"\xe4", ["x-nonsense", "iso-8859-1", "koi8-r"])
    assert (decoded.text, decoded.charset.value) == ("ä", "windows-1252")
    (caution,) = decoded.cautions
    assert caution.code == "unknown-charset"
    assert "x-nonsense" in (caution.detail or "")


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("iso-8859-1", b"\x93Kai\x94 \x80", "“Kai” €"),
        ("us-ascii", b"\xe9", "é"),
        ("iso-8859-9", b"\xfe\x80", "ş€"),
        ("gb2312", "朱镕基".encode("gbk"), "朱镕基"),
        ("GBK", "㐀".encode("gb18030"), "㐀"),
        ("shift_jis", "①㈱".encode("cp932"), "①㈱"),
        ("x-sjis", "表".encode("cp932"), "表"),
        ("EUC-JP", b"\xad\xa1", "①"),
        ("ks_c_5601-1987", "똠".encode("cp949"), "똠"),
        ("big5", "碁€".encode("cp950"), "碁€"),
        ("big5", "䏰".encode("big5hkscs"), "䏰"),
        ("tis-620", "ท่าเรือ".encode("cp874"), "ท่าเรือ"),
        ("utf-16", "Kai".encode("utf-16-le"), "Kai"),
        ("unicode-1-1-utf-8", "Größe".encode(), "Größe"),
        ("ISO_8859-5:1988", "порт".encode("iso8859-5"), "порт"),
    ],
)
def test_labels_mean_what_the_web_means_by_them(label: str, data: bytes, text: str) -> None:
    """Old labels are read as the supersets that browsers read them as (WHATWG Encoding Standard)."""
    decoded = decode_bytes(data, [label])
    assert (decoded.text, decoded.cautions) == (text, ())


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        (b'<html><head><meta charset="koi8-r">', ["koi8-r"]),
        (b"<META CHARSET = windows-1251 />", ["windows-1251"]),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=big5">', ["big5"]),
        (b"<meta content='text/html;charset=euc-kr' http-equiv=content-type>", ["euc-kr"]),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html><meta charset="utf-8">', ["iso-8859-2", "utf-8"]),
        (b'<meta name="description" content="how charset=koi8-r came about">', []),
        (b'<!-- <meta charset="koi8-r"> --><p>charset=koi8-r</p>', []),
        (b'<meta charset="utf-16">', ["utf-8"]),
        (b"<script>" + b"x" * 2000 + b'</script><meta charset="koi8-r">', ["koi8-r"]),
        (b"x" * 20_000 + b'<meta charset="koi8-r">', []),
        (b'<!-- without an end <meta charset="koi8-r">', []),
        (b'<meta name="a"charset=big5 class= x>', ["big5"]),
    ],
)
def test_a_page_declares_its_charset_near_its_start(page: bytes, labels: list[str]) -> None:
    """XML declaration and meta elements count; comments and other attributes do not."""
    assert page_declarations(page) == labels


@pytest.mark.parametrize(
    "bait",
    [
        b"<!--" * 4_000,
        b"<meta " + b"a" * 16_000,
        b"<meta http-equiv=content-type content='charset=" + b" " * 16_000 + b"'>",
    ],
)
def test_bait_in_a_head_declares_nothing(bait: bytes) -> None:
    """And 500 pages with it are read within the test's time, which quadratic patterns would not do."""
    assert [page_declarations(bait) for _ in range(500)] == [[]] * 500


def test_every_charset_is_known_by_its_own_name() -> None:
    """The name that is reported can be declared."""
    assert {name: charset_name(name) for name in CODECS} == {name: name for name in CODECS}


@given(st.binary(max_size=300), st.lists(st.text(max_size=12) | st.sampled_from(sorted(CODECS)), max_size=3))
def test_any_bytes_become_text(data: bytes, declared: list[str]) -> None:
    """Whatever bytes and labels there are, the text is one that UTF-8 can hold, and the same each time."""
    decoded = decode_bytes(data, declared)
    assert decoded.text.encode().decode() == decoded.text
    assert decoded == decode_bytes(data, declared)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16le", "utf-16be", "gb18030"]))
def test_text_in_a_charset_of_all_characters_comes_back(text: str, name: str) -> None:
    """What can be encoded is decoded to what it was."""
    data = text.encode(CODECS[name][0])
    assume(not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff")))
    assert decode_bytes(data, [name]).text == text
