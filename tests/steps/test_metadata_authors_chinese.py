"""The reporters of Chinese pages: near the headline, behind the dateline, at the foot of the copy."""

import pytest

from tests.steps.test_metadata_authors import authors, names

HEADLINE = "<h1>猫头鹰回到老磨坊</h1>"
SENTENCE = "星期一晚上，村民们在老磨坊又看到了猫头鹰，此后每天夜里都能听到它们的叫声，孩子们非常高兴。"  # noqa: RUF001  # Chinese marks
PARAGRAPH = f"<p>{SENTENCE * 3}</p>"


def read(body: str) -> tuple[str, ...]:
    """The authors of a page of which this is the body."""
    return names(authors("", f'<div lang="zh">{body}</div>'))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("记者 王小明", ("王小明",)),
        ("记者王小明", ("王小明",)),
        ("本报记者 王小明 李红", ("王小明", "李红")),
        ("新华社记者 王小明 李红", ("王小明", "李红")),
        ("作者：王小明", ("王小明",)),  # noqa: RUF001
        ("文/王小明", ("王小明",)),
        ("来源：村报 作者：王小明", ("王小明",)),  # noqa: RUF001
        ("2026-03-03 10:00 记者 王小明", ("王小明",)),
        ("〔記者王小明／台北報導〕", ("王小明",)),  # noqa: RUF001
        ("2026年03月03日23:52 | 来源：村报", ()),  # noqa: RUF001
        ("新华社记者", ()),
        ("责编：王小明", ()),  # noqa: RUF001
    ],
)
def test_a_line_below_the_headline(line: str, expected: tuple[str, ...]) -> None:
    """What says that a reporter follows may stand behind a source, a date or an agency; an editor is no author."""
    assert read(f"{HEADLINE}<p>{line}</p>{PARAGRAPH * 3}") == expected


@pytest.mark.parametrize(
    "body",
    [
        f"<p>本报北京3月3日电（记者王小明）{SENTENCE * 3}</p>{PARAGRAPH * 2}",  # noqa: RUF001
        f"{PARAGRAPH * 2}<p>{SENTENCE * 3}（记者 王小明）</p>",  # noqa: RUF001
        f"{PARAGRAPH * 3}<p>（记者 王小明）</p>",  # noqa: RUF001
    ],
)
def test_in_and_below_the_copy(body: str) -> None:
    """Brackets behind the dateline, or at the end of the copy, name the reporter."""
    assert read(HEADLINE + body) == ("王小明",)
