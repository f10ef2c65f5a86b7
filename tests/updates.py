"""A corpus that is updated without end, and killed or starved of disk on the way: what is left of it."""

from __future__ import annotations

import multiprocessing
import random
import resource
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

import numpy as np

import qa.corpora
from index.build import build
from index.errors import YinjuError
from index.store.folder import open_index
from qa.corpora import update_corpus
from tests.fakes import FakeEncoder

# By document, which version of it the corpus has.
State = Mapping[str, int]

_NAMES = ("条例", "办法", "规划", "意见", "通知", "方案")
_VERSIONS = 4
_CHAPTERS = 4
# Of what a corpus takes up, so many times as much as is enough for an update.
_AMPLE = 3


@dataclass
class Tally:
    """What came of some rounds.

    Attributes:
        rounds: How many there were.
        updates: How many updates were seen through.
        struck: Rounds that struck within an update.
        failed: Updates that said that they failed.
        problems: What was wrong with the corpus afterwards; none is the only good number.
    """

    rounds: int = 0
    updates: int = 0
    struck: int = 0
    failed: int = 0
    problems: list[str] = field(default_factory=list)


def text_of(name: str, version: int) -> str:
    """A small document whose versions share most of their sentences."""
    lines = [f"{name}全文"]
    for chapter in range(1, _CHAPTERS + 1):
        lines.append(f"第{'一二三四'[chapter - 1]}章 {name}的第{chapter}部分")
        lines.extend(
            f"{name}规定，第{chapter}项工作由部门{number}在{2020 + number}年以前完成。"
            for number in range(chapter, chapter + 5)
        )
        lines.append(f"本章适用于{name}的第{version if chapter == version else 0}版。")
    return "\n".join(lines) + "\n"


def next_state(state: State, rng: random.Random) -> State:
    """One document more, less, or other; never none."""
    name = rng.choice(_NAMES)
    changed = dict(state)
    if name in changed and len(changed) > 1 and rng.random() < 0.4:
        del changed[name]
    else:
        changed[name] = rng.randrange(1, _VERSIONS + 1)
    return changed


def bring_to(corpus: Path, inputs: Path, before: State, after: State) -> None:
    """Update a corpus from one state to another."""
    inputs.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, version in after.items():
        if before.get(name) != version:
            path = inputs / f"{name}.txt"
            path.write_text(text_of(name, version), encoding="utf-8")
            paths.append(path)
    gone = [f"{name}.txt" for name in before if name not in after]
    with mock.patch.object(qa.corpora, "load_encoder", return_value=FakeEncoder()):
        update_corpus(corpus, paths, remove=gone)


def state_of(corpus: Path) -> tuple[State, str]:
    """What a corpus holds, and what is wrong with it; every clause is compared with a fresh build."""
    try:
        found = open_index(corpus, FakeEncoder())
    except YinjuError as error:
        return {}, f"it does not open: {error}"
    state = {}
    for document in found.documents:
        name = document.source.removesuffix(".txt")
        versions = [v for v in range(1, _VERSIONS + 1) if text_of(name, v) == document.text]
        if len(versions) != 1:
            return {}, f"{document.source} is no version of it"
        state[name] = versions[0]
    fresh = build(found.documents, FakeEncoder())
    words = ["部门", "规定", "2022"]
    same = {
        "clauses": found.clauses == fresh.clauses,
        "views": found.views == fresh.views,
        "headings": found.headings == fresh.headings,
        "vectors": np.array_equal(found.dense.vectors(), fresh.dense.vectors()),
        "terms": np.array_equal(found.lexical.scores(words), fresh.lexical.scores(words)),
    }
    wrong = ", ".join(part for part, equal in same.items() if not equal)
    return state, f"its {wrong} are not those of a fresh build" if wrong else ""


def update_for_ever(corpus: Path, inputs: Path, state: State, seed: int, told: Connection) -> None:
    """Update until killed; tell each state before it is begun, and when it is there."""
    rng = random.Random(seed)  # noqa: S311
    while True:
        after = next_state(state, rng)
        told.send((False, after))
        bring_to(corpus, inputs, state, after)
        told.send((True, after))
        state = after


def update_with_little_disk(
    folders: tuple[Path, Path], state: State, after: State, limit: int, told: Connection
) -> None:
    """Update once where no file may grow beyond ``limit`` bytes (0: any may); tell how it went."""
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails then, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        bring_to(*folders, state, after)
        told.send("")
    except YinjuError as error:
        told.send(str(error))


def kill_at_random(folder: Path, rounds: int, seed: int) -> Tally:
    """Kill updates at random moments; look at the corpus after each."""
    corpus, inputs = folder / "corpus", folder / "in"
    rng, tally = random.Random(seed), Tally()  # noqa: S311
    state: State = {"条例": 1, "办法": 2}
    started = time.perf_counter()
    bring_to(corpus, inputs, {}, state)
    usual = time.perf_counter() - started
    for number in range(rounds):
        tally.rounds += 1
        receiver, sender = _context().Pipe(duplex=False)
        arguments = (corpus, inputs, state, seed * rounds + number, sender)
        process = _context().Process(target=update_for_ever, args=arguments)
        process.start()
        sender.close()
        _, begun = receiver.recv()  # it has begun; strike somewhere within the next few updates
        time.sleep(rng.uniform(0, 2 * usual))
        process.kill()
        process.join()
        possible = [state, begun]
        for done, reached in _rest(receiver):
            tally.updates += done
            possible = [reached] if done else [possible[-1], reached]
        tally.struck += len(possible) > 1
        found, problem = state_of(corpus)
        if not problem and found not in possible:
            problem = f"it holds {found}, not one of {possible}"
        if problem:
            tally.problems.append(f"kill {number}: {problem}")
            break
        state = found
    _settle(corpus, inputs, state, rng, tally)
    return tally


def fill_disk_at_random(
    folder: Path,
    rounds: int,
    seed: int,
    leave: Callable[[int], None] | None = None,
) -> Tally:
    """Let updates run out of disk at random moments; look at the corpus after each.

    Args:
        folder: Where it is kept.
        rounds: How many updates.
        seed: Of the draws.
        leave: Leaves so many bytes on the disk of ``folder``, all of them for a negative number;
            where there is no such disk at hand, no file may grow beyond so many bytes.
    """
    corpus, inputs = folder / "corpus", folder / "in"
    rng, tally = random.Random(seed), Tally()  # noqa: S311
    state: State = {"条例": 1, "办法": 2}
    bring_to(corpus, inputs, {}, state)
    files = [path.stat().st_size for path in corpus.rglob("*") if path.is_file()]
    most = sum(files) if leave else max(files)
    for number in range(rounds):
        tally.rounds += 1
        after = next_state(state, rng)
        if after == state:
            after = {**state, "规划": 1 + state.get("规划", 0) % _VERSIONS}
        room = rng.randrange(1, _AMPLE * most)
        receiver, sender = _context().Pipe(duplex=False)
        if leave is not None:
            leave(room)
        arguments = ((corpus, inputs), state, after, 0 if leave else room, sender)
        process = _context().Process(target=update_with_little_disk, args=arguments)
        process.start()
        sender.close()
        process.join()
        if leave is not None:
            leave(-1)
        said = receiver.recv() if receiver.poll() else None
        found, problem = state_of(corpus)
        if said is None:
            problem = problem or "the update ended without a word"
        elif not problem and found != (state if said else after):
            problem = f"it holds {found} after {said or 'an update that went well'}"
        tally.failed += bool(said)
        tally.updates += said == ""
        if problem:
            tally.problems.append(f"full disk {number}: {problem}")
            break
        state = found
    _settle(corpus, inputs, state, rng, tally)
    return tally


def _settle(corpus: Path, inputs: Path, state: State, rng: random.Random, tally: Tally) -> None:
    """See that the next update goes well, and that nothing of what was struck down is left."""
    if tally.problems:
        return
    after = next_state({**state, "条例": 1}, rng)
    bring_to(corpus, inputs, state, {**after, "条例": 3, "方案": 1})
    found, problem = state_of(corpus)
    if problem or found != {**after, "条例": 3, "方案": 1}:
        tally.problems.append(f"the update after them: {problem or found}")
    left = sorted(path.name for path in corpus.glob("data-*"))
    if len(left) != 1:
        tally.problems.append(f"left behind: {left}")


def _rest(receiver: Connection) -> list[tuple[bool, State]]:
    told = []
    try:
        while receiver.poll():
            told.append(receiver.recv())
    except EOFError:
        pass
    return told


def _context() -> multiprocessing.context.ForkServerContext:
    """Processes that begin with everything imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.updates"])
    return context
