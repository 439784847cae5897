"""Text of articles on a terminal: wrapped at its width, and unable to steer it."""

import unicodedata

from rich.console import Console
from rich.text import Text


def print_wrapped(console: Console, text: str, style: str, indent: str) -> None:
    """Print a text in lines of the console's width, each behind an indent of spaces.

    Nothing stands beside the text on its lines, so that a terminal can set one from right to left.
    """
    for line in Text(_plain(text), style).wrap(console, console.width - len(indent)):
        line.rstrip()
        console.print(Text(indent) + line)


def _plain(text: str) -> str:
    """Text without control characters: what an article holds must not steer the terminal."""
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
