"""Which question words ask, and what a question cannot ask for."""

from __future__ import annotations

import pytest

from qa.ask.filling.asking import asking_part, is_yes_or_no
from qa.ask.filling.slots import asked_slots


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("may one who parks be told when it closes?", "may one --- parks be told ---- it closes?"),
        ("which office helps people who lost a card?", "which office helps people --- lost a card?"),
        ("once it is full, when does the pool reopen?", "once it is full, when does the pool reopen?"),
        ("by when, and to whom, is it sent?", "by when, and to whom, is it sent?"),
        ("the lift stops when?", "the lift stops when?"),
        ("does it say how many beds there are?", "does it say how many beds there are?"),
    ],
)  # fmt: skip
def test_a_word_asks_where_its_clause_begins(question: str, kept: str) -> None:
    assert asking_part(question) == kept


def test_a_question_whose_words_all_stand_within_is_left_as_it_is() -> None:
    question = "the gardener who waters the roses which bloom late"
    assert asking_part(question) == question


@pytest.mark.parametrize(
    ("question", "slots"),
    [
        ("Do visitors pay when they leave?", {"whether"}),
        ("Does a guest who breaks a window bear the costs?", {"whether"}),
        ("Who mends the bridge when a flood comes?", {"who"}),
        ("What deposit is taken from a guest who books late?", {"money"}),
        ("Is there a maximum height?", {"number", "whether"}),
    ],
)
def test_a_clause_within_asks_nothing(question: str, slots: set[str]) -> None:
    assert asked_slots(question, "en") == slots


def test_what_is_asked_beside_yes_or_no() -> None:
    assert is_yes_or_no("can dogs that bark come in?")
    assert not is_yes_or_no("can dogs come in, and when?")
    assert not is_yes_or_no("is there a fee?")
