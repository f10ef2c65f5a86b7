"""What must, may or must not be done: each act of a claim beside the same act of a sentence.

A word of modality or denial holds for what follows it within its piece of the sentence. Words that mean the
same in both are one act; where a claim forbids what the text allows, or demands what it leaves open, the two
clash. A weaker claim than the text is none: 可以 beside 应当.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.limits import in_limit
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese
from qa.compare.logic.modes import EN, ZH
from qa.words.align import ORDINARY_WEIGHT, content_words, similarities

Mode = Literal[
    "plain", "required", "permitted", "encouraged", "tried", "exempt", "denied", "forbidden"
]

_END = regex(
    r"[，。；;：:！？!?\n]|, | but | while | whereas | unless | except |但是?|而(?!且)|除外"
)
# What may follow a word of modality that is said of what stands before it, where its piece begins, and
# words that are none by themselves.
_NOTHING_MORE = regex(r"[\s的了。.]*(?:by (?:the )?(?:law|rules?|regulations?))?[\s.]*")
_BEGINS = regex(
    r"[，。；;：:！？!?\n]|, (?:and |so )?|\b(?:but|while|whereas|because|since|if|when|that) "
)
_NOT_BUT = regex(
    r"不(?:由|是|按|靠|用|在|归)[^，。；]{1,20}，?而(?:是|由|按|靠|用|在|归|要)"
    r"|not (?:by |to |in |on |for |from )?[^,.;]{2,40},? but "
)
_WANTED = regex("要[^，。；]{2,20}，[^。；]{0,10}?(?:得|应当?|须|必须|要|先)")
_SENTENCE = regex(
    r"[。；;：:！？!?\n]|(?<![0-9])\.(?![0-9])|\b(?:but|while|whereas|because|since|if|when) "
)
_SHORT = frozenset({"要", "需", "可", "能", "应", "须", "没", "无", "未", "不", "no", "not"})
# 不得有下列行为： holds for all that is listed below it.
_LEADS_IN = regex("(?:下列|以下|如下)[^，。；：:]*[：:]$")
# What may not be hindered is let go on: 不得阻拦车辆通行, 不能不让人进.
_HINDERS = regex(
    "(?:以任何(?:理由|方式|形式))?(?:阻止|阻拦|阻挠|阻碍|妨碍|不许|不让|不准|不允许|禁止)"
    r"| (?:be )?(?:stop(?:ped)?|prevent(?:ed)?|ban(?:ned)?|prohibit(?:ed)?|forbid(?:den)?|"
    r"barr?(?:ed)?|block(?:ed)?)\b"
)
_FORBIDS = regex("不得|不能|不可|不准|不许|不行|禁止|不予|违法|违规")
# On what it depends whether an act that is forbidden may be done, on either side.
_UNLESS = regex(
    "(?:未|不|非)经|没有?(?:取得|办理?|拿到|得到|获得)|未(?:取得|办理|获得|依法)|(?:不|未)先"
)
_ONLY_THEN = regex(
    r"才|方可|方能|之后|以后|后|先|经[^，。；]{1,12}(?:批准|同意|许可|审核)|\b(?:after|once|only|unless|until|with)\b"
)
# What a claim may say beside what the text says: nothing is against it.
CLASHES: Mapping[Mode, frozenset[Mode]] = {
    "forbidden": frozenset({"required", "permitted", "encouraged", "plain", "exempt", "tried"}),
    "denied": frozenset({"required", "plain", "encouraged", "tried", "permitted"}),
    "exempt": frozenset({"required", "forbidden"}),
    "permitted": frozenset({"forbidden"}),
    "encouraged": frozenset({"forbidden", "denied"}),
    "tried": frozenset({"forbidden", "denied"}),
    "plain": frozenset({"forbidden", "denied", "exempt"}),
    "required": frozenset({"forbidden", "denied", "exempt", "permitted", "encouraged", "tried"}),
}
# So far before what forbids its condition may begin.
_BEFORE = 24
_SAME_ACT = 0.5
# Words this little less alike than the likest may be the one that is meant.
_AS_LIKE = 0.05


@dataclass(frozen=True, slots=True)
class Reach:
    """A word of modality or denial, and how far it holds."""

    mode: Mode
    words: str
    start: int
    end: int

    @property
    def at(self) -> Span:
        """Where the word itself stands; the place before what has none."""
        return Span(self.start, self.start + len(self.words))


def compare_modality(claim: str, text: str) -> list[Finding]:
    """Compare what claim and text say of each act that both speak of."""
    mine, its = content_words(claim), content_words(text)
    if not len(mine) or not len(its):
        return []
    alike = similarities(mine, its)
    findings: list[Finding] = []
    agreed: set[Span] = set()
    plain: list[tuple[Finding, Span]] = []
    for row, likest in zip(range(len(mine)), alike.argmax(axis=1), strict=True):
        # An act counts where its words say at least as much as one ordinary word does.
        if alike[row, likest] < _SAME_ACT or mine.weights[row] < ORDINARY_WEIGHT:
            continue
        word = mine.words[row]
        if is_word_of_mode(claim, word.at):
            continue
        ours = mode_at(claim, word.at)
        # 征收税的，停止征收费: a word may stand twice.
        likely = [int(at) for at in np.flatnonzero(alike[row] >= alike[row, likest] - _AS_LIKE)]
        modes = [mode_at(text, its.words[at].at) for at in likely]
        told = _counts(ours, modes, likely.index(int(likest)))
        column, other, theirs = likely[told], its.words[likely[told]], modes[told]
        if "plain" == ours.mode == theirs.mode:
            continue
        clash = theirs.mode in CLASHES[ours.mode]
        if clash and depends(claim, ours, text, theirs):
            continue
        if not clash and ours.mode != theirs.mode:
            continue
        at = Span(
            min(theirs.start, other.at.start) if theirs.words else other.at.start, other.at.end
        )
        found = Finding(
            "modality",
            not clash,
            _shown(claim, ours, word.at),
            text[at.start : at.end],
            at,
            strength=float(alike[row, column] * np.sqrt(mine.weights[row])),
        )
        findings.append(found)
        if not clash:
            agreed.add(Span(theirs.start, theirs.end))
        elif ours.mode == "plain":
            plain.append((found, Span(theirs.start, theirs.end)))
    # 停在机场，不用交停场费 beside 免收停场费: what agrees with a word of modality is nowhere against it.
    borne = {found for found, reach in plain if reach in agreed}
    return [found for found in findings if found not in borne]


def _counts(ours: Reach, modes: Sequence[Reach], likest: int) -> int:
    """Return which of the places of a word counts: that in the claim's mode, or one in any, or the likest."""
    told = next((n for n, reach in enumerate(modes) if reach.mode == ours.mode), None)
    if told is not None:
        return told
    # 引入…制度的，可以引入: what only names the act says nothing of whether it must be.
    return next((n for n, reach in enumerate(modes) if reach.mode != "plain"), likest)


def depends(claim: str, ours: Reach, text: str, theirs: Reach) -> bool:
    """Tell whether one side forbids an act without what the other lets it be done with.

    未经批准不得开工 is no clash with 批准以后才能开工.
    """
    sides = ((claim, ours, text, theirs), (text, theirs, claim, ours))
    return any(
        _forbids_without(whole, one)
        and other.mode in {"permitted", "required", "plain"}
        and _ONLY_THEN.search(second) is not None
        for whole, one, second, other in sides
    )


def _forbids_without(text: str, reach: Reach) -> bool:
    """Tell whether a word forbids what something is missing for, or tells that it is: 未经批准，不得."""
    if reach.mode == "denied":
        return (
            _UNLESS.match(text, reach.start) is not None
            and _FORBIDS.search(text, reach.end) is not None
        )
    before = max(0, reach.start - _BEFORE)
    return reach.mode == "forbidden" and _UNLESS.search(text, before, reach.end) is not None


def _shown(text: str, reach: Reach, at: Span) -> str:
    start = min(reach.start, at.start) if reach.words else at.start
    return text[start : at.end]


def is_word_of_mode(text: str, at: Span) -> bool:
    """Tell whether a word is itself one of modality, and so no act: may."""
    return any(reach.words and reach.at.overlaps(at) for reach in reaches(text))


def mode_at(text: str, at: Span) -> Reach:
    """Return what holds for a place of ``text``; ``plain`` without words where nothing does."""
    for reach in reaches(text):
        if reach.start <= at.start and at.end <= reach.end:
            return reach
    return Reach("plain", "", at.start, at.end)


@functools.lru_cache(maxsize=KEPT_TEXTS)
def reaches(text: str) -> tuple[Reach, ...]:
    """Return the words of modality and denial of ``text``, each with how far it holds."""
    return tuple(_find_reaches(text))


def _find_reaches(text: str) -> Iterator[Reach]:
    """Yield the modes of ``text`` with how far each reaches: to the next one, or to the end of its piece."""
    pattern = ZH if is_chinese(text) else EN
    matches: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if not _is_none(text, match, matches[-1] if matches else None):
            matches.append(match)
    bounding = {m.start() for m in matches if in_limit(text, *m.span())}
    leading: list[Reach] = []
    freed = 0
    for number, match in enumerate(matches):
        following = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        ended = _END.search(text, match.end())
        end = min(following, ended.start() if ended is not None else len(text))
        if pattern is ZH and match.lastgroup == "denied":
            # 没有盈利的企业: what 的 ties to a noun denies nothing beyond it.
            tie = text.find("的", match.end(), end)
            end = tie if tie >= 0 else end
        # 不得低于60% demands 60%: only the number is limited.
        mode = "required" if match.start() in bounding else _mode(match)
        if match.start() < freed:
            continue
        hindered = _HINDERS.match(text, match.end()) if mode == "forbidden" else None
        if hindered is not None:
            freed = hindered.end()
            following = next((m.start() for m in matches if m.start() >= freed), len(text))
            end = min(following, ended.start() if ended is not None else len(text))
            yield Reach("permitted", text[match.start() : freed], match.start(), end)
            continue
        earlier = matches[number - 1] if number else None
        before = _told_of(text, match, earlier, end)
        if before is not None:
            # What must never be allowed is forbidden.
            joined = earlier is not None and text[earlier.end() : match.start()].strip() in {
                "",
                "be",
            }
            mode = _mode(earlier) if joined and earlier is not None else mode
            yield Reach(mode, "", before, match.end())
        else:
            yield Reach(mode, match.group(), match.start(), end)
        if ended is not None and _LEADS_IN.search(text, match.end(), ended.end()):
            leading.append(Reach(_mode(match), match.group(), match.start(), len(text)))
    # What the items below a lead-in say themselves comes first.
    yield from leading


def _is_none(text: str, match: re.Match[str], earlier: re.Match[str] | None) -> bool:
    """Tell whether what looks like a word of modality says nothing of the kind here.

    愿不愿意 asks, 不由甲来定，而由乙定 denies only who, 不得强制入会 forbids to force, and 要寄贵重物品，得
    声明 tells when something has to be done.
    """
    words, before = match.group(), text[: match.start()][-1:]
    again = "有" if words == "没有" else text[match.end() : match.end() + 1]
    if words in {"不", "没", "没有"} and before and before == again:
        return True
    if words in {"不", "not", "rather than"} and _NOT_BUT.match(text, match.start()) is not None:
        return True
    if words in {"强制", "一律"} and earlier is not None and earlier.end() == match.start():
        return earlier.lastgroup == "forbidden"
    wanted = words == "要" and _WANTED.match(text, match.start()) is not None
    return wanted and before in "，。；"


def _told_of(
    text: str, match: re.Match[str], earlier: re.Match[str] | None, end: int
) -> int | None:
    """Return where what stands before a word of modality begins, where that is what it is said of.

    "Selling permits is forbidden", 转让许可证是不被允许的: the act stands before the word. None where the act
    stands behind it.
    """
    if match.group() in _SHORT or _NOTHING_MORE.fullmatch(text, match.end(), end) is None:
        return None
    # A list of acts has commas within: forging, altering or selling permits.
    listed = earlier is None or _SENTENCE.search(text, earlier.end(), match.start()) is not None
    begins = _SENTENCE if listed else _BEGINS
    start = max((m.end() for m in begins.finditer(text, 0, match.start())), default=0)
    return start if text[start : match.start()].strip() else None


def _mode(match: re.Match[str]) -> Mode:
    name = str(match.lastgroup)
    return name if name in CLASHES else "plain"  # type: ignore[return-value]  # one of its keys
