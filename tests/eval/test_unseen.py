from __future__ import annotations

from eval.fit.unseen import Example, Unseen, tell
from qa.ask.confidence.candidates import Candidate
from qa.ask.confidence.judge import Judged


def unseen(
    document: str, held: tuple[tuple[bool, ...], ...], confidence: float, need: str = "any"
) -> Unseen:
    candidates = tuple(Candidate(at, 0, {}) for at in range(len(held)))
    example = Example(0, candidates, (False,) * len(held), held, need, "zh")
    judged = Judged((0, 1), (0.5, 0.4), (0, 0), confidence)
    return Unseen(document, example, judged, confidence)


def test_the_first_quote_and_all_of_them() -> None:
    second = unseen("a", ((False,), (True,)), 0.9)
    assert not second.right_within(1)
    assert second.right_within(5)
    # Both keys are needed, and the two quotes hold one each; one quote is right when it holds any.
    both = unseen("a", ((True, False), (False, True)), 0.9, "all")
    assert both.right_within(1)
    assert both.right_within(5)
    assert not unseen("a", ((True, False), (True, False)), 0.9, "all").right_within(5)


def test_the_worst_document_is_named() -> None:
    rows = [
        unseen("good", ((True,), (False,)), 0.9),
        unseen("good", ((), ()), 0.1),
        unseen("poor", ((False,), (False,)), 0.4),
        unseen("poor", ((), ()), 0.6),
    ]
    rows += [
        Unseen(
            r.document,
            Example(0, r.example.candidates, (), r.example.held, "any", "en"),
            r.judged,
            0.5,
        )
        for r in rows[:1]
    ]
    told = dict(line.split(": ", 1) for line in tell(rows, 0.45))
    assert told["zh right clause first"].endswith("worst poor 0.000 (n=1)")
    # Refused: one unanswerable, one answerable; one unanswerable is let through.
    assert told["refusal F1"].startswith("0.500")
    assert told["answerable refused"] == "0.333 (n=3)"
    assert "worst poor 0.000" in told["AUC"]
