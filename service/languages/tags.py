"""Language tags as Copydesk writes them: BCP 47, current codes, a script only where it says something."""

from functools import lru_cache

UNDETERMINED = "und"

# What the detectors, feeds and pages still say, and what the IANA registry prefers (`no` is a macrolanguage of two).
_PREFERRED = {
    "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "no": "nb", "sh": "sr", "fil": "tl", "cmn": "zh",
    "arb": "ar", "pes": "fa", "srl": "sr", "zxx": UNDETERMINED, "un": UNDETERMINED,
}  # fmt: skip

# Both scripts of these are in daily use, so the tag always says which.
_ALWAYS_WITH_SCRIPT = frozenset({"zh", "sr"})

# Print in more than one script is known of these; any other language is in its usual one.
SEVERAL_SCRIPTS = {
    **dict.fromkeys(("ha", "ku", "ms"), ("Latn", "Arab")), **dict.fromkeys(("ks", "sd"), ("Arab", "Deva")),
    **dict.fromkeys(("kk", "ky", "tg", "tt", "ug"), ("Cyrl", "Arab", "Latn")),
    **dict.fromkeys(("az", "tk", "uz"), ("Latn", "Cyrl", "Arab")), **dict.fromkeys(("bs", "sr"), ("Latn", "Cyrl")),
    "mn": ("Cyrl", "Mong"), "pa": ("Guru", "Arab"), "zh": ("Hani", "Hans", "Hant"),
}  # fmt: skip

# The usual script of every language that the detectors know and that is not written in Latin letters.
_USUAL_SCRIPT = {
    **dict.fromkeys(("ab", "ba", "be", "bg", "kk", "ky", "mk", "mn", "os", "ru", "tg", "tt", "uk"), "Cyrl"),
    **dict.fromkeys(("ar", "ckb", "fa", "ks", "prs", "ps", "sd", "ug", "ur"), "Arab"),
    **dict.fromkeys(("bh", "hi", "mr", "ne", "new", "raj", "sa"), "Deva"),
    **dict.fromkeys(("as", "bn"), "Beng"), **dict.fromkeys(("am", "ti"), "Ethi"),
    **dict.fromkeys(("he", "yi"), "Hebr"), **dict.fromkeys(("bo", "dz"), "Tibt"),
    "chr": "Cher", "dv": "Thaa", "el": "Grek", "gu": "Gujr", "hy": "Armn", "iu": "Cans", "ja": "Jpan", "ka": "Geor",
    "km": "Khmr", "kn": "Knda", "ko": "Kore", "lif": "Limb", "lo": "Laoo", "ml": "Mlym", "my": "Mymr", "or": "Orya",
    "pa": "Guru", "si": "Sinh", "sr": "Cyrl", "syr": "Syrc", "ta": "Taml", "te": "Telu", "th": "Thai", "zh": "Hans",
}  # fmt: skip

# One language alone is written in these, as far as news goes.
LANGUAGE_OF_SCRIPT = {
    "Armn": "hy", "Cher": "chr", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hani": "zh", "Jpan": "ja",
    "Khmr": "km", "Knda": "kn", "Kore": "ko", "Laoo": "lo", "Mlym": "ml", "Mymr": "my", "Orya": "or", "Sinh": "si",
    "Taml": "ta", "Telu": "te", "Thaa": "dv", "Thai": "th",
}  # fmt: skip

# Of several languages in a script, the one that nearly all news in it is in.
COMMONEST_IN_SCRIPT = {"Beng": "bn", "Ethi": "am", "Hebr": "he", "Tibt": "bo"}


@lru_cache(maxsize=1 << 10)
def primary_subtag(tag: str) -> str:
    """The language that a tag, of any age and spelling, begins with: `zh_TW` gives `zh`, `iw` gives `he`."""
    first = tag.replace("_", "-").split("-", 1)[0].strip().lower()
    return _PREFERRED.get(first, first)


def usual_script(language: str) -> str:
    """The ISO 15924 script that a language is written in unless its tag says otherwise."""
    return _USUAL_SCRIPT.get(language, "Latn")


def is_written_in(language: str, script: str) -> bool:
    """Whether print of the language in that ISO 15924 script is known; of no language in any."""
    return language == UNDETERMINED or script in SEVERAL_SCRIPTS.get(language, (usual_script(language),))


def tag_for(language: str, script: str) -> str:
    """The BCP 47 tag of a language in a script; `und` stays without one."""
    if language == UNDETERMINED:
        return UNDETERMINED
    if language in _ALWAYS_WITH_SCRIPT or script != usual_script(language):
        return f"{language}-{script}"
    return language
