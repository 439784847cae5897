"""What `make fuzz` has found, each in its smallest form: it stays mended."""

import pytest

from service.message import RawMessage
from service.pipeline import process
from tests.fuzz.soundness import complaints
from tests.fuzz.stretch import OPTIONS

HTML, TEXT = (("content-type", b"text/html"),), (("content-type", b"text/plain"),)

FINDS = {
    "a line that ends in a soft hyphen read in a wrong charset": RawMessage(
        "<div>\u00c2\u00ad</div><article>Words.</article>".encode(), headers=HTML
    ),
    "a label of a picture and nothing behind it": RawMessage(b"Photo:\nu", headers=TEXT),
}


@pytest.mark.parametrize("find", FINDS)
def test_a_find_has_a_sound_outcome(find: str) -> None:
    """One that blames no step."""
    message = FINDS[find]
    assert complaints(message, process(message, OPTIONS), OPTIONS) == []
