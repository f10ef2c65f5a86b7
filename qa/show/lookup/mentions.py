"""Where words stand that a question asks for, in words, or that they do not."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.normal import normal_text
from qa.lookup.concordance.apart import alternatives
from qa.lookup.keys import key_of
from qa.lookup.reply import Counted, Reply
from qa.result import Citation, Language
from qa.show.lookup.said import Said, say, shown

# So many names of a thing are told.
_MOST_NAMES = 3


def mention_said(
    reply: Reply,
    citations: Sequence[Citation],
    skip: int,
    lang: Language,
    headings: str,
) -> Said:
    """Return what is said of the places of words.

    Args:
        reply: What was found.
        citations: The quotes that are shown.
        skip: How many were shown before these.
        lang: The language of the words.
        headings: The headings that have the words, where no clause has, as lines.
    """
    asked = reply.request.terms[0]
    if reply.outline:
        said = say(
            lang,
            "“{t}”不在条文里，只出现在标题中：",
            "“{t}” stands in no clause, only in headings:",
            t=asked,
        )
        return Said(said, headings)
    if not reply.answered:
        each = say(lang, "”、“", "” or “").join(alternatives(asked) or (asked,))
        said = say(
            lang, "全文没有提到“{t}”。", "“{t}” is not mentioned anywhere in the text.", t=each
        )
        near = say(lang, "意思相近的条文，仅供参考：", "Near in meaning, for reference only:")
        return Said(said, near if citations else "")
    if reply.each:
        each = "".join(_one_of_several(one, lang) for one in reply.each)
        return Said(each.strip() + shown(reply, citations, skip, lang))
    others = [name for name in reply.names if name != asked.lower()]
    quoted = _quoted(others)
    counts = {
        "t": asked, "q": quoted, "n": reply.total, "m": reply.times,
        "c": _counted(reply.total, reply.times),
    }  # fmt: skip
    if reply.slip:
        said = say(
            lang,
            "“{t}”没有出现；出现的是{q}，在 {n} 条条文中，共 {m} 次。",
            "“{t}” does not stand there; {q} does, {c} in all.",
            **counts,
        )
    elif reply.apart:
        said = say(
            lang,
            "“{t}”没有连着出现；{q}一起出现在 {n} 条条文的同一句里。",
            "“{t}” does not stand there in one piece; {q} stand together in a sentence, {c} in all.",
            **counts,
        )
    elif others and not asked.isascii() and key_of(normal_text(asked)) not in reply.names:
        said = say(
            lang,
            "“{t}”一词没有出现，文中的说法是{q}，在 {n} 条条文中出现，共 {m} 次。",
            "“{t}” itself does not stand there; {q} does, {c} in all.",
            **counts,
        )
    else:
        said = say(
            lang,
            "“{t}”{w}在 {n} 条条文中出现，共 {m} 次。",
            "“{t}”{w} stands {c} in all.",
            w=_written(quoted, lang),
            **counts,
        )
    for name, n in reply.others[:_MOST_NAMES]:
        said += say(
            lang,
            "另以“{t}”之名在 {n} 条条文中出现。",
            " Under the name “{t}” in {n} more or the same.",
            t=name,
            n=n,
        )
    return Said(said + shown(reply, citations, skip, lang))


def _one_of_several(one: Counted, lang: Language) -> str:
    """Return where one of several things stands that were asked for together, or that it does not."""
    if not one.clauses:
        return say(lang, "没有提到“{t}”。", " “{t}” is not mentioned.", t=one.asked)
    quoted = _quoted([name for name in one.names if name != key_of(normal_text(one.asked))])
    return say(
        lang,
        "“{t}”{w}在 {n} 条条文中出现，共 {m} 次。",
        " “{t}”{w} stands {c} in all.",
        t=one.asked, w=_written(quoted, lang), n=one.clauses, m=one.times,
        c=_counted(one.clauses, one.times),
    )  # fmt: skip


def _counted(clauses: int, times: int) -> str:
    """Return in English in how many clauses and how often words stand."""
    return f"in {clauses} clause{'s' * (clauses > 1)}, {times} time{'s' * (times > 1)}"


def _quoted(names: Sequence[str]) -> str:
    """Return the first of some names, each in quotation marks."""
    return "、".join(f"“{name}”" for name in names[:_MOST_NAMES])


def _written(quoted: str, lang: Language) -> str:
    """Return that something is written otherwise in the document, where it is."""
    return say(lang, "（文中写作{q}）", " (written {q})", q=quoted) if quoted else ""
