"""What an action is about: 方案 in 制定方案, 数据 in 将数据报送主管部门."""

from __future__ import annotations

import re

from index.runtime.patterns import regex
from qa.duties.bodies import verb_length

_HANDLED = regex(
    r"(?:对|就)(?P<thing>[^，；]{2,60}?)(?:进行|实行|给予|予以|实施|作出|开展|采取|组织|加强|提出|负责|承担)"
)
_TAKEN = regex(r"(?:将|把)(?P<rest>[^，；]{2,60})")
# What stands before the verb: how, with whom, on what ground.
_BEFORE = regex(
    r"(?:(?:会同|按照?|依照|依据|根据|结合|通过|在|于|自|以|为了?|经)[^，；]*[，]|依法|及时|定期|积极|切实|认真|严格|进一步|逐步|"
    r"因地制宜|共同|统一|组织|继续|努力|大力|着力|抓紧)+"
)
_JOINT = regex(r"[、和并及或]|或者|并且")
_SHORTEST = 2


def thing_of(action: str) -> str | None:
    """Return what an action is about, in its own words; None where no word tells."""
    if handled := _HANDLED.match(action):
        return handled["thing"]
    if taken := _TAKEN.match(action):
        rest = taken["rest"]
        for at in range(_SHORTEST, len(rest)):
            if verb_length(rest[at:]):
                return rest[:at]
        return None
    start = before.end() if (before := _BEFORE.match(action)) else 0
    verb = 0
    while length := verb_length(action[start:]):
        start += length
        verb += 1
        if not (joint := _JOINT.match(action, start)):
            break
        if not verb_length(action[joint.end() :]):
            break
        start = joint.end()
    if not verb:
        return None
    words = re.split(r"[，；。：]", action[start:])[0].removeprefix("了")
    return words if len(words) >= _SHORTEST else None
