"""A duty as it is found in a sentence, and what the sentence stands under."""

from __future__ import annotations

from dataclasses import dataclass

from index.document.corpus import Span


@dataclass(frozen=True, slots=True)
class Standing:
    """What a sentence stands under.

    Attributes:
        body: Who the lead-in or note names.
        modality: Its word of force; None where nothing but its own words makes a sentence a duty.
        carried: The subject of the sentence before.
    """

    body: str | None = None
    modality: str | None = None
    carried: str | None = None


@dataclass(slots=True)
class FoundDuty:
    """A duty in a sentence.

    Attributes:
        part: The part of the sentence that opens it.
        body: Who, if anybody is named.
        modality: The word of force.
        action: What, as a range of the sentence; empty while it is open.
        thing: The thing that is the subject, where no body is.
        binding: Whether it lays something on somebody, so that 鼓励 after a comma is part of it.
        deadline: By when.
    """

    part: int
    body: str | None
    modality: str
    action: Span
    thing: str | None = None
    binding: bool = False
    deadline: str | None = None
