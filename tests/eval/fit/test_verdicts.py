"""What is said of a model of verdicts."""

from __future__ import annotations

import numpy as np
import pytest

from eval.fit.verdicts import Claims, told

pytest.importorskip("sklearn")


def test_each_label_the_worst_document_and_how_far_to_believe_it_are_told() -> None:
    # Of document one all four are right; of the other the contradiction is taken for support.
    labels = np.asarray([0, 1, 2, 0, 0, 1])
    said = np.asarray(
        [
            [0.9, 0.1, 0.0], [0.1, 0.9, 0.0], [0.0, 0.1, 0.9], [0.9, 0.0, 0.1],
            [0.9, 0.1, 0.0], [0.6, 0.4, 0.0],
        ]
    )  # fmt: skip
    claims = Claims([{}] * 6, labels, np.asarray([0, 0, 0, 0, 1, 1]))
    first, aurc, ece, brier, sure = told(claims, ["harbour", "market"], said, 0.8)
    # Supported: 3 right of 4 called so, 3 there: 2·3 / (4 + 3); contradicted: 2·1 / (1 + 2).
    assert "supported 0.857, contradicted 0.667, not_mentioned 1.000" in first
    # Of the other document: supported 2·1 / (2 + 1), contradicted 0.
    assert "worst market 0.333" in first
    # Five at .9 are all right, one at .6 is wrong: (5·.1 + .6) / 6.
    assert ece.startswith("ECE: 0.183 [")
    # The least sure is wrong: (0 + 0 + 0 + 0 + 0 + 1/6) / 6; (5·.01 + .36) / 6.
    assert aurc.startswith("AURC: 0.028 [")
    assert brier.startswith("Brier: 0.068 [")
    assert "macro-F1 of documents left out 0.841 [" in first
    assert sure == "sure from 0.800 on: 83% of verdicts, 100.0% of them right"
