"""Every quote is the source's own words: over every question of the project's own sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.shipped import SHIPPED_PLAN
from qa.pipeline import Pipeline

SETS = sorted((Path(__file__).parents[2] / "eval" / "sets").glob("*/questions.jsonl"))


@pytest.mark.slow
@pytest.mark.parametrize("path", SETS, ids=[path.parent.name for path in SETS])
def test_quotes(pipeline: Pipeline, path: Path) -> None:
    source = SHIPPED_PLAN.read_bytes().decode("utf-8")
    quotes = 0
    for line in path.read_text("utf-8").splitlines():
        for citation in pipeline.ask(json.loads(line)["question"]).citations:
            spans = [(citation.start, citation.end)]
            spans += [(span.start, span.end) for span in citation.also_at]
            assert all(source[start:end] == citation.quote for start, end in spans)
            assert len(citation.quote) <= 240
            quotes += 1
    assert quotes > 100
