"""A deterministic engine over a few clauses: scores are shared characters, so tests can count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.document.corpus import Clause, Section, Span, make_clause_id
from index.errors import InputError
from qa.result import Answer, Citation, Verdict, VerdictLabel

TEXTS = (
    "到2035年，知识城建设取得全面成效。",
    "全面打造15分钟基层医疗服务圈。",
    "建立科技创新产业投融资联盟。",
    "支持企业研发和储备国际专利。",
    "城市污水集中处理率不低于99%。",
)


@dataclass(frozen=True)
class Scored:
    clause: Clause
    score: float
    signals: Mapping[str, float]


def make_clauses(texts: Sequence[str] = TEXTS, doc_id: str = "plan") -> tuple[Clause, ...]:
    """One clause a text, one after the other in one document."""
    clauses, start = [], 0
    for position, text in enumerate(texts):
        section = Section(position + 1, f"第{position + 1}章", 1, "第一节 <b>")
        span = Span(start, start + len(text))
        clause_id = make_clause_id(doc_id, text)
        whole = (Span(0, len(text)),)
        clauses.append(Clause(clause_id, doc_id, position, section, "stated", text, (span,), whole))
        start += len(text)
    return tuple(clauses)


@dataclass
class FakeEngine:
    clauses: Sequence[Clause] = field(default_factory=make_clauses)
    threshold: float = 0.25
    garble: bool = False
    settings: Mapping[str, object] = field(default_factory=lambda: {"encoder": "fake"})

    def rank(self, question: str, depth: int) -> list[Scored]:
        asked = set(question)
        scored = []
        for clause in self.clauses:
            shared = len(asked & set(clause.text)) / max(1, len(asked))
            # Position breaks ties, so that the ranking is the same everywhere.
            score = shared - clause.position * 1e-6
            scored.append(Scored(clause, score, {"shared": shared}))
        return sorted(scored, key=lambda found: -found.score)[:depth]

    def ask(self, question: str, *, history: Sequence[str] = (), k: int = 5) -> Answer:
        if not question.strip("?？ "):
            raise InputError("the question has no words")
        ranked = self.rank(question + "".join(history), k)
        confidence = min(1.0, max(0.0, ranked[0].score))
        return Answer(
            question=question,
            lang="zh",
            answered=confidence >= self.threshold,
            confidence=confidence,
            answer="",
            citations=self._cite(ranked[:1]),
        )

    def check(self, claim: str) -> Verdict:
        ranked = self.rank(claim, 3)
        label: VerdictLabel = "supported" if ranked[0].score >= self.threshold else "not_mentioned"
        return Verdict(claim, "zh", label, 0.5, self._cite(ranked), ("<script>reason</script>",))

    def _cite(self, ranked: Sequence[Scored]) -> tuple[Citation, ...]:
        return tuple(
            Citation(
                n=n,
                clause_id=found.clause.clause_id,
                doc_id=found.clause.doc_id,
                source="plan.txt",
                quote=found.clause.text.replace("。", ".") if self.garble else found.clause.text,
                start=found.clause.spans[0].start,
                end=found.clause.spans[0].end,
                also_at=(),
                chapter=1,
                chapter_title=None,
                section=0,
                section_title=None,
                place="stated",
                score=found.score,
            )
            for n, found in enumerate(ranked, start=1)
        )


SET = """\
{"id": "q1", "lang": "zh", "question": "2035年知识城建设怎样？", "gold": [{"key": "取得全面成效"}], "need": "any", "chapter": 1, "kind": "fact"}
{"id": "q2", "lang": "zh", "question": "基层医疗服务圈多少分钟？", "gold": [{"key": "15分钟基层医疗"}, {"key": "投融资联盟"}], "need": "all", "chapter": 2, "kind": "list"}
{"id": "q3", "lang": "en", "question": "Who supports patents?", "gold": [{"key": "储备国际专利"}], "chapter": 4, "kind": "who", "note": "</script><script>alert(1)</script>"}
{"id": "u1", "lang": "en", "question": "Which hotel?", "kind": "offtopic"}
{"id": "u2", "lang": "zh", "question": "知识城建设成效全面取得了吗到年？", "kind": "near"}
{"id": "c1", "lang": "zh", "claim": "建立投融资联盟", "label": "supported", "gold": [{"key": "投融资联盟"}], "need": "any"}
{"id": "c2", "lang": "zh", "claim": "污水处理率不低于80%", "label": "contradicted", "gold": [{"key": "不低于99%"}], "need": "any"}
{"id": "d1", "lang": "zh", "turns": [{"question": "专利怎么支持？", "gold": [{"key": "储备国际专利"}]}, {"question": "那污水呢？集中处理率", "gold": [{"key": "99%"}]}]}
"""  # noqa: E501 -- a question set has one item a line
