"""Mails as they were sent, in parts and encoded: their text is read by what their own headers say."""

import base64
import quopri

import pytest

from service.article import DecodedArticle, Found
from service.message import RawMessage
from service.steps.decode import decode
from service.steps.extract import extract
from service.steps.normalise import normalise

STORY = "Die Fähre legte mittags ab, und niemand sah sie je zurückkehren.\n\nAm Abend war der Kai wieder leer."
HEAD = (
    "From: =?utf-8?Q?Hafenblatt_K=C3=BCste?= <post@hafen.example>\nTo: leser@mail.example\n"
    "Subject: =?utf-8?B?RMOkbW1lcnVuZw==?=\n"
)


def opened(mail: str | bytes, content_type: str = "text/plain") -> DecodedArticle:
    """The article of a mail."""
    data = mail.encode() if isinstance(mail, str) else mail
    decoded = decode(RawMessage(data, None, (("content-type", content_type.encode()),)))
    assert isinstance(decoded, DecodedArticle)
    return decoded


def quoted(text: str, charset: str = "utf-8") -> str:
    """The text as a mail prints it whose letters beyond ASCII are written in numbers."""
    return quopri.encodestring(text.encode(charset)).decode("ascii")


def part(text: str, kind: str = "plain", encoding: str = "quoted-printable") -> str:
    """One part of a mail."""
    said = quoted(text) if encoding == "quoted-printable" else base64.encodebytes(text.encode()).decode()
    return f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{said}\n"


SHOWN = "From: Hafenblatt Küste <post@hafen.example>\nTo: leser@mail.example\nSubject: Dämmerung\n\n"


def test_a_quoted_printable_mail_is_decoded() -> None:
    """Its text is in the charset that its header names, and its headers are those that a reader sees."""
    kind = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
    article = opened(f"Received: from a by b\n{HEAD}{kind}{quoted(STORY, 'latin-1')}")
    assert article.content == f"{SHOWN}{STORY}\n"
    assert article.charset is not None
    assert (article.charset.value, article.charset.as_found) == ("windows-1252", "iso-8859-1")
    assert [caution.code for caution in article.cautions] == ["mail-opened"]
    assert article.cautions[0].detail == "The mail's text/plain was read, decoded from quoted-printable."


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_of_several_forms_the_plain_one_is_read(encoding: str) -> None:
    """Attachments are no text of the mail, and HTML repeats it."""
    mail = (
        f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="out"\n\n--out\n'
        f'Content-Type: multipart/alternative; boundary="in"\n\n--in\n{part("<p>M</p>", "html", encoding)}\n--in\n'
        f"{part(STORY, encoding=encoding)}\n--in--\n"
        f"--out\nContent-Disposition: attachment\n{part('Beilage')}\n--out--\n"
    )
    assert opened(mail).content == f"{SHOWN}{STORY}\n"
    assert opened(mail.replace("\n", "\r\n")).content.split() == f"{SHOWN}{STORY}".split()


def test_a_mail_of_html_alone_is_html() -> None:
    """There is nothing plainer to read."""
    article = opened(f"{HEAD}{part('<p>Eine Fähre.</p><p>Noch eine.</p>', 'html')}")
    assert (article.media_type, article.content) == ("text/html", "<p>Eine Fähre.</p><p>Noch eine.</p>")


def test_a_mail_of_html_that_is_not_encoded_is_html_too() -> None:
    """Its headers are no copy of the page."""
    article = opened(f"{HEAD}Content-Type: text/html; charset=utf-8\n\n<p>Eine Fähre.</p><p>Noch eine.</p>")
    assert (article.media_type, article.content) == ("text/html", "<p>Eine Fähre.</p><p>Noch eine.</p>")


NEWS = "<p>Die Fähre legte mittags ab, und niemand sah sie je zurückkehren.</p><p>Am Abend war der Kai leer.</p>"


def test_who_sent_a_mail_of_html_and_when_is_known_from_its_headers() -> None:
    """They say what the page in it does not, as they do above plain text."""
    head = f"{HEAD}Date: Mon, 23 Nov 2026 07:00:00 +0100\n"
    article = opened(f"{head}{part(f'<html><body>{NEWS}</body></html>', 'html')}")
    read = normalise(article, extract(article))
    assert read.findings.publisher == Found("Hafenblatt Küste", "layout", "Hafenblatt Küste", 0.7)
    assert [found.as_found for found in read.findings.dates] == ["Mon, 23 Nov 2026 07:00:00 +0100"]
    assert read.findings.headline is not None
    assert read.findings.headline.value == "Dämmerung"
    assert read.body_text.startswith("Die Fähre")
    assert [piece.text for piece in read.furniture][:2] == SHOWN.splitlines()[:2]


def test_what_a_page_in_a_mail_says_goes_before_its_headers() -> None:
    """Its own headline and day are the article's."""
    head = f"{HEAD}Date: Mon, 23 Nov 2026 07:00:00 +0100\n"
    declared = '<meta property="article:published_time" content="2026-11-20T08:00:00Z">'
    page = f"<html><head>{declared}</head><body><h1>Fähre verschwunden</h1>{NEWS}</body></html>"
    article = opened(f"{head}{part(page, 'html')}")
    read = normalise(article, extract(article))
    assert read.findings.headline is not None
    assert read.findings.headline.value == "Fähre verschwunden"
    assert [found.value.at.day for found in read.findings.dates] == [20]
    assert "Subject: Dämmerung" in [piece.text for piece in read.furniture]


@pytest.mark.parametrize("head", ["", HEAD])
def test_parts_are_told_by_their_boundary(head: str) -> None:
    """Whoever copies a mail may lose the header that announces its parts."""
    mail = f"{head}\n--00001f\n{part(STORY)}--00001f\n{part('<p>M</p>', 'html')}--00001f--\n".lstrip("\n")
    assert opened(mail).content == (SHOWN if head else "") + f"{STORY}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"From: Hafenblatt <post@hafen.example>\nSubject: Fähre\n\n{STORY}",
        f"Note: what follows is quoted-printable\n\n{STORY} =3D",
        f"{STORY}\n\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A4",
        "Content-Transfer-Encoding: base64\nSubject: nothing\n\n!!!!",
        "From: a\nContent-Type: multipart/mixed\n\nNo boundary, and no part of any kind but this.",
    ],
)
def test_what_no_header_encodes_stays(text: str) -> None:
    """Plain text is read as it stands, a printed mail too."""
    article = opened(text)
    assert article.content == text
    assert not article.cautions


def test_a_part_in_a_charset_nobody_knows_is_read_all_the_same() -> None:
    """The label is warned of."""
    article = opened(f"{HEAD}{part(STORY).replace('utf-8', 'x-harbour')}")
    assert STORY in article.content
    assert [caution.code for caution in article.cautions] == ["unknown-charset", "mail-opened"]


@pytest.mark.parametrize(
    "mail",
    [
        "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5_000)),
        'From: a\nContent-Type: multipart/mixed; boundary="bb"\n\n' + "--bb\n" * 140_000,
        "From: a\nContent-Transfer-Encoding: quoted-printable\n\n" + "=" * 1_000_000,
        "From: a\nSubject: " + "=?utf-8?q?" * 100_000 + "\nContent-Transfer-Encoding: base64\n\nYWJj\n",
        "From: a\n" + "Subject: =?utf-8?q?a?=\n" * 100_000 + "\nYWJj\n",
        "From: a\nContent-Type: multipart/mixed; boundary=" + " ;" * 300_000,
    ],
    ids=["nested", "boundaries", "escapes", "words", "subjects", "parameters"],
)
def test_a_hostile_mail_is_read_in_bounded_time(mail: str) -> None:
    """No mail takes longer than its size lets expect."""
    assert opened(mail).content
