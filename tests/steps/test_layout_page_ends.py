"""The foot of one page and the head of the next within a paragraph: their lines are the page's, the copy's are not."""

import pytest

from service.layout import read_layout

GERMAN_TOP = (
    "KREISBLATT HEIDE\nDonnerstag, 12. Januar 2023\nSeite 3\n\nDer Brunnen am Markt laeuft wieder\n\n"
    "Nach drei Monaten Arbeit haben zwanzig junge Leute den\nalten Brunnen am Markt gereinigt, aus dem nun rund sechs\n"
    "hundert Haushalte wieder Wasser holen.\n\n"
    "Der Lehrer Karl Sommer hat die Arbeit geleitet. Anfangs\nhabe jeder gelacht, sagt er, bis der Eimer voll war\n"
    "und die ganze Strasse still wurde.\n\n"
)
GERMAN_REST = (
    "Muenzen liegen jetzt im Museum.\n\nDie Landraetin kam vorbei und versprach eine Mauer um den\nBrunnen. "
    "Das Geld dafuer steht schon im Haushalt.\n"
)


def test_copy_above_a_jump_line_and_an_address_is_copy() -> None:
    """The paragraph that breaks off with a sentence begun keeps its lines, and goes on a page later."""
    page = (
        f"{GERMAN_TOP}Karl Sommer erzaehlt, dass vierzig Wagen Erde, ein altes\nRad und Muenzen herauskamen. Die\n"
        f"(Fortsetzung auf Seite 6)\nwww.kreisblatt.example\n\nKREISBLATT HEIDE\nSeite 6\n{GERMAN_REST}"
        "www.kreisblatt.example\n"
    )
    reading = read_layout(page)
    assert reading.paragraphs[2] == (
        "Karl Sommer erzaehlt, dass vierzig Wagen Erde, ein altes Rad und Muenzen herauskamen. Die Muenzen "
        "liegen jetzt im Museum."
    )
    assert sum(piece.text == "www.kreisblatt.example" for piece in reading.furniture) == 2


def test_filled_lines_above_an_address_are_copy() -> None:
    """Where no capitals tell, too, a line that fills the column is copy."""
    top = (
        "रोज़नामा किनारा\nगुरुवार, 12 जनवरी 2023\nपृष्ठ 3\n\nगांव के युवाओं ने पुराना कुआं साफ किया\n\n"
        "गांव के युवाओं ने दो सौ साल पुराना कुआं तीन महीने की मेहनत से\nसाफ कर दिया है, जिससे करीब छह सौ घरों को पीने का "
        "पानी मिलने\nलगा है।\n\n"
        "सफाई का काम शिक्षक इमरान कुरैशी की अगुवाई में शुरू हुआ। उनका\nकहना था कि शुरू में लोग हंसते थे।\n\n"
    )
    page = (
        f"{top}इमरान कुरैशी ने बताया कि कुएं से चालीस ट्रॉली मिट्टी और एक टूटा\nहुआ पहिया निकला। सिक्के\n"
        "www.kinara.example\n\nरोज़नामा किनारा\nपृष्ठ 6\n"
        "जिला संग्रहालय को सौंप दिए गए हैं।\n\nकलेक्टर ने कुएं का दौरा किया और उसके चारों ओर दीवार बनाने के\nलिए पांच लाख "
        "रुपये देने का एलान किया।\nwww.kinara.example\n"
    )
    assert read_layout(page).paragraphs[2].endswith("हुआ पहिया निकला। सिक्के जिला संग्रहालय को सौंप दिए गए हैं।")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_two_numbers_where_a_page_ends(between: str) -> None:
    """The foot's number and the next page's right below it are both numbers of pages."""
    page = (
        f"KREISBLATT HEIDE\n\n{GERMAN_TOP.partition('Seite 3')[2].strip()}{between}14\n\n15\nKREISBLATT HEIDE\n\n"
        f'"Es fing als Scherz an", sagt der Vorsitzende Peter Lund,\nund das glaubt man ihm sofort.\n\n'
        f"{GERMAN_REST}\n16\nKREISBLATT HEIDE\n\nAuch die Kinder aus der Schule kommen jetzt jeden Morgen\nmit ihren "
        "Eimern zum Brunnen.\n"
    )
    reading = read_layout(page)
    assert [p.text for p in reading.furniture if p.kind == "page-number"] == ["14", "15", "16"]
    assert reading.paragraphs[2].startswith('"Es fing als Scherz')


def test_a_head_of_name_and_day_with_its_number_in_brackets() -> None:
    """On later pages a paper prints its name and the day in one line: the word that breaks there is whole again."""
    page = (
        "灘浜新聞\n2019年7月28日　日曜日\n第14882号\n(11)\n地域\n\n百年の橋、町が修復\n\n"
        "灘浜町で二十七日、明治時代の絵図をもとに修復された\n木の橋の渡り初めがあり、約四百人が見守った。橋に人\nが通るのは百年ぶりという。\n\n"
        "橋は全長九メートル。地元の杉を使い、釘はすべて手打\nちした。浜口さんは「木は嘘をつかない。曲げすぎれば\n必ず怒る」と話\n"
        "灘浜新聞\n\n灘浜新聞　2019年7月28日　日曜日\n(12)\nす。\n\n"
        "渡り初めには小学生十二人が選ばれた。六年の森下さん\n"
        "は「揺れるたびに橋がしゃべる」と笑顔を見せた。\n灘浜新聞\n"
    )
    reading = read_layout(page)
    assert reading.paragraphs[1].endswith("必ず怒る」と話す。")
    assert len(reading.paragraphs) == 3
    assert [p.text for p in reading.furniture if p.kind == "page-number"][-1] == "(12)"


def test_numbers_in_brackets_head_the_parts_of_a_text() -> None:
    """Nothing of the page stands beside them."""
    parts = "\n\n".join(
        f"({number})\nDie Faehre fuhr am Mittag mit allen Leuten ab, und der\nNebel kam hinter ihr zurueck.\n\n"
        f"Niemand sah sie fahren, und am Abend winkte keiner mehr,\nweil keiner mehr am Ufer stand."
        for number in (1, 2, 3)
    )
    reading = read_layout(f"Die Faehre, die wiederkam\n\n{parts}\n")
    assert {"(2)", "(3)"} <= set(reading.paragraphs)
