"""Formulas of Word files on one line."""

from __future__ import annotations

from index.read.packed.xml import Element, short

# How the parts of a structure are written; a part of more than a word stands in brackets.
_SHAPES = {
    "m:f": "{num}/{den}",
    "m:sSup": "{e}^{sup}",
    "m:sSub": "{e}_{sub}",
    "m:sSubSup": "{e}_{sub}^{sup}",
    "m:rad": "√{e}",
}


def formula(element: Element) -> str:
    """Return a formula on one line: a/b for a fraction, a^b for a power."""
    name = short(element.tag)
    if name == "m:t":
        return str(element.text or "")
    if name in _SHAPES:
        parts = dict.fromkeys(("num", "den", "e", "sup", "sub"), "")
        parts |= {short(one.tag).removeprefix("m:"): _group(formula(one)) for one in element}
        return _SHAPES[name].format(**parts)
    inner = "".join(formula(one) for one in element)
    return f"({inner})" if name == "m:d" else inner


def _group(words: str) -> str:
    return words if len(words) <= 1 or words.isalnum() else f"({words})"
