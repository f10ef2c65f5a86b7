"""What was looked up, as parts of the page: a tree that opens, a table that sorts, the next places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from index.document.corpus import Heading
from qa.result import Answer, Figure, Language
from qa.show.lookup.figures import bound_word
from qa.show.page.markup import say
from qa.show.strings import word

_COLUMNS = ("what", "value", "bound", "year", "body", "quote")
# Headings of a longer outline begin closed but for the outermost.
_OPEN = 40


def found_parts(answer: Answer, lang: Language, titles: Mapping[str, str] | None = None) -> str:
    """Return what stands between the lead and the quotes of an answer.

    Args:
        answer: Of a question that was looked up.
        lang: The language of the words.
        titles: English by Chinese title.
    """
    parts = ""
    if answer.outline and answer.intent != "section":
        parts += outline_tree(answer.outline, lang, titles)
    if answer.figures:
        parts += figures_table(answer.figures, lang)
    return parts


def next_places(answer: Answer, lang: Language) -> str:
    """Return the button that asks for the next places, where there are more than are shown."""
    if not answer.answered or answer.intent == "content" or answer.total <= len(answer.citations):
        return ""
    question = word("found.next_question", lang)
    return (
        f'<p class="yj-next"><button type="button" class="yj-button" '
        f'data-ask="{escape(question)}">{say("found.next", lang)}</button></p>'
    )


def outline_tree(
    headings: Sequence[Heading], lang: Language, titles: Mapping[str, str] | None = None
) -> str:
    """Return headings as a tree: those with others below them open and close."""
    top = min((heading.depth for heading in headings), default=0)
    html, _ = _branches(headings, 0, top, lang, titles or {})
    return f'<div class="yj-outline" role="group" aria-label="{say("found.outline", lang)}">{html}</div>'


def _branches(
    headings: Sequence[Heading], at: int, depth: int, lang: Language, titles: Mapping[str, str]
) -> tuple[str, int]:
    """Return the headings from one on that stand at a depth or below, and where the next begins."""
    items: list[str] = []
    while at < len(headings) and headings[at].depth >= depth:
        heading = headings[at]
        below, after = "", at + 1
        if after < len(headings) and headings[after].depth > heading.depth:
            below, after = _branches(headings, after, heading.depth + 1, lang, titles)
        label = _label(heading, lang, titles)
        if below:
            state = " open" if len(headings) <= _OPEN else ""
            items.append(f"<li><details{state}><summary>{label}</summary>{below}</details></li>")
        else:
            items.append(f"<li>{label}</li>")
        at = after
    return f"<ul>{''.join(items)}</ul>", at


def _label(heading: Heading, lang: Language, titles: Mapping[str, str]) -> str:
    name = escape(f"{heading.label} {heading.title}".strip())
    aid = titles.get(heading.title, "") if lang == "en" else ""
    english = f' <span class="yj-small" lang="en">{escape(aid)}</span>' if aid else ""
    if not heading.title:
        return f'<span lang="zh-CN">{name}</span>'
    question = word("found.section_question", lang, title=heading.title)
    return (
        f'<span lang="zh-CN">{name}</span>{english} <button type="button" class="yj-link" '
        f'data-ask="{escape(question)}">{say("found.section_show", lang)}</button>'
    )


def figures_table(figures: Sequence[Figure], lang: Language) -> str:
    """Return figures as a table whose columns sort, with buttons that save it as a file."""
    cells = [_cells(figure, lang) for figure in figures]
    # A column that no figure fills would only take room, which a phone has not.
    shown = [column for column in _COLUMNS if any(row[column][0] for row in cells)]
    heads = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" class="yj-sort" data-sort="{number}">'
        f"{say(f'found.{column}', lang)}</button></th>"
        for number, column in enumerate(shown)
    )
    rows = "".join(f"<tr>{''.join(row[column][1] for column in shown)}</tr>" for row in cells)
    return (
        f'<div class="yj-wide"><table class="yj-plain yj-figures" aria-label="{say("found.figures", lang)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<p class="yj-actions"><button type="button" class="yj-link" data-export="xlsx">'
        f'{say("found.save", lang)}</button><button type="button" class="yj-link" data-export="csv">'
        f"{say('found.save_csv', lang)}</button></p>"
    )


def _cells(figure: Figure, lang: Language) -> dict[str, tuple[str, str]]:
    """Return the words and the cell of each column."""
    key = "" if figure.number is None else f"{figure.number:g}"
    cells = {
        "what": (figure.what, '<th scope="row" lang="zh-CN">{}</th>'),
        "value": (figure.value, f'<td class="yj-num" lang="zh-CN" data-key="{key}">{{}}</td>'),
        "bound": (bound_word(figure.bound, lang), '<td class="yj-word">{}</td>'),
        "year": (str(figure.year or ""), '<td class="yj-num">{}</td>'),
        "body": (figure.body or "", '<td lang="zh-CN">{}</td>'),
        "quote": (str(figure.n or ""), '<td class="yj-num">{}</td>'),
    }
    return {name: (words, cell.format(escape(words))) for name, (words, cell) in cells.items()}
