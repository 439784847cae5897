"""What `make fuzz` has found, each in its smallest form: it stays mended."""

import pytest

from service.message import RawMessage
from service.pipeline import process
from tests.fuzz.soundness import complaints
from tests.fuzz.stretch import OPTIONS

HTML, TEXT = (("content-type", b"text/html"),), (("content-type", b"text/plain"),)


def page(json_ld: str) -> RawMessage:
    """A page with a block of JSON-LD."""
    html = f"<script type='application/ld+json'>{json_ld}</script><p>Words of a paragraph.</p>"
    return RawMessage(html.encode(), headers=HTML)


FINDS = {
    "a line that ends in a soft hyphen read in a wrong charset": RawMessage(
        "<div>\u00c2\u00ad</div><article>Words.</article>".encode(), headers=HTML
    ),
    "a label of a picture and nothing behind it": RawMessage(b"Photo:\nu", headers=TEXT),
    **{
        f"JSON-LD with an escaped unpaired surrogate: {name}": page(f'{{"@type": "NewsArticle", "{name}": {value}}}')
        for name, value in (
            ("image", '"https://a.example/\\ud800"'),
            ("license", '"https://a.example/\\ud800"'),
            ("copyrightNotice", '"All rights\\ud800"'),
        )
    },
    "an address of a picture with a control character": page('{"@type": "NewsArticle", "image": "https://a\\u007f/b"}'),
    "an address of a picture with a C1 control": RawMessage(
        "<meta property='og:image' content='https://a.example/\u009f'><p>Words.</p>".encode(), headers=HTML
    ),
}


@pytest.mark.parametrize("find", FINDS)
def test_a_find_has_a_sound_outcome(find: str) -> None:
    """One that blames no step."""
    message = FINDS[find]
    assert complaints(message, process(message, OPTIONS), OPTIONS) == []
