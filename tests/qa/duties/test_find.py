from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.read.load import load_documents
from index.restore.document import restore
from qa.duties.duty import Duty, duty_record, of_body
from qa.duties.find import find_duties

_DATA = Path(__file__).parents[2] / "data" / "duties"


def _duties(name: str) -> tuple[list[Duty], str]:
    documents = load_documents([_DATA / f"{name}.txt"])
    return find_duties(restore(documents[0], None).clauses, documents), documents[0].text


def _of_text(text: str, tmp_path: Path) -> list[Duty]:
    (tmp_path / "d.txt").write_text(text, encoding="utf-8")
    documents = load_documents([tmp_path / "d.txt"])
    return find_duties(restore(documents[0], None).clauses, documents)


@pytest.mark.parametrize("name", ["parking", "reading"])
def test_duties_are_those_of_a_list_made_by_hand(name: str) -> None:
    wanted = [
        json.loads(line) for line in (_DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    found, _ = _duties(name)
    left = list(found)
    for row in wanted:
        same = [
            duty
            for duty in left
            if duty.action.startswith(row["action"])
            and (duty.body, duty.modality, duty.deadline)
            == (row["body"], row["modality"], row["deadline"])
        ]
        assert len(same) == 1, row
        left.remove(same[0])
    assert left == []


@pytest.mark.parametrize("name", ["parking", "reading"])
def test_every_word_of_a_duty_is_the_documents_own(name: str) -> None:
    found, text = _duties(name)
    for duty in found:
        assert text[duty.start : duty.end] == duty.quote
        assert duty.action in duty.quote
        for words in (duty.body, duty.modality, duty.deadline, duty.thing):
            assert not words or words in text


def test_bodies_can_be_asked_for_by_part_of_their_name() -> None:
    found, _ = _duties("reading")
    assert [duty.action[:4] for duty in of_body(found, "人力资源")] == ["推动高校"]
    assert of_body(found, "市水务局") == []


def test_the_record_has_the_fields_of_the_contract() -> None:
    record = duty_record(_duties("parking")[0][0])
    wanted = {"body", "modality", "action", "deadline", "clause_id", "ref", "quote", "start", "end"}
    assert wanted <= set(record)
    json.dumps(record)


@pytest.mark.parametrize(
    "sentence",
    [
        "本办法所称主管部门，是指市人民政府应当设立的部门。",  # a definition
        "有需要的重要任务主要包括三项。",  # 要 within other words
        "技术支持和资金支持力度不断加大。",  # a noun
        "法律、行政法规规定应当公布的事项除外。",  # spoken of
        "《意见》提出，要完善审核机制。",  # another document's
        "住房公积金由单位缴存部分和个人缴存部分构成。",  # 由 that names no doer
        "国务院部门制定的规范性文件适用本规定。",  # the documents are the subject
        "法律禁止进口的动物另作登记。",  # a ban of another text
    ],
)
def test_what_lays_nothing_on_anybody_is_no_duty(sentence: str, tmp_path: Path) -> None:
    assert _of_text(sentence, tmp_path) == []


@pytest.mark.parametrize(
    ("sentence", "body", "modality", "action"),
    [
        ("生产经营单位必须设置警示标志。", "生产经营单位", "必须", "设置警示标志"),
        ("县级人民政府对本行政区域的水质负责。", "县级人民政府", "负责", "对本行政区域的水质"),
        ("迁建费用由建设单位承担。", "建设单位", "由", "承担"),
        ("电梯应当由使用单位每月维护。", "使用单位", "应当", "每月维护"),
        ("任何人不得损毁标志。", "任何人", "不得", "损毁标志"),
        ("取用地下水的单位和个人应当安装水表。", "取用地下水的单位和个人", "应当", "安装水表"),
        ("检查结果应当公布。", None, "应当", "公布"),
        # The one who answers, not the one who is answered.
        ("学生申诉，学生处应在10个工作日内答复。", "学生处", "应", "在10个工作日内答复"),
        ("学生处收到学生申诉后，应当作出结论。", "学生处", "应当", "作出结论"),
        ("乘客向船员投诉，船员应当当日答复。", "船员", "应当", "当日答复"),
        ("投诉人不服，监督科应当复核。", "监督科", "应当", "复核"),
        ("催缴后车主应当补缴。", "车主", "应当", "补缴"),
        ("职工代表大会对工会提出的方案应当审议。", "职工代表大会", "应当", "审议"),
        # What is forbidden where, to whomever it may be.
        ("园内水域禁止游泳。", None, "禁止", "游泳"),
        ("核心区内严禁飞行。", None, "严禁", "飞行"),
        ("夜间一律不准进入园区。", None, "不准", "进入园区"),
        ("渡口一百米内不允许燃放烟花。", None, "不允许", "燃放烟花"),
        ("请勿攀爬假山。", None, "请勿", "攀爬假山"),
        ("国家禁止的物品不得带入。", None, "不得", "带入"),
        # A verb that is not known stands between a body and what it shall do.
        ("经营者收购皮毛，应当公示价目。", "经营者", "应当", "公示价目"),
        ("经营者悬挂招牌，一般应当使用规范汉字。", "经营者", "应当", "使用规范汉字"),
    ],
)
def test_one_sentence(
    sentence: str, body: str | None, modality: str, action: str, tmp_path: Path
) -> None:
    (duty,) = _of_text(sentence, tmp_path)
    assert (duty.body, duty.modality, duty.action) == (body, modality, action)


def test_an_empty_corpus_has_no_duties() -> None:
    assert find_duties([], []) == []


def test_a_letter_that_says_as_follows_lays_duties_on_those_below(tmp_path: Path) -> None:
    text = (
        "岚州市关于渡口工作的通知\n各县：\n渡口事关出行。现将有关事项通知如下：\n一、工作任务\n"
        "1.摸底。各县要列出渡口清单。\n2.整改。水务局应当检修渡口。\n3.报告。各县要按月报告。\n"
        "岚州市人民政府\n2024年12月4日\n"
    )
    found = _of_text(text, tmp_path)
    assert [(duty.body, duty.action) for duty in found] == [
        ("各县", "列出渡口清单"),
        ("水务局", "检修渡口"),
        ("各县", "按月报告"),
    ]


def test_parties_of_a_contract_have_duties(tmp_path: Path) -> None:
    text = (
        "渡船租赁条例\n第一条 出租人应当检修渡船。\n第二条 被许可人不得转让渡船。\n"
        "第三条 商务主管部门应当公布名单。\n第四条 机器人可以引导乘客。\n"
    )
    bodies = [duty.body for duty in _of_text(text, tmp_path)]
    assert bodies == ["出租人", "被许可人", "商务主管部门", None]


def test_what_is_due_given_or_noted_is_no_duty(tmp_path: Path) -> None:
    text = (
        "渡口工作意见\n一、保费\n企业应缴纳的渡口保险费从基金中列支。\n二、培训\n"
        "各县要为船员提供场地支持、指导服务和设备，条件由企业船员满三年放宽至满一年。\n"
        "三、经费\n渡口经费由财政列支。（水务局、财政局负责。列第一位者为牵头单位，下同）\n"
    )
    found = [(duty.body, duty.modality) for duty in _of_text(text, tmp_path)]
    assert ("各县", "要") in found
    assert not any(body and body.startswith("（") for body, _ in found)
    assert not any(modality in {"应", "支持"} for _, modality in found)
    assert ("企业", "由") not in found


def test_who_sees_to_it_is_not_who_is_bound(tmp_path: Path) -> None:
    text = "（一）守住底线。学校食堂应当取得许可证。每餐食品留样不少于100克。（责任单位：县市场监管局）\n"
    found = _of_text(
        f"一、任务\n{text}（二）抓好培训。推进厨师培训。（责任单位：县教育局）\n", tmp_path
    )
    assert [(duty.body, duty.action) for duty in found] == [
        ("学校食堂", "取得许可证"),
        ("县教育局", "推进厨师培训"),
    ]


def test_a_case_behind_a_semicolon_is_no_end_of_what_stands_before_it(tmp_path: Path) -> None:
    text = "第一条 乡镇人民政府应当设置渡口；乘客不足十人的，可以共用渡船。\n"
    assert _of_text(text, tmp_path)[0].action == "设置渡口"


def test_who_contracts_is_no_whole_clause_and_the_contract_is_what_may_be_renewed(
    tmp_path: Path,
) -> None:
    text = (
        "第一条 学校通过公开招标方式确定运营单位，期满合格的可以续签一次。\n"
        "第二条 通过公开招标方式确定运营单位，合同期满可以续签。\n"
    )
    found = [(duty.body, duty.thing, duty.action) for duty in _of_text(text, tmp_path)]
    assert found == [("学校", None, "续签一次"), (None, "合同", "续签")]


def test_a_second_body_that_acts_by_a_time_of_its_own_has_a_duty(tmp_path: Path) -> None:
    text = "第一条 本人应当向教务处申请补办，教务处在3个工作日内补发。\n"
    found = [(duty.body, duty.action, duty.deadline) for duty in _of_text(text, tmp_path)]
    assert found == [
        ("本人", "向教务处申请补办", None),
        ("教务处", "在3个工作日内补发", "3个工作日内"),
    ]
