"""Signatures: who issues a document and when, and the notice of its release below them."""

from __future__ import annotations

from index.outline import letterhead as form
from index.outline.headings.headings import PROSE
from index.outline.zones.zoning import Zoning

_MOST_BODIES = 8


def read_signatures(zoning: Zoning) -> list[int]:
    """Name the signatures; return the numbers of the lines behind each."""
    ends: list[int] = []
    issuer = zoning.joined(zoning.zones.titles)
    number = zoning.zones.body
    while number < len(zoning.lines):
        first = _signature_start(zoning, number, issuer)
        if first is None:
            number += 1
            continue
        for held in range(first, number + 1):
            zoning.zones.roles[held] = "signature"
        number += 1
        while number < len(zoning.lines) and form.is_release(zoning.words(number)):
            zoning.zones.roles[number] = "release"
            number += 1
        ends.append(number)
    return ends


def _signature_start(zoning: Zoning, number: int, issuer: str) -> int | None:
    """Return where the signature begins that ends with the line ``number``, if one does."""
    words = zoning.words(number).strip()
    if not words or number in zoning.opened:
        return None
    signed = form.SIGNED.fullmatch(words)
    if signed and not PROSE.search(words) and form.is_body(signed["body"]):
        return number
    if not form.is_date(words):
        return None
    ordered = form.ORDER_TITLE.fullmatch("".join(issuer.split()))
    first = number
    while first > zoning.zones.body and number - first < _MOST_BODIES:
        above = zoning.words(first - 1).strip()
        known = len(above) > 1 and issuer.startswith("".join(above.split()))
        known = known or bool(ordered and form.OFFICER.fullmatch(above))
        if not zoning.is_plain(first - 1) or not (form.is_body(above) or known):
            break
        first -= 1
    return first if first < number else None
