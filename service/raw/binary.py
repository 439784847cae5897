"""What is no text: the signatures that binary formats begin with."""

import re

# Each begins the file formats that it names, by their own specifications, and no article. A signature of a few
# printable letters (BM, MZ) is none of them: copy may begin so, and such files hold NUL characters anyhow.
_SIGNATURES = {
    "a PDF document": rb"\s{0,64}%PDF-",
    "a ZIP archive or an office document": rb"PK(?:\x03\x04|\x05\x06|\x07\x08)",
    "gzip-compressed": rb"\x1f\x8b\x08",
    "compressed (compress)": rb"\x1f[\x9d\xa0]",
    "bzip2-compressed": rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)",
    "xz-compressed": rb"\xfd7zXZ\x00",
    "zstd-compressed": rb"\x28\xb5\x2f\xfd",
    "lz4-compressed": rb"\x04\x22\x4d\x18",
    "a 7z archive": rb"7z\xbc\xaf\x27\x1c",
    "a RAR archive": rb"Rar!\x1a\x07",
    "a PNG image": rb".PNG\r\n\x1a\n",
    "a JPEG image": rb"\xff\xd8\xff",
    "a JPEG 2000 image": rb"\x00\x00\x00\x0cjP  \r\n",
    "a GIF image": rb"GIF8[79]a",
    "a TIFF image": rb"II\*\x00|MM\x00\*",
    "an icon": rb"\x00\x00[\x01\x02]\x00",
    "a WebP image, or sound or video (RIFF)": rb"RIFF.{4}(?:WEBP|WAVE|AVI )",
    "an MP4 video, or a HEIF or AVIF image": rb"\x00\x00..ftyp",
    "a Matroska or WebM video": rb"\x1a\x45\xdf\xa3",
    "a Flash video": rb"FLV\x01",
    "MPEG video": rb"\x00\x00\x01[\xb3\xba]",
    "Ogg sound or video": rb"OggS\x00",
    "MP3 sound": rb"ID3[\x02-\x04]",
    "FLAC sound": rb"fLaC\x00",
    "an ELF program": rb"\x7fELF",
    "a Mach-O program": rb"[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]",
    "a Java class": rb"\xca\xfe\xba\xbe\x00",
    "a WebAssembly module": rb"\x00asm",
    "an OLE office document": rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a SQLite database": rb"SQLite format 3\x00",
    "an Avro file": rb"Obj\x01",
    "a font": rb"wOF[F2]\x00\x01|OTTO\x00|\x00\x01\x00\x00\x00",
}
_PATTERNS = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in _SIGNATURES.items())
# Longer than the longest signature.
SIGNATURE_BYTES = 128


def binary_format(data: bytes) -> str | None:
    """What `data` is, as `a PDF document`, where it begins with the signature of a binary format; else None."""
    head = data[:SIGNATURE_BYTES]
    return next((name for name, pattern in _PATTERNS if pattern.match(head)), None)
