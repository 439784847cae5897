"""Which topic a record goes to: that of its language where the map names one, else the default."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.formats import LANGUAGE_TAG
from service.languages.tags import primary_subtag, tag_for

CODE_LETTERS = 3  # ISO 639
SCRIPT_LETTERS = 4  # ISO 15924
FORM = "TAG=TOPIC, several separated by commas, for example de=articles.de.v1,zh=articles.zh.v1"


@dataclass(frozen=True, slots=True)
class RecordTopics:
    """The topics that records are written to.

    Args:
        default: the topic of every language that the map does not name.
        by_tag: the map, language tag → topic; several tags may share a topic, also the default one.
    """

    default: str
    by_tag: Mapping[str, str]

    @property
    def all(self) -> tuple[str, ...]:
        """Each topic once, the default one first."""
        return tuple(dict.fromkeys((self.default, *self.by_tag.values())))

    def of(self, tag: str) -> str:
        """The topic of a record whose language has that tag."""
        return lookup(self.by_tag, tag) or self.default


def lookup(by_tag: Mapping[str, str], tag: str) -> str | None:
    """What the map has for the tag, or for the longest beginning of it; None where it has nothing.

    This is RFC 4647, section 3.4: from its end a tag loses a subtag at a time, and with it a letter that stands alone,
    which only introduced it. So `zh` takes `zh-Hans`, and `zh-Hans` does not take `zh`. Case does not matter.
    """
    topics = {known.lower(): topic for known, topic in by_tag.items()}
    subtags = tag.lower().split("-")
    while subtags:
        topic = topics.get("-".join(subtags))
        if topic is not None:
            return topic
        subtags.pop()
        while subtags and len(subtags[-1]) == 1:
            subtags.pop()
    return None


def read_map(text: str) -> dict[str, str]:
    """The map from language tag to topic that a setting's text stands for; empty where the text is.

    Raises:
        ValueError: with half a sentence that says what to change.
    """
    topics: dict[str, str] = {}
    for pair in text.split(",") if text.strip() else ():
        tag, equals, topic = (part.strip() for part in pair.partition("="))
        if not equals:
            raise ValueError(f"must be {FORM}")
        if not re.fullmatch(LANGUAGE_TAG, tag):
            raise ValueError(f"{tag!r} is no language tag: write one such as de, nb or zh-Hant in front of the =")
        if not topic:
            raise ValueError(f"{tag} has no topic: write its name behind the =, or leave {tag} out")
        if tag.lower() in (known.lower() for known in topics):
            raise ValueError(f"{tag} stands there twice: leave one out")
        topics[tag] = topic
    return topics


def takes_nothing_because(tag: str) -> str | None:
    """One sentence that says why no record has the tag, nor one that begins with it; None where some may."""
    language, *others = tag.lower().split("-")
    if len(language) > CODE_LETTERS:
        return f"No record is tagged {tag}: a language has a code of two or three letters, such as de or ckb."
    current = primary_subtag(language)
    if current != language:
        return f"No record is tagged {tag}: Copydesk writes {current} where others write {language}."
    if not others:
        return None
    script = others[0].title()
    if len(others) > 1 or len(script) != SCRIPT_LETTERS:
        return f"No record is tagged {tag}: a tag has a language, and a script where that says something."
    given = tag_for(language, script)
    return None if given.lower() == tag.lower() else f"No record is tagged {tag}: its script goes without saying."
