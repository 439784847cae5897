"""Mutations of text, whatever is written in it."""

from collections.abc import Callable

from tests.fuzz.draw import Draw

TextMutation = Callable[[str, Draw], str]

MOST_TOKENS = 20
MOST_COPIES = 20_000
MOST_REPEATED = 200_000  # characters that one repetition adds
CODE_POINTS = 0x110000
SURROGATES = (0xD800, 0xDFFF)
ZEROS = (0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)  # of ASCII, Arabic, Persian, Hindi, Bengali, Thai; wide
# Text that was read in a wrong charset, as senders send it.
MOJIBAKE = (("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "koi8-r"), ("cp1251", "latin-1"), ("utf-8", "cp437"))


def flip_characters(text: str, draw: Draw) -> str:
    """Turn some characters into any others, unpaired surrogates among them."""
    for _ in range(draw.count(50) if text else 0):
        char = chr(draw.random.randrange(draw.random.choice((128, CODE_POINTS))))
        place = draw.random.randrange(len(text))
        text = text[:place] + char + text[place + 1 :]
    return text


def delete(text: str, draw: Draw) -> str:
    """Leave a piece out."""
    start, end = draw.span(len(text))
    return text[:start] + text[end:]


def keep_only(text: str, draw: Draw) -> str:
    """Keep a piece alone."""
    start, end = sorted((draw.place(len(text)), draw.place(len(text))))
    return text[start:end]


def truncate(text: str, draw: Draw) -> str:
    """Cut the end off, or the beginning."""
    place = draw.place(len(text))
    return text[:place] if draw.chance(0.7) else text[place:]


def duplicate(text: str, draw: Draw) -> str:
    """Put a piece in twice."""
    start, end = draw.span(len(text))
    return text[:end] + text[start:]


def swap(text: str, draw: Draw) -> str:
    """Let two pieces change places."""
    (a, b), (c, d) = sorted((draw.span(len(text)), draw.span(len(text))))
    if b > c:
        return text
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def repeat(text: str, draw: Draw) -> str:
    """Put a piece in up to 20,000 times."""
    start, end = draw.span(min(len(text), 2_000))
    piece = text[start:end] if draw.chance(0.5) else draw.token()
    copies = min(draw.count(MOST_COPIES), MOST_REPEATED // max(1, len(piece)))
    place = draw.place(len(text))
    return text[:place] + piece * copies + text[place:]


def splice(text: str, draw: Draw) -> str:
    """Put a piece of another article in."""
    other = draw.original().text
    start, end = draw.span(len(other))
    place = draw.place(len(text))
    return text[:place] + other[start:end] + text[place if draw.chance(0.5) else min(len(text), place + end - start) :]


def strew(text: str, draw: Draw) -> str:
    """Strew tokens in, of any kinds, up to 20."""
    for _ in range(draw.count(MOST_TOKENS)):
        place = draw.place(len(text))
        text = text[:place] + draw.token() + text[place:]
    return text


def strew_one_everywhere(text: str, draw: Draw) -> str:
    """Put one token in place of each space, or of each line break, or between all characters of a piece."""
    token = draw.token("controls", "marks", "entities", "words", "scripts")
    start, end = draw.span(min(len(text), 5_000))
    piece = text[start:end]
    old = draw.random.choice((" ", "\n", ""))
    return text[:start] + (piece.replace(old, token) if old else token.join(piece)) + text[end:]


def put_line_first(text: str, draw: Draw) -> str:
    """Let the text open with lines that are looked at: dates, bylines, labels."""
    lines = [draw.token("dates", "bylines", "words", "scripts") for _ in range(draw.count(6))]
    return "\n".join((*lines, text))


def change_lines(text: str, draw: Draw) -> str:
    """Join, double, sort or turn around the lines of a piece."""
    start, end = draw.span(len(text))
    lines = text[start:end].split("\n")
    kind = draw.random.randrange(5)
    if kind == 0:
        return text[:start] + " ".join(lines) + text[end:]
    if kind == 1:
        return text[:start] + "\n\n".join(lines) + text[end:]
    if kind == 2:
        draw.random.shuffle(lines)
    elif kind == 3:
        lines = [line[:: draw.random.choice((-1, 2))] for line in lines]
    else:
        lines = [f"{draw.token('words', 'bylines')}{line}" for line in lines]
    return text[:start] + "\n".join(lines) + text[end:]


def change_case(text: str, draw: Draw) -> str:
    """Put a piece into capitals, small letters or titles: its length may change."""
    start, end = draw.span(len(text))
    return (
        text[:start] + draw.random.choice((str.upper, str.lower, str.title, str.swapcase))(text[start:end]) + text[end:]
    )


def change_digits(text: str, draw: Draw) -> str:
    """Turn the digits of a piece into others, of another script or not: dates and counts become absurd."""
    start, end = draw.span(len(text))
    zero = draw.random.choice(ZEROS)
    digits = {ord("0") + n: chr(zero + draw.random.randrange(10)) for n in range(10)}
    return text[:start] + text[start:end].translate(digits) + text[end:]


def garble(text: str, draw: Draw) -> str:
    """Read a piece in a charset that it is not in, as many as four times."""
    start, end = draw.span(min(len(text), 20_000))
    piece = text[start:end]
    for _ in range(draw.count(4)):
        written, read = draw.random.choice(MOJIBAKE)
        piece = piece.encode(written, "ignore").decode(read, "replace")[:MOST_REPEATED]
    return text[:start] + piece + text[end:]


def break_surrogates(text: str, draw: Draw) -> str:
    """Put unpaired surrogates in."""
    for _ in range(draw.count(10)):
        place = draw.place(len(text))
        text = text[:place] + chr(draw.random.randint(*SURROGATES)) + text[place:]
    return text


def one_line(text: str, _draw: Draw) -> str:
    """Take all line breaks out."""
    return text.replace("\n", " ")


TEXT_MUTATIONS: tuple[TextMutation, ...] = (
    flip_characters,
    delete,
    keep_only,
    truncate,
    duplicate,
    swap,
    repeat,
    splice,
    strew,
    strew_one_everywhere,
    put_line_first,
    change_lines,
    change_case,
    change_digits,
    garble,
    break_surrogates,
    one_line,
)
