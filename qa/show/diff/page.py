"""Changes between two editions side by side, as a page that works offline and prints well."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from index.document.corpus import Clause, Span
from qa.diff.change import Change, EditionText
from qa.diff.words import WordChange
from qa.result import Language
from qa.show.diff.labels import (
    TEXTS,
    counts,
    heading_of,
    kind_label,
    place_of,
    remarks,
    words_label,
)


def diff_page(old: EditionText, new: EditionText, changes: Sequence[Change], lang: Language) -> str:
    """Return the whole page."""
    texts = TEXTS[lang]
    title = f"{texts['title']} · {escape(heading_of(old, new))}"
    style = files("qa.show").joinpath("data", "diff.css").read_text("utf-8")
    return (
        f'<!doctype html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{style}</style></head><body><h1>{title}</h1>"
        f"{diff_part(changes, lang)}</body></html>\n"
    )


def diff_part(changes: Sequence[Change], lang: Language) -> str:
    """Return the counts, which also choose what is shown, and the table; a part of any page."""
    texts = TEXTS[lang]
    chips = "".join(
        f'<label class="yj-chip yj-{kind}"><input type="checkbox" id="yj-show-{kind}" checked> '
        f"{escape(kind_label(kind, lang))} <strong>{count}</strong></label> "
        for kind, count in counts(changes).items()
    )
    rows = "".join(_row(change, lang) for change in changes)
    heads = "".join(f'<th scope="col">{escape(texts[key])}</th>' for key in ("kind", "old", "new"))
    return (
        f'<section class="yj-diff"><fieldset class="yj-kinds"><legend>{escape(texts["show"])}</legend>'
        f'{chips}</fieldset><table class="yj-editions"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _row(change: Change, lang: Language) -> str:
    words = change.words
    old = _side(change.old, [(w, w.old) for w in words], "del", lang)
    new = _side(change.new, [(w, w.new) for w in words], "ins", lang)
    named = dict.fromkeys(words_label(w.kind, lang) for w in words if w.kind != "words")
    tags = "".join(
        f'<span class="yj-tag">{escape(tag)}</span>' for tag in (*named, *remarks(change, lang))
    )
    return (
        f'<tr class="yj-{change.kind}"><th scope="row">{escape(kind_label(change.kind, lang))}{tags}</th>'
        f"<td>{old}</td><td>{new}</td></tr>"
    )


def _side(
    clause: Clause | None, marks: Sequence[tuple[WordChange, Span]], tag: str, lang: Language
) -> str:
    if clause is None:
        return ""
    place = place_of(clause, lang)
    label = f'<p class="yj-place">{escape(place)}</p>' if place else ""
    return f'{label}<p class="yj-words" lang="zh-CN">{_marked(clause.text, marks, tag, lang)}</p>'


def _marked(text: str, marks: Sequence[tuple[WordChange, Span]], tag: str, lang: Language) -> str:
    """Return the words with those that changed marked, each with what kind of change it is."""
    pieces: list[str] = []
    at = 0
    for change, span in sorted(marks, key=lambda mark: (mark[1].start, mark[1].end)):
        if span.start < at or span.start == span.end:
            continue
        name = escape(words_label(change.kind, lang), quote=True)
        pieces.append(escape(text[at : span.start]))
        pieces.append(f'<{tag} title="{name}">{escape(span.of(text))}</{tag}>')
        at = span.end
    return "".join(pieces) + escape(text[at:])
