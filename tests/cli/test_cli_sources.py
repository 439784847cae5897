"""Files, folders and lines become the messages that they would be on the stream."""

import gzip
import lzma
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.endings import Ended
from service.cli.sources import Article, Input, Unreadable, paths_or_end, read, size_of
from service.message import RawMessage

ENVELOPE = b'{"content": "The ferry runs again."}'
MAIL = b"From: Harbour Gazette <news@harbour.example>\nSubject: Ferry\nContent-Type: text/html\n"


def written(folder: Path, **files: bytes) -> Path:
    """A folder with the files; `__` in a name is a slash and `_` a dot."""
    for name, value in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(value)
    return folder


def articles(inputs: list[Input]) -> list[Article]:
    """The inputs, all of which are readable."""
    assert all(isinstance(each, Article) for each in inputs)
    return [each for each in inputs if isinstance(each, Article)]


def read_one(path: Path, value: bytes) -> RawMessage:
    """What a file with these bytes is read as."""
    path.write_bytes(value)
    (article,) = articles(list(read([str(path)])))
    return article.message


@pytest.mark.parametrize(
    ("name", "value", "content_type"),
    [
        ("a.html", b"plain", "text/html"),
        ("a.HTM", b"plain", "text/html"),
        ("a.xhtml", b"plain", "text/html"),
        ("a.txt", b"<p>", "text/plain"),
        ("a.md", b"# Title", "text/plain"),
        ("a.json", ENVELOPE, "application/json"),
        ("a", b"<!doctype html><p>News", "text/html"),
        ("a.asp", "\ufeff<html><p>News".encode("utf-16-le"), "text/html"),
        ("a.dat", b"The ferry runs again.", "text/plain"),
        ("a.eml", b"From: a\n\n<html><p>News", "text/plain"),
        ("a", MAIL + b"Content-Transfer-Encoding: quoted-printable\n\n<html><p>News<p>More", "text/plain"),
        ("a", MAIL + b"\n<p>Subject and text are parted by this line.<p>Mail of old archives.", "text/plain"),
    ],
)
def test_a_file_says_what_it_is(tmp_path: Path, name: str, value: bytes, content_type: str) -> None:
    """A file's message is its bytes, its key its name, its content type by its suffix or its looks."""
    message = read_one(tmp_path / name, value)
    assert message == RawMessage(value, name.encode(), (("content-type", content_type.encode()),))


@pytest.mark.parametrize(
    ("value", "content_type"),
    [
        (b"\n" + ENVELOPE, "application/json"),
        (b'{"content_base64": ""}', "application/json"),
        (b'{"title": "No article of ours."}', "text/plain"),
        (b"{" * 100_000, "text/plain"),
        (b'{"content": ' + b"[" * 100_000, "text/plain"),
    ],
    ids=["content", "base64", "none", "broken", "deep"],
)
def test_an_envelope_shows_itself(tmp_path: Path, value: bytes, content_type: str) -> None:
    """Where no name tells what it is, as on standard input."""
    assert read_one(tmp_path / "story", value).headers == (("content-type", content_type.encode()),)


@pytest.mark.parametrize(("suffix", "packed"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_packed_files_are_unpacked(tmp_path: Path, suffix: str, packed: object) -> None:
    """A compressed file is what it is without its last suffix, lines as well as pages."""
    assert callable(packed)
    page = read_one(tmp_path / f"a.html{suffix}", packed(b"<p>News"))
    assert (page.value, page.header("content-type")) == (b"<p>News", "text/html")
    lines = tmp_path / f"a.jsonl{suffix}"
    lines.write_bytes(packed(ENVELOPE + b"\n" + ENVELOPE))
    assert [each.message.value for each in articles(list(read([str(lines)])))] == [ENVELOPE, ENVELOPE]


def test_folders_are_read_deep_and_sorted_without_what_is_hidden(tmp_path: Path) -> None:
    """All files below a folder come, sorted by name, with the path below it as the key."""
    folder = written(tmp_path, b_txt=b"2", a__b_txt=b"1", a___c_txt=b"hidden", c__d__e_txt=b"3", _git__x_txt=b"hidden")
    found = articles(list(read([str(folder)])))
    assert [(each.message.key, each.message.value) for each in found] == [
        (b"a/b.txt", b"1"),
        (b"b.txt", b"2"),
        (b"c/d/e.txt", b"3"),
    ]
    assert [each.place for each in found] == [str(folder / name) for name in ("a/b.txt", "b.txt", "c/d/e.txt")]


def test_a_link_in_a_circle_is_not_followed(tmp_path: Path) -> None:
    """A link to a folder above ends nothing up in a circle, and a link that leads nowhere is told of."""
    folder = written(tmp_path, a_txt=b"1")
    (folder / "circle").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    article, unreadable = read([str(folder)])
    assert isinstance(article, Article)
    assert unreadable == Unreadable(str(folder / "nowhere.txt"), "unreadable", "No such file or directory", 1)


@given(lines=st.lists(st.binary(max_size=50).map(lambda line: line.replace(b"\n", b" ").rstrip(b"\r"))))
def test_every_line_that_is_not_blank_is_a_message(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    """Lines come in order with their numbers, blank ones left out, each as an envelope without a key."""
    path = tmp_path_factory.getbasetemp() / "lines.jsonl"
    path.write_bytes(b"\n".join(lines))
    expected = [(f"{path}:{number}", line) for number, line in enumerate(lines, 1) if line.strip()]
    found = articles(list(read([str(path)])))
    assert [(each.place, each.message.value) for each in found] == expected
    assert all(each.message.key is None for each in found)
    assert all(each.message.headers == (("content-type", b"application/json"),) for each in found)


def test_what_is_too_large_is_named_and_what_follows_is_read(tmp_path: Path) -> None:
    """A line beyond the limit is skipped to its end, and a file beyond it is not held in memory."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 10 + b"\n" + b"y" * 25 + b"\n" + b"z\n")
    first, large, last = read([str(path)], limit=10)
    assert isinstance(large, Unreadable)
    assert (large.place, large.reason) == (f"{path}:2", "too-large")
    assert [each.message.value for each in articles([first, last])] == [b"x" * 10, b"z"]
    (whole,) = read([str(written(tmp_path / "folder", b_txt=b"y" * 11))], limit=10)
    assert isinstance(whole, Unreadable)


def test_a_damaged_file_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    """A file that cannot be unpacked costs only itself."""
    folder = written(tmp_path, a_txt_gz=b"not packed", b_txt_xz=lzma.compress(b"cut")[:-9], c_txt=b"whole")
    *damaged, whole = read([str(folder)])
    assert [type(each) for each in damaged] == [Unreadable, Unreadable]
    assert isinstance(whole, Article)
    assert whole.message.value == b"whole"


def test_progress_ends_at_the_size_of_all(tmp_path: Path) -> None:
    """What was read grows with each article, to the size of all files, packed ones as they are packed."""
    folder = written(tmp_path, a_txt=b"12345", b_jsonl=ENVELOPE + b"\n" + ENVELOPE, c_txt_gz=gzip.compress(b"5" * 999))
    done = [each.read_bytes for each in read([str(folder)])]
    assert done == sorted(done)
    assert done[-1] == size_of([str(folder)])
    assert size_of([str(folder), "-"]) is None


def test_a_name_that_is_not_utf_8_is_its_key_all_the_same(tmp_path: Path) -> None:
    """A file's name goes into the key as the bytes that it has."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    assert read_one(path, b"News").key == b"caf\xe9.txt"


@pytest.mark.parametrize(
    ("paths", "sentence"),
    [
        ([], "There is nothing to read: name files or folders, or `-` for standard input."),
        (["-", "-"], "Standard input can be read only once."),
        (["nowhere/x.html"], "nowhere/x.html does not exist."),
    ],
)
def test_what_cannot_be_read_at_all_ends_it_before_it_begins(paths: list[str], sentence: str) -> None:
    """Nothing named, or something that is not there, is wrong usage."""
    with pytest.raises(Ended) as ended:
        paths_or_end(paths)
    assert (str(ended.value), ended.value.exit_code) == (sentence, 2)
