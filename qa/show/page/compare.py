"""Two editions that were compared, as a part of the page: what changed, kept words folded away."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.diff.change import Change, EditionText
from qa.result import Language
from qa.show.diff.labels import TEXTS, heading_of
from qa.show.diff.page import diff_part
from qa.show.page.markup import HTML_LANG


def compared_html(
    old: EditionText, new: EditionText, changes: Sequence[Change], lang: Language
) -> str:
    """Return which editions were compared, how much of each kind there is, and the table."""
    same = all(change.kind == "kept" and not change.renumbered for change in changes)
    said = f"<p>{escape(TEXTS[lang]['nothing'])}</p>" if same else ""
    return (
        f'<div lang="{HTML_LANG[lang]}"><h2>{escape(heading_of(old, new))}</h2>{said}'
        f"{diff_part(changes, lang)}</div>"
    )
