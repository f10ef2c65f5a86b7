"""The kind of a question by how it asks: its frame, and the model over it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embed.choose import load_encoder
from qa.ask.retrieval.query import read_query
from qa.intent.frame import frame_of
from qa.intent.guess import SURE, KindModel, load_kind_model, pieces_of
from qa.intent.lenient import read_as
from qa.intent.question import Contents, Question, prepare
from qa.intent.read import read_request
from qa.intent.request import Request
from qa.result import Intent

_TEXT = "市容条例 总则 门前三包 噪声 夜市 停车"
CONTENTS = Contents(
    names=["临河市市容条例"],
    headings=["总则", "门前三包责任", "法律责任"],
    holds=lambda words: words in _TEXT,
    knows=lambda word: word in _TEXT or word in {"noise", "parking", "fines"},
)


def asked(question: str) -> Question:
    return prepare(read_query(question), CONTENTS)


def guess(frame: str) -> Intent:
    kind, chance = load_kind_model().kind(frame, load_encoder().encode_queries([frame])[0])
    return kind if chance >= SURE else "content"


def read(question: str) -> Request:
    return read_request(read_query(question), CONTENTS, guess=guess)


def test_one_frame_whatever_is_asked_about() -> None:
    assert frame_of(asked("“法律责任”那章怎么写的")) == frame_of(
        asked("“门前三包责任”那章怎么写的")
    )
    assert frame_of(asked("第2章讲什么")) == frame_of(asked("第十一章讲什么"))


def test_a_stand_in_is_not_read_again() -> None:
    assert frame_of(asked("总则里写了啥")) == "标题里写了啥"
    assert "2025" in frame_of(asked("what is due in 2031"))


def test_most_questions_are_not_looked_at() -> None:
    model = load_kind_model()
    assert not model.may_be_other(frame_of(asked("停车由哪个部门管")))
    assert model.may_be_other(frame_of(asked("夜市有没有提")))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("这部条例拆成几大块来写的呀", "outline"),
        ("How is this regulation carved up into chapters?", "outline"),
        ("法律责任底下都写了些什么", "section"),
        ("里头讲不讲夜市", "mention"),
        ("do they bring up parking", "mention"),
        ("凡是带百分数的目标全给我", "figures"),
        ("停车由哪个部门管", "content"),
        ("What does the city of Oz say on parking?", "content"),
        ("What is the fine for noise at night?", "content"),
    ],
)
def test_kinds_that_no_rule_knows(question: str, intent: Intent) -> None:
    assert read(question).intent == intent


def test_what_is_needed_is_taken_along() -> None:
    assert read("里头讲不讲夜市").terms == ("夜市",)
    assert read("法律责任底下都写了些什么").places[0].title == "法律责任"


def test_the_document_is_no_topic_of_figures() -> None:
    assert read("Give me all the quantified targets in this scheme").topic == ""


def test_whether_something_is_so_asks_what_is_said() -> None:
    about = read_as("about", asked("Is this regulation for one district or shared with others?"))
    assert about is None
    assert read_as("about", asked("What kind of regulation is this supposed to be?")) is not None
    assert (
        read_as("about", asked("这个条例是不是还有效")) is not None
    )  # from when it holds is a facet


def test_one_amount_of_each_of_several_things_is_searched_for() -> None:
    assert read_as("figures", asked("垃圾费和停车费各是多少")) is None
    assert read_as("figures", asked("停车费是多少")) is not None


def test_nothing_is_guessed_without_a_model() -> None:
    question = read_query("这部条例拆成几大块来写的呀")
    assert read_request(question, CONTENTS).intent == "content"


def test_a_model_comes_back_as_it_was_written(tmp_path: Path) -> None:
    model = KindModel(
        "fake",
        ("content", "outline"),
        np.asarray([[1.0, 0.0], [0.0, 2.0]]),
        np.zeros(2),
        {"几章": 0, "how many": 1},
        np.asarray([[0.0, 1.0], [0.5, 0.0]]),
        np.asarray([4.0, 0.5, -4.0]),
    )
    model.write(tmp_path / "intents.npz")
    again = load_kind_model(tmp_path / "intents.npz")
    vector = np.asarray([0.0, 1.0], dtype=np.float32)
    for frame, scores in [("一共几章", (0, 3)), ("How  many?", (0.5, 2)), ("几节", (0, 2))]:
        kind, chance = again.kind(frame, vector)
        assert (again.encoder, kind) == ("fake", "outline")
        assert chance == pytest.approx(1 / (1 + np.exp(scores[0] - scores[1])), rel=1e-3)
    assert again.may_be_other("一共几章")
    assert not again.may_be_other("How many?")


def test_pieces_of_a_frame() -> None:
    assert pieces_of("共几 章") >= {"^共几章", "共几章$", "几", "几章"}
    assert pieces_of("How many parts?") >= {"^ how", "how many parts", "parts ? $", "many"}
    assert "how many parts ?" not in pieces_of("How many parts?")
