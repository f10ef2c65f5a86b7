"""What a text says in other words than a claim is read in the claim's."""

from __future__ import annotations

import pytest

from qa.check.evidence.reading import ReadSentence
from qa.check.evidence.repetition import repetition
from qa.compare.finding import Finding
from qa.compare.relations.equivalents import in_words_of


@pytest.mark.parametrize(
    ("claim", "text", "worded"),
    [
        ("换发阅览证免费。", "换发阅览证不收取任何费用。", "换发阅览证免费。"),
        ("换发阅览证不收费。", "换发阅览证无偿。", "换发阅览证不收费。"),
        (
            "清洗费不由摊主承担。",
            "清洗费由市场承担，不得向摊主收取。",
            "清洗费由市场承担，不由摊主承担。",
        ),
        ("摊主不承担清洗费。", "清洗费不得向摊主转嫁。", "清洗费摊主不承担。"),
        ("由市人大常委会批准。", "由市人民代表大会常务委员会批准。", "由市人大常委会批准。"),
        ("县住房和城乡建设局受理。", "县住建局受理。", "县住房和城乡建设局受理。"),
    ],
)
def test_other_words_for_the_same(claim: str, text: str, worded: str) -> None:
    assert in_words_of(claim, text) == worded


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("换发阅览证收费。", "换发阅览证不收取任何费用。"),
        ("清洗费不由摊主承担。", "清洗费不得向房东收取。"),
        ("清洗费由摊主承担。", "清洗费不得向摊主收取。"),
        ("由市卫健委批准。", "由市发展和改革委员会批准。"),
        ("The card is free.", "换发阅览证不收取任何费用。"),
    ],
)
def test_what_is_another_thing_stays(claim: str, text: str) -> None:
    assert in_words_of(claim, text) == text


def test_the_reader_is_shown_what_the_source_says() -> None:
    claim = "换发阅览证是免费的。"
    text = "换发阅览证不收取任何费用。"
    read = ReadSentence(0, 0, text, text, ()).in_words_of(claim)
    repeated = repetition(claim, read.whole)
    assert repeated is not None
    assert not repeated.clashes
    shown = read.as_it_stands(Finding("contrast", True, "免费", "免费"), claim)
    assert shown is not None
    assert shown.text == "不收取任何费用"
    assert read.as_it_stands(Finding("word", True, "免费的卡", "免费的卡"), claim) is None


def test_a_name_that_stands_twice_keeps_its_form() -> None:
    text = "航标计划经本级人民政府审核后，报省人民政府批准。"
    claim = "航标计划由本级政府审核，再报省政府批。"
    read = ReadSentence(0, 0, text, text, ()).in_words_of(claim)
    shown = read.as_it_stands(Finding("body", False, "国务院批", "省政府批准"), claim)
    assert shown is not None
    assert shown.text == "省人民政府批准"
