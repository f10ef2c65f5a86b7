from __future__ import annotations

from collections.abc import Sequence

from qa.errors import QuestionError
from qa.result import Answer
from qa.show.cards import Exchange
from qa.show.chat import MAX_TURNS, take_turn


class Recorder:
    """Stands in for a pipeline; keeps what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        if not question.strip():
            raise QuestionError("The question is empty.")
        self.asked.append((question, list(history)))
        return Answer(question, "zh", False, 0.1, "", ())


def test_a_follow_up_is_asked_with_the_questions_before_it() -> None:
    recorder = Recorder()
    turns: list[Exchange] = []
    for question in ("供电可靠率？", " ", "那雨水呢？"):
        turns = take_turn(recorder, question, turns)
    # What was no question is no history either.
    assert recorder.asked == [("供电可靠率？", []), ("那雨水呢？", ["供电可靠率？"])]
    assert [turn.error is None for turn in turns] == [True, False, True]


def test_a_conversation_keeps_its_last_turns() -> None:
    recorder = Recorder()
    turns: list[Exchange] = []
    for number in range(MAX_TURNS + 3):
        turns = take_turn(recorder, f"第{number}问", turns)
    assert len(turns) == MAX_TURNS
    assert turns[0].question == "第3问"
    assert recorder.asked[-1][1] == [f"第{number}问" for number in range(46, 52)]
