"""`copydesk explain` tells a person how an article was read: what was found, what lost, what was cut and where."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Copydesk

STORY = "The ferry to the outer islands runs again from Monday, as it did before the storm took its pier away."
PAGE = f"""THE HARBOUR TIMES

Ferry runs again

By Ada Tern
3 May 2021

{STORY}

Photo: Bo Wrack

Tickets cost four crowns each way. {STORY}

\u00a9 2021 The Harbour Times
"""
BODY = "-- body --"
PERSIAN = "فروش بلیت از فردا آغاز می\u200cشود. "


def explained(copydesk: Copydesk, path: Path) -> list[str]:
    """The lines that are printed of a file that is taken."""
    ended = copydesk("explain", path)
    assert (ended.returncode, ended.stderr) == (0, b"")
    return ended.stdout.decode().splitlines()


def test_fields_say_where_they_are_from(copydesk: Copydesk, tmp_path: Path) -> None:
    """Value, witness, how sure, as found; and why there is none."""
    (path := tmp_path / "ferry.txt").write_text(PAGE)
    lines = explained(copydesk, path)
    at = lines.index("  authors")
    assert lines[at + 1 : at + 5] == ["    Ada Tern", "    by layout, 90% sure", "    as found:", "      By Ada Tern"]
    assert lines[lines.index("  published_at") + 1].startswith("    2021-05-03 (to the day")
    assert lines[lines.index("  section") + 1].startswith("    none: ")


def test_furniture_stands_marked_in_its_place(copydesk: Copydesk, tmp_path: Path) -> None:
    """Kind and rule above each piece, in the order of the page, and no letter of it is missing."""
    (path := tmp_path / "ferry.txt").write_text(PAGE)
    lines = explained(copydesk, path)
    article = lines[lines.index("ARTICLE") + 1 :]
    marks = [line for line in article if line.startswith("--") and line != BODY]
    assert marks[1:] == [
        "-- headline, by the rule headline --",
        "-- byline, by the rule byline --",
        "-- cut: date, by the rule date-line --",
        "-- cut: caption, by the rule caption --",
        "-- cut: boilerplate, by the rule rights --",
    ]
    printed = "".join(line for line in article if not line.startswith("--"))
    assert "".join(printed.split()) == "".join(PAGE.split())


def test_what_lost_is_shown(copydesk: Copydesk) -> None:
    """The feed's headline wins over the printed one, which is told, as is one that only has the shape."""
    envelope = {"content": PAGE, "content_type": "text/plain", "headline": "Islands have their boat back"}
    ended = copydesk("explain", "--jsonl", "-", given=json.dumps(envelope).encode())
    lines = ended.stdout.decode().splitlines()
    at = lines.index("  headline")
    assert lines[at + 1 : at + 3] == ["    Islands have their boat back", "    by feed, 90% sure"]
    assert lines[at + 3 : at + 5] == ["    lost, from layout (80%):", "      Ferry runs again"]


def test_what_was_passed_over_is_shown(copydesk: Copydesk, tmp_path: Path) -> None:
    """A date of another article that the page prints too is told, with its place and why it is not this one's."""
    (path := tmp_path / "ferry.html").write_text(
        f"<title>Ferry runs again</title><h1>Ferry runs again</h1><p>12 March 2026</p><p>{STORY}</p><p>{STORY}</p>"
        "<ul><li><a href='/1'>Mill sold <span>3 May 2024</span></a></li></ul>"
    )
    lines = explained(copydesk, path)
    at = lines.index("  published_at")
    assert lines[at + 1] == "    2026-03-12 (to the day, zone assumed)"
    passed = next(place for place, line in enumerate(lines) if line.startswith("    passed over, printed: Its line"))
    assert lines[passed + 1] == "      3 May 2024"


def test_of_html_the_furniture_stands_behind_the_body(copydesk: Copydesk, tmp_path: Path) -> None:
    """A page has no order that a reader of text would see."""
    (path := tmp_path / "ferry.html").write_text(
        f"<title>Ferry</title><nav><a href='/'>Home and away</a></nav><article><h1>Ferry runs again</h1>"
        f"<p>{STORY}</p><p>{STORY}</p></article>"
    )
    lines = explained(copydesk, path)
    at = lines.index("  Home and away")
    assert lines[at - 1].startswith("-- cut: navigation")
    assert at > lines.index("ARTICLE") + 2


@pytest.mark.parametrize(
    "text", [PERSIAN * 40, "\u6e21\u8f6e\u505c\u822a\u3002" * 200, "\u0e1b\u0e23\u0e30\u0e40\u0e17\u0e28" * 100]
)
def test_lines_fit_80_columns_and_stand_alone(copydesk: Copydesk, tmp_path: Path, text: str) -> None:
    """A line of an article has nothing but an indent beside it, so that a terminal can set it from the right."""
    (path := tmp_path / "long.txt").write_text(f"{text}\n\n{text}")
    lines = explained(copydesk, path)
    article = [line for line in lines[lines.index("ARTICLE") + 1 :] if line and line != BODY]
    assert len(article) > 10
    assert all(line.startswith("  ") and cell_len(line) <= 80 and not line.isascii() for line in article)


def test_a_rejected_article_is_told_and_the_next_explained(copydesk: Copydesk, tmp_path: Path) -> None:
    """Reason and detail, and exit code 1."""
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7 binary")
    (tmp_path / "b.txt").write_text(PAGE)
    ended = copydesk("explain", tmp_path)
    assert ended.returncode == 1
    assert b"undecodable: " in ended.stdout
    assert b"Ferry runs again" in ended.stdout


def test_an_article_cannot_steer_the_terminal(copydesk: Copydesk, tmp_path: Path) -> None:
    """No escape sequence of an article, nor one in what the feed says, reaches it."""
    envelope = {"content": f"{STORY}\x1b[2J\u009b2J\n\n{STORY}", "article_id": "a\x1b]0;b", "headline": "c\x1b[31md"}
    (path := tmp_path / "a.jsonl").write_text(json.dumps(envelope))
    assert not {"\x1b", "\x9b"} & set("\n".join(explained(copydesk, path)))


def test_nothing_to_read_is_wrong_usage(copydesk: Copydesk) -> None:
    """As for `copydesk process`."""
    assert copydesk("explain").returncode == 2
