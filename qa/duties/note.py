"""Notes that name who is responsible for what stands before them: （财政部、教育部负责）."""

from __future__ import annotations

from dataclasses import dataclass

from index.document.corpus import Span
from index.runtime.patterns import regex

_NOTE = regex(
    r"[（(](?P<words>[^（）()]{0,80}?(?:[（(][^（）()]{1,10}[）)][^（）()]{0,80}?)*?"
    r"(?P<role>按职责分工负责|分工负责|分别负责|共同负责|牵头负责|负责|牵头|责任单位|牵头单位|责任部门|牵头部门|"
    r"主办单位|主责单位)[^（）()]*)[）)]"
)
_SHARED_OUT = regex(r"(?:、?等)?(?:按照?职责分工|根据职责分工|依职责|分别|共同|具体|按分工|各自)+$")
_CUT = regex(r"[，；,;]")


@dataclass(frozen=True, slots=True)
class Note:
    """Who is responsible, in the words of a note.

    Attributes:
        body: The bodies.
        role: The word that says so: 负责, 牵头.
        words: The whole note.
        at: Where it stands.
    """

    body: str
    role: str
    words: str
    at: Span


def find_note(text: str) -> Note | None:
    """Return the first note of ``text`` that names who is responsible."""
    for match in _NOTE.finditer(text):
        words, role = match["words"], match["role"]
        at = match.start("role") - match.start("words")
        before, after = words[:at], words[at + len(role) :]
        # 责任单位：甲、乙 names them after the role, 甲、乙负责 before it.
        body = after.lstrip("：:") if role.endswith(("单位", "部门")) else before
        body = _SHARED_OUT.sub("", _CUT.split(body)[0].strip().removeprefix("由"))
        if body:
            return Note(body, role, words, Span(*match.span()))
    return None
