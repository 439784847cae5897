"""The languages written in Arabic letters that have letters of their own."""

import re

# Letters that Arabic and Persian lack. The first language with a letter in the text is it: what stands before shares
# letters with what stands behind (Uyghur has Sorani's, Sindhi Urdu's, Pashto one of Urdu's).
_OWN_LETTERS = (
    ("ug", re.compile("[\u06c7\u06c8\u06cb\u06ad]")),
    ("sd", re.compile("[\u06aa\u06bb\u067f\u0680\u0684\u0683\u0687\u068f\u068a\u0699\u06a6\u068d]")),
    ("ckb", re.compile("[\u06ce\u06c6\u06d5\u0695\u06b5]")),
    ("ps", re.compile("[\u069a\u0696\u0681\u0685\u06cd\u06bc\u0693\u0689\u067c\u06d0]")),
    ("ur", re.compile("[\u0679\u0688\u0691\u06d2\u06ba\u06be\u06c1]")),
)
# One in so many letters: a name in another language is not the text's.
_LEAST_SHARE = 50


def language_of_letters(text: str, letters: int) -> str | None:
    """The language whose own letters are one in fifty or more of the `letters` of `text`; None where there is none."""
    for language, own in _OWN_LETTERS:
        if len(own.findall(text)) * _LEAST_SHARE >= letters > 0:
            return language
    return None
