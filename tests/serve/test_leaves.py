"""Pages as they look: of documents whose file is kept, and nobody else's."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from index.document.corpus import Document
from index.document.layout import Layout
from serve.documents import pictures
from serve.documents.originals import find_original
from serve.documents.pictures import NoPictureError, lines_of, picture_of
from tests.index.read.pdf_files import pdf, set_text
from tests.serve.conftest import Server, lines

PARKS = ["公园章程", "第一条 公园每天早上六点开门，晚上十点关门。", "第二条 园内禁止吸烟。"]


@pytest.fixture
def parks(tmp_path: Path) -> Path:
    path = tmp_path / "parks.pdf"

    def draw(canvas: Any) -> None:
        set_text(canvas, PARKS)

    path.write_bytes(pdf(draw, draw))
    return path


@pytest.mark.slow
def test_a_visitor_s_pages_are_that_visitor_s(server: Server, parks: Path) -> None:
    mine, other = server.visitor(), server.visitor()
    files = {"file": (parks.name, parks.read_bytes(), "application/pdf")}
    [*_, told] = lines(mine.post("/page/shelf/add", files=files))
    assert "doc" in told, told
    doc = told["doc"]
    assert mine.get("/page/document", params={"doc": doc}).json()["pages"] == 2
    answer = mine.post("/page/ask", json={"question": "公园几点开门？", "docs": [doc]}).json()
    [clause] = {c["clause_id"] for c in answer["answer"]["citations"] if "六点" in c["quote"]}
    page = {"doc": doc, "page": "1"}
    picture = mine.get("/page/leaf", params=page)
    assert picture.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(picture.content)).size[1] > 1000
    where = {"doc": doc, "clause": clause}
    boxes = mine.get("/page/leaf/marks", params=where).json()["pages"]
    assert boxes["1"]
    assert all(0 <= edge <= 10_000 for box in boxes["1"] for edge in box)
    assert other.get("/page/leaf", params=page).status_code == 404
    assert other.get("/page/leaf/marks", params=where).status_code == 404
    for wrong in ("0", "3", "-1", "x", "9" * 40, "²", ""):
        assert mine.get("/page/leaf", params={"doc": doc, "page": wrong}).status_code == 404
    assert mine.get("/page/leaf/marks", params={"doc": doc, "clause": "x"}).status_code == 404
    # What was drawn goes with the document.
    assert list(server.service.workspace.glob("visitors/*/*/leaves/1.webp"))
    mine.post("/page/shelf/remove", json={"doc": doc})
    assert not list(server.service.workspace.glob("visitors/*/*/leaves/*"))
    assert mine.get("/page/leaf", params=page).status_code == 404


def test_a_document_whose_file_is_not_kept_has_no_pages(server: Server) -> None:
    client = server.visitor()
    plan = server.service.library.public.clause_index.documents[0].doc_id
    assert client.get("/page/document", params={"doc": plan}).json()["pages"] == 0
    assert client.get("/page/leaf", params={"doc": plan, "page": "1"}).status_code == 404
    for doc in ("", "../../etc/passwd", "/etc/passwd"):
        assert client.get("/page/leaf", params={"doc": doc, "page": "1"}).status_code == 404


def test_a_page_is_drawn_once(parks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = picture_of(parks, 1, tmp_path / "leaves")
    found = lines_of(parks, 2, tmp_path / "leaves")
    assert [line.words for line in found] == PARKS
    monkeypatch.setattr(sys, "executable", "/nothing")
    assert picture_of(parks, 1, tmp_path / "leaves") == first
    assert lines_of(parks, 2, tmp_path / "leaves") == found


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"PK\x03\x04"])
def test_a_file_that_breaks_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    with pytest.raises(NoPictureError, match="Page 1"):
        picture_of(path, 1, tmp_path)
    assert not list(tmp_path.glob("*.webp*"))


def test_a_page_that_takes_for_ever_is_given_up(
    parks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pictures._SECONDS, "picture", 0.001)
    with pytest.raises(NoPictureError, match="too long"):
        picture_of(parks, 1, tmp_path)


def test_the_file_of_a_document_is_found_by_its_name_and_folders(tmp_path: Path) -> None:
    for name in ("a/x.pdf", "b/x.pdf", "y.pdf", "z.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF")

    def found(source: str, kind: str = "pdf", pages: tuple[int, ...] = (0,)) -> Path | None:
        document = Document(source, source, "text", kind, Layout(pages=pages))
        return find_original(document, tmp_path)

    assert found("b/x.pdf") == tmp_path / "b/x.pdf"
    assert found("y.pdf") == tmp_path / "y.pdf"
    assert found("gone.pdf") is None
    assert found("../y.pdf") is None
    assert found("z.txt", "txt") is None
    assert found("y.pdf", pages=()) is None
    assert find_original(Document("y", "y.pdf", "t", "pdf", Layout(pages=(0,))), None) is None


def test_marks_are_json(parks: Path, tmp_path: Path) -> None:
    lines_of(parks, 1, tmp_path / "leaves")
    kept = json.loads((tmp_path / "leaves" / "1.json").read_text("utf-8"))
    assert kept[0][0] == PARKS[0]
