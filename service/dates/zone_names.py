"""Names of zones as newspapers and machines write them behind a time of day: those of one meaning, and the others."""

# Zone names with one meaning; others (CST, IST, BST…) are read and leave the zone assumed.
ZONES: dict[str, str] = {"cet": "+1", "cest": "+2", "mez": "+1", "mesz": "+2", "msk": "+3", "eet": "+2", "eest": "+3"}
ZONES |= {"\u043c\u0441\u043a": "+3", "pkt": "+5", "ict": "+7", "wita": "+8", "wit": "+9", "trt": "+3"}
ZONES |= dict.fromkeys(
    (
        "\u062c\u0631\u064a\u0646\u062a\u0634",
        "\u063a\u0631\u064a\u0646\u062a\u0634",
        "\u063a\u0631\u064a\u0646\u0648\u064a\u062a\u0634",
    ),
    "+0",
)  # Greenwich
ZONES |= {"jst": "+9", "kst": "+9", "hkt": "+8", "sgt": "+8", "wib": "+7", "aest": "+10", "nzst": "+12"}
VAGUE_ZONES = frozenset(("et", "ct", "mt", "pt", "cst", "cdt", "ist", "bst", "sast", "eat", "wat", "wet"))
