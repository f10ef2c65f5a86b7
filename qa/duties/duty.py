"""A duty: who shall do what by when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """Who shall do what by when, each in the document's own words.

    Attributes:
        body: Who; None where nothing says so.
        modality: The word of force (应当, 不得, 可以, 鼓励, 负责, 由); empty where a body acts without one.
        action: What.
        thing: What it is about: the subject of 调查成果应当公布, else the object of the first verb.
        deadline: By when; None where nothing says so.
        clause_id: The clause that holds it.
        doc_id: The document of the clause.
        ref: How an official would cite the place.
        quote: The sentence.
        start: Where the sentence begins in the source.
        end: Where it ends.
        pieces: Where it stands, without what is skipped within it.
    """

    body: str | None
    modality: str
    action: str
    thing: str | None
    deadline: str | None
    clause_id: str
    doc_id: str
    ref: str
    quote: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]


def duty_record(duty: Duty) -> dict[str, object]:
    """Return the object that is printed as one line of JSON."""
    return {
        "body": duty.body,
        "modality": duty.modality,
        "action": duty.action,
        "object": duty.thing,
        "deadline": duty.deadline,
        "clause_id": duty.clause_id,
        "doc_id": duty.doc_id,
        "ref": duty.ref,
        "quote": duty.quote,
        "start": duty.start,
        "end": duty.end,
        "pieces": [list(piece) for piece in duty.pieces],
    }


def of_body(duties: list[Duty], name: str) -> list[Duty]:
    """Return the duties of the bodies whose name holds ``name``."""
    wanted = "".join(name.split())
    return [duty for duty in duties if duty.body and wanted in "".join(duty.body.split())]
