"""Stories of a town that does not exist: headline, byline, dateline and paragraphs, put together from a seed."""

from random import Random

STORY_CHARACTERS = 2600  # the last paragraph takes it to about 3 KB

TOWNS = ("HARLOW BAY", "Port Ellery", "Wexcombe", "St. Orrin", "Lower Tarn", "Greyminster", "Kestrel Point")
PEOPLE = (
    "Ida Marsh",
    "Tomas Weld",
    "Ruth Okafor",
    "Jonah Pell",
    "Mei Tanaka",
    "Clara Voss",
    "Amir Haddad",
    "Nils Berg",
)
OFFICES = (
    "the harbour master",
    "the mayor",
    "the head of schools",
    "the chief engineer",
    "a union steward",
    "the vicar",
)
BODIES = ("the town council", "the water company", "the ferry line", "the county court", "the port authority")
THINGS = ("the new bridge", "the fish market", "the old brewery", "the tram line", "the sea wall", "the public library")
DOINGS = ("reopened", "was closed for repairs", "changed hands", "was put up for sale", "drew large crowds")
WHENS = ("on Monday", "late on Tuesday", "before dawn on Wednesday", "on Thursday", "at the weekend", "this morning")
REASONS = (
    "after three days of storm",
    "because the costs had doubled within a year",
    "although the inspectors had not yet signed the papers",
    "while hundreds of people waited outside in the rain",
    "despite a petition that more than half of the residents had signed",
    "when the last of the winter stores had been used up",
)
SENTENCES = (
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
)
HEADLINES = (
    "{Thing} {doing} {reason}",
    "{Body} to answer questions over {thing}",
    "{m} crowns for {thing}, and {person} still has doubts",
)


def story(random: Random, number: int) -> str:
    """A plain-text article of about 3 KB; `number` stands in it, so that no two are the same."""
    headline = _filled(random.choice(HEADLINES), random)
    parts = [headline]
    if random.random() < 0.7:  # most papers print a byline
        parts.append(f"By {random.choice(PEOPLE)}")
    opening = f"{random.choice(TOWNS).upper()} — " if random.random() < 0.5 else ""  # half have one
    opening += f"This is story number {number} of the day. "
    length = len(headline)
    while length < STORY_CHARACTERS:
        sentences = [_filled(random.choice(SENTENCES), random) for _ in range(random.randint(2, 5))]
        paragraph = opening + " ".join(sentences)
        opening = ""
        parts.append(paragraph)
        length += len(paragraph)
    return "\n\n".join(parts) + "\n"


def _filled(sentence: str, random: Random) -> str:
    body, thing, office = random.choice(BODIES), random.choice(THINGS), random.choice(OFFICES)
    filled = sentence.format(
        body=body,
        Body=_capital(body),
        thing=thing,
        Thing=_capital(thing),
        office=office,
        Office=_capital(office),
        person=random.choice(PEOPLE),
        doing=random.choice(DOINGS),
        when=random.choice(WHENS),
        reason=random.choice(REASONS),
        n=random.randint(4, 60),
        m=f"{random.randint(2, 900)},{random.randint(0, 999):03}",
    )
    return _capital(filled)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
