from __future__ import annotations

import io
import os
from pathlib import Path

import docx
import matplotlib as mpl
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import index.read.limits
import index.read.load
import index.read.packed.archive
from index.errors import DocumentError
from index.read.formats import read_source
from index.read.load import load, load_corpus_dir, load_documents, read_text
from index.read.source import Source
from index.read.word.document import read_word
from index.shipped import shipped_plan
from tests.index.read.word_files import paragraph, word


def test_shipped_plan_is_the_file_as_it_is() -> None:
    (plan,) = shipped_plan()
    assert plan.doc_id == plan.source == "000_19d126a6cf1855b1.txt"
    assert plan.text.encode() == index.shipped.SHIPPED_PLAN.read_bytes()
    assert "粤府函〔2020〕272号" in plan.text


@pytest.mark.parametrize(
    "text", ["一。\r\n二。\n三。\r", "ﬀ\u3000２０３５", "e\u0301 é", "\u2028\ufeff字。"]
)
def test_text_is_exactly_as_decoded(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(text.encode())
    assert read_text(path) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes("打造国际人才自由港。".encode(encoding))
    assert read_text(path) == "打造国际人才自由港。"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_text_or_a_clear_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bytes.txt"
    path.write_bytes(data)
    try:
        text = read_text(path)
    except DocumentError:
        return
    assert text.strip()
    text.encode()  # no lone surrogate


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "no text in"),
        ("blank.md", b" \r\n\xe3\x80\x80", "no text in"),
        ("binary.txt", b"PK\x03\x04\x00\x00", "zero bytes"),
        ("latin.txt", b"caf\xe9 \xff\xff.", "not text in UTF-8"),
        ("plan.docx", b"PK\x03\x04 no", "not a whole Word file"),
        ("plan.pdf", b"%PDF-1.7 no", "not a whole PDF file"),
        ("plan.doc", b"text", r"\.doc is not read; save it as \.docx"),
        ("plan.WPS", b"text", r"save it as \.docx"),
        ("plan.png", b"text", "a picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.doc is not read; save it as \.docx"),
        ("slides.xls", b"PK\x03\x04 no", r"\.xls is not read; save it as \.xlsx"),
        ("all.zip", b"PK", "unpack it, and give the folder"),
        ("letter.eml", b"text", "save what is attached"),
        ("plan.exe", b"text", "expected a .txt, .md, .docx, .pdf, .*file, not .exe"),
    ],
)
def test_what_is_no_document_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=message) as caught:
        load_documents([path])
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


PAGE = "<html><meta charset={}><body><p>每月八元。</p></body></html>"
MAIL = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + PAGE.format("utf-8")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.doc", PAGE.format("gb2312").encode("gbk"), "html"),
        ("a.xls", PAGE.format("utf-8").encode("utf-8-sig"), "html"),
        ("a.DOC", PAGE.format("unicode").encode("utf-16"), "html"),
        ("a.doc", MAIL.encode(), "html"),
        ("a.doc", word(paragraph("每月八元。")), "docx"),
        ("a.wps", word(paragraph("每月八元。")), "docx"),
    ],
)
def test_what_has_the_ending_of_an_older_format_is_read_by_its_content(
    tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (document,) = load_documents([path])
    assert (document.kind, document.text.strip()) == (kind, "每月八元。")
    assert "按内容读取" in document.remarks[0].zh


def test_missing_files_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="No file or folder at"):
        load_documents([tmp_path / "none.txt"])
    with pytest.raises(DocumentError, match="No document in"):
        load_documents([tmp_path])
    with pytest.raises(DocumentError, match="no path"):
        load_documents([])
    with pytest.raises(DocumentError, match="No folder at"):
        load_corpus_dir(tmp_path / "none")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.read.limits, "MAX_BYTES", 10)
    path = tmp_path / "large.txt"
    path.write_text("x" * 11)
    with pytest.raises(DocumentError, match="has 11 bytes; at most 10"):
        load_documents([path])


def test_folders_by_path_and_each_file_once(tmp_path: Path) -> None:
    for name in ("b/plan.txt", "a/plan.txt", "c.md", ".hidden/x.txt", "~$lock.docx", "d.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"这是 {name}。", encoding="utf-8")
    documents = load_documents([tmp_path, tmp_path / "c.md"])
    assert [document.text for document in documents] == [
        "这是 a/plan.txt。",
        "这是 b/plan.txt。",
        "这是 c.md。",
    ]
    assert [document.source for document in documents] == ["a/plan.txt", "b/plan.txt", "c.md"]
    ids = [document.doc_id for document in documents]
    assert ids[0] == "plan.txt"
    assert ids[1].startswith("plan.txt~")
    assert load_corpus_dir(tmp_path) == documents


def test_what_a_folder_has_and_cannot_be_read_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("可以读。", encoding="utf-8")
    (tmp_path / "b.doc").write_bytes(b"old")
    (tmp_path / "c.docx").write_bytes(b"PK no")
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "sentences.jsonl").write_text("{}", encoding="utf-8")
    seen: list[tuple[int, int]] = []
    loaded = load([tmp_path], lambda done, total, _: seen.append((done, total)))
    assert [document.source for document in loaded.documents] == ["a.txt"]
    assert [file.path.name for file in loaded.unread] == ["b.doc", "c.docx"]
    assert "save it as .docx" in loaded.unread[0].why
    assert "not a whole Word file" in loaded.unread[1].why
    assert seen[-1] == (3, 3)
    with pytest.raises(DocumentError, match="not a whole Word file"):
        load([tmp_path / "a.txt", tmp_path / "c.docx"])


def test_a_file_that_is_the_same_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.md", "sub/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# 这是 {name}。", encoding="utf-8")
    first = load([tmp_path]).documents
    known = {document.read_from: document for document in first}
    assert len(known) == 3
    (tmp_path / "b.md").write_text("改了。", encoding="utf-8")
    (tmp_path / "sub" / "a.txt").rename(tmp_path / "c.txt")
    read: list[str] = []

    def reading(path: Path) -> Source:
        read.append(path.name)
        return read_source(path)

    monkeypatch.setattr(index.read.load, "read_source", reading)
    again = load([tmp_path], known=known).documents
    assert read == ["b.md"]
    assert [(d.doc_id, d.source) for d in again] == [(n, n) for n in ("a.txt", "b.md", "c.txt")]
    assert [d.text for d in again] == [first[0].text, "改了。", first[2].text]
    # The same bytes are another text where they are read in another way.
    (tmp_path / "c.txt").rename(tmp_path / "c.md")
    read.clear()
    load([tmp_path], known=known)
    assert read == ["b.md", "c.md"]


def test_a_name_in_gbk_bytes_is_read_as_gbk(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + "/租金.txt".encode("gbk")))
    path.write_text("每月八元。", encoding="utf-8")
    (document,) = load_documents([path])
    assert document.source == document.doc_id == "租金.txt"


def test_equal_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.txt").write_text("同。", encoding="utf-8")
    ids = [document.doc_id for document in load_documents([tmp_path])]
    assert len(set(ids)) == 3


def test_word(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    word = docx.Document()
    word.add_heading("第一章 总则", 1)
    word.add_paragraph("第一句。第二句。")
    table = word.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), "甲乙丙丁", strict=True):
        cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[1])
    word.add_paragraph("末句。")
    word.save(str(path))
    assert read_text(path) == "第一章 总则\n第一句。第二句。\n甲\t乙\n丙\n丁\n末句。\n"


def test_word_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO()
    docx.Document().save(data)
    monkeypatch.setattr(index.read.packed.archive, "MAX_UNPACKED_BYTES", 100)
    with pytest.raises(DocumentError, match="unpacks to"):
        read_word(data.getvalue(), "bomb.docx")


def test_pdf(tmp_path: Path) -> None:
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    path = tmp_path / "plan.pdf"
    figure = plt.figure()
    figure.text(0.1, 0.5, "Total 82% of it.")
    figure.savefig(path)
    plt.close(figure)
    assert read_text(path).strip() == "Total 82% of it."

    locked = pypdf.PdfWriter(clone_from=path)
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(tmp_path / "locked.pdf")
    with pytest.raises(DocumentError, match="encrypted"):
        read_text(tmp_path / "locked.pdf")

    blank = pypdf.PdfWriter()
    blank.add_blank_page(100, 100)
    blank.write(tmp_path / "scan.pdf")
    with pytest.raises(DocumentError, match="There is no text in"):
        read_text(tmp_path / "scan.pdf")
