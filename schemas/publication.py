"""What was published, by whom, when and on what terms: the parts of a record that a newsroom would recognise."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.formats import Flag, Moment, Part, Text
from schemas.known_values import KnownValues

Precision = Annotated[Literal["year", "month", "day", "minute", "second"], KnownValues()]
DateRole = Annotated[Literal["published", "modified", "republished"], KnownValues()]
Zone = Annotated[Literal["assumed"], KnownValues()]


class Author(Part):
    """Who wrote the article."""

    name: Text = Field(description="Name as printed, without `By` or a role.", examples=["Amara Lindqvist"])


class Dateline(Part):
    """Where the story was filed from."""

    as_printed: Text = Field(description="The dateline as it stands in the article.", examples=["TROMSØ, March 2 —"])
    place: Text = Field(description="The place in it, as printed.", examples=["TROMSØ"])


class ArticleDate(Part):
    """A date about the article, with its role and how precise it is."""

    at: Moment = Field(
        description="The time; parts beyond `precision` stand at their start.", examples=["2026-03-02T07:15:00+01:00"]
    )
    precision: Precision = Field(description="The smallest part of `at` that was printed.", examples=["minute"])
    role: DateRole = Field(
        description="What happened then: first publication, a change, or a republisher's own publication.",
        examples=["published"],
    )
    as_printed: Text = Field(
        description="The date as it was found in page, feed or text.", examples=["2 March 2026, 7.15 am CET"]
    )
    zone: Zone | None = Field(
        default=None,
        description="`assumed` where no zone was printed and UTC was taken. Else absent.",
        examples=["assumed"],
    )
    ambiguous: Flag = Field(
        default=False,
        description="True where the date can be read in two ways, as 03/02/2026 can. Else absent.",
        examples=[True],
    )


class OriginalSource(Part):
    """Whom republished copy was taken from."""

    name: Text = Field(description="The source's name as printed, misspellings kept.", examples=["The Harbor Gazete"])
    as_printed: Text = Field(
        description="The line that names it, as printed.", examples=["Source: The Harbor Gazete, 27 February 2026"]
    )
    published_at: Moment | None = Field(
        default=None,
        description="When the source published it, where that is printed.",
        examples=["2026-02-27T00:00:00Z"],
    )


class Image(Part):
    """A picture that belongs to the article. At least one of its fields is there."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    url: Text | None = Field(
        default=None, description="Where the picture is.", examples=["https://news.example/media/quay-1200.jpg"]
    )
    caption: Text | None = Field(
        default=None, description="Its caption, as printed.", examples=["The quay at noon on Sunday."]
    )
    credit: Text | None = Field(default=None, description="Its credit, as printed.", examples=["Photo: Ida Moen"])
    license: Text | None = Field(
        default=None, description="Its licence, as declared.", examples=["https://creativecommons.org/licenses/by/4.0/"]
    )

    @model_validator(mode="after")
    def says_something(self) -> Self:
        """Refuse a picture of which nothing is known."""
        if not (self.url or self.caption or self.credit or self.license):
            raise ValueError("an image needs a url, a caption, a credit or a licence")
        return self


class Rights(Part):
    """The publisher's terms as page or envelope declares them: reported, never acted on."""

    license: Text | None = Field(
        default=None, description="Licence of the text: its name or address.", examples=["CC BY-NC 4.0"]
    )
    copyright_notice: Text | None = Field(
        default=None, description="The copyright line.", examples=["© 2026 Nordlys Presse AS"]
    )
    robots: Text | None = Field(
        default=None,
        description="Directives of a robots meta element or header.",
        examples=["noarchive, max-snippet:120"],
    )
    tdm_reservation: Text | None = Field(
        default=None,
        description="Value of the TDM Reservation Protocol's `tdm-reservation`: `1` where rights are reserved.",
        examples=["1"],
    )
    tdm_policy: Text | None = Field(
        default=None,
        description="Address of the publisher's policy on text and data mining (`tdm-policy`).",
        examples=["https://news.example/tdm-policy.json"],
    )


def declares_nothing(rights: Rights | None) -> bool:
    """Tell whether no term is declared: then a record has no `rights`."""
    return rights is None or rights == Rights()
