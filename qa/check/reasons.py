"""Why a verdict: what agrees or clashes, in sentences a person can read, in two languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.check.entail import NliOpinion
from qa.check.model import LABELS
from qa.compare.finding import KINDS, Finding, Kind
from qa.result import Language, VerdictLabel

_MOST_REASONS = 4
# What an agreement on backs a claim; that both list the same things, or speak of the nation, is little. Words
# are found to agree only where nothing else is (``qa.check.judged``).
_BACKS = frozenset({"number", "bound", "unit", "date", "document", "name", "role", "order", "word"})
_TOLD_ONCE: tuple[Kind, ...] = ("modality", "word")
_CLASH: Mapping[Language, str] = {
    "zh": "所称“{claim}”，原文为“{text}”",
    "en": "{claim} where the document says {text}",
}
_LACKS: Mapping[Language, str] = {
    "zh": "所称“{claim}”，原文没有",
    "en": "{claim} is not in what the document says",
}
_LEAVES_OUT: Mapping[Language, str] = {
    "zh": "原文另有“{text}”",
    "en": "the document says {text} besides",
}
_DENIES: Mapping[Language, str] = {
    "zh": "这一说法是否定的（“{claim}”），原文不是",
    "en": "this denies (“{claim}”) what the document does not deny",
}
_AFFIRMS: Mapping[Language, str] = {
    "zh": "原文是否定的（“{text}”），这一说法不是",
    "en": "the document denies (“{text}”) what this does not deny",
}
_AGREES: Mapping[Language, str] = {
    "zh": "“{claim}”与原文一致（“{text}”）",
    "en": "{claim} agrees with the document ({text})",
}
_SAME_WORD: Mapping[Language, str] = {
    "zh": "“{claim}”对应原文“{text}”",
    "en": "{claim} answers to {text} in the document",
}
_GENERAL: Mapping[Language, Mapping[VerdictLabel, str]] = {
    "zh": {
        "supported": "最接近的条文说的是同一件事",
        "not_mentioned": "没有条文说到这一点",
    },
    "en": {
        "supported": "The closest clause says the same",
        "not_mentioned": "No clause says anything on this",
    },
}
_OPINION: Mapping[Language, Mapping[VerdictLabel, str]] = {
    "zh": {
        "supported": "蕴含模型认为文件支持这一说法（{share:.0%}）",
        "contradicted": "蕴含模型认为文件与这一说法相抵触（{share:.0%}）",
        "not_mentioned": "蕴含模型认为文件没有说到这一点（{share:.0%}）",
    },
    "en": {
        "supported": "The entailment model finds that the document supports this ({share:.0%})",
        "contradicted": "The entailment model finds that the document contradicts this ({share:.0%})",
        "not_mentioned": "The entailment model finds that the document is silent on this ({share:.0%})",
    },
}
_REPEATED: Mapping[Language, str] = {
    "zh": "与原文的措辞一致",
    "en": "In the document's own words",
}


def telling(label: VerdictLabel, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that go with a verdict, the most exact kinds first."""
    if label == "not_mentioned":
        return []
    agrees = label == "supported"
    chosen = [f for f in findings if f.agrees is agrees and (not agrees or f.kind in _BACKS)]
    # An act is told once, by the word that tells it best; so is a word that another stands for.
    for kind in () if agrees else _TOLD_ONCE:
        several = [f for f in chosen if f.kind == kind]
        for finding in sorted(several, key=lambda f: -f.strength)[1:]:
            chosen.remove(finding)
    return sorted(chosen, key=lambda finding: KINDS.index(finding.kind))


def explain(
    label: VerdictLabel,
    findings: Sequence[Finding],
    lang: Language,
    *,
    repeated: bool = False,
    opinion: NliOpinion | None = None,
) -> list[str]:
    """Return the reasons for a verdict, at least one.

    Args:
        label: The verdict.
        findings: What comparing the claim with the sentence that decides found.
        lang: Language of the reasons.
        repeated: Whether the claim repeats that sentence and nothing of it differs.
        opinion: Of an entailment model, if one was asked.
    """
    told = telling(label, findings)
    if repeated and label == "supported" and all(found.kind == "word" for found in told):
        told = []
    lines = [_reason(finding, lang) for finding in told]
    if not lines and repeated and label == "supported":
        lines = [_REPEATED[lang]]
    # A contradiction has its clash; for nothing else need there be words.
    shown = list(dict.fromkeys(lines))[:_MOST_REASONS]
    if not shown and label != "contradicted":
        shown = [_GENERAL[lang][label]]
    if opinion is not None:
        held = int(opinion.probabilities.argmax())
        share = float(opinion.probabilities[held])
        shown.append(_OPINION[lang][LABELS[held]].format(share=share))
    return shown


def _reason(finding: Finding, lang: Language) -> str:
    if finding.agrees:
        form = _SAME_WORD if finding.kind == "word" else _AGREES
    elif finding.kind == "negation" and not (finding.claim and finding.text):
        form = _DENIES if finding.claim else _AFFIRMS
    elif not finding.text:
        form = _LACKS
    else:
        form = _CLASH if finding.claim else _LEAVES_OUT
    return form[lang].format(claim=finding.claim, text=finding.text)
