"""What was looked up, in words: counts, trees of headings, figures in lines, and what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.document.corpus import Heading
from qa.ask.reference.refer import StepLevel
from qa.ask.reference.resolve import absent_text
from qa.intent.request import Facet, Ranked
from qa.lookup.reply import Reply
from qa.result import Citation, Figure, Language
from qa.show.lookup.mentions import mention_said
from qa.show.lookup.said import Said, say, shown

_INDENT = "  "
# An answer in words lists so many figures or headings; the table and --json have all of them.
_MOST_LINES = 400


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
    elif reply.request.joined == "sanctions" and not reply.answered:
        said = Said(_unpunished(reply, lang))
    elif intent == "mention":
        said = mention_said(reply, citations, skip, lang, tree(reply.outline, lang, titles))
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
    "length": ("篇幅", "Length"), "replaces": ("废止或取代", "Repealed or replaced"),
}  # fmt: skip


# What a document does not say, as the end of a sentence.
_UNSAID: Mapping[Facet, tuple[str, str]] = {
    "body": ("由谁发布", "who issued it"), "number": ("文号", "its number"),
    "date": ("发布日期", "when it was issued"), "amended": ("修改日期", "whether it was amended"),
    "effective": ("施行日期", "from when it is in force"),
    "end": ("何时失效", "until when it is in force"), "replaces": ("取代了什么", "what it replaces"),
    "period": ("期限", "which years it covers"),
    "addressee": ("发给谁", "whom it is addressed to"), "annex": ("附件", "any annex"),
    "interpreter": ("由谁解释", "who interprets it"), "contact": ("联系方式", "whom to contact"),
    "session": ("哪次会议通过", "which session adopted it"), "copies": ("抄送", "to whom copies went"),
}  # fmt: skip


def _unsaid(facets: Sequence[Facet], lang: Language) -> str:
    """Return the sentence that says what a document does not say of itself."""
    told = [_UNSAID[facet][lang == "en"] for facet in facets]
    if lang == "zh":
        return f"文件没有写明{'、'.join(told)}。"
    return f"The document does not say {' or '.join(told)}."


def _unpunished(reply: Reply, lang: Language) -> str:
    """Return that nothing is said to follow from acting against a place."""
    return say(
        lang,
        "没有条文写明违反“{p}”如何处罚。最接近的条文如下，仅供参考：",
        "No provision says what follows from acting against “{p}”. Nearest to it:",
        p=reply.request.places[0].words.strip(),
    )


def _about(reply: Reply, lang: Language) -> str:
    """Return what documents say of themselves in one line each."""
    lines: dict[str, list[str]] = {}
    for document, facet, value in reply.said:
        name = _FACETS[facet][lang == "en"]
        unit = say(lang, " 字", " characters") if facet == "length" else ""
        lines.setdefault(document, []).append(f"{name}{say(lang, '：', ': ')}{value}{unit}")
    told = {document: say(lang, "；", "; ").join(parts) for document, parts in lines.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    return "\n".join(f"{document} — {said}" for document, said in told.items())


def _cells(cells: Sequence[str], lang: Language) -> Said:
    lines = "\n".join(f"{_INDENT}{number}. {cell}" for number, cell in enumerate(cells, start=1))
    return Said(say(lang, "共 {n} 项：", "There are {n}:", n=len(cells)), lines)


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
    year = say(lang, "{y}年", "{y}", y=figure.year) if figure.year else ""
    more = [place, year, figure.body or ""]
    told = say(lang, "，", ", ").join(filter(None, more))
    brackets = say(lang, "（{t}）", " ({t})", t=told) if told else ""
    mark = f" [{figure.n}]" if figure.n else ""
    return f"{figure.what}{say(lang, '：', ': ')}{figure.value}{brackets}{mark}"


def _counted(reply: Reply, citations: Sequence[Citation], skip: int, lang: Language) -> str:
    if len(citations) == reply.total and not reply.request.more:
        return ""
    said = say(lang, "共 {n} 处。", "{n} passages in all.", n=reply.total)
    return said + shown(reply, citations, skip, lang)


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
    said = ", ".join(f"{n} {_plural(kind) if n > 1 else kind}" for kind, n in counts.items())
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
    return say(
        lang,
        "文件没有分{k}，共 {n} 条（{a}至{b}）。",
        "The document has no {k}; it has {n} articles ({a} to {b}).",
        k=none, n=len(reply.outline), a=first, b=last,
    )  # fmt: skip


def _plural(kind: str) -> str:
    return f"{kind}es" if kind.endswith("x") else f"{kind}s"


def _kind(heading: Heading, lang: Language) -> str:
    zh, en = _KINDS[heading.level]
    if heading.label and not heading.label.startswith("第") and heading.level != "heading":
        # 一、 and （一） are parts and sections of their document whatever they are called.
        zh, en = ("个部分", "part") if heading.depth == 0 else ("节", "section")
    if heading.label.endswith("篇"):
        zh = "篇"
    if heading.label.startswith("专栏"):
        zh, en = "个专栏", "box"
    return en if lang == "en" else zh


_NATURES: Mapping[Language, Mapping[str, str]] = {
    "zh": {},
    "en": {"约束性": "binding", "预期性": "expected"},
}


def _figures(reply: Reply, lang: Language) -> Said:
    request = reply.request
    years = "、".join(str(year) for year in request.years)
    of = say(lang, "{y}年", " for {y}", y=years) if years else ""
    topic = say(lang, "“{t}”方面", " on “{t}”", t=request.topic) if request.topic else ""
    if not reply.answered:
        body = request.filters.body
        who = say(lang, "“{b}”负责", " for “{b}”", b=body) if body else ""
        none = say(
            lang,
            "没有找到{o}{t}{w}的数字指标。",
            "No figures{t}{o}{w} were found.",
            o=of,
            t=topic,
            w=who,
        )
        return Said(none)
    places = _places(reply)
    lines = "\n".join(
        f"{_INDENT}{figure_line(figure, lang, place)}"
        for figure, place in list(zip(reply.figures, places, strict=True))[:_MOST_LINES]
    )
    count = len(reply.figures)
    if request.ranked in _ENDS:
        end = _ENDS[request.ranked][lang == "en"]
        said = say(lang, "{o}{t}数字最{e}的：", "{e} of the figures{t}{o}:", o=of, t=topic, e=end)
    elif reply.nearest:
        said = say(
            lang,
            "没有写明{o}{t}的数字；意思最近的 {n} 项：",
            "No figures{t}{o} are named so; {n} nearest in meaning:",
            o=of,
            t=topic,
            n=count,
        )
    else:
        nouns = "figure" if count == 1 else "figures"
        said = say(lang, "{o}{t}共 {n} 项数字：", "{n} {s}{t}{o}:", o=of, t=topic, n=count, s=nouns)
    if reply.untold:
        untold = say(lang, "“{u}”", "{u}", u=_NATURES[lang].get(reply.untold, reply.untold))
        said = (
            say(lang, "文件没有标明哪些是{u}的。", "The text marks none as {u}. ", u=untold) + said
        )
    return Said(said, lines)


_ENDS: Mapping[Ranked | None, tuple[str, str]] = {
    "largest": ("大", "The largest"), "smallest": ("小", "The smallest"),
}  # fmt: skip


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
