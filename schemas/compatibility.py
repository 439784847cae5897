"""Compatibility within a major version: only optional additions, known values only grow, nothing tightens or goes."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from schemas.history import NoHistory, committed_schema, last_release
from schemas.published import PUBLISHED, published_schema

Schema = Mapping[str, Any]
Writer = Literal["service", "senders"]

LOWER_BOUNDS = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum")
UPPER_BOUNDS = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
ANNOTATIONS = ("title", "description", "examples", "$schema", "$defs", "$comment", "deprecated")
COMPARED = ("type", "x-known-values", "properties", "required", "items", "additionalProperties", "$ref")
NULL: Schema = {"type": "null"}


def incompatibilities(old: Schema, new: Schema, *, written_by: Writer = "service") -> list[str]:
    """Say, a sentence each, where `new` breaks what `old` promised; none where it is compatible.

    What the service writes must also go on keeping its promises: a field that was always there stays so, and null
    comes in nowhere. What senders write may be asked for less. A keyword that this check does not know must not change.
    """
    return list(_Comparison(old, new, written_by).differences(old, new, "the message"))


class _Comparison:
    """Two documents, so that references can be followed in each."""

    def __init__(self, old: Schema, new: Schema, written_by: Writer) -> None:
        self._old_parts: Schema = old.get("$defs", {})
        self._new_parts: Schema = new.get("$defs", {})
        self._by_service = written_by == "service"
        self._open: set[tuple[str, str]] = set()

    def differences(self, old: Schema, new: Schema, at: str) -> Iterator[str]:
        """Say how `new` breaks `old`, both as they stand `at` some field."""
        (old, old_null), (new, new_null) = _without_null(old), _without_null(new)
        yield from self._null(old_null, new_null, at)
        references = (old.get("$ref", ""), new.get("$ref", ""))
        if all(references) and references in self._open:
            return
        self._open.add(references)
        old, new = _resolved(old, self._old_parts), _resolved(new, self._new_parts)
        if old.get("type") != new.get("type"):
            yield f"{at}: the type was {old.get('type')}, now is {new.get('type')}"
        yield from _known_values(old, new, at)
        yield from _bounds(old, new, at)
        yield from _other_keywords(old, new, at)
        yield from self._required(old, new, at)
        yield from self._parts(old, new, at)
        self._open.discard(references)

    def _null(self, old: bool, new: bool, at: str) -> Iterator[str]:
        if old and not new:
            yield f"{at}: null is no longer allowed"
        if new and not old and self._by_service:
            yield f"{at}: null is new"

    def _required(self, old: Schema, new: Schema, at: str) -> Iterator[str]:
        before, after = old.get("required", []), new.get("required", [])
        yield from (f"{at}: {name} is newly required" for name in after if name not in before)
        if self._by_service:
            yield from (f"{at}: {name} is no longer always there" for name in before if name not in after)

    def _parts(self, old: Schema, new: Schema, at: str) -> Iterator[str]:
        """Compare what stands inside: fields, items of a list, values of a map."""
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, part in before.items():
            if name in after:
                yield from self.differences(part, after[name], name if at == "the message" else f"{at}.{name}")
            else:
                yield f"{at}: {name} was removed"
        for keyword in ("items", "additionalProperties"):
            # False is a schema that nothing fits, True and absence are ones that everything fits.
            part, now = old.get(keyword, True), new.get(keyword, True)
            if isinstance(part, Mapping) and isinstance(now, Mapping):
                yield from self.differences(part, now, f"{at}[]")
            elif part != now:
                yield f"{at}: {keyword} was {_shown(part)}, now is {_shown(now)}"


def _resolved(schema: Schema, parts: Schema) -> Schema:
    """The schema with its reference followed; what stands beside the reference counts too."""
    while "$ref" in schema:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**parts[schema["$ref"].removeprefix("#/$defs/")], **beside}
    return schema


def _without_null(schema: Schema) -> tuple[Schema, bool]:
    """The schema without the choice of null, and whether it had it."""
    choices = schema.get("anyOf", [])
    others = [choice for choice in choices if choice != NULL]
    if len(others) != 1 or len(others) == len(choices):
        return schema, False
    return {**others[0], **{key: value for key, value in schema.items() if key != "anyOf"}}, True


def _known_values(old: Schema, new: Schema, at: str) -> Iterator[str]:
    after = new.get("x-known-values")
    if "x-known-values" in old and after is None:
        yield f"{at}: its known values are no longer said"
    if "x-known-values" not in old and after is not None:
        yield f"{at}: its values were open, now are closed"
    if after is not None:
        gone = (value for value in old.get("x-known-values", []) if value not in after)
        yield from (f"{at}: the known value {value} was removed" for value in gone)


def _bounds(old: Schema, new: Schema, at: str) -> Iterator[str]:
    """Report bounds that tightened: a record that lies on the topic already must stay valid."""
    for keyword in (*LOWER_BOUNDS, *UPPER_BOUNDS):
        before, after = old.get(keyword), new.get(keyword)
        if after is None or after == before:
            continue
        if before is None or (after > before) == (keyword in LOWER_BOUNDS):
            yield f"{at}: {keyword} tightened from {'nothing' if before is None else before} to {after}"


def _other_keywords(old: Schema, new: Schema, at: str) -> Iterator[str]:
    """Report any change of what this check cannot reason about: a pattern, a format, a condition."""
    handled = {*LOWER_BOUNDS, *UPPER_BOUNDS, *ANNOTATIONS, *COMPARED}
    for keyword in sorted((old.keys() | new.keys()) - handled):
        if old.get(keyword) != new.get(keyword):
            yield f"{at}: {keyword} changed"


def _shown(schema: Any) -> str:
    return str(schema).lower() if isinstance(schema, bool) else "a schema"


def main(arguments: list[str] | None = None) -> int:
    """Compare what the models say with an earlier commit; exit code 1 where it breaks, 2 where there is none."""
    parser = argparse.ArgumentParser(prog="python -m schemas.compatibility", description=__doc__)
    parser.add_argument("--against", metavar="REV", help="a git revision (default: the last release tag, else HEAD)")
    revision = parser.parse_args(arguments).against
    try:
        revision = revision or last_release()
        found = list(_since(revision))
    except NoHistory as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in found or [f"Compatible with {revision}."])
    return 1 if found else 0


def _since(revision: str) -> Iterator[str]:
    for name in PUBLISHED:
        old = committed_schema(name, revision)
        if old is not None:
            written_by: Writer = "senders" if name == "raw-article" else "service"
            broken = incompatibilities(old, published_schema(name), written_by=written_by)
            yield from (f"{name}: {line}" for line in broken)


if __name__ == "__main__":
    sys.exit(main())
