"""Lines that look like bylines and name nobody: sentences that open like one, notices of copyright, places."""

from collections.abc import Iterable

from service.html.persons import PARTICLES
from service.layout.shapes import ends_sentence

# A name of more words, most of them small, is the rest of a sentence.
_MOST_IN_NAME = 4
_NOTICES = ("copyright", "\u00a9", "(c)")
# Words that open the names of places, and of hardly a person: "Saint", "Lake", "Great" and "Nova" open those of both.
_OF_PLACES = frozenset(
    (
        "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper", "lower",
        "greater", "port", "fort", "mount", "san", "santa", "los", "las", "puerto", "nueva", "nuevo", "bad", "sankt",
        "ober", "unter",
    )
)  # fmt: skip


def is_sentence(text: str, names: Iterable[str]) -> bool:
    """Whether what a line seems to name goes on in small letters, and the line ends like a sentence or goes on long."""
    ended = ends_sentence(text)
    return any(_goes_on(name, ended=ended) for name in names)


def _goes_on(name: str, *, ended: bool) -> bool:
    words = name.split()
    if name.lower() == name.upper():  # a script without capitals
        return ended and len(words) > _MOST_IN_NAME
    small = sum(word[0].islower() and word.casefold() not in PARTICLES for word in words)
    return small > 0 and (ended or (len(words) > _MOST_IN_NAME and 2 * small > len(words)))


def is_copyright(text: str) -> bool:
    """Whether a line says whose the rights are."""
    return text.casefold().startswith(_NOTICES)


def is_place(name: str) -> bool:
    """Whether a name of two words opens like that of a town: "New Ellery". Names of houses have more words."""
    first, *more = name.split()
    return len(more) == 1 and first.casefold() in _OF_PLACES
