"""What every part of the page is made with: escaped words, marked text, names of languages.

Every piece of text is escaped where it enters; what comes back may be put into a page as it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from index.document.corpus import Span
from qa.result import Language
from qa.show.strings import word

# In Gradio's head, so that it loads while Gradio does. Addresses are relative: a reverse proxy may
# show the page under a path of its own.
HEAD = (
    '<link rel="stylesheet" href="page/static/page.css">'
    '<link rel="stylesheet" href="page/static/reader.css">'
    '<script type="module" src="page/static/app.js"></script>'
)
# Around text that is not marked, faintly, and strongly.
_MARKS = (("", ""), ('<mark class="yj-asked">', "</mark>"), ("<mark>", "</mark>"))
HTML_LANG: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}


def say(key: str, lang: Language, **values: object) -> str:
    """Return interface words, escaped."""
    return escape(word(key, lang, **values))


def marked(text: str, spans: Sequence[Span], faint: Sequence[Span] = ()) -> str:
    """Return ``text`` with ``spans`` highlighted, and ``faint`` ones less so; any may touch or overlap."""
    strength = bytearray(len(text))
    for strong, held in ((1, faint), (2, spans)):
        for span in held:
            start, stop = max(span.start, 0), min(span.end, len(text))
            strength[start:stop] = bytes([strong]) * max(stop - start, 0)
    pieces: list[str] = []
    end = 0
    for strong, run in itertools.groupby(strength):
        start, end = end, end + sum(1 for _ in run)
        pieces.append(f"{_MARKS[strong][0]}{escape(text[start:end])}{_MARKS[strong][1]}")
    return "".join(pieces)


def page_file(name: str) -> str:
    """Return a style sheet or script of the page."""
    return files("qa.show.page").joinpath("data", name).read_text("utf-8")


def notice(text: str, lang: Language, details: str = "") -> str:
    """Return one sentence for the visitor, and beneath it what was found in a file, if anything."""
    more = (
        f'<pre class="yj-details" lang="en" tabindex="0">{escape(details)}</pre>' if details else ""
    )
    return (
        f'<div class="yj-notice" role="alert" lang="{HTML_LANG[lang]}"><strong aria-hidden="true">!'
        f"</strong> <span>{escape(text)}</span>{more}</div>"
    )


def inferred(lang: Language) -> str:
    """Return the mark of a place that was worked out."""
    return (
        f'<span class="yj-inferred" title="{say("ask.inferred_title", lang)}">'
        f"{say('ask.inferred', lang)}</span>"
    )
