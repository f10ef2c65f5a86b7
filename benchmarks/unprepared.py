"""Documents that nothing was fitted to: answers, refusals and verdicts, by document and over all.

    python benchmarks/unprepared.py DOCUMENTS [NAME …] [--sets FOLDER] [--show]

DOCUMENTS is a folder with the documents of ``eval/sets/unprepared``, each under its set's name; those
that were made up are found in ``eval/sets/texts``. FOLDER holds other sets of the same form. A clause is
right where a quote holds a key; *first* counts the first quote, *five* all that are shown.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sklearn.metrics import f1_score  # noqa: E402

from benchmarks.kinds import Documents, arguments, share  # noqa: E402
from eval.fit.documents import DocumentSet, held_keys, holds, read_document_sets  # noqa: E402
from eval.measures.metrics import precision_recall_f1, refusal_counts  # noqa: E402
from index.embed.choose import load_encoder  # noqa: E402
from qa.check.model import LABELS  # noqa: E402
from qa.pipeline import Pipeline  # noqa: E402

SETS = ROOT / "eval" / "sets" / "unprepared"


@dataclass
class Outcome:
    """How the questions and claims about documents came out.

    Attributes:
        first: By language, of each answerable question whether the first quote is right.
        five: The same of all that are shown.
        refused: Of each question whether it should be refused, and whether it was.
        verdicts: Of each claim its label and the verdict.
    """

    first: dict[str, list[bool]] = field(default_factory=dict)
    five: dict[str, list[bool]] = field(default_factory=dict)
    refused: list[tuple[bool, bool]] = field(default_factory=list)
    verdicts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take in what came out of another document."""
        for mine, its in ((self.first, other.first), (self.five, other.five)):
            for lang, hits in its.items():
                mine.setdefault(lang, []).extend(hits)
        self.refused += other.refused
        self.verdicts += other.verdicts


def ask_and_check(pipeline: Pipeline, of: DocumentSet, *, show: bool) -> Outcome:
    """Return how a set comes out; ``show`` prints what goes wrong."""
    out = Outcome()
    for row in of.questions:
        answer = pipeline.ask(row["question"])
        quotes, keys = [citation.quote for citation in answer.citations], row.get("gold", [])
        out.refused.append((not keys, not answer.answered))
        wrong = answer.answered and not keys
        if keys:
            held = held_keys("\n".join(quotes), keys)
            found = answer.answered and (all(held) if row.get("need") == "all" else any(held))
            first = answer.answered and bool(quotes) and holds(quotes[0], keys)
            out.first.setdefault(row["lang"], []).append(first)
            out.five.setdefault(row["lang"], []).append(found)
            wrong = not found
        if show and wrong:
            print(f"  {row['id']}: {row['question']} ({answer.confidence:.2f})")
    for row in of.claims:
        verdict = pipeline.check(row["claim"])
        out.verdicts.append((row["label"], verdict.verdict))
        if show and verdict.verdict != row["label"]:
            print(f"  {row['id']}: {row['claim']} ({row['label']}, called {verdict.verdict})")
    return out


def tell(name: str, out: Outcome) -> None:
    """Print a line of figures for each thing that was measured."""
    print(f"== {name}")
    for lang in out.first:
        print(f"{lang}: right clause first {share(out.first[lang])}, five {share(out.five[lang])}")
    _, _, f1 = precision_recall_f1(refusal_counts(out.refused))
    wrongly = [told for due, told in out.refused if not due]
    print(f"refusal F1 {float(f1):.3f} (n={len(out.refused)}), wrongly refused {share(wrongly)}")
    labels, verdicts = zip(*out.verdicts, strict=True)
    each = f1_score(labels, verdicts, labels=list(LABELS), average=None, zero_division=0)
    named = ", ".join(f"{label} {own:.3f}" for label, own in zip(LABELS, each, strict=True))
    print(f"verdicts macro-F1 {each.mean():.3f} (n={len(labels)}): {named}")


def main() -> None:
    """Print the figures."""
    given = arguments(__doc__, SETS)
    documents = Documents(given.documents, load_encoder())
    whole = Outcome()
    for of in read_document_sets(given.sets):
        if not given.names or of.name in given.names:
            out = ask_and_check(documents[of.name], of, show=given.show)
            tell(of.name, out)
            whole.add(out)
    tell("all", whole)


if __name__ == "__main__":
    main()
