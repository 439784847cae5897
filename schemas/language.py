"""The languages of an article: of its body, of all that is printed, and where they change."""

from typing import Self

from pydantic import Field, model_validator

from schemas.formats import OFFSETS, Count, LanguageTag, Part, Script, Share


class Language(Part):
    """The language of the body, or of the headline where there is no body."""

    tag: LanguageTag = Field(
        description=(
            "BCP 47 tag, `und` where there is none. With a script only where it is not the language's usual one, "
            "and for `zh` and `sr` always."
        ),
        examples=["sr-Latn"],
    )
    script: Script = Field(description="ISO 15924 code of the script that it is written in.", examples=["Latn"])
    confidence: Share = Field(description="How sure the tag is, from 0 to 1.", examples=[0.97])


class LanguageShare(Part):
    """How much of what is printed is in one language."""

    tag: LanguageTag = Field(description="BCP 47 tag.", examples=["de"])
    share: Share = Field(
        description="Its share of the letters of everything printed: headline, body and furniture.", examples=[0.82]
    )


class Span(Part):
    """A piece of the body, from `start` to just before `end`."""

    start: Count = Field(description=f"First code point in `body_text`. {OFFSETS}", examples=[5])
    end: Count = Field(description=f"Code point after the last in `body_text`. {OFFSETS}", examples=[8])

    @model_validator(mode="after")
    def goes_forward(self) -> Self:
        """Refuse an empty or reversed span."""
        if self.start >= self.end:
            raise ValueError("a span ends after its start")
        return self


class LanguageSpan(Span):
    """A piece of the body that is in one language and script."""

    tag: LanguageTag = Field(description="BCP 47 tag of the piece.", examples=["fr"])
    script: Script = Field(description="ISO 15924 code of the piece's script.", examples=["Latn"])
