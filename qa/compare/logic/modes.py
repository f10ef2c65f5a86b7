"""The words of modality and denial, in both languages; the name of each group is a ``Mode``."""

from __future__ import annotations

import re

from index.runtime.patterns import regex

# The longest first within a language: 不得不 demands, 不得 forbids.
ZH = regex(
    "(?P<required>不得(?:不|拒[收绝]?)|不可不(?![让许准])|不能不(?![让许准])|非[\u3400-\u9fff]{1,8}?不可(?=[，。；、的]|$)|必须|应当|务必|务须|须得?|"
    "需要(?![，。；、外时等的]|$)|必需|一律|强制|(?<!响|适|反|对|"
    "相|供|效|因|回)应(?!急|用|对|诉|收|付|税|纳|届|聘|邀|征|变)"
    "|(?<![主重纲概简摘提扼首必只若纪需])要(?!求|素|点|件|么|是|闻|领|约|塞|害|道|义)|需(?!求|要)|有义务|"
    "(?<!负)(?<!直接)有责任(?!的|人|心|感))"
    # Whether one does it is left open: 要不要…由各家自己定.
    r"|(?P<exempt>(?:要不要|是否|(?P<verb>[\u3400-\u9fff])不(?P=verb))(?=[^。；]{0,40}?"
    "(?:(?:自行|自己|自愿|各家|各自|由)[^，。；]{0,8}?(?:决定|选择|定|算|做主|商量|协商)|看着办|都行|都可以))"
    "|自行决定(?:是否|要不要)|不必|无需|无须|毋须|不需要?|不用|用不着|可以不|可不|可以?免(?=试|考|交|缴|收|征|于|予|除)|免于|免予|免(?=交|缴|收|征|除|办|"
    "检|考|审|试|税|租|息|押)|不作要求|不再需要|不要求|不强制|没必要|不一定要?)"
    "|(?P<forbidden>不得|不要(?!紧)|严禁|禁止|不准|不许|不允许|不被(?:允许|准许|许可)|不能|不可以?(?!抗)|不应当?|杜绝|切勿|不宜|不让|"
    "一概不|禁(?=采|建|止)|谢绝|不予)"
    r"|(?P<permitted>可以|(?<![许认])可(?=[\u3400-\u9fff])(?!能|持|靠|行|观|再|抗|燃|溶|见|比|变|信|疑|控)|允许|准许|"
    "有权|得以|能够|(?<![可功性职智技节产动储核效热电本])能(?!力|源|量|耗|效)|(?<![得能准许可止])[随任]意|自行决定)"
    "|(?P<encouraged>鼓励|支持|提倡|倡导|引导|推荐|欢迎)"
    "|(?P<tried>探索|试点|试行|力争|争取|逐步|研究(?=制定|建立|推))"
    "|(?P<denied>不(?!可抗|断|仅|同|久|少|但|光|收费|低于|超过|高于|少于|大于|小于|足|到|满|动产|良|法|正当|锈|"
    "含?糊)|未(?!来|成年)|没有?|无(?!线|人|论|障碍|偿|害|形|固定|缝|烟|党派|国籍)|并非|"
    r"非(?=[\u3400-\u9fff]{1,3}不)|(?<=[拿领得收用进办买享受])不(?:到|了)|拒绝|取消|停止|放弃)"
)
# What may not be ignored has to be looked at.
_NEGLECTED = "(?:ignore|neglect|overlook|forget|fail)"
EN = regex(
    r"\b(?P<exempt>need not|needn't|(?:do|does|did) ?(?:not|n't) (?:need|have) to|not (?:required|"
    r"obliged|bound|compelled|necessary|"
    r"mandatory|compulsory)|no (?:need|obligation|duty|requirement)|optional|without having to|"
    r"exempt(?:ed)?(?: from)?|spared|let off|"
    r"waived?|voluntary|at (?:their|its|one's) discretion|may skip|can skip)\b"
    r"|\b(?P<forbidden>(?:must|may|shall|should|can|could|might|will) ?(?:never|not|n't)"
    rf"(?! only| {_NEGLECTED})|"
    r"cannot|can't|not (?:be )?(?:allowed|"
    r"permitted|entitled|free|able|supposed|meant)|forbid(?:s|den)?|prohibit(?:s|ed)?|ban(?:s|ned)?|"
    r"barred?|off limits|refused?|"
    r"(?:nobody|no one|(?:(?<=^)|(?<=[,;:.] ))no [a-z]+(?: or [a-z]+)?) "
    r"(?:may|can|shall|(?:is|are) (?:allowed|permitted|entitled|free))|no body (?:may|can|shall)|"
    r"illegal|unlawful|outlawed|never)\b"
    rf"|\b(?P<required>(?:must|may|shall|should|can|could|will) ?(?:never|not|n't) {_NEGLECTED}|"
    r"must|shall|ha(?:s|ve|d) to|needs? to|required?(?: to)?|requires?|oblig(?:ed|"
    r"atory)|should|ought to|bound to|"
    r"mandatory|compulsory|(?:is|are|was|were) to(?= [a-z])|necessary|demand(?:s|ed)?|forced|"
    r"forces? (?=[a-z]+ to )|"
    r"order(?:s|ed)? to)\b"
    r"|\b(?P<permitted>may|can|could|allow(?:s|ed)?|permitted|"
    r"(?<!a )(?<!the )permits?(?= (?!is|are|has|have|must|may|for|and|or|of|to)[a-z])|"
    r"free to|able to|entitled|"
    r"at liberty|has the right|have the right|"
    r"is fine|acceptable|let(?:s)?)\b"
    r"|\b(?P<encouraged>encourag(?:e|es|ed)|support(?:s|ed)?|urge[ds]?|recommend(?:s|ed)?|advised?|suggested|welcomed?|"
    r"promoted?|invited?)\b"
    r"|\b(?P<tried>explor(?:e|es|ed|ing)|pilot(?:s|ed)?|trial(?:s|led)?|strives?|tried out|gradually|"
    r"step by step)\b"
    r"|\b(?P<denied>not(?! (?:only|just|merely|alone|least|enough)\b)|"
    r"no(?! (?:later|less|more|fewer|lower|higher))|none(?! other than)|neither|nor|"
    r"without|n't|nothing|nobody|instead of|"
    r"rather than|stop(?:s|ped)?|abolish(?:ed|es)?|discourag(?:e|es|ed)|oppose[ds]?)\b",
    re.IGNORECASE,
)
