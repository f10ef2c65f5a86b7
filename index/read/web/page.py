"""A web page to its text: encoding, what the page is about, paragraphs, headings and tables."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.message import EmailMessage

from lxml import etree

from index.document.corpus import Remark
from index.errors import DocumentError
from index.read.garble import find_garble
from index.read.packed.xml import Element
from index.read.plain.decode import Decoded, decode
from index.read.source import Source
from index.read.web.blocks import Blocks
from index.read.web.choose import choose_main
from index.runtime.patterns import regex

# Where a page says its encoding, browsers look for it in its first bytes.
_HEAD = 4096
_CHARSET = re.compile(  # noqa: TID251  # of bytes
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE
)
_XML = re.compile(  # noqa: TID251  # of bytes
    rb"<\?xml[^>]+encoding\s*=\s*[\"']([a-zA-Z0-9_.-]+)", re.IGNORECASE
)
# Pages that say GB 2312 have characters that only GB 18030 has.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
# libxml2 drops what nests deeper than 2,048 elements.
_DEEPEST = 2_000
_CONTROL = regex("[\x00-\x08\x0b\x0e-\x1f]")


def read_page(data: bytes, name: str) -> Source:
    """Return the text that a web page is about.

    Raises:
        DocumentError: It is not text, nests too deep, or holds nothing.
    """
    decoded = _decode(data, name)
    root = _parse(decoded.text, name)
    blocks = Blocks()
    for element in choose_main(root):
        blocks.read(element)
    source = blocks.source()
    remarks: list[Remark] = [*decoded.remarks, *source.remarks, *find_garble(source.text)]
    return Source("html", source.text, source.layout, tuple(remarks))


def read_saved_page(data: bytes, name: str) -> Source:
    """Return the text of a page saved with all that belongs to it in one file (mht, mhtml).

    Raises:
        DocumentError: There is no page in it, or ``read_page`` raises it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = (part.get_content_charset() or "").encode()
                mark = b'<meta charset="' + charset + b'">' if charset else b""
                return read_page(mark + content, name)
    raise DocumentError(f"There is no web page in {name}.")


def _decode(data: bytes, name: str) -> Decoded:
    """Return a page's characters: by its mark or UTF-8's own proof, else as it says, else by look."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, name)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data[:_HEAD]) or _XML.search(data[:_HEAD])
    if said:
        encoding = said[1].decode("ascii").lower()
        try:
            return Decoded(data.decode(_WIDER.get(encoding, encoding)))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def _parse(text: str, name: str) -> Element:
    # As libxml2 takes an encoding only in bytes; zero bytes would end the page for it.
    data = _CONTROL.sub("", text).encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"There is no text in {name}.") from error
    if root is None:
        raise DocumentError(f"There is no text in {name}.")
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise DocumentError(f"{name} nests elements {deepest:,} deep; that is no page to be read.")
    return root
