"""Every caution code in one place, with what it means to a subscriber: the `warnings` of a record hold nothing else."""

from typing import Final

UNKNOWN_FIELDS: Final = "unknown-fields"
MALFORMED_FIELD: Final = "malformed-field"
CONTENT_TWICE: Final = "content-twice"
REPLACED_CHARACTERS: Final = "replaced-characters"
UNKNOWN_CHARSET: Final = "unknown-charset"
CHARSET_GUESSED: Final = "charset-guessed"
HIDDEN_TEXT: Final = "hidden-text"
MOJIBAKE_REPAIRED: Final = "mojibake-repaired"
COLUMNS_PARTED: Final = "columns-parted"
MAIL_OPENED: Final = "mail-opened"
METADATA_TOO_LARGE: Final = "metadata-too-large"
NO_BODY: Final = "no-body"
FEED_DISAGREES: Final = "feed-disagrees"
MALFORMED_METADATA: Final = "malformed-metadata"
FOREIGN_CANONICAL: Final = "foreign-canonical"
FUTURE_DATE: Final = "future-date"
UNKNOWN_ZONE: Final = "unknown-zone"
TRUNCATED: Final = "truncated"

CAUTIONS: Final = {
    UNKNOWN_FIELDS: "The envelope has fields that the contract does not know; they were ignored.",
    MALFORMED_FIELD: "An optional field or header is not of its form; it was dropped.",
    CONTENT_TWICE: "The envelope has content both as text and as bytes; the bytes were read.",
    REPLACED_CHARACTERS: "Bytes that do not fit the charset, or unpaired surrogates, became U+FFFD.",
    UNKNOWN_CHARSET: "A declared charset is not known; the next declaration, or detection, was used.",
    CHARSET_GUESSED: "No charset is declared and the bytes are not UTF-8; it was told from the text.",
    HIDDEN_TEXT: "Characters that no reader sees spelt something; they were taken out, and the detail says how many.",
    MOJIBAKE_REPAIRED: "Text that had been decoded in a wrong charset was put right; the detail says how much.",
    COLUMNS_PARTED: "Columns stood side by side; they were read one below the other. The detail says how many lines.",
    MAIL_OPENED: "The content is a mail as it was sent; its text was read by what its headers say of its coding.",
    METADATA_TOO_LARGE: "The envelope's metadata is over its limit; it was dropped.",
    NO_BODY: "The article has a headline and no body.",
    FEED_DISAGREES: "The feed says something else than the page does.",
    FUTURE_DATE: "A date lies more than two days after the article was fetched or sent; it was not taken.",
    UNKNOWN_ZONE: "What stands behind a time of day as its zone is none, or could be several; UTC was assumed.",
    MALFORMED_METADATA: "What the page declares is broken, too much or holds markup; the detail says what was done.",
    FOREIGN_CANONICAL: "The page gives an address on another site as its own; it was not believed.",
    TRUNCATED: "The record was over its topic's limit; furniture, then evidence were left out.",
}
"""What each code means, for documents. Codes are stable: later versions add to them."""
