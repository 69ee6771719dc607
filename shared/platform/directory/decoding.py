"""The encodings in which spreadsheets save CSV: UTF-8 with or without a mark, UTF-16, GB 18030 (Chinese Windows)."""

import codecs


def decoded(content: bytes) -> str | None:
    """The text, by the first encoding in which every byte is right; None if there is none."""
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if content[1:2] == b"\0":  # the header is ASCII
        return ("utf-16-le",)
    if content[:1] == b"\0":
        return ("utf-16-be",)
    return ("utf-8", "gb18030")
