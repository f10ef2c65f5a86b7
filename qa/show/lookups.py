"""What was looked up, in words: counts, trees of headings, figures in lines, and what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.corpus import Heading
from index.normal import normal_text
from qa.ask.refer import StepLevel
from qa.ask.resolve import absent_text
from qa.intent.request import Facet
from qa.lookup.keys import key_of
from qa.lookup.reply import Reply
from qa.result import Citation, Figure, Language

_INDENT = "  "
# An answer in words lists so many figures or headings; the table and --json have all of them.
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Said:
    """What is said before the quotes.

    Attributes:
        lead: One sentence or two.
        lines: A list below it, for those who read text: headings, figures, cells.
    """

    lead: str = ""
    lines: str = ""

    @property
    def text(self) -> str:
        """Both, as text."""
        return f"{self.lead}\n{self.lines}" if self.lines else self.lead


def lookup_said(
    reply: Reply,
    citations: Sequence[Citation],
    skip: int,
    lang: Language,
    titles: Mapping[str, str],
) -> Said:
    """Return what is said before the quotes of a reply.

    Args:
        reply: What was found.
        citations: The quotes that are shown.
        skip: How many were shown before these.
        lang: The language of the words.
        titles: English by Chinese title.
    """
    intent = reply.request.intent
    said = Said()
    if reply.absent is not None:
        said = Said(absent_text(reply.absent, lang))
    elif intent == "mention":
        said = _mention(reply, citations, skip, lang, titles)
    elif intent == "figures":
        said = _figures(reply, lang)
    elif reply.cells:
        said = _cells(reply.cells, lang)
    elif reply.without is not None and reply.outline:
        said = Said(_without(reply, reply.without, lang))
    elif reply.outline and intent == "outline":
        said = Said(
            count_words(reply.outline, lang, reply.articles), tree(reply.outline, lang, titles)
        )
    elif intent == "about":
        told = _about(reply, lang) if reply.answered else ""
        unsaid = _unsaid(reply.unsaid, lang) if reply.unsaid else ""
        said = Said("\n".join(filter(None, (told, unsaid))))
    else:
        said = Said(_counted(reply, citations, skip, lang))
    return said


_FACETS: Mapping[Facet, tuple[str, str]] = {
    "title": ("标题", "Title"), "body": ("发布机关", "Issued by"), "number": ("文号", "Number"),
    "date": ("发布日期", "Date"), "amended": ("最近修改", "Last amended"),
    "effective": ("施行日期", "In force from"),
    "end": ("有效期至", "In force until"), "period": ("截止", "Until"), "area": ("适用地区", "Area"),
}  # fmt: skip


# What a document does not say, as the end of a sentence.
_UNSAID: Mapping[Facet, tuple[str, str]] = {
    "body": ("由谁发布", "who issued it"), "number": ("文号", "its number"),
    "date": ("发布日期", "when it was issued"), "amended": ("修改日期", "whether it was amended"),
    "effective": ("施行日期", "from when it is in force"),
    "end": ("何时失效", "until when it is in force"), "replaces": ("取代了什么", "what it replaces"),
    "period": ("期限", "which years it covers"),
    "addressee": ("发给谁", "whom it is addressed to"), "annex": ("附件", "any annex"),
}  # fmt: skip


def _unsaid(facets: Sequence[Facet], lang: Language) -> str:
    """Return the sentence that says what a document does not say of itself."""
    told = [_UNSAID[facet][lang == "en"] for facet in facets]
    if lang == "zh":
        return f"文件没有写明{'、'.join(told)}。"
    return f"The document does not say {' or '.join(told)}."


def _about(reply: Reply, lang: Language) -> str:
    """Return what documents say of themselves in one line each."""
    lines: dict[str, list[str]] = {}
    for document, facet, value in reply.said:
        name = _FACETS[facet][lang == "en"]
        lines.setdefault(document, []).append(f"{name}{_say(lang, '：', ': ')}{value}")
    told = {document: _say(lang, "；", "; ").join(parts) for document, parts in lines.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    return "\n".join(f"{document} — {said}" for document, said in told.items())


def _cells(cells: Sequence[str], lang: Language) -> Said:
    lines = "\n".join(f"{_INDENT}{number}. {cell}" for number, cell in enumerate(cells, start=1))
    return Said(_say(lang, "共 {n} 项：", "There are {n}:", n=len(cells)), lines)


def tree(headings: Sequence[Heading], lang: Language, titles: Mapping[str, str]) -> str:
    """Return headings as lines, those below others indented."""
    top = min((heading.depth for heading in headings), default=0)
    english = titles if lang == "en" else {}
    lines = []
    for heading in headings[:_MOST_LINES]:
        aid = english.get(heading.title)
        line = f"{heading.label} {heading.title}".strip()
        lines.append(f"{_INDENT * (heading.depth - top + 1)}{line}{f' ({aid})' if aid else ''}")
    return "\n".join(lines)


def figure_line(figure: Figure, lang: Language, place: str = "") -> str:
    """Return a figure as one line: what, value, year, body, quote; its place where one is given."""
    year = _say(lang, "{y}年", "{y}", y=figure.year) if figure.year else ""
    more = [place, year, figure.body or ""]
    told = _say(lang, "，", ", ").join(filter(None, more))
    brackets = _say(lang, "（{t}）", " ({t})", t=told) if told else ""
    mark = f" [{figure.n}]" if figure.n else ""
    return f"{figure.what}{_say(lang, '：', ': ')}{figure.value}{brackets}{mark}"


def _mention(
    reply: Reply,
    citations: Sequence[Citation],
    skip: int,
    lang: Language,
    titles: Mapping[str, str],
) -> Said:
    asked = reply.request.terms[0]
    if reply.outline:
        said = _say(
            lang,
            "“{t}”不在条文里，只出现在标题中：",
            "“{t}” stands in no clause, only in headings:",
            t=asked,
        )
        return Said(said, tree(reply.outline, lang, titles))
    if not reply.answered:
        said = _say(
            lang, "全文没有提到“{t}”。", "“{t}” is not mentioned anywhere in the text.", t=asked
        )
        near = _say(lang, "意思相近的条文，仅供参考：", "Near in meaning, for reference only:")
        return Said(said, near if citations else "")
    others = [name for name in reply.names if name != asked.lower()]
    written = ""
    if others:
        quoted = "、".join(f"“{name}”" for name in others[:3])
        written = _say(lang, "（文中写作{q}）", " (written {q})", q=quoted)
    said = _say(
        lang,
        "“{t}”{w}在 {n} 条条文中出现，共 {m} 次。",
        "“{t}”{w} stands in {n} clauses, {m} times in all.",
        t=asked, w=written, n=reply.total, m=reply.times,
    )  # fmt: skip
    if others and not asked.isascii() and key_of(normal_text(asked)) not in reply.names:
        said = _say(
            lang,
            "“{t}”一词没有出现，文中的说法是{q}，在 {n} 条条文中出现，共 {m} 次。",
            "“{t}” itself does not stand there; {q} does, in {n} clauses, {m} times in all.",
            t=asked, q="、".join(f"“{name}”" for name in others[:3]), n=reply.total, m=reply.times,
        )  # fmt: skip
    for name, n in reply.others[:3]:
        said += _say(
            lang,
            "另以“{t}”之名在 {n} 条条文中出现。",
            " Under the name “{t}” in {n} more or the same.",
            t=name,
            n=n,
        )
    return Said(said + _shown(reply, citations, skip, lang))


def _shown(reply: Reply, citations: Sequence[Citation], skip: int, lang: Language) -> str:
    """Return which of the places are shown, where that is not all of them."""
    if len(citations) == reply.total:
        if reply.request.more:
            return _say(lang, "没有更多了，都在这里：", " There are no more; these are all:")
        return ""
    first, last = skip + 1, skip + len(citations)
    return _say(lang, "以下是第 {a}—{b} 处：", " Numbers {a} to {b}:", a=first, b=last)


def _counted(reply: Reply, citations: Sequence[Citation], skip: int, lang: Language) -> str:
    if len(citations) == reply.total and not reply.request.more:
        return ""
    said = _say(lang, "共 {n} 处。", "{n} passages in all.", n=reply.total)
    return said + _shown(reply, citations, skip, lang)


def count_words(headings: Sequence[Heading], lang: Language, articles: int = 0) -> str:
    """Return how many headings of each kind there are, and articles below them, in words."""
    counts: dict[str, int] = {}
    for heading in headings:
        kind = _kind(heading, lang)
        counts[kind] = counts.get(kind, 0) + 1
    if articles:
        counts[_KINDS["article"][lang == "en"]] = articles
    if lang == "zh":
        return f"共 {'、'.join(f'{n} {kind}' for kind, n in counts.items())}："
    said = ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in counts.items())
    return f"There are {said}:"


_KINDS: Mapping[str, tuple[str, str]] = {
    "part": ("个部分", "part"), "division": ("编", "division"), "chapter": ("章", "chapter"),
    "section": ("节", "section"), "article": ("条", "article"), "heading": ("个标题", "heading"),
}  # fmt: skip


# Kinds of headings that a document of articles alone may be asked for, as the end of a sentence.
_NONE_OF: Mapping[StepLevel, tuple[str, str]] = {
    "part": ("篇、部分", "parts"), "division": ("编", "divisions"), "chapter": ("章", "chapters"),
    "section": ("节", "sections"),
}  # fmt: skip


def _without(reply: Reply, level: StepLevel, lang: Language) -> str:
    """Return that a document has no chapters, and how many articles it has instead."""
    none = _NONE_OF.get(level, ("章节", "chapters"))[lang == "en"]
    first, last = reply.outline[0].label, reply.outline[-1].label
    return _say(
        lang,
        "文件没有分{k}，共 {n} 条（{a}至{b}）。",
        "The document has no {k}; it has {n} articles ({a} to {b}).",
        k=none, n=len(reply.outline), a=first, b=last,
    )  # fmt: skip


def _kind(heading: Heading, lang: Language) -> str:
    zh, en = _KINDS[heading.level]
    if heading.label and not heading.label.startswith("第") and heading.level != "heading":
        # 一、 and （一） are parts and sections of their document whatever they are called.
        zh, en = ("个部分", "part") if heading.depth == 0 else ("节", "section")
    if heading.label.endswith("篇"):
        zh = "篇"
    return en if lang == "en" else zh


def _figures(reply: Reply, lang: Language) -> Said:
    request = reply.request
    years = "、".join(str(year) for year in request.years)
    of = _say(lang, "{y}年", " for {y}", y=years) if years else ""
    topic = _say(lang, "“{t}”方面", " on “{t}”", t=request.topic) if request.topic else ""
    if not reply.answered:
        none = _say(
            lang, "没有找到{o}{t}的数字指标。", "No figures{t}{o} were found.", o=of, t=topic
        )
        return Said(none)
    places = _places(reply)
    lines = "\n".join(
        f"{_INDENT}{figure_line(figure, lang, place)}"
        for figure, place in list(zip(reply.figures, places, strict=True))[:_MOST_LINES]
    )
    said = _say(
        lang, "{o}{t}共 {n} 项数字：", "{n} figures{t}{o}:", o=of, t=topic, n=len(reply.figures)
    )
    return Said(said, lines)


def _places(reply: Reply) -> list[str]:
    """Return where each figure stands of those that others elsewhere are called like: ten fines."""
    refs = {passage.clause.clause_id: passage.clause.ref for passage in reply.passages}
    named: dict[str, set[str]] = {}
    for figure in reply.figures:
        named.setdefault(figure.what, set()).add(refs.get(figure.clause_id, ""))
    return [
        refs.get(figure.clause_id, "") if len(named[figure.what]) > 1 else ""
        for figure in reply.figures
    ]


def _say(lang: Language, zh: str, en: str, **values: object) -> str:
    return (zh if lang == "zh" else en).format(**values)
