"""What a question set holds: questions, unanswerable ones, claims, dialogs, questions about a whole document.

docs/evaluation.md describes every field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.dataset.kinds import Expected, Kind
from qa.result import Language, VerdictLabel

Need = Literal["any", "all"]
Text = Annotated[str, Field(min_length=1, max_length=10_000, pattern=r"\S")]
# TREC files separate their columns by white space, so an id may hold none.
Identifier = Annotated[str, Field(pattern=r"^\S{1,100}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Gold(_Model):
    """What must be quoted: a clause by its id, or words that must stand inside a quote."""

    clause_id: str | None = None
    key: Text | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.clause_id is None) == (self.key is None):
            raise ValueError("give either clause_id or key (verbatim words), not both")
        return self


class _Item(_Model):
    id: Identifier
    lang: Language
    kind: str | None = None
    chapter: int | None = None
    section: int | None = None
    note: str | None = None


class QuestionItem(_Item):
    """A question that the document answers."""

    type: Literal["question"]
    question: Text
    gold: tuple[Gold, ...] = Field(min_length=1)
    need: Need = "any"
    history: tuple[Text, ...] = ()


class UnanswerableItem(_Item):
    """A question that must be refused."""

    type: Literal["unanswerable"]
    question: Text
    history: tuple[Text, ...] = ()


class ClaimItem(_Item):
    """A statement with the verdict that it must get; gold is the evidence, if there is any."""

    type: Literal["claim"]
    claim: Text
    label: VerdictLabel
    gold: tuple[Gold, ...] = ()
    need: Need = "any"


class KindItem(_Item):
    """A question about a document as a whole; see ``eval.dataset.kinds``."""

    type: Literal["kind"]
    kind: Kind
    question: Text
    history: tuple[Text, ...] = ()
    then: Kind | None = None
    titles: tuple[Text, ...] = ()
    count: int | None = None
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    asked: Text | None = None
    term: Text | None = None
    also: tuple[Text, ...] = ()
    present: bool = True
    keys: tuple[Text, ...] = ()
    need: Need = "any"
    none: bool = False

    @model_validator(mode="after")
    def _says_what_follows(self) -> Self:
        if (self.kind == "followup") != (self.then is not None):
            raise ValueError("a followup, and nothing else, says what it comes to in then")
        if self.then == "followup":
            raise ValueError("then is the kind that a followup comes to")
        if "mention" in {self.kind, self.then} and self.term is None:
            raise ValueError("a mention has a term")
        return self

    @property
    def expected(self) -> Expected:
        """What is right."""
        return Expected(
            kind=self.then or self.kind,
            titles=self.titles,
            count=self.count,
            chapter=self.chapter,
            section=self.section,
            article=self.article,
            paragraph=self.paragraph,
            item=self.item,
            terms=(*([self.term] if self.term else []), *self.also),
            present=self.present,
            keys=self.keys,
            need=self.need,
            none=self.none,
        )


class DialogTurn(_Model):
    """One question of a dialog; without gold it must be refused."""

    question: Text
    gold: tuple[Gold, ...] | None = Field(default=None, min_length=1)
    need: Need = "any"
    kind: str | None = None
    note: str | None = None


class DialogItem(_Item):
    """Questions that are asked one after the other."""

    type: Literal["dialog"]
    turns: tuple[DialogTurn, ...] = Field(min_length=1)


Item = QuestionItem | UnanswerableItem | ClaimItem | DialogItem | KindItem
MODELS: Mapping[str, type[Item]] = {
    "question": QuestionItem,
    "unanswerable": UnanswerableItem,
    "claim": ClaimItem,
    "dialog": DialogItem,
    "kind": KindItem,
}
