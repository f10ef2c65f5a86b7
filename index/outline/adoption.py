"""How a law came about, as the line below its title tells: passed, approved, put into force, amended.

（2007年1月31日国务院第167次常务会议通过　2007年2月6日国务院令第485号公布　自2007年5月1日起施行）
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.outline import letterhead as form
from index.runtime.patterns import regex

Kind = Literal["passed", "approved", "issued", "amended"]
_KINDS: tuple[Kind, ...] = ("passed", "approved", "issued", "amended")

# 《关于修改…的决定》 is what amends; that it speaks of amending says nothing of this act.
_NAMED = regex("《[^》]*》")
_DONE = regex(
    "(?P<amended>修订|修正|修改)|(?P<passed>通过)|(?P<approved>批准)|"
    "(?P<issued>公布|发布|颁布)(?!日期|时间|机关|单位|机构|人|之日)"
)
_LEAD = regex("^(?:由|经|在|已经)")
_TERM = regex("第?[0-9一二三四五六七八九十百]{1,4}届")
_ORDER = regex(
    r"(?P<body>[\u4e00-\u9fff]{2,30}?)(?:令|公告)[（(]?(?:[12][0-9]{3}年)?"
    r"第[0-9一二三四五六七八九十百〇零]{1,6}号[）)]?"
)
# Behind the name of a body stands at which of its meetings it did so.
_MEETING = regex(
    "(?:第[0-9一二三四五六七八九十百]{1,6}次|[部局委厅]务会|常务会|主任会|全体会|会议)"
)
_BODY = regex("[\u4e00-\u9fff]{3,30}")


@dataclass(frozen=True, slots=True)
class Act:
    """One of the acts by which a law came about.

    Attributes:
        kind: What was done.
        date: When, in the words of the line.
        body: Who did it; None where the line does not say.
        order: The order by which it was done, with its number.
    """

    kind: Kind
    date: str
    body: str | None
    order: str | None


def read_acts(head: Sequence[str]) -> tuple[Act, ...]:
    """Return the acts that the lines below a title tell of, in their order."""
    return tuple(_acts("".join("".join(line.split()) for line in head)))


def first_act(acts: Sequence[Act]) -> Act | None:
    """Return the act that made a law known: its first issue, else that it was passed or approved."""
    amended = next((at for at, act in enumerate(acts) if act.kind == "amended"), len(acts))
    for kind in ("issued", "passed", "approved"):
        for act in acts[:amended]:
            if act.kind == kind:
                return act
    return None


def last_amended(acts: Sequence[Act]) -> Act | None:
    """Return the last act by which a law was amended, or made known as amended."""
    return acts[-1] if any(act.kind == "amended" for act in acts) else None


def maker(acts: Sequence[Act]) -> str | None:
    """Return whose law it is: who issued it, or who passed what a head of state only signed."""
    first = first_act(acts)
    if first is not None and first.body is not None and not first.body.endswith("主席"):
        return first.body
    passed = next((act.body for act in acts if act.kind == "passed" and act.body), None)
    return passed or (first.body if first is not None else None)


def _acts(line: str) -> Iterator[Act]:
    days = list(re.finditer(form.DATE, line))
    for number, day in enumerate(days):
        end = days[number + 1].start() if number + 1 < len(days) else len(line)
        words = _NAMED.sub("", line[day.end() : end])
        if done := _DONE.search(words):
            who = _LEAD.sub("", words[: done.start()])
            body, order = _who(who)
            kind = next(kind for kind in _KINDS if done[kind])
            if body is not None or kind == "amended":
                yield Act(kind, day.group(), body, order)


def _who(words: str) -> tuple[str | None, str | None]:
    """Return the body that words name, and its order: 国务院 and 国务院令第485号."""
    if order := _ORDER.match(words):
        body = national_name(order["body"])
        return body, body + order.group()[len(order["body"]) :]
    bare = _TERM.sub("", _MEETING.split(words)[0])
    body = re.sub("(?:审议|表决|重新|联合)$", "", bare)
    return (national_name(body) if _BODY.fullmatch(body) else None), None


def national_name(body: str) -> str:
    """Return a body without the name of the state, which a person is not named without."""
    return body if body.endswith("主席") else body.removeprefix("中华人民共和国")
