"""The articles of a run: plain text of about 3 KB under 200 keys, some to be rejected or poison, all from one seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from tests.chaos import poison
from tests.chaos.german import GERMAN
from tests.chaos.prose import ENGLISH, Words, story

KEYS = 200
REJECTED_SHARE = 0.0025
POISONED_SHARE = 0.0025
TAKEN_DOWN_SHARE = 0.01  # where there is more than one language
MAX_ARTICLE_BYTES = 60_000  # what the services are set to, so that an article can be over it

ID_HEADER = "article-id"
EXPECTED_HEADER = "chaos-expected"  # a raw message says on the topic itself what is to become of it
LANGUAGE_HEADER = "chaos-language"  # and in which language it is
RECORD, TOMBSTONE = "record", "tombstone"
LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "de": GERMAN}

Headers = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A message for the raw topic.

    `expected` is `record`, `tombstone`, or the reason of the dead letter that it must become.
    """

    id: str
    key: bytes
    value: bytes | None
    content_type: bytes
    expected: str
    language: str = "en"

    @property
    def headers(self) -> Headers:
        """The headers that it is sent with."""
        return (
            ("content-type", self.content_type),
            (ID_HEADER, self.id.encode()),
            (EXPECTED_HEADER, self.expected.encode()),
            (LANGUAGE_HEADER, self.language.encode()),
        )


@dataclass(frozen=True, slots=True)
class _Spoilt:
    """One way not to be an article."""

    expected: str
    value: bytes
    content_type: bytes = b"text/plain"


# The story goes behind each, so that a rejected message is as large as its neighbours.
SPOILT = (
    _Spoilt("undecodable", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 1 0 obj\n"),
    _Spoilt("undecodable", b"The report\x00of the\x00council\x00"),
    _Spoilt("invalid-message", b'{"content": "cut off, ', b"application/json"),
    _Spoilt("invalid-message", b"", b"application/pdf"),
    _Spoilt("empty-article", b"\n--- *** ---\n"),
    _Spoilt("too-large", b"word " * (MAX_ARTICLE_BYTES // 4)),
)


class Articles:
    """The articles of one seed; each is made when it is asked for, and always the same.

    Where `least_poison` is not 0, at least so many of the good ones are poison. With more than one of `LANGUAGES` they
    are in those by chance, and some are takedowns.
    """

    def __init__(self, seed: int, count: int, *, least_poison: int = 0, languages: tuple[str, ...] = ("en",)) -> None:
        self._seed = seed
        self._languages = languages
        self.count = count
        rejected = min(count, max(len(SPOILT), round(count * REJECTED_SHARE)))
        numbers = Random(f"{seed}/rejected").sample(range(count), rejected)  # noqa: S311  # no secret
        self.rejected = frozenset(numbers)
        self._spoilt = {number: SPOILT[turn % len(SPOILT)] for turn, number in enumerate(numbers)}
        self.poisoned = self._poisoned(least_poison) if least_poison else {}
        self.taken_down = self._taken_down() if len(languages) > 1 else frozenset()

    def _poisoned(self, least: int) -> dict[int, str]:
        """Which of the good articles are poison, and of which sort."""
        good = [number for number in range(self.count) if number not in self.rejected]
        many = min(len(good), max(least, round(self.count * POISONED_SHARE)))
        numbers = Random(f"{self._seed}/poisoned").sample(good, many)  # noqa: S311  # no secret
        return {number: poison.TURNS[turn % len(poison.TURNS)] for turn, number in enumerate(numbers)}

    def _taken_down(self) -> frozenset[int]:
        """Which are takedowns: none of the others that are not good."""
        good = [number for number in range(self.count) if number not in self.rejected | self.poisoned.keys()]
        many = min(len(good), max(1, round(self.count * TAKEN_DOWN_SHARE)))
        return frozenset(Random(f"{self._seed}/taken down").sample(good, many))  # noqa: S311  # no secret

    def __getitem__(self, number: int) -> Article:
        """Article `number`, from 0."""
        random = Random(f"{self._seed}/{number}")  # noqa: S311  # no secret
        key = f"desk-{random.randrange(KEYS):03}".encode()
        identity = f"article-{number:06}"
        language = Random(f"{self._seed}/{number}/language").choice(self._languages)  # noqa: S311  # no secret
        if number in self.taken_down:
            return Article(identity, key, None, b"text/plain", TOMBSTONE, language)
        text = story(random, number, LANGUAGES[language]).encode()
        spoilt = self._spoilt.get(number)
        if spoilt is None:
            name = self.poisoned.get(number)
            expected = RECORD if name is None else poison.REASONS[name]
            value = text if name is None else poison.poisoned(text, name)
            return Article(identity, key, value, b"text/plain; charset=utf-8", expected, language)
        value = spoilt.value if spoilt.expected == "empty-article" else spoilt.value + text
        return Article(identity, key, value, spoilt.content_type, spoilt.expected, language)
