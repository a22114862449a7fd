"""Bytes into text, whatever a feed declares, forgets or gets wrong about its encoding; touches nothing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.I)
_ASCII = bytes(range(0x80))
_SENT = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.I)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What is declared, and the superset that is meant."""


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text and the name of the encoding that was found. Never fails; what cannot be read becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").lstrip("\ufeff"), encoding
    for encoding in _candidates(body, content_type):
        try:
            return body.decode(encoding), encoding
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and _nearly(body, error):
                return _utf8_with_slips(body), "utf-8"
    from tocsin.feeds.charset_guess import guess

    encoding = guess(body)
    return body.decode(encoding, "replace"), encoding


def _candidates(body: bytes, content_type: str) -> Iterator[str]:
    """UTF-8 first, as nothing is valid UTF-8 by accident; then what the file declares, then what the server says."""
    yield "utf-8"
    declared = [
        found[1].decode("ascii") for found in (_DECLARED.search(body[:1024]), _META.search(body[:4096])) if found
    ]
    sent = _SENT.search(content_type)
    for name in (*declared, *([sent[1]] if sent else [])):
        try:
            known = codecs.lookup(name)
        except LookupError:
            continue
        if (
            known._is_text_encoding
            and known.name != "utf-8"
            and not known.name.startswith(("utf-16", "utf-32", "utf-7"))
        ):
            yield _WIDER.get(known.name, known.name)


def _nearly(body: bytes, error: UnicodeDecodeError) -> bool:
    """Whether it is UTF-8 with a few broken places rather than something else: most that is not ASCII is sound."""
    high = len(body[:200_000].translate(None, _ASCII))
    broken = body[:200_000].decode("utf-8", "replace").count("\ufffd")
    return high > 0 and broken * 10 <= high and error.end > 0


def _utf8_with_slips(body: bytes) -> str:
    """UTF-8 whose broken bytes are read as Windows wrote them, since they come from text pasted in."""
    text = body.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)
