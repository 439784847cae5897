"""Fields of an envelope, read tolerantly: null is absent, what is malformed is dropped with a caution."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from service import cautions
from service.article import Caution
from service.raw.charset import REPLACEMENT, replaced_characters
from service.raw.identity import normalise_url

_SURROGATE = re.compile("[\ud800-\udfff]")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)


class Fields:
    """The fields of one JSON object.

    An empty string says nothing, and is absent like null.
    """

    def __init__(self, values: Mapping[str, object], prefix: str = "") -> None:
        self._values = {name: value for name, value in values.items() if value is not None}
        self._prefix = prefix
        self._noted: list[Caution] = []
        self._replaced: Counter[str] = Counter()

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What was amiss with the fields that were read: one caution a field and cause."""
        cause = "unpaired surrogates"
        return (*self._noted, *(replaced_characters(count, cause, field) for field, count in self._replaced.items()))

    def replaced(self, name: str) -> int:
        """How many unpaired surrogates were replaced in the field."""
        return self._replaced[f"{self._prefix}{name}"]

    def note(self, *noted: Caution) -> None:
        """Add to what was amiss."""
        self._noted.extend(noted)

    def unknown(self, known: frozenset[str]) -> int:
        """How many fields there are that are not among the known ones."""
        return len(self._values.keys() - known)

    def holds(self, name: str) -> bool:
        """Tell whether the field is there, in whatever form."""
        return name in self._values

    def string(self, name: str) -> str | None:
        """The field's string, empty or not; None where it is absent or malformed."""
        value = self._values.get(name)
        if value is None or isinstance(value, str):
            return None if value is None else self._sound(name, value)
        self.refuse(name, "a string")
        return None

    def text(self, name: str) -> str | None:
        """The field's string; None where it is absent, empty or malformed."""
        return self.string(name) or None

    def texts(self, name: str) -> tuple[str, ...]:
        """The field's list of strings without its null and empty ones; none where it is absent or malformed."""
        value = self._values.get(name)
        if value is None:
            return ()
        if isinstance(value, list) and all(item is None or isinstance(item, str) for item in value):
            return tuple(self._sound(name, item) for item in value if item)
        self.refuse(name, "a list of strings")
        return ()

    def part(self, name: str) -> "Fields":
        """The fields of the object in a field; none where it is absent or malformed."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, dict):
            self.refuse(name, "an object")
        return Fields(value if isinstance(value, dict) else {}, f"{self._prefix}{name}.")

    def string_map(self, name: str) -> dict[str, str]:
        """The field's flat map of strings without its null ones; empty where it is absent or malformed."""
        value = self._values.get(name)
        entries = {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else {}
        if value is not None and not (isinstance(value, dict) and all(isinstance(v, str) for v in entries.values())):
            self.refuse(name, "a flat map of strings")
            return {}
        return {self._sound(name, k): self._sound(name, v) for k, v in entries.items()}

    def url(self, name: str) -> str | None:
        """The field's URL as it stands there, where it is absolute, http or https, and has a host."""
        text = self.text(name)
        if text is None or normalise_url(text):
            return text
        self.refuse(name, "an absolute http or https URL")
        return None

    def moment(self, name: str) -> datetime | None:
        """The field's time, where it is in RFC 3339 with a zone."""
        text = self.text(name)
        moment = parse_moment(text) if text else None
        if text and moment is None:
            self.refuse(name, "a time in RFC 3339 with a zone")
        return moment

    def refuse(self, name: str, form: str) -> None:
        """Note that the field is dropped for not being of the form that it has to have."""
        field = f"{self._prefix}{name}"
        self.note(Caution(cautions.MALFORMED_FIELD, field, f"`{field}` is not {form}; it was dropped."))

    def _sound(self, name: str, text: str) -> str:
        """The text with unpaired surrogates, which no UTF-8 can hold, replaced."""
        try:
            text.encode()
        except UnicodeEncodeError:
            text, count = _SURROGATE.subn(REPLACEMENT, text)
            self._replaced[f"{self._prefix}{name}"] += count
        return text


def parse_moment(text: str) -> datetime | None:
    """Read a time in RFC 3339; None where it is none, or has no counterpart in UTC."""
    if not _RFC3339.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment
