"""The headings that a question asks for."""

from __future__ import annotations

from collections.abc import Sequence

from index.clause_index import ClauseIndex
from index.document.corpus import Heading
from qa.ask.reference.refer import StepLevel
from qa.ask.reference.resolve import Found
from qa.intent.request import Request
from qa.lookup.structure.places import find_asked
from qa.lookup.structure.run_in import run_in_headings, with_run_in

# Levels that a document may lack, and which of its own people mean then, by how deep they stand.
_DEPTH: dict[StepLevel, int] = {
    "part": 0,
    "division": 0,
    "chapter": 0,
    "section": 1,
    "point": 0,
    "subpoint": 1,
}


def headings_of(request: Request, clause_index: ClauseIndex) -> tuple[list[Heading], Found | None]:
    """Return the headings asked for and, where a place was named, what was found there."""
    headings = list(clause_index.headings)
    found = None
    if request.places:
        found = find_asked(request.places, clause_index)
        own = [h for place in found.headings for h in _below(place, headings)]
        if not own and found.held:
            held = {one.clause.clause_id: one.clause for one in found.held}
            return run_in_headings(list(held.values())), found
        headings = own
    elif request.level is None:
        headings = _with_run_in(headings, clause_index)
    if request.level is None:
        return _without_articles(headings), found
    return _of_level(request.level, headings, below=found is not None), found


def _with_run_in(headings: list[Heading], clause_index: ClauseIndex) -> list[Heading]:
    """Return headings with the titles of paragraphs, where these divide an outermost part."""
    parts = {h for h in headings if not h.depth and not _below(h, headings)}
    clauses = [c for c in clause_index.clauses if len(c.path) == 1 and c.path[0] in parts]
    return with_run_in(headings, run_in_headings(clauses))


def _below(place: Heading, headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings that stand below one, up to the next of its depth."""
    try:
        start = headings.index(place)
    except ValueError:
        return []
    below: list[Heading] = []
    for heading in headings[start + 1 :]:
        if heading.depth <= place.depth or heading.doc_id != place.doc_id:
            break
        below.append(heading)
    return below


def _without_articles(headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings without articles, unless there is nothing else."""
    return [h for h in headings if h.level != "article"] or list(headings)


def _of_level(level: StepLevel, headings: Sequence[Heading], *, below: bool) -> list[Heading]:
    same = [heading for heading in headings if _is(level, heading)]
    if same or level not in {*_DEPTH, "article"}:
        return same
    numbered = [h for h in headings if h.level != "article" and (h.number is not None or h.title)]
    if not numbered:
        return [h for h in headings if h.level == "article"] if below else []
    # The title of what a notice sends along stands above all parts of it and is none of them.
    parts = [h for h in numbered if h.number is not None and not _is_added(h)] or numbered
    depths = sorted({heading.depth for heading in parts})
    if level == "article":
        depth = depths[0] if below else _counted_on(parts, depths)
    else:
        # 分几点 of a paper without （一） asks for its 一、
        depth = depths[0] if below else max(d for d in depths if d <= depths[0] + _DEPTH[level])
    return [heading for heading in numbered if heading.depth == depth and not _is_added(heading)]


def _counted_on(parts: Sequence[Heading], depths: Sequence[int]) -> int:
    """Return how deep the headings stand that are as articles are: numbered on through all parts."""
    for depth in reversed(depths):
        numbers = [h.number for h in parts if h.depth == depth and h.number is not None]
        if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return depth
    return depths[0]


def _is(level: StepLevel, heading: Heading) -> bool:
    if level == "subpoint":
        return heading.label.startswith(("（", "("))
    if level == "point":
        return heading.label.endswith("、")
    if level == "annex":
        return heading.label.startswith("附") and bool(heading.number is not None or heading.title)
    if level == "box":
        return heading.label.startswith("专栏")
    return heading.level == level and not _is_added(heading)


def _is_added(heading: Heading) -> bool:
    return heading.label.startswith(("附", "专栏"))
