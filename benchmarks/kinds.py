"""Questions about a document as a whole: how many are answered rightly, by kind and by document.

    python benchmarks/kinds.py DOCUMENTS [NAME …] [--sets FOLDER] [--show]

DOCUMENTS is a folder with the documents of ``eval/sets/kinds``, each under its set's name there; the
plan is the shipped one. FOLDER holds other sets of the same form. What is right for each kind,
docs/evaluation.md says (``kind_right``); *intent* counts the questions that were taken for their kind.
Of ``tables.jsonl``, whose questions are each of the document in ``doc``, right is the row with the ``key``
as the first quote.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.tables import PLAN, QUESTIONS, is_first  # noqa: E402
from eval.dataset.items import KindItem  # noqa: E402
from eval.dataset.read import read_sets  # noqa: E402
from eval.fit.documents import open_document, read_rows  # noqa: E402
from eval.run.kinds import KIND_K, intent_right, kind_right  # noqa: E402
from index.embed.choose import load_encoder  # noqa: E402
from index.embed.encoder import Encoder  # noqa: E402
from qa.open import open_pipeline  # noqa: E402
from qa.pipeline import Pipeline  # noqa: E402

SETS = QUESTIONS.parent
GOAL = 0.95
INTENTS_GOAL = 0.97


class Result(NamedTuple):
    """How one question came out.

    Attributes:
        document: The document that it was asked of.
        kind: What it asks for; of a follow-up ``followup``.
        right: Whether its answer is right.
        intent: Whether it was taken for its kind; None where any may be.
    """

    document: str
    kind: str
    right: bool
    intent: bool | None


class Documents:
    """The documents of the sets, each opened once."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Look for them in ``folder``."""
        self._folder = folder
        self._encoder = encoder
        self._open: dict[str, Pipeline] = {}

    def __getitem__(self, name: str) -> Pipeline:
        """Return a pipeline over the document of a name."""
        if name not in self._open:
            self._open[name] = (
                open_pipeline()
                if name == PLAN
                else open_document(self._folder, name, self._encoder)
            )
        return self._open[name]


def results(path: Path, documents: Documents, *, show: bool) -> Iterator[Result]:
    """Yield how the questions of a set come out; ``show`` prints the wrong ones."""
    if path.stem == QUESTIONS.stem:
        for row in read_rows(path):
            yield _cell(row, documents, show=show)
        return
    for item in read_sets([path])[0].items:
        if not isinstance(item, KindItem):
            sys.exit(f"{path}: {item.id} is not about a document as a whole.")
        answer = documents[path.stem].ask(item.question, history=item.history, k=KIND_K)
        expected = item.expected
        right, intent = kind_right(expected, answer), intent_right(expected, answer)
        if show and not (right and intent):
            told = f"taken for {answer.intent}, {'answered' if answer.answered else 'refused'}"
            print(f"  {'right' if right else 'WRONG'} {item.id}: {item.question} ({told})")
        yield Result(path.stem, item.kind, right, intent)


def _cell(row: Mapping[str, Any], documents: Documents, *, show: bool) -> Result:
    answer = documents[row["doc"]].ask(row["question"])
    right = is_first(row, answer)
    if show and not right:
        print(f"  WRONG {row['id']}: {row['question']}")
    return Result(row["doc"], "cell", right, None)


def share(of: Sequence[bool]) -> str:
    """Return a share with how many it is of."""
    return f"{sum(of) / len(of):.3f} ({sum(of)} of {len(of)})" if of else "-"


def tell(found: Sequence[Result]) -> bool:
    """Print the figures; return whether the goals are met."""
    met = True
    for name, at in (("kind", 1), ("document", 0)):
        grouped: dict[str, list[Result]] = defaultdict(list)
        for one in found:
            grouped[one.kind if at else one.document].append(one)
        print(f"{name:16} right                 intent")
        for key, own in sorted(grouped.items()):
            told = [one.intent for one in own if one.intent is not None]
            print(f"{key:16} {share([one.right for one in own]):21} {share(told)}")
            met = met and (at == 0 or sum(one.right for one in own) >= GOAL * len(own))
    told = [one.intent for one in found if one.intent is not None]
    print(f"{'all':16} {share([one.right for one in found]):21} {share(told)}")
    return met and sum(told) >= INTENTS_GOAL * len(told)


def arguments(description: str | None, sets: Path) -> argparse.Namespace:
    """Return what a benchmark of sets was given: ``documents``, ``names``, ``sets`` and ``show``."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("documents", type=Path)
    parser.add_argument("names", nargs="*", help="the sets; all of them without any")
    parser.add_argument("--sets", type=Path, default=sets)
    parser.add_argument("--show", action="store_true", help="print what goes wrong")
    return parser.parse_args()


def main() -> int:
    """Print the figures; return 1 where a kind or the intents are below the goal."""
    given = arguments(__doc__, SETS)
    documents = Documents(given.documents, load_encoder())
    names = given.names or sorted(path.stem for path in given.sets.glob("*.jsonl"))
    found: list[Result] = []
    for name in names:
        if given.show:
            print(f"== {name}")
        found += results(given.sets / f"{name}.jsonl", documents, show=given.show)
    return int(not tell(found))


if __name__ == "__main__":
    sys.exit(main())
