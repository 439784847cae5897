"""What a desk editor would not let through in a summary."""

# ruff: noqa: RUF001  # texts in the letters of their own languages

import pytest

from service.sentences.first_words import leans_back
from service.steps.summarise import summarise
from tests.steps.test_summarise import BRIDGE, chosen

QUOTATION = "“We will build the bridge. It will stand for a hundred years,” the mayor told the council on Tuesday."


def test_a_quotation_is_whole_or_left_out() -> None:
    """Sentences of one quotation that sentencex parts are quoted together, or none of them is."""
    quotation = "”Bron byggs i vår. Den kommer att stå i hundra år. Staden har pengarna”, sa borgmästaren till rådet."
    others = "Rådet röstade på tisdagen för en ny bro över floden i norr. Bron stängdes i vintras för lastbilar."
    body = f"{quotation} {others}"
    for sentences in (1, 2, 3):
        summary = summarise(body, "sv", max_sentences=sentences).summary
        assert summary is not None
        assert summary.text.count("”") in {0, 2}


def test_a_quotation_that_is_not_closed_is_left_out() -> None:
    """Half a quotation is no statement, where there are others."""
    assert (
        chosen("\n\n".join(["“The bridge is to be built again in the spring of next year.", *BRIDGE[:3]])) == BRIDGE[:3]
    )


@pytest.mark.parametrize(
    "opening", ["But the", "He said that the", "However, the", "These plans for the", "“They said that the"]
)
def test_a_summary_does_not_begin_in_the_air(opening: str) -> None:
    """Where the first lines are left out, it does not begin with what leans on them, though it is the next."""
    leaning = f"{opening} bridge over the river in the north of the town will cost the council nine million in 2027."
    body = "\n\n".join(["What will the council do about the bridge?", leaning, *BRIDGE])
    assert not chosen(body)[0].startswith(opening)


def test_a_story_may_begin_with_this() -> None:
    """The first sentence of the story points at what follows."""
    opening = (
        "This old bridge over the river in the north of the town is to be rebuilt by the council for nine million."
    )
    assert chosen(" ".join([opening, *BRIDGE]))[0] == opening


def test_a_story_may_begin_with_a_pronoun() -> None:
    """Nothing stands before the first sentence of a story: "they" are named further on in it, or in the headline."""
    opening = "They have no clock, but 1,100 oysters with sensors now tell the port of the town when the tide comes in."
    assert chosen(" ".join([opening, *BRIDGE]))[0] == opening


def test_what_goes_on_in_a_paragraph_is_not_quoted_without_its_beginning() -> None:
    """A sentence inside a paragraph is quoted behind the one before it, and not alone."""
    paragraphs = [
        "The council of the town opened a museum of echoes on Friday, the first in the country, in a cistern of 1780.",
        "Each of the visitors may say one word. The museum records it, and gives it back in a year, at the same hour.",
        "The fund of the region pays 900,000 for the museum, and the town will pay for the guides and for the light.",
        "Visits are free until September. The old well is not open yet. Twelve may come in, by 12 metres of rope.",
    ]
    summary = chosen("\n\n".join(paragraphs))
    for paragraph in paragraphs:
        first, *others = paragraph.split(". ")
        quoted = [any(sentence.startswith(one) for sentence in summary) for one in (first, *others)]
        assert quoted == sorted(quoted, reverse=True)


def test_a_long_story_is_told_by_its_first_sentences() -> None:
    """What a short story says further on may be worth more than its lead; in a long one the lead says most."""
    more = [
        f"The river {verb} the town in the year {year}, and the council of the town built bridge number {year} of wood."
        for year, verb in enumerate(
            ["flooded", "left", "reached", "passed", "fed", "froze", "parted", "fled"] * 6, 1900
        )
    ]
    body = " ".join([*BRIDGE, *more])
    sentences = chosen(body)
    assert sentences == BRIDGE[: len(sentences)]


def test_a_short_story_whose_lead_fills_a_summary_is_told_by_it() -> None:
    """Where the first sentences leave no room, another set has to be worth much more than they."""
    lead = [
        (
            "The council voted on Tuesday, after a debate of four hours and two votes that ended in a tie, to rebuild "
            "the old bridge over the river at the north end of the town."
        ),
        (
            "Work will begin in the spring, as soon as the ice has left the river, and is expected to take two years, "
            "the mayor told the reporters who had waited for her on the stairs."
        ),
    ]
    more = [
        "Shopkeepers had asked for a ferry in the meantime, but none of the firms that were asked wanted to run one.",
        BRIDGE[3],
        (
            "The bridge over the river in the north of the town was built in 1911, closed in 1944 and opened in 1952, "
            "and the council of the town paid for it each time."
        ),
        BRIDGE[5],
    ]
    assert chosen(" ".join([*lead, *more])) == lead


def test_a_paragraph_is_not_left_for_little() -> None:
    """What the next paragraph says is quoted before the end of this one only if it is worth more by some way."""
    paragraphs = [
        f"{BRIDGE[0]} Work on it will begin in the spring and take two years.",
        "The fund of the region pays for a third of the work on the river.",
        "Shops near the river fear for their trade.",
        "Nobody has been hurt on the bridge since it was closed to lorries.",
        "A crane arrived on Wednesday at the river. Nobody has seen its driver yet.",
    ]
    assert chosen("\n\n".join(paragraphs))[1].startswith("Work on it")


def test_where_all_sentences_lean_one_begins() -> None:
    """There is no better choice then."""
    body = " ".join(f"He said that the bridge number {number} was to be built again next year." for number in range(9))
    assert chosen(body)[0].startswith("He said")


@pytest.mark.parametrize(
    "note",
    [
        "Editor's note: This story of the bridge was changed on Monday to name the mayor.",
        "Photo: The old bridge over the river in the north of the town, before it was closed.",
        "Follow us on all channels for more of the bridge and of the town.",
        "The old bridge (which was closed in the winter of last year. It is old.",
    ],
)
def test_notes_and_halves_are_not_quoted(note: str) -> None:
    """Notes to readers, labels, invitations and half of a bracket are left out."""
    assert chosen("\n\n".join([note, *BRIDGE[:3]])) == BRIDGE[:3]


def test_items_of_a_list_are_not_quoted() -> None:
    """Numbered paragraphs that follow each other are a list; one that begins with an ordinal is none."""
    items = ["1. The bridge is to be measured.", "2. No lorry may cross the bridge.", "• The town pays for the bridge."]
    assert chosen("\n\n".join([*items, *BRIDGE[:3]])) == BRIDGE[:3]
    ordinal = "1. FC Brückstadt spielt am Sonntag auf der alten Brücke über den Fluss im Norden der Stadt."
    assert chosen(ordinal, "de") == [ordinal]


def test_a_sentence_at_the_end_of_a_list_is_an_item() -> None:
    """What stands behind lines that are no sentences is the last of them; behind one line, a heading, it is copy."""
    item = "Nine million for the bridge over the river in the north of the town, which the council voted on Tuesday."
    lines = ["What it takes", "A crane for the bridge", "Two years"]
    story = [*BRIDGE[:2], *lines, item, *BRIDGE[3:]]
    assert item not in chosen("\n\n".join(story))
    assert item in chosen("\n\n".join([*BRIDGE[:1], lines[0], item, *BRIDGE[4:5]]))
    assert chosen("\n\n".join([*lines, *BRIDGE[:3]])) == BRIDGE[:3]


def test_a_letter_begins_behind_its_greeting() -> None:
    """Behind "Dear neighbours," German goes on in lower case: this is the first sentence of the story."""
    greeting = "Liebe Nachbarinnen und Nachbarn,"
    first = "wer am Montag vor der alten Brücke über den Fluss im Norden der Stadt stand, rieb sich die Augen."
    others = ["Die Brücke war weg. Im Fluss lag ein Zettel.", "Der Rat hatte sie am Sonntag für 9 Euro verkauft."]
    assert chosen("\n\n".join([greeting, first, *others]), "de")[0] == first


def test_a_thai_heading_is_not_quoted() -> None:
    """Thai marks no end of a sentence: a short line may be a heading."""
    first = "ชาวบ้านตำบลเวียงคุก อำเภอเมืองหนองคาย ช่วยกันงมระฆังสำริดของวัดขึ้นจากแม่น้ำโขงได้สำเร็จเมื่อวันจันทร์ที่ผ่านมา"
    second = "กรมศิลปากรจะส่งเจ้าหน้าที่มาตรวจสอบจารึกบนระฆังภายในเดือนนี้ ส่วนวัดเตรียมสร้างหอระฆังหลังใหม่ให้ห่างจากตลิ่ง"
    assert chosen(f"ชาวหนองคายงมระฆังวัด\n\n{first}\n\n{second}", "th") == [first, second]


def test_more_sentences_may_be_asked_for() -> None:
    """With limits that a whole page keeps to, a summary has more of it."""
    more = [
        "Two firms from the coast have offered to deliver steel for its arches at the price of three years ago.",
        "Schools on the far bank start twenty minutes later until 2028, so that children can walk round by the mill.",
        "An engineer of the county looked at its piers in January and found 14 cracks, none of them new.",
    ]
    body = " ".join([*BRIDGE, *more])
    summary = summarise(body, "en", max_sentences=6, max_words=200).summary
    assert summary is not None
    assert 3 < len(summary.sentences) <= 6


@pytest.mark.parametrize(
    ("text", "language", "leans"),
    [
        ("He left the town.", "en", True),
        ("Helen left the town.", "en", False),
        ("This week the council met.", "en", False),
        ("“But the bridge is old.”", "en", True),
        ("C’est un pont.", "fr", True),
        ("Dann kam der Bus.", "de", True),
        ("Ella se fue.", "es", True),
        ("Он ушёл.", "ru", True),
        ("তিনি বলেন।", "bn", True),
        ("उन्होंने कहा।", "hi", True),
        ("他说。", "zh", True),
        ("其他国家也来了。", "zh", False),
        ("しかし、雨だった。", "ja", True),
        ("그러나 비가 왔다.", "ko", True),
        ("แต่ฝนตก", "th", True),
        ("پس از آن باران آمد.", "fa", True),
        ("پس از نوزده سال باران آمد.", "fa", False),
        ("Men det regnade.", "nb", True),
        ("Anything at all.", "xx", False),
    ],
)
def test_first_words_that_lean_back(text: str, language: str, *, leans: bool) -> None:
    """Pronouns and connectives of many languages lean back; names, and phrases that begin like them, do not."""
    assert leans_back(text, language) == leans
