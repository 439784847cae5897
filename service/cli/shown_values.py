"""Values of an article's fields as a person reads them, each in a line."""

from collections.abc import Mapping
from typing import Any

from service.article import ArticleDate, Dateline, Image, OriginalSource

# Of an RFC 3339 time, the characters that are printed or declared by its precision.
_DATE_CHARACTERS = {"year": 4, "month": 7, "day": 10, "minute": 16, "second": 19}


def shown(value: Any) -> str:
    """A field's value in a line."""
    match value:
        case Dateline():
            return f"{value.as_printed} (place: {value.place})"
        case OriginalSource():
            return value.name + (f", first there on {value.published_at:%Y-%m-%d}" if value.published_at else "")
        case ArticleDate():
            return _date(value)
        case tuple():
            return ", ".join(value)
        case bool():
            return "yes" if value else "no"
    return str(value)


def _date(date: ArticleDate) -> str:
    notes: Mapping[str, bool] = {"zone assumed": date.zone_assumed, "ambiguous": date.ambiguous}
    known = "".join(f", {note}" for note, is_so in notes.items() if is_so)
    at = date.at.isoformat()[: _DATE_CHARACTERS[date.precision]]
    timed = date.precision in ("minute", "second") and not date.zone_assumed
    zone = date.at.isoformat()[-len("+00:00") :] if timed else ""
    return f"{at}{zone} (to the {date.precision}{known})"


def shown_image(image: Image) -> str:
    """What a picture has of caption, credit, licence and address."""
    parts = {"caption": image.caption, "credit": image.credit, "license": image.license, "url": image.url}
    return "; ".join(f"{name}: {value}" for name, value in parts.items() if value)
