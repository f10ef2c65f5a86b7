"""A matrix checked again: which statements lost or found their support, and because of which clause.

What a statement rested on is known by its words, so that a plan of another name, or one numbered anew, is
no change. A clause that is no longer there in those words is followed to what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from index.document.corpus import Clause
from qa.check.draft import WINDOW, ChecksEach
from qa.check.statements import states
from qa.compare.key import key_of
from qa.diff.match import Side, match
from qa.diff.words import WordChange, changes_between
from qa.result import Language, Verdict, VerdictLabel
from qa.trace.row import Cited, Decision, TraceMatrix, TraceRow

AgainOutcome = Literal["same", "lost", "gained", "contradicted", "changed"]
OUTCOMES: tuple[AgainOutcome, ...] = ("lost", "contradicted", "gained", "changed", "same")
FateKind = Literal["kept", "reworded", "removed"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a clause that a statement rested on.

    Attributes:
        cited: The clause as it was.
        kind: Whether its words are still there.
        now: What it became; None where it is gone.
        words: What changed in it.
    """

    cited: Cited
    kind: FateKind
    now: Clause | None = None
    words: tuple[WordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """A statement checked again.

    Attributes:
        row: As it was, with what a person wrote.
        verdict: On it now.
        outcome: What changed.
        fates: What became of each clause that it rested on.
        decision: What a person decided.
    """

    row: TraceRow
    verdict: Verdict
    outcome: AgainOutcome
    fates: tuple[Fate, ...]
    decision: Decision

    @property
    def broken(self) -> bool:
        """Whether it lost what it rested on: its support, or a link that a person accepted."""
        if self.decision == "rejected":
            return False
        if self.decision == "accepted":
            return self.outcome == "lost" or any(fate.kind == "removed" for fate in self.fates)
        return self.outcome == "lost"

    @property
    def closed(self) -> bool:
        """Whether a gap is closed: nothing backed it, and now a clause does."""
        return self.outcome == "gained"


def check_again(
    matrix: TraceMatrix,
    pipeline: ChecksEach,
    decision_of: Callable[[str], Decision],
    *,
    lang: Language | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Again]:
    """Check every statement of a matrix against a corpus.

    Args:
        matrix: As it was written, with what people wrote since.
        pipeline: The corpus as it is now.
        decision_of: Says what a person's decision means: accepted, rejected, gap.
        lang: Language of the reasons; that of each statement where left out.
        progress: Called with how many statements are done, and how many there are.
    """
    rows = [row for row in matrix.rows if states(row.statement)]
    fates = _fates(rows, pipeline.clause_index.clauses)
    found: list[Again] = []
    statements = [row.statement for row in rows]
    verdicts = pipeline.check_each(statements, lang=lang, window=WINDOW)
    for row, verdict in zip(rows, verdicts, strict=True):
        decision = decision_of(row.person.decision)
        outcome = _outcome(row.verdict, verdict.verdict)
        rested = tuple(fates[c.clause_id, c.quote] for c in row.cited if c.kind != "near")
        found.append(Again(row, verdict, outcome, rested, decision))
        if progress is not None:
            progress(len(found), len(rows))
    return found


def _outcome(before: VerdictLabel, now: VerdictLabel) -> AgainOutcome:
    if before == now:
        return "same"
    if before == "supported":
        return "lost"
    if now == "supported":
        return "gained"
    return "contradicted" if now == "contradicted" else "changed"


def _fates(rows: Sequence[TraceRow], clauses: Sequence[Clause]) -> dict[tuple[str, str], Fate]:
    """Follow every clause that a statement rested on to what it is now."""
    cited = [c for row in rows for c in row.cited if c.kind != "near"]
    by_id = {clause.clause_id: clause for clause in clauses}
    keys = list(dict.fromkeys(key_of(c.quote) for c in cited if c.quote))
    new = Side([key_of(clause.text) for clause in clauses], [0] * len(clauses))
    partner = dict(match(Side(keys, [0] * len(keys)), new)) if keys and clauses else {}
    now_of = {key: clauses[partner[place]] for place, key in enumerate(keys) if place in partner}
    return {
        (c.clause_id, c.quote): _fate(c, now_of.get(key_of(c.quote)) or by_id.get(c.clause_id))
        for c in cited
    }


def _fate(cited: Cited, now: Clause | None) -> Fate:
    if now is None:
        return Fate(cited, "removed")
    # A quote may be one item of its clause.
    if key_of(cited.quote) in key_of(now.text):
        return Fate(cited, "kept", now)
    return Fate(cited, "reworded", now, tuple(changes_between(cited.quote, now.text)))
