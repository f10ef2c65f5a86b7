"""Everything of a kind that documents have, wherever it stands: deeds, bodies, other laws, subsidies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Span
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.intent.request import Gathered
from qa.lookup.keys import key_of
from qa.lookup.reply import Passage
from qa.lookup.structure.deeds import deeds_in
from qa.lookup.structure.listing import bodies_in
from qa.lookup.structure.told import how_much_told
from qa.words.align import content_words

# What stands above and below a text names bodies and documents without saying anything of them.
_AROUND = frozenset({"head", "addressee", "signature", "release", "annexes", "copies", "caption"})
_NAMED: Mapping[Gathered, re.Pattern[str]] = {
    "laws": regex(
        r"《[^》\n]{2,40}?(?:法|法典|条例|办法|规定|细则|规则|规程|标准|通则|意见|通知|决定|纲要|规划|方案)"
        "(?:（[^》]*）)?》"
    ),
    "given": regex(
        "(?<!不予)(?<!停止)(?<!骗取)(?:补贴|补助|奖补|奖励|奖金|津贴|资助|贴息|救助金)(?!资金的?(?:使用|管理)|办法)"
    ),
    "fees": regex("(?<![经免消浪耗自])费(?!时|力|解|者|城)|保证金|押金|租金|票价"),
    "banned": regex("不得|禁止|严禁|不准|不许"),
    "rights": regex("有权|享有|权利"),
}  # fmt: skip
_TAKEN_BACK = regex("骗取|套取|退还|退回|追回|追缴|收回")
_CHARGES = regex("收|交|缴|付")
# Who leads says it before who merely does something.
_LEADS = regex("牵头|主管|负责|统筹|会同")
# Of a library nobody wants all of a kind, and to read it all takes long.
_MOST_DOCUMENTS = 20
_FEWEST = 3
# So far behind a name what it does is said.
_NEAR = 24
_MAY = regex("可以|有权|可$")
_AT_LEAST = regex("^[^，。；]{0,12}(?:至少|不少于|不得|必须|负责|每)")
# So much of what is asked about has to be said by a clause or its heading.
_ON_IT = 0.6
_JOINTS = regex("、|和|及|与|或者?|等|，")


class Gatherer:
    """Gathers from the documents of one index."""

    def __init__(
        self, clause_index: ClauseIndex, names: Callable[[str], Sequence[str]] = lambda _: ()
    ) -> None:
        """Look in ``clause_index``; nothing is read before a question needs it.

        Args:
            clause_index: The index.
            names: Gives the keys of other names of a word.
        """
        self._clause_index = clause_index
        self._names = names

    def gather(
        self, kind: Gathered, terms: Sequence[str] = (), topic: str = ""
    ) -> tuple[Passage, ...]:
        """Return the clauses that have something of a kind, in reading order, each with what it has.

        Args:
            kind: The kind.
            terms: The words that say it, as a pattern, or whose duties are meant.
            topic: What it has to be about; anything where empty.
        """
        if len(self._clause_index.documents) > _MOST_DOCUMENTS:
            return ()
        if kind == "bodies":
            return tuple(self._bodies())
        if kind == "duties":
            return self._duties(terms[0])
        if kind == "worded":
            return self._worded(regex(terms[0]), topic)
        found = (Passage(clause, None, _spans(kind, clause)) for clause in self._told())
        passages = [one for one in found if one.marks]
        if terms:  # punished so: 吊销
            passages = [one for one in passages if terms[0] in one.clause.text]
        if kind == "laws":
            passages = [one for one in passages if not self._is_own(one)]
        return tuple(passages)

    def _worded(self, words: re.Pattern[str], topic: str) -> tuple[Passage, ...]:
        """Return the clauses with such words, of those the ones that are on a topic."""
        found = []
        for clause in self._told():
            marks = tuple(Span(*match.span()) for match in words.finditer(clause.text))
            if marks and (not topic or is_on(topic, clause)):
                found.append(Passage(clause, None, marks))
        return tuple(found)

    def _duties(self, who: str) -> tuple[Passage, ...]:
        """Return the clauses that lay down what somebody has to do, where there are several."""
        from qa.duties.find import find_duties  # of a few questions only

        index = self._clause_index
        names = [key_of(name) for name in (who, *self._names(who)) if not name.isascii()]
        found: dict[int, Passage] = {}
        for duty in find_duties(index.clauses, index.documents):
            clause = index.clause_by_id[duty.clause_id]
            theirs = any(name in key_of(duty.body or "") for name in names)
            if theirs and not _MAY.search(duty.modality):
                found.setdefault(clause.position, Passage(clause))
        for clause in self._told():
            # 学校每学年至少举办一次运动会: who it is opens the sentence, and nothing says that it is a must
            starts = (key_of(normal_text(span.of(clause.text))) for span in clause.sentences)
            if any(
                s.startswith(n) and _AT_LEAST.search(s[len(n) :]) for s in starts for n in names
            ):
                found.setdefault(clause.position, Passage(clause))
        return tuple(found[at] for at in sorted(found)) if len(found) > 1 else ()

    def _told(self) -> Iterator[Clause]:
        return (one for one in self._clause_index.clauses if one.role not in _AROUND)

    def _is_own(self, one: Passage) -> bool:
        """Tell whether all that a clause names is its own document."""
        own = [self._clause_index.name_of(one.clause.doc_id), *self._clause_index.title_texts]
        marked = (normal_text(mark.of(one.clause.text)).strip("《》") for mark in one.marks)
        return all(any(name in title for title in map(normal_text, own)) for name in marked)

    def _bodies(self) -> Iterator[Passage]:
        """Yield for each body the clause that says most of it: where it leads, else where it first acts."""
        from qa.duties.bodies import is_body  # of a few questions only
        from qa.duties.find import find_duties

        places: dict[str, list[tuple[Clause, Span]]] = {}
        index = self._clause_index
        for duty in find_duties(index.clauses, index.documents):
            clause = index.clause_by_id[duty.clause_id]
            for name in _JOINTS.split(duty.body or ""):
                at = clause.text.find(name)
                if at >= 0 and is_body(name, "authority") and clause.role not in _AROUND:
                    places.setdefault(name, []).append((clause, Span(at, at + len(name))))
        for clause in self._told():
            # 成员由教育部、民政部、公安部组成: a list of bodies, none of which does anything there
            named = bodies_in(clause.text)
            for span in named if len(named) >= _FEWEST else ():
                places.setdefault(span.of(clause.text), []).append((clause, span))
        chosen: dict[int, tuple[Clause, list[Span]]] = {}
        for held in places.values():
            clause, span = next((one for one in held if _leads(*one)), held[0])
            chosen.setdefault(clause.position, (clause, []))[1].append(span)
        for _, (clause, spans) in sorted(chosen.items()):
            yield Passage(clause, None, tuple(sorted(spans, key=lambda span: span.start)))


def is_on(topic: str, clause: Clause) -> bool:
    """Tell whether a clause or the heading above it says what is asked about."""
    titles = (heading.title for heading in clause.path[-1:])
    text = normal_text(" ".join([*titles, clause.text]))
    return how_much_told(content_words(topic), text) >= _ON_IT


def _leads(clause: Clause, name: Span) -> bool:
    """Tell whether a body leads or answers for something, by the words behind its name."""
    return bool(_LEADS.search(clause.text[name.end : name.end + _NEAR]))


def _spans(kind: Gathered, clause: Clause) -> tuple[Span, ...]:
    """Return where a clause has something of a kind."""
    if kind in {"punished", "fined"}:
        return deeds_in(clause, fined=kind == "fined")
    found = _NAMED[kind].finditer(clause.text)
    return tuple(
        Span(*match.span())
        for match in found
        if _is_meant(kind, _around(clause.text, match.start()))
    )


def _is_meant(kind: Gathered, part: str) -> bool:
    """Tell whether a part of a sentence gives or charges what it names."""
    if kind == "fees":
        return bool(_CHARGES.search(part))
    return kind != "given" or not _TAKEN_BACK.search(part)


def _around(text: str, at: int) -> str:
    """Return the part of a sentence that a place stands in."""
    start = max(text.rfind(mark, 0, at) for mark in "，。；\n") + 1
    end = min((end for mark in "，。；\n" if (end := text.find(mark, at)) >= 0), default=len(text))
    return text[start:end]
