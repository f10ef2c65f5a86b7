from __future__ import annotations

import pytest

from index.document.corpus import Document, Facts
from index.outline.facts import read_glued_facts
from index.outline.validity import iso
from index.restore.document import restore


def facts(text: str) -> Facts:
    return restore(Document("d", "d.txt", text)).facts


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年5月1日", "2026-05-01"),
        ("二〇〇五年六月十一日", "2005-06-11"),
        ("二○○四年十二月", "2004-12"),
        ("2026-04-10", "2026-04-10"),
        ("2035年", "2035"),
        ("五月", None),
    ],
)
def test_days(words: str, day: str | None) -> None:
    assert iso(words) == day


def test_a_letter_of_a_local_government() -> None:
    text = (
        "乙县人民政府办公室文件\n乙政办发〔2026〕7号\n乙县人民政府办公室关于印发\n"
        "乙县养老服务三年行动方案（2026—2028年）的通知\n各乡镇人民政府：\n"
        "现将《乙县养老服务三年行动方案（2026—2028年）》印发给你们。\n"
        "乙县人民政府办公室\n二〇二六年三月九日\n乙县养老服务三年行动方案（2026—2028年）\n"
        "一、目标\n建成养老机构五家，完善服务体系。\n"
        "本方案自2026年5月1日起施行，有效期至2028年12月31日。\n"
    )
    assert facts(text) == Facts(
        title="乙县人民政府办公室关于印发乙县养老服务三年行动方案（2026—2028年）的通知",
        body="乙县人民政府办公室",
        number="乙政办发〔2026〕7号",
        date="2026-03-09",
        effective="2026-05-01",
        until="2028-12-31",
        area="乙县",
    )


def test_a_regulation_says_less() -> None:
    text = (
        "丙省水土保持条例\n2025年3月28日丙省第十四届人民代表大会常务委员会第八次会议通过\n"
        "第一条 为了保持水土，制定本条例。\n"
        "第二条 本条例自2025年6月1日起施行，有效期五年。2010年1月1日起施行的办法同时废止。\n"
    )
    found = facts(text)
    assert (found.title, found.body) == ("丙省水土保持条例", "丙省人民代表大会常务委员会")
    assert (found.date, found.effective, found.until) == ("2025-03-28", "2025-06-01", "2030-05-31")
    assert (found.number, found.area) == (None, "丙省")


def test_in_force_from_the_day_of_issue() -> None:
    text = (
        "国务院关于加强水利工作的意见\n国发〔2019〕5号\n为加强水利工作，提出意见。\n"
        "本意见自印发之日起实施。\n国务院\n2019年1月27日\n"
    )
    found = facts(text)
    assert (found.date, found.effective, found.area) == ("2019-01-27", "2019-01-27", None)


def test_a_date_that_is_another_documents_is_not_its_own() -> None:
    text = (
        "丁市停车规定\n第一条 依照《道路法》（自2004年5月1日起施行）制定规定。\n第二条 停车收费。\n"
    )
    assert facts(text).effective is None


def test_what_says_nothing_of_itself() -> None:
    assert facts("今天天气很好，我们去公园。\n大家都很高兴，说了很多话。\n") == Facts()


def test_a_text_without_line_breaks() -> None:
    text = (
        "戊市人民政府关于印发戊市新城总体规划（2020—2035年）的通知发布日期:2020-10-28"
        "戊市人民政府关于印发戊市新城总体规划（2020—2035年）的通知戊府函〔2020〕9号各区：照办。"
        "戊市人民政府2020年9月28日"
    )
    found = read_glued_facts(text)
    assert found.title == "戊市人民政府关于印发戊市新城总体规划（2020—2035年）的通知"
    assert (found.body, found.number) == ("戊市人民政府", "戊府函〔2020〕9号")
    assert (found.date, found.until, found.area) == ("2020-09-28", "2035", "戊市新城")


def test_an_order_puts_a_regulation_into_force() -> None:
    text = (
        "岚州省人民政府令\n第312号\n"
        "《岚州省渡口管理办法》已经2024年5月30日省人民政府常务会议通过，现予公布，自2024年8月1日起施行。\n"
        "省长　丁某\n二〇二四年六月十二日\n\n岚州省渡口管理办法\n"
        "第一条　渡口每日检查一次。\n第二条　本办法自2024年8月1日起施行。\n"
    )
    assert facts(text) == Facts(
        "岚州省渡口管理办法",
        "岚州省人民政府",
        "岚州省人民政府令第312号",
        "2024-06-12",
        "2024-08-01",
        None,
        "岚州省",
    )


def test_the_order_of_a_department_has_a_year_in_its_number() -> None:
    text = (
        "中华人民共和国水利部令\n2023年第5号\n《渠道检修规定》已经部务会议通过，现予公布。\n"
        "部长 丁某某\n2023年4月20日\n渠道检修规定\n第一条 渠道每年检修。\n第二条 检修前公告。\n"
    )
    found = facts(text)
    assert (found.title, found.body) == ("渠道检修规定", "水利部")
    assert found.number == "水利部令2023年第5号"


def test_several_bodies_issue_together() -> None:
    letter = "各县：\n现将办法印发给你们。\n"
    heads = (
        "岚州市民政局 岚州市财政局关于印发办法的通知",
        "岚州市民政局\n岚州市财政局\n关于印发办法的通知",
    )
    for head in heads:
        found = facts(
            f"{head}\n岚民〔2024〕3号\n{letter}岚州市民政局\n岚州市财政局\n2024年5月6日\n"
        )
        assert found.body == "岚州市民政局 岚州市财政局"
    signed = facts(f"关于印发办法的通知\n{letter}岚州市民政局 岚州市财政局\n2024年5月6日\n")
    assert signed.body == "岚州市民政局 岚州市财政局"


def test_who_signed_off_is_no_part_of_the_title() -> None:
    text = "岚民〔2024〕3号　　签发人：丁某\n岚州市民政局关于做好登记的通知\n各县：\n请于三月底前登记。\n"
    found = facts(text)
    assert found.title == "岚州市民政局关于做好登记的通知"
    assert found.number == "岚民〔2024〕3号"


def test_a_period_has_a_beginning() -> None:
    period = "执行期限为2024年1月1日至2026年12月31日。"
    text = f"岚州市关于减免规费的通知\n一、减免范围\n小微企业。\n二、其他\n{period}\n"
    found = facts(text)
    assert (found.effective, found.until) == ("2024-01-01", "2026-12-31")


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("国务院关于同意岚州、海川高新技术产业开发区升级的批复", "岚州、海川高新技术产业开发区"),
        ("国务院关于支持自由贸易试验区改革的通知", None),
        ("国务院关于岚州新区总体规划的批复", "岚州新区"),
    ],
)
def test_the_area_has_a_name(title: str, area: str | None) -> None:
    assert (
        facts(f"{title}\n各省：\n请照此办理，并于年底前报告。\n国务院\n2024年5月6日\n").area == area
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "（2017年3月8日国务院第170次常务会议通过　2017年4月5日中华人民共和国国务院令第690号公布"
            "　自2017年7月1日起施行）",
            ("国务院", "国务院令第690号", "2017-04-05", "2017-07-01", None),
        ),
        (
            "（1990年6月1日第七届全国人民代表大会常务委员会第十四次会议通过　2012年8月30日第十一届"
            "全国人民代表大会常务委员会第二十八次会议修订　根据2021年4月29日第十三届全国人民代表大会"
            "常务委员会第二十八次会议《关于修改〈渡口法〉等六部法律的决定》修正）",
            ("全国人民代表大会常务委员会", None, "1990-06-01", None, "2021-04-29"),
        ),
        (
            "（1992年2月1日国务院批准　1992年3月1日岚州市人民政府发布）",
            ("岚州市人民政府", None, "1992-03-01", None, None),
        ),
        (
            "（2019年8月30日岚州市第十五届人民代表大会常务委员会第三次会议通过　2019年11月29日"
            "海省第十三届人民代表大会常务委员会第十五次会议批准）",
            ("岚州市人民代表大会常务委员会", None, "2019-08-30", None, None),
        ),
        (
            "（2004年10月27日第十届全国人民代表大会常务委员会第十二次会议通过　2004年10月28日中华人民"
            "共和国主席令第二十一号公布）",
            ("全国人民代表大会常务委员会", "中华人民共和国主席令第二十一号", "2004-10-28", None, None),
        ),
        (
            "（2002年1月26日国务院令第344号公布　根据2013年12月7日《国务院关于修改部分行政法规的决定》"
            "修订）",
            ("国务院", "国务院令第344号", "2002-01-26", None, "2013-12-07"),
        ),
    ],
)  # fmt: skip
def test_the_line_below_the_title_of_a_law_says_how_it_came_about(
    line: str, said: tuple[str | None, ...]
) -> None:
    found = facts(f"渡口管理条例\n{line}\n第一条 渡口每日检查一次。\n第二条 船只应当登记。\n")
    assert (found.body, found.number, found.date, found.effective, found.amended) == said


def test_a_line_of_a_web_page_is_no_act_of_a_law() -> None:
    line = "发布日期：2019年1月4日 发布机构：某部"
    found = facts(f"{line}\n渡口管理条例\n第一条 渡口每日检查一次。\n第二条 船只应当登记。\n")
    assert (found.body, found.amended) == (None, None)


IMPRINT = "岚州市人民政府办公室　岚政办发〔2024〕7号　2024年3月1日印发\n"


@pytest.mark.parametrize(("above", "below"), [(IMPRINT, ""), ("", IMPRINT)])
def test_a_line_with_body_number_and_date_gives_all_three(above: str, below: str) -> None:
    text = (
        f"岚州市渡口发展规划\n{above}为加快渡口建设，改善群众出行条件，制定本规划。\n一、目标\n"
        f"到2030年，渡口全部建成标准码头，渡船全部更新。\n二、任务\n各县每年检修渡口，培训船员。\n{below}"
    )
    found = facts(text)
    assert (found.title, found.body) == ("岚州市渡口发展规划", "岚州市人民政府办公室")
    assert (found.number, found.date) == ("岚政办发〔2024〕7号", "2024-03-01")


@pytest.mark.parametrize(
    ("closing", "effective", "until"),
    [
        ("本守则自2025年9月1日开始执行。", "2025-09-01", None),
        ("本守则从2025年9月1日起实行。", "2025-09-01", None),
        ("本守则2025年9月1日起启用，试行两年。", "2025-09-01", "2027-08-31"),
        ("本守则于2025年9月1日起正式施行，有效期五年。", "2025-09-01", "2030-08-31"),
        ("本守则自印发之日起实行，有效期至2027年12月31日。", "2025-08-20", "2027-12-31"),
        # A permit and a card hold so long, not the document.
        ("本守则自2025年9月1日起施行。自习证明有效期为一年。", "2025-09-01", None),
        ("本守则自2025年9月1日起施行。本校发放的出入证有效期两年。", "2025-09-01", None),
        # What is done from a day is not the document.
        ("本校自2025年9月1日起实行走读制度。", None, None),
        ("本守则自2025年9月1日起实行登记制度。", None, None),
    ],
)
def test_the_words_by_which_a_document_holds(
    closing: str, effective: str | None, until: str | None
) -> None:
    text = (
        "槐树中学宿舍守则\n1 作息\n1.1 按时就寝。\n1.2 按时起床。\n2 附则\n"
        f"2.1 {closing}原《槐树中学宿舍公约》停止使用。\n2.2 值班电话：5550123。\n槐树中学\n2025年8月20日\n"
    )
    found = facts(text)
    assert (found.effective, found.until) == (effective, until)
    assert (found.body, found.date) == ("槐树中学", "2025-08-20")
