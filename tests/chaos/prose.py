"""Stories of a town that does not exist: headline, byline, dateline and paragraphs, put together from a seed."""

from dataclasses import dataclass
from random import Random

STORY_CHARACTERS = 2600  # the last paragraph takes it to about 3 KB


@dataclass(frozen=True, slots=True)
class Words:
    """What stories of one language are put together from; sentences name the others in braces."""

    towns: tuple[str, ...]
    people: tuple[str, ...]
    offices: tuple[str, ...]
    bodies: tuple[str, ...]
    things: tuple[str, ...]
    doings: tuple[str, ...]
    whens: tuple[str, ...]
    reasons: tuple[str, ...]
    sentences: tuple[str, ...]
    headlines: tuple[str, ...]
    byline: str
    numbered: str


ENGLISH = Words(
    towns=("HARLOW BAY", "Port Ellery", "Wexcombe", "St. Orrin", "Lower Tarn", "Greyminster", "Kestrel Point"),
    people=(
        "Ida Marsh",
        "Tomas Weld",
        "Ruth Okafor",
        "Jonah Pell",
        "Mei Tanaka",
        "Clara Voss",
        "Amir Haddad",
        "Nils Berg",
    ),
    offices=(
        "the harbour master",
        "the mayor",
        "the head of schools",
        "the chief engineer",
        "a union steward",
        "the vicar",
    ),
    bodies=("the town council", "the water company", "the ferry line", "the county court", "the port authority"),
    things=(
        "the new bridge",
        "the fish market",
        "the old brewery",
        "the tram line",
        "the sea wall",
        "the public library",
    ),
    doings=("reopened", "was closed for repairs", "changed hands", "was put up for sale", "drew large crowds"),
    whens=("on Monday", "late on Tuesday", "before dawn on Wednesday", "on Thursday", "at the weekend", "this morning"),
    reasons=(
        "after three days of storm",
        "because the costs had doubled within a year",
        "although the inspectors had not yet signed the papers",
        "while hundreds of people waited outside in the rain",
        "despite a petition that more than half of the residents had signed",
        "when the last of the winter stores had been used up",
    ),
    sentences=(
        "{Thing} {doing} {when} {reason}.",
        "{Office} said that {body} would pay for the work, which is to take {n} weeks.",
        "“Nobody here expected it to end like this,” said {person}, who has lived beside {thing} for {n} years.",
        "According to figures that {body} published {when}, the bill came to {m} crowns.",
        "{Body} refused to comment, but {office} called the decision a mistake {reason}.",
        "Some {m} people use {thing} every month, and most of them have no other way into the centre.",
        "{person} had warned of exactly that {n} months ago, in a letter to {body}.",
        "The repairs began {when} and went on through the night {reason}.",
        "It was the {n}th time within ten years that {thing} {doing}.",
        "A spokeswoman for {body} told reporters that the plans would be shown to the public {when}.",
        "“We will count every crown twice,” {office} promised, “and then we will count them again.”",
        "Neighbours brought soup and blankets, and {person} opened the school hall {reason}.",
    ),
    headlines=(
        "{Thing} {doing} {reason}",
        "{Body} to answer questions over {thing}",
        "{m} crowns for {thing}, and {person} still has doubts",
    ),
    byline="By {person}",
    numbered="This is story number {number} of the day. ",
)


def story(random: Random, number: int, words: Words = ENGLISH) -> str:
    """A plain-text article of about 3 KB; `number` stands in it, so that no two are the same."""
    headline = _filled(random.choice(words.headlines), random, words)
    parts = [headline]
    if random.random() < 0.7:  # most papers print a byline
        parts.append(words.byline.format(person=random.choice(words.people)))
    opening = f"{random.choice(words.towns).upper()} — " if random.random() < 0.5 else ""  # half have one
    opening += words.numbered.format(number=number)
    length = len(headline)
    while length < STORY_CHARACTERS:
        sentences = [_filled(random.choice(words.sentences), random, words) for _ in range(random.randint(2, 5))]
        paragraph = opening + " ".join(sentences)
        opening = ""
        parts.append(paragraph)
        length += len(paragraph)
    return "\n\n".join(parts) + "\n"


def _filled(sentence: str, random: Random, words: Words) -> str:
    body, thing, office = random.choice(words.bodies), random.choice(words.things), random.choice(words.offices)
    filled = sentence.format(
        body=body,
        Body=_capital(body),
        thing=thing,
        Thing=_capital(thing),
        office=office,
        Office=_capital(office),
        person=random.choice(words.people),
        doing=random.choice(words.doings),
        when=random.choice(words.whens),
        reason=random.choice(words.reasons),
        n=random.randint(4, 60),
        m=f"{random.randint(2, 900)},{random.randint(0, 999):03}",
    )
    return _capital(filled)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
