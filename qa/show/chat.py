"""A conversation: each question asked with the ones before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.errors import YinjuError
from qa.result import Answer
from qa.show.cards import Exchange

# A conversation keeps so many turns; a follow-up looks at the last of them only.
MAX_TURNS = 50
_HISTORY = 6


class Asks(Protocol):
    """What answers; a pipeline does."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        """Return the answer to ``question``."""
        ...


def take_turn(asks: Asks, question: str, turns: Sequence[Exchange]) -> list[Exchange]:
    """Return the conversation with ``question`` and its answer, or the error that it met."""
    history = [turn.question for turn in turns if turn.error is None][-_HISTORY:]
    try:
        turn = Exchange(question, asks.ask(question, history=history))
    except YinjuError as error:
        turn = Exchange(question, error=error)
    return [*turns, turn][-MAX_TURNS:]
