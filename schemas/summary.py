"""What a body comes to: its summary, key phrases and fingerprint."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.formats import LanguageTag, Part, Several, Text
from schemas.known_values import KnownValues
from schemas.language import Span

SummaryMethod = Annotated[Literal["extractive", "lead", "model"], KnownValues()]


class Sentence(Span):
    """A whole sentence of the body."""


class Summary(Part):
    """A short text for the article, and where in the body it stands."""

    text: Text = Field(
        description="The summary: its sentences joined by a space, by nothing where the script has none.",
        examples=["The ferry sails again on Monday. 😀 Crews cheered."],
    )
    sentences: Several[Sentence] = Field(
        default=(),
        description="Where its sentences stand in `body_text`, in their order. Absent where a model wrote the text.",
        examples=[[{"start": 0, "end": 32}, {"start": 33, "end": 49}]],
    )
    method: SummaryMethod = Field(
        description=(
            "`extractive`: sentences chosen for what they say; `lead`: the first ones; `model`: by a language model."
        ),
        examples=["extractive"],
    )
    model: Text | None = Field(
        default=None, description="The language model, where one wrote the text.", examples=["example-7b-instruct"]
    )
    language: LanguageTag = Field(description="BCP 47 tag of the summary.", examples=["en"])

    @model_validator(mode="after")
    def says_where_it_is_from(self) -> Self:
        """Refuse a quoted summary without its places, and a written one without its model."""
        if self.method == "model" and self.model is None:
            raise ValueError("a summary by a model names the model")
        if self.method != "model" and (self.model is not None or not self.sentences):
            raise ValueError("a summary of the body's sentences says where they stand and names no model")
        return self


class Keyphrase(Part):
    """A phrase of the article that says what it is about."""

    text: Text = Field(description="The phrase as headline or body prints it.", examples=["ferry strike"])
    score: Annotated[float, Field(gt=0, le=1)] = Field(
        description="Its weight within this article; the best scores 1.", examples=[1.0]
    )


class Fingerprint(Part):
    """Hashes of the body: for equal copies, and for near ones."""

    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="SHA-256 of the UTF-8 of `body_text`, in hex. Equal bodies have equal ones.",
        examples=["b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"],
    )
    simhash: str = Field(
        pattern=r"^[0-9a-f]{16}$",
        description="64-bit SimHash in hex, high bit first. Near bodies differ in few bits.",
        examples=["8f3a5c017be2d946"],
    )
