"""Mutations of JSON values: other types, missing and unknown names, nesting."""

from tests.fuzz.draw import Draw

DEEPEST_JSON = 400  # beyond the contract's 100, within what Python's own writer can write
LONGEST_VALUE = 20_000


def mutate_json(value: object, draw: Draw) -> object:
    """A value like this one with one thing changed in it, at any depth; `value` itself stays as it is."""
    if isinstance(value, dict) and value:
        return _mutate_object(dict(value), draw)
    if isinstance(value, list) and value and draw.chance(0.8):
        return _mutate_list(list(value), draw)
    return strange_value(value, draw)


def strange_value(value: object, draw: Draw) -> object:
    """Something else in place of a value: often of another type."""
    strange: tuple[object, ...] = (
        None,
        "",
        " \n",
        0,
        -1,
        1.5e300,
        10**30,
        True,
        False,
        [],
        {},
        [value],
        [None, value, 1, ""],
        {"@value": value},
        {"name": value, "": None},
        f"{value}"[:LONGEST_VALUE],
        f"{draw.token()}{value if isinstance(value, str) else ''}{draw.token()}"[:LONGEST_VALUE],
        draw.token(),
        draw.token("dates"),
        draw.token("bylines") * 50,
        draw.token("controls", "marks") * 500,
        f"{value}\ud800"[-LONGEST_VALUE:],
        f"{value}{draw.token('controls')}"[-LONGEST_VALUE:],
        _nested(value, draw),
    )
    return draw.random.choice(strange)


def _mutate_object(value: dict[str, object], draw: Draw) -> object:
    name = draw.random.choice(list(value))
    kind = draw.random.random()
    if kind < 0.1:
        del value[name]
    elif kind < 0.2:
        value[draw.token()] = strange_value(value[name], draw)
    elif kind < 0.25:
        value[draw.random.choice(list(value))] = value[name]
    elif kind < 0.6 and isinstance(value[name], dict | list):
        value[name] = mutate_json(value[name], draw)
    elif kind < 0.97:
        value[name] = strange_value(value[name], draw)
    else:
        return strange_value(value, draw)
    return value


def _mutate_list(value: list[object], draw: Draw) -> object:
    place = draw.random.randrange(len(value))
    kind = draw.random.random()
    if kind < 0.1:
        del value[place]
    elif kind < 0.2:
        value *= draw.count(100)
    else:
        value[place] = mutate_json(value[place], draw)
    return value


def _nested(value: object, draw: Draw) -> object:
    in_list = draw.chance(0.5)
    for _ in range(draw.count(DEEPEST_JSON)):
        value = [value] if in_list else {"@graph": value}
    return value
