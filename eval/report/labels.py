"""The words of the report around figures and quotes: (Chinese, English)."""

from __future__ import annotations

from collections.abc import Mapping

Label = tuple[str, str]

LABELS: Mapping[str, Label] = {
    "title": ("评测报告", "Evaluation report"),
    "compare_title": ("两次评测对比", "Two runs compared"),
    "figures": ("指标", "Figures"),
    "measure": ("指标", "Measure"),
    "value": ("值", "Value"),
    "interval": ("95% 区间", "95% interval"),
    "pictures": ("图", "Plots"),
    "failures": ("失败的问题", "Failures"),
    "no_failures": ("没有失败的问题。", "Nothing failed."),
    "hidden": ("未列出的其余失败见 per_question.csv：", "More failures, in per_question.csv: "),
    "expected": ("应引用", "Expected"),
    "quoted": ("实际引用", "Quoted"),
    "no_quote": ("没有引用。", "No quote."),
    "must_refuse": ("应拒答：文件未提及。", "A refusal: the document does not say."),
    "verdict": ("判断", "Verdict"),
    "why": ("原因", "Why"),
    "rank": ("排名", "Rank"),
    "not_ranked": ("未进入排名", "not in the ranking"),
    "score": ("得分", "score"),
    "confidence": ("置信度", "confidence"),
    "ranking": ("排名靠前的条款", "Top of the ranking"),
    "history": ("前文", "Earlier questions"),
    "corpus": ("原文条款", "The document, clause by clause"),
    "gap": ("……略……", "… left out …"),
    "settings": ("设置", "Settings"),
    "command": ("命令", "Command"),
    "date": ("日期", "Date"),
    "sets": ("题集", "Question sets"),
    "versions": ("版本", "Versions"),
    "skipped": ("未评测（依据不在文中）", "Set aside (gold is not in the corpus)"),
    "seconds": ("用时（秒）", "Seconds"),
    "comparison": ("与上一次对比", "Compared with the run before"),
    "before": ("之前", "Before"),
    "after": ("之后", "After"),
    "difference": ("差", "Difference"),
    "p_value": ("置换检验 p", "permutation p"),
    "mcnemar": ("McNemar p", "McNemar p"),
    "better": ("变好", "Better"),
    "worse": ("变差", "Worse"),
    "mixed": ("有升有降", "Mixed"),
    "setting_changes": ("设置差异", "Settings that differ"),
    "unpaired": ("只在一次评测中", "In one run only"),
    "language": ("语言", "Language"),
    "notes": (
        "区间为按问题重抽样的百分位自助区间；n 为有定义的问题数；公式见 docs/evaluation.md。",
        (
            "Intervals are percentile bootstrap by question; n counts the questions for which "
            "the measure is defined; formulas are in docs/evaluation.md."
        ),
    ),
}

MEASURE_NAMES: Mapping[str, Label] = {
    "mrr": ("MRR 平均倒数排名", "MRR"),
    "ndcg@10": ("nDCG@10", "nDCG@10"),
    "found": ("引用含依据", "quotes hold gold"),
    "sufficient": ("答案充分", "answer sufficient"),
    "quotes": ("每答引用数", "quotes per answer"),
    "verbatim": ("引用逐字正确", "quotes verbatim"),
    "refusal_right": ("答/拒正确", "answered or refused rightly"),
    "verdict_right": ("判断正确", "verdict right"),
    "evidence@3": ("证据命中@3", "evidence hit@3"),
    "kind_right": ("按问题类型正确", "right for its kind"),
    "intent_right": ("问题类型判断正确", "kind of question told rightly"),
    "refusal_precision": ("拒答精确率", "refusal precision"),
    "refusal_recall": ("拒答召回率", "refusal recall"),
    "refusal_f1": ("拒答 F1", "refusal F1"),
    "aurc": ("作答置信度 AURC", "AURC of answers"),
    "ece": ("作答置信度 ECE", "ECE of answers"),
    "brier": ("作答置信度 Brier", "Brier score of answers"),
    "claim_macro_f1": ("判断宏 F1", "claim macro-F1"),
    "verdict_aurc": ("判断置信度 AURC", "AURC of verdicts"),
    "verdict_ece": ("判断置信度 ECE", "ECE of verdicts"),
    "verdict_brier": ("判断置信度 Brier", "Brier score of verdicts"),
    "dialog_right": ("整段对话正确", "whole dialog right"),
    "latency_p50": ("延迟 p50（毫秒）", "latency p50 (ms)"),
    "latency_p95": ("延迟 p95（毫秒）", "latency p95 (ms)"),
    "latency_p99": ("延迟 p99（毫秒）", "latency p99 (ms)"),
}

REASONS: Mapping[str, Label] = {
    "error": ("引擎报错", "the engine gave an error"),
    "verbatim": ("引用与原文不符", "a quote differs from the source"),
    "refused": ("本可回答却拒答", "refused, though the document answers"),
    "not_found": ("引用中没有依据", "no quote holds the expected words"),
    "partial": ("只引用了部分依据", "only a part of what is needed is quoted"),
    "not_refused": ("应拒答却作答", "answered, though the document does not say"),
    "verdict": ("判断错误", "another verdict"),
    "kind": ("答案不符合问题类型的要求", "wrong for what was asked of the document"),
    "intent": ("问题类型判断错误", "taken for another kind of question"),
    "evidence": ("前三条引用中没有证据", "no evidence among the first three quotes"),
}

GROUPS: Mapping[str, Label] = {
    "set": ("按题集", "By set"),
    "lang": ("按语言", "By language"),
    "chapter": ("按章", "By chapter"),
    "kind": ("按类型", "By kind"),
}

PICTURES: Mapping[str, Label] = {
    "figures": ("各指标与 95% 区间", "Figures with 95% intervals"),
    "coverage": ("覆盖率与精确率", "Precision over coverage"),
    "confusion": ("判断的混淆矩阵", "Confusion matrix of verdicts"),
    "chapters": ("各章的命中与充分", "Hit and sufficiency by chapter"),
    "latency": ("延迟分布（毫秒）", "Latency (ms)"),
}
