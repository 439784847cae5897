"""Datelines of East Asia: places, agencies and reporters in brackets, or before the word for a dispatch."""

import re
from functools import cache

from service.article import Dateline
from service.words import fold, is_unspaced, languages, phrases

# Such an opening is no longer.
LONGEST_OPENING = 160

# Of Korean and Japanese agencies: "(\uc11c\ub9bc=\uc5f0\ud569\ub274\uc2a4)", "\u3010\u6771\u4eac\u5171\u540c\u3011".
_KOREAN = re.compile(
    "[(\\[\u3010](?P<place>[\uac00-\ud7a3\u00b7\\s]{2,14}?)\\s?=\\s?[^()\\[\\]\u3010\u3011\\n]{2,20}[)\\]\u3011]"
    "(?:\\s?(?P<names>[\uac00-\ud7a3]{2,4}(?:[\\s\u00b7,]+[\uac00-\ud7a3]{2,4}){0,3})\\s?(?:\uae30\uc790|\ud2b9\ud30c\uc6d0|\ud1b5\uc2e0\uc6d0)\\s?=)?"
)
# "\u3010\u6771\u4eac\uff1d\u7530\u4e2d\u4e00\u90ce\u3011".
_JAPANESE = re.compile(
    "[\u3010\uff3b][^\u3010\u3011\uff1d=]{1,12}[\uff1d=](?P<name>[\u4e00-\u9fff\u3005]{3,5})[\u3011\uff3d]"
)
REPORTERS = re.compile(
    "\\s?[\uff08(][\u4e00-\u9fff]{0,6}?(?:\u8bb0\u8005|\u8a18\u8005)[\\s\uff1a:]?(?P<names>[\u4e00-\u9fff\u00b7\\s\u3001\uff0c,]{2,40})[\uff09)]"
)
# "\ud55c\uc11c\uc724 \uae30\uc790\u00b7\ubc15\uc9c0\uc740 \uc778\ud134\uae30\uc790 =": no sentence has that sign.
KOREAN_REPORTERS = re.compile("[\uac00-\ud7a3\u00b7,\\s]{2,40}=")
_REPORTER = "\u8a18\u8005|\u8bb0\u8005|\u7279\u6d3e\u54e1|\u7279\u6d3e\u5458"
_NAME_GAP = re.compile("[\\s\u3001\uff0c,]+")
# "\uff08\u8a18\u8005\u738b\u5c0f\u660e\uff0f".
_BEFORE_PLACE = re.compile(rf"(?:{_REPORTER})\s?(?P<names>[\u4e00-\u9fff\u3001]{{2,20}})[\s\uff0f/]*\Z")
_OPENING_REPORTERS = re.compile(
    "(?P<names>[\uac00-\ud7a3]{2,4}(?:[\\s\u00b7,]+[\uac00-\ud7a3]{2,4}){0,3})\\s(?:\uae30\uc790|\ud2b9\ud30c\uc6d0|\uc778\ud134\uae30\uc790)\\s?=\\s?(?=\\S)"
)
_ROLES = frozenset(("\uae30\uc790", "\ud2b9\ud30c\uc6d0"))


def read_unspaced(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph in Han, kana or Hangul starts with, or one in brackets."""
    opening = paragraph[:LONGEST_OPENING]
    if match := _KOREAN.match(opening):
        end = re.search("[)\\]\u3011]", opening)
        return Dateline(opening[: end.end()] if end else match[0], match["place"].strip())
    for pattern in _chinese():
        if match := pattern.match(opening):
            return Dateline(match[0].strip(), match["place"])
    return None


@cache
def _chinese() -> tuple[re.Pattern[str], ...]:
    """Who reports, the place, perhaps the day, and the word for a dispatch; the same in brackets; and Japanese ones."""
    agency, ending, agencies = map(_unspaced_words, ("dateline_agency", "dateline_ending", "agencies"))
    day = r"(?:\s?(?:\d{1,2}\s?\u6708\s?)?\d{1,2}\s?\u65e5)?"
    place = "(?P<place>[\u4e00-\u9fff]{2,10}?)"
    han = "[\u4e00-\u9fff]"
    name = f"(?:{han}{{3}}|{han}{{2}}|{han}{{4}})"
    reporter = f"(?:(?:{_REPORTER}){name}(?:\u3001{name}){{0,3}}[\\s\uff0f/]*)"
    house = f"{han}{{1,6}}(?:\u901a\u8baf\u793e|\u901a\u8a0a\u793e|\u793e)"
    full = r"\s?(?:\d{1,2}\s?\u6708\s?)?\d{1,2}\s?\u65e5"
    open_, close = "[\uff08(\u3014\u3010\\[\uff3b]", "[\uff09)\u3015\u3011\\]\uff3d]"
    reported = "(?:\u5831\u5c0e|\u62a5\u9053|\u7d9c\u5408\u5831\u5c0e)"
    named = "(?P<place>[\u4e00-\u9fff\u30a0-\u30ff]{2,12}?)"
    full_day = r"(?:\d{4}\s?\u5e74)?\s?\d{1,2}\s?\u6708\s?\d{1,2}\s?\u65e5"
    stroke = "(?:\\s?[/\uff0f][^/\uff0f\\s]{2,12}[/\uff0f])"
    japanese = "(?P<place>[\u4e00-\u9fff\u30a0-\u30ff\u3041-\u3096]{2,12}?)"
    return (
        re.compile(rf"(?:{agency})\s?{place}{day}\s?(?:{ending})(?=[\s\uff08(:\uff1a])"),
        re.compile(rf"{house}\s?{place}{full}\s?(?:{ending})(?=[\s\uff08(:\uff1a])"),
        re.compile(rf"{open_}(?:{agency})?{reporter}?{place}{day}\s?(?:{ending}|{reported}){close}"),
        re.compile(
            rf"{named}[\uff0c,\u3001\s]{{0,2}}{full_day}(?:{stroke}|{stroke}?(?=\s?[\u2014\u2013\u2015\uff0d-]))"
        ),
        re.compile(rf"{open_}(?:{agency}|{agencies})\s?{place}{day}\s?(?:{ending}){close}"),
        re.compile(
            rf"{open_}{japanese}(?:[\s\u3000]*\d{{1,2}}\s?\u65e5[\s\u3000]*(?:{agencies})?"
            rf"|[\s\u3000]*(?:{agencies})|[\s\u3000]*[=\uff1d][^\u3010\u3011\uff3b\uff3d()\n]{{2,16}}){close}"
        ),
        re.compile(rf"{open_}{named}[\uff0c,\u3001\s]{{0,2}}{full_day}{close}"),
        # "\u6771\u4eac\u5171\u540c\uff1d", without brackets.
        re.compile(rf"{japanese}[\s\u3000]?(?:{agencies})(?=[\uff1d=]\S)"),
    )


@cache
def placeless() -> re.Pattern[str]:
    """Who reports and the word for a dispatch, without a place: no dateline, nor a part of the story."""
    agency, ending = map(_unspaced_words, ("dateline_agency", "dateline_ending"))
    return re.compile(rf"(?:{agency})\s?(?:{ending})(?=[\s\uff08(:\uff1a])")


def _unspaced_words(name: str) -> str:
    """The words of that list in scripts without spaces, as alternatives of a pattern."""
    tables = (words["layout"] for words in languages().values())
    return "|".join(re.escape(word) for table in tables for word in table.get(name, ()) if is_unspaced(word[0]))


def dateline_authors(paragraph: str, dateline: Dateline) -> tuple[tuple[str, ...], str]:
    """Reporters that are named in or right behind a Chinese, Japanese or Korean dateline, and the text with them."""
    if (named := _JAPANESE.fullmatch(dateline.as_printed)) and fold(named["name"]) not in phrases("layout", "agencies"):
        return (named["name"],), dateline.as_printed
    if within := _BEFORE_PLACE.search(dateline.as_printed.partition(dateline.place)[0]):
        return _names(within["names"]), dateline.as_printed
    match = _KOREAN.match(paragraph) or REPORTERS.match(paragraph, len(dateline.as_printed))
    return (_names(match["names"]), match[0].strip()) if match and match["names"] else ((), "")


def opening_authors(paragraph: str) -> tuple[tuple[str, ...], str]:
    """Reporters that a Korean story without a dateline opens with: "\ud64d\uae38\ub3d9 \uae30\uc790 ="."""
    match = _OPENING_REPORTERS.match(paragraph)
    return (_names(match["names"]), match[0].strip(" =")) if match else ((), "")


def _names(said: str) -> tuple[str, ...]:
    return tuple(name for name in _NAME_GAP.split(said.strip()) if name and name not in _ROLES)
