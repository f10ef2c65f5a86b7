"""A claim beside a text: how much of what stands around a place of one stands around a place of the other."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.dates import find_dates
from qa.compare.entities.bodies import find_bodies
from qa.compare.finding import is_chinese
from qa.words.align import ContentWords, content_words, similarities

Vector = npt.NDArray[np.float32]

# Between these a text speaks of one thing.
_BETWEEN = regex(r"[，；。：！？,;:\n]|(?<![0-9])[.](?![0-9])")
# What a word in the same piece, in the next one and further off tells of a place.
_NEAR = (1.0, 0.6, 0.35)
# So many words beside the place tell more than those further off in its piece, by this.
_BESIDE = 3
_BESIDE_MORE = 1.6
# Words less alike than this have nothing of each other, and from the other on are one.
UNLIKE = 0.5
_ONE = 0.65
_TINY = 1e-9
# How much of what tells two places of one thing is in all around them, rather than in what is right beside.
_AROUND = 0.55
# A clause that is shown whole is shortened to this.
_LONGEST = 40
_SENTENCE = regex(r"[。；;！？\n]")
# What a piece says besides counts so much against it.
_BESIDES = 0.3
# How much of that the text's own piece tells, which may speak of more than the claim does.
_BACK = 0.25
# Words so many places off count as standing beside, each step for less.
_OFF = 3
_STEP = 0.75
# Pairs of a claim and a text that are kept: of one claim a dozen texts are looked at by several, by turns.
_KEPT = 32
# By whom a thing is done.
_BY = regex(r"(?:\bby(?: the| an?)?\s*|由|(?<!已)经)$")
_BY_BOTH = 0.8
# So many letters before and after; the same on neither side, on one, on both.
_LETTERS = 2
_SAME_LETTERS = (0.0, 0.85, 1.0)
_NUMBERING = regex(r"[\s0-9.（）()一二三四五六七八九十、第条]*")
# The subject of one is by whom the other is done.
_BY_ONE = 0.6
# What a law says of its beginning in words that no table has side by side.
_PHRASES = (
    (
        regex(r"\b(?:in(?:to)? force|(?:takes?|took|taken) effect|effective)\b", re.IGNORECASE),
        regex("施行|生效|实施|执行"),
    ),
)


class Beside:
    """The words of a claim and of a text, and how alike they are."""

    def __init__(self, claim: str, text: str) -> None:
        """Lay ``claim`` beside ``text``."""
        self.claim = claim
        self.text = text
        self.mine = _words(claim)
        self.its = _words(text)
        self.alike: Vector = (
            np.clip(similarities(self.mine, self.its), 0.0, 1.0)
            if len(self.mine) and len(self.its)
            else np.zeros((len(self.mine), len(self.its)), dtype=np.float32)
        )
        self._anchor()
        # How alike two words are where they may be one; else nothing.
        self._sure: Vector = np.clip((self.alike - UNLIKE) / (_ONE - UNLIKE), 0.0, 1.0)
        # What is asked of a place again and again, with each place of the other side.
        self._near: dict[tuple[bool, Span], Vector] = {}
        self._next: dict[tuple[bool, Span], list[tuple[int, int]]] = {}
        self._spoken: dict[tuple[Span, Span, float], float] = {}
        self._one_language = is_chinese(claim) == is_chinese(text)
        self._cuts = [m.start() for m in _BETWEEN.finditer(claim)]
        self._its_cuts = [m.start() for m in _BETWEEN.finditer(text)]

    def _anchor(self) -> None:
        """Take words as one that name one body, or that say in set phrases that something is in force."""
        pairs = [
            (mine.at, its.at)
            for mine in find_bodies(self.claim)
            for its in find_bodies(self.text)
            if mine.key == its.key
        ]
        for one, other in _PHRASES:
            pairs.extend(
                (Span(*a.span()), Span(*b.span()))
                for a in one.finditer(self.claim)
                for b in other.finditer(self.text)
            )
        for one_at, other_at in pairs:
            rows, columns = _within(self.mine, one_at), _within(self.its, other_at)
            if rows and columns:
                self.alike[np.ix_(rows, columns)] = 1.0

    def around(self, mine: Span, its: Span) -> float:
        """Return how much of what stands around one place stands around the other, 0 to 1."""
        if not self.alike.size:
            return 0.0
        near, there = self._nearness(True, mine), self._nearness(False, its)
        sure = self._sure
        found = (sure * np.minimum(there, 1.0)[None, :]).max(axis=1)
        back = (sure * np.minimum(near, 1.0)[:, None]).max(axis=0)
        return (1 - _BACK) * _mean(found, self.mine.weights * near) + _BACK * _mean(
            back, self.its.weights * there * (there >= _NEAR[0])
        )

    def spoken(self, mine: Span, its: Span, *, around: float = _AROUND) -> float:
        """Return how surely two places are of one thing, by all around them and by what is right beside.

        Args:
            mine: A place in the claim.
            its: A place in the text.
            around: How much of it all that stands around tells, 0 to 1.
        """
        key = mine, its, around
        if key not in self._spoken:
            told = around * self.around(mine, its)
            self._spoken[key] = told + (1 - around) * self.slot(mine, its)
        return self._spoken[key]

    def slot(self, mine: Span, its: Span) -> float:
        """Return how surely the word right before or after one place is that beside the other, 0 to 1."""
        best = max(self._agents(mine, its), self._letters(mine, its))
        for one, far in self._beside(True, mine):
            for other, there in self._beside(False, its):
                steps = abs(far) + abs(there) - 2
                if (far > 0) != (there > 0) and self._one_language:
                    steps += 1
                best = max(best, float(self._sure[one, other]) * _STEP**steps)
        return best

    def _nearness(self, of_claim: bool, at: Span) -> Vector:  # which side
        """Return how near the words of a side are to a place of it."""
        if (of_claim, at) not in self._near:
            words, cuts = (self.mine, self._cuts) if of_claim else (self.its, self._its_cuts)
            self._near[of_claim, at] = _nearness(words, at, cuts)
        return self._near[of_claim, at]

    def _beside(self, of_claim: bool, at: Span) -> list[tuple[int, int]]:  # which side
        """Return the words of a side right beside a place of it."""
        if (of_claim, at) not in self._next:
            words, cuts = (self.mine, self._cuts) if of_claim else (self.its, self._its_cuts)
            self._next[of_claim, at] = _beside(words, at, cuts)
        return self._next[of_claim, at]

    def _letters(self, mine: Span, its: Span) -> float:
        """Return how surely two places stand between the same letters."""
        after = [t[at.end : at.end + _LETTERS] for t, at in ((self.claim, mine), (self.text, its))]
        before = [
            t[max(0, at.start - _LETTERS) : at.start]
            for t, at in ((self.claim, mine), (self.text, its))
        ]
        same = sum(one == other and is_chinese(one) for one, other in (after, before))
        return _SAME_LETTERS[same]

    def _agents(self, mine: Span, its: Span) -> float:
        """Return how surely both places name by whom something is done."""
        told = [
            _BY.search(self.claim[: mine.start]) is not None,
            _BY.search(self.text[: its.start]) is not None,
        ]
        if all(told):
            return _BY_BOTH
        begins = [self.piece(True, mine).start, self.piece(False, its).start]
        first = [
            _NUMBERING.fullmatch(self.claim, begins[0], mine.start) is not None,
            _NUMBERING.fullmatch(self.text, begins[1], its.start) is not None,
        ]
        return (
            _BY_ONE if all(t or f for t, f in zip(told, first, strict=True)) and any(told) else 0.0
        )

    def lacking(self, at: Span) -> float:
        """Return the share of the words at a place of the claim that the text has nothing like, 0 to 1."""
        within = _within(self.mine, at)
        weights = self.mine.weights[within]
        whole = float(weights.sum())
        return float(self.lack[within].sum()) / whole if whole > _TINY else 1.0

    def share(self, at: Span) -> float:
        """Return how much of what the text has nothing like stands at a place of the claim, 0 to 1."""
        total = float(self.lack.sum())
        weight = sum(float(self.lack[row]) for row in _within(self.mine, at))
        return weight / total if total else 0.0

    def cover(self) -> float:
        """Return how much of the claim the text says, by weight, 0 to 1."""
        whole = float(self.mine.weights.sum())
        if not self.alike.size or whole <= _TINY:
            return 0.0
        return float((self.mine.weights * self._sure.max(axis=1)).sum()) / whole

    @functools.cached_property
    def lack(self) -> Vector:
        """How much of each word of the claim the text has nothing like."""
        best = self.alike.max(axis=1) if self.alike.size else np.zeros(len(self.mine), np.float32)
        return np.asarray(self.mine.weights * (1 - best), dtype=np.float32)

    def free(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Tell of each word of the claim, and of the text, whether the other has nothing like it."""
        if not self.alike.size:
            return np.ones(len(self.mine), np.bool_), np.ones(len(self.its), np.bool_)
        return self.alike.max(axis=1) < UNLIKE, self.alike.max(axis=0) < UNLIKE

    def one_piece(self, of_claim: bool, at: Span, other: Span) -> bool:  # which side
        """Tell whether two places of a side stand in one piece of it."""
        cuts = self._cuts if of_claim else self._its_cuts
        return bisect_right(cuts, at.start) == bisect_right(cuts, other.start)

    def piece(self, of_claim: bool, at: Span) -> Span:  # which side
        """Return the piece of a side that a place stands in, without marks."""
        cuts, text = (self._cuts, self.claim) if of_claim else (self._its_cuts, self.text)
        number = bisect_right(cuts, at.start)
        start = cuts[number - 1] + 1 if number else 0
        end = cuts[number] if number < len(cuts) else len(text)
        return Span(start, max(end, at.end))

    def pieces(self) -> list[Span]:
        """Return the pieces of the text, and runs of them in one sentence that are no long read."""
        pieces = _pieces(self.text, self._its_cuts)
        joined = list(pieces)
        for first, piece in enumerate(pieces):
            for following in pieces[first + 1 :]:
                whole = Span(piece.start, following.end)
                if whole.end - whole.start > _LONGEST or _SENTENCE.search(whole.of(self.text)):
                    break
                joined.append(whole)
        return joined

    def shared(self, piece: Span) -> float:
        """Return how much of the claim a piece of the text says, by weight, less for what it says besides."""
        columns = _within(self.its, piece)
        if not columns or not len(self.mine):
            return 0.0
        said = float((self.mine.weights * self._sure[:, columns].max(axis=1)).sum())
        more = self.its.weights[columns] * (1 - self._sure[:, columns].max(axis=0))
        return said / (float(self.mine.weights.sum()) + _BESIDES * float(more.sum()) + _TINY)

    def lacked(self) -> Span:
        """Return the piece of the claim that speaks of what the text does, and has most that it lacks."""
        lack = self.lack
        pieces = _pieces(self.claim, self._cuts)

        def weight(piece: Span) -> float:
            rows = _within(self.mine, piece)
            shared = self.mine.weights[rows].sum() - lack[rows].sum()
            return float(min(lack[rows].sum(), 2 * shared))

        return max(pieces, key=weight, default=Span(0, len(self.claim)))


@functools.lru_cache(maxsize=_KEPT)
def lay_beside(claim: str, text: str) -> Beside:
    """Return a claim beside a text; the two are laid so once for all that look at them."""
    return Beside(claim, text)


def _words(text: str) -> ContentWords:
    """Return the content words of a text but for those of its dates: no month is what it is about."""
    found = content_words(text)
    dates = [date.at for date in find_dates(text)]
    kept = [
        n for n, word in enumerate(found.words) if not any(at.overlaps(word.at) for at in dates)
    ]
    if len(kept) == len(found):
        return found
    return ContentWords(
        tuple(found.words[n] for n in kept), found.weights[kept], found.vectors[kept]
    )


def _pieces(text: str, cuts: list[int]) -> list[Span]:
    """Return what stands between marks, without space and marks around it; nothing that is empty."""
    ends = [*cuts, len(text)]
    found: list[Span] = []
    for start, end in zip([0, *(cut + 1 for cut in cuts)], ends, strict=True):
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = end - (len(words) - len(words.rstrip(" .\u3000")))
        if first < last:
            found.append(Span(first, last))
    return found


def _mean(values: Vector, weights: Vector) -> float:
    """Return the weighted mean; 0 without weight."""
    whole = float(weights.sum())
    return float((values * weights).sum() / whole) if whole > _TINY else 0.0


def _nearness(words: ContentWords, at: Span, cuts: list[int]) -> Vector:
    """Return how near each word is to a place; 0 within it."""
    own = bisect_right(cuts, at.start)
    numbers = [bisect_right(cuts, word.at.start) for word in words.words]
    near = np.asarray(
        [_NEAR[min(abs(number - own), len(_NEAR) - 1)] for number in numbers], np.float32
    )
    before = [n for n, word in enumerate(words.words) if word.at.end <= at.start]
    after = [n for n, word in enumerate(words.words) if word.at.start >= at.end]
    for beside in (*before[-_BESIDE:], *after[:_BESIDE]):
        if numbers[beside] == own:
            near[beside] *= _BESIDE_MORE
    near[_within(words, at)] = 0.0
    return near


def _within(words: ContentWords, at: Span) -> list[int]:
    """Return the words that stand at a place, or in part."""
    return [n for n, w in enumerate(words.words) if w.at.overlaps(at)]


def _beside(words: ContentWords, at: Span, cuts: list[int]) -> list[tuple[int, int]]:
    """Return the words before and after a place in its piece, with how many places off: -1 right before."""
    own = bisect_right(cuts, at.start)
    here = [n for n, w in enumerate(words.words) if bisect_right(cuts, w.at.start) == own]
    before = [n for n in here if words.words[n].at.end <= at.start][-_OFF:]
    after = [n for n in here if words.words[n].at.start >= at.end][:_OFF]
    return [
        *((n, far - len(before)) for far, n in enumerate(before)),
        *((n, far) for far, n in enumerate(after, start=1)),
    ]
