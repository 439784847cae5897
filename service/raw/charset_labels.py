"""Charset labels as the web reads them (WHATWG Encoding Standard, section 4.2), each with the codecs that decode it."""

import re

# Name → (codecs, labels without their `-`, `_`, `:` and spaces). Old labels name what browsers decode them with, a
# superset: pages that say iso-8859-1 are windows-1252. Where Python splits a web charset into two codecs, the
# second is asked where the first does not fit. Beyond the standard stand a few charsets of old archives and mail.
_CHARSETS: dict[str, tuple[tuple[str, ...], str]] = {
    "utf-8": (("utf-8",), "utf8 unicode11utf8 unicode20utf8 xunicode20utf8"),
    "utf-16le": (("utf-16-le",), "utf16le utf16 ucs2 unicode csunicode iso10646ucs2 unicodefeff"),
    "utf-16be": (("utf-16-be",), "utf16be unicodefffe"),
    "utf-32le": (("utf-32-le",), "utf32le utf32"),
    "utf-32be": (("utf-32-be",), "utf32be"),
    "windows-1250": (("cp1250",), "windows1250 cp1250 xcp1250"),
    "windows-1251": (("cp1251",), "windows1251 cp1251 xcp1251 win1251"),
    "windows-1252": (
        ("cp1252",),
        (
            "windows1252 cp1252 xcp1252 ascii usascii ansix3.41968 iso88591 iso885911987 isoir100 latin1 l1 ibm819 "
            "cp819 csisolatin1"
        ),
    ),
    "windows-1253": (("cp1253",), "windows1253 cp1253 xcp1253"),
    "windows-1254": (
        ("cp1254",),
        "windows1254 cp1254 xcp1254 iso88599 iso885991989 isoir148 latin5 l5 csisolatin5",
    ),
    "windows-1255": (("cp1255",), "windows1255 cp1255 xcp1255"),
    "windows-1256": (("cp1256",), "windows1256 cp1256 xcp1256"),
    "windows-1257": (("cp1257",), "windows1257 cp1257 xcp1257"),
    "windows-1258": (("cp1258",), "windows1258 cp1258 xcp1258"),
    "windows-874": (("cp874",), "windows874 dos874 cp874 iso885911 tis620"),
    "iso-8859-2": (("iso8859-2",), "iso88592 iso885921987 isoir101 latin2 l2 csisolatin2"),
    "iso-8859-3": (("iso8859-3",), "iso88593 iso885931988 isoir109 latin3 l3 csisolatin3"),
    "iso-8859-4": (("iso8859-4",), "iso88594 iso885941988 isoir110 latin4 l4 csisolatin4"),
    "iso-8859-5": (("iso8859-5",), "iso88595 iso885951988 isoir144 cyrillic csisolatincyrillic"),
    "iso-8859-6": (
        ("iso8859-6",),
        (
            "iso88596 iso885961987 isoir127 arabic asmo708 ecma114 csiso88596e csiso88596i csisolatinarabic iso88596e "
            "iso88596i"
        ),
    ),
    "iso-8859-7": (
        ("iso8859-7",),
        "iso88597 iso885971987 isoir126 greek greek8 ecma118 elot928 suneugreek csisolatingreek",
    ),
    "iso-8859-8": (
        ("iso8859-8",),
        (
            "iso88598 iso885981988 isoir138 hebrew visual logical iso88598e iso88598i csiso88598e csiso88598i "
            "csisolatinhebrew"
        ),
    ),
    "iso-8859-10": (("iso8859-10",), "iso885910 isoir157 latin6 l6 csisolatin6"),
    "iso-8859-13": (("iso8859-13",), "iso885913"),
    "iso-8859-14": (("iso8859-14",), "iso885914"),
    "iso-8859-15": (("iso8859-15",), "iso885915 latin9 l9 csisolatin9"),
    "iso-8859-16": (("iso8859-16",), "iso885916"),
    "koi8-r": (("koi8-r",), "koi8r koi8 koi cskoi8r"),
    "koi8-u": (("koi8-u",), "koi8u koi8ru"),
    "ibm866": (("cp866",), "ibm866 cp866 866 csibm866"),
    "macintosh": (("mac-roman",), "macintosh mac macroman xmacroman csmacintosh"),
    "x-mac-cyrillic": (("mac-cyrillic",), "xmaccyrillic xmacukrainian"),
    "gb18030": (
        ("gb18030",),
        (
            "gb18030 gbk gb2312 gb231280 gb23121980 chinese xgbk cp936 windows936 ms936 euccn csgb2312 csiso58gb231280 "
            "isoir58"
        ),
    ),
    "big5": (("cp950", "big5hkscs"), "big5 big5hkscs cnbig5 xxbig5 csbig5 cp950 windows950"),
    "euc-jp": (("euc_jp", "euc_jis_2004"), "eucjp xeucjp cseucpkdfmtjapanese ujis"),
    "shift_jis": (
        ("cp932", "shift_jis_2004"),
        "shiftjis xsjis sjis mskanji ms932 cp932 windows31j csshiftjis",
    ),
    "iso-2022-jp": (("iso2022_jp_2", "iso2022_jp_ext"), "iso2022jp csiso2022jp"),
    "euc-kr": (
        ("cp949",),
        (
            "euckr ksc5601 ksc56011987 ksc56011989 kscs5601 kscs56011987 korean windows949 cp949 uhc ms949 cseuckr "
            "csksc56011987 isoir149"
        ),
    ),
    "johab": (("johab",), "johab cp1361 ksc56011992"),
    "iso-2022-kr": (("iso2022_kr",), "iso2022kr csiso2022kr"),
    "hz-gb-2312": (("hz",), "hzgb2312 hz"),
    "ibm437": (("cp437",), "ibm437 cp437 437"),
    "ibm850": (("cp850",), "ibm850 cp850 850"),
    "ibm852": (("cp852",), "ibm852 cp852 852"),
}

CODECS = {name: codecs for name, (codecs, _) in _CHARSETS.items()}
"""Charset name → the Python codecs that decode it, the best first."""

_NAMES = {label: name for name, (_, labels) in _CHARSETS.items() for label in labels.split()}
_NOISE = re.compile(r"[-_:\s]+")
# No label is longer; a sender may send anything.
_LONGEST_LABEL = 64


def charset_name(label: str) -> str | None:
    """The charset that a label means on the web, as `windows-1252` for `ISO-8859-1`; None where none is known by it."""
    return _NAMES.get(_NOISE.sub("", label[:_LONGEST_LABEL]).lower())
