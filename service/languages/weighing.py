"""What is likeliest of all that was heard: fits of n-grams as probabilities, close languages by their words."""

import math
from collections.abc import Mapping

from service.languages.close import FAMILY_OF, RIGHT_AT_BEST, weigh_close
from service.languages.detectors import ask_py3langid, sample
from service.languages.tags import UNDETERMINED

# How much likelier a nat makes a language: n-grams overlap, so that each says less than it seems to.
_PER_NAT, _FAR = 0.1, 120.0

# With less than this of the probability, py3langid is asked too, and to what it does not name it gives so much.
_DOUBT = 0.9
_ANY = 0.02

_UNKNOWN_TO_PY3LANGID = "prs"

# A declared language that is not less likely than this, beside the likeliest, decides: of the sentences between two
# close languages that the witnesses leave so open, one in three is wrongly told.
_TIE = 0.25

# Words are read in more of the text than n-grams are.
_WORDS_CHARACTERS = 1_000


def weigh(text: str, script: str, fits: Mapping[str, float], cld2: str) -> dict[str, float]:
    """The probability of each language: by its fit, and of close ones by their words."""
    best = max(fits.values())
    near = {language: fit for language, fit in fits.items() if fit > best - _FAR}
    shares = _normal({language: math.exp(_PER_NAT * (fit - best)) for language, fit in near.items()})
    family = None if script == "Cyrl" else FAMILY_OF.get(_best(fits))
    if family:
        close = weigh_close(sample(text, _WORDS_CHARACTERS), family, fits, cld2)
        whole = sum(shares.get(language, 0.0) for language in close)
        shares |= {language: share * whole for language, share in close.items()}
    return shares


def ask_again(text: str, shares: dict[str, float]) -> dict[str, float]:
    """The probabilities with py3langid's opinion, where they leave a doubt that it knows something of."""
    if max(shares.values()) >= _DOUBT or _UNKNOWN_TO_PY3LANGID in shares:
        return shares
    second = ask_py3langid(text)
    return _normal({language: share * (second.get(language, 0.0) + _ANY) for language, share in shares.items()})


def choose(shares: Mapping[str, float], declared: str | None) -> tuple[str, float]:
    """The likeliest language, or the declared one where it is nearly as likely."""
    best = _best(shares)
    if declared is not None and declared in shares and shares[declared] >= _TIE * shares[best]:
        return declared, shares[best] * RIGHT_AT_BEST.get(declared, 1.0)
    return best, shares[best] * RIGHT_AT_BEST.get(best, 1.0)


def may_be_tie(language: str, confidence: float) -> bool:
    """Whether a language that is so sure may be one that a declaration chose of two."""
    return confidence <= RIGHT_AT_BEST.get(language, 1.0) / (1 + _TIE)


def _normal(shares: Mapping[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    return {language: share / total for language, share in shares.items()}


def _best(fits: Mapping[str, float]) -> str:
    return max(fits, key=lambda language: (fits[language], language), default=UNDETERMINED)
