"""Words that what a document says of itself is asked with, and those that may stand beside."""

from __future__ import annotations

from collections.abc import Mapping

from qa.result import Language

ZH_ISSUE = (
    "发布|印发|颁布|颁发|制定|制订|公布|出台|下发|发文|发出|签发|批准|通过|公开|成文|转发|发的|发"
)
# When, and from when.
ZH_WHEN = (
    "(?:什么时候|何时|啥时候|哪天|哪一天|哪年|哪一年|几几年|几月几号|几月几日|几号|几月份?|"
    "多久|多会儿|什么日子|哪个日子|什么时间)"
)
# By which words it is asked whether something holds, or is used.
ZH_HOLD = "施行|实施|实行|执行|生效|起效|试行|启用|起用|推行|开始用|用起|算数|管用"
# Whether a document applies to somebody.
ZH_APPLIES = "管不管|管得[着到]|适不适用"
EN_APPLIES = (
    r"\b(?:does|do) (?:it|this|that|they|the \w+|these \w+)(?: also)? (?:apply|cover|extend)\b"
)
# How an earlier document ends.
ZH_ENDED = (
    "废止|作废|废除|失效|停止(?:执行|使用|施行|实行|实施)|停用|不再(?:执行|使用|适用|有效|施行)|"
    "不算数|取代|代替|替代|替换"
)
ZH_EARLIER = "文件|办法|规定|制度|条例|通知|方案|守则|细则|意见|标准|规则|公约|政策|版本"
EN_EARLIER = (
    r"(?:documents?|rules?|regulations?|measures|laws?|provisions?|versions?|notices?|papers?|polic(?:y|ies)|"
    r"schemes?|plans?|standards?|opinions?|texts?|ones?)"
)
EN_ENDED = (
    r"(?:repeal\w*|abolish\w*|annul\w*|void(?:ed)?|invalid(?:ated)?|revoked?|rescind\w*|cancel+ed|withdrawn|"
    r"scrapped|replaced|superseded|lose (?:their |its )?(?:force|validity|effect)"
    r"|no longer (?:valid|in force|in effect|apply|applies|used|in use)|"
    r"(?:stops?|ceases?) (?:being|to be|to have|having|applying|to apply))"
)
# Words that such a question may have beside.
MORE: Mapping[Language, str] = {
    "zh": (
        rf"{ZH_EARLIER}|还能用|能用|有用|好使|顶用|可以用|作数|管得着|管得到|管不管|适不适用|当初|当时|别的|其他|其它|还|仍|实行|试行|启用|起用|推行|起效|停止执行|停止使用"
        rf"|停止施行|停止实行|停止|停用|不再|不算数|使用|一并|被|几月份?"
        rf"|什么日子|什么时间|监督|举报|投诉|值班|报名|热线|服务电话|拨打|拨"
        rf"|打|找|跟|有问题|问题|多久|多长时间|几个月|多少年|几年|暂行|截止|结束|"
        rf"抄送|落实|贯彻|解释权|解释|负责|归|有权|联系人|联系电话|联系方式|联系|咨询电话"
        rf"|咨询|电话|号码|老|篇幅|字数|页数|多少个字|多少字|几个字|几千字|几万字|多少页"
        rf"|几页|多长|整篇|修改|修订|修正|最后|最近|上次|上一次|一次|过|签字|签署|签|批"
        rf"|盖章|盖|同意|经|总理|主席|省长|市长|国务院|部委|中央|国家|地方|还是|署|算数|算|过期|"
        rf"有效|取代|代替|替代|替换|被|旧|原来|原先|原|以前|此前"
        rf"|之前|先前|同时|上位法|上位|凭|图|没有|没|新|以后|之后|"
        rf"后|作报告|做报告|报告人|上|大会|会上|会|抬头|写给|写|东西|牵头|主持|前身|现在|废除|"
        rf"作废|到期|会|就|要|文号|发文字号|字号|文件号|编号|几号文|施行|实施|生效|执行|废止|失效"
        rf"|日期|时间|年份|管用|部法|适用于?哪些[^,，。]{{0,4}}|适用于?什么[^,，。]{{0,4}}|几几年|"
        rf"有效期|规划期限?|规划年限|期限|年限|截止|截至|为止|"
        rf"到|管|年|覆盖|涵盖|跨度|什么时候|时候|何时|啥时候|哪天|哪一天|哪年|哪一年|几月几号|几号|"
        rf"正式|对外|{ZH_ISSUE}|谁|哪个|哪些|哪几|哪家|哪|部门|单位|机关|"
        r"机构|政府|部委|主体|落款|署名|作者|出|发给|主送|抄送|下发|收文|给|目的|为了|为什么|为啥|"
        r"干啥|干什么|初衷|宗旨|依据|根据|立法|制定|编制|适用|范围|地区|区域|对象|"
        r"规划范围|针对|地方|城市|位于|位置|四周|周围|挨着|相邻|接壤|东南西北|地理|附件|附录|附表|"
        r"全称|全名|标题|题目|名称|名|正式|完整|几|多少|号|级|第几次|次|届|会议|常委会|常务|人大|"
        r"主席令|国务院令|令|"
        r"起草|编制|归口|联合|由|从|自|起|开始|于|就|用|下|附|带|包括|包含|月|日|天|网上|网站|公开|"
        r"一句话|干嘛|用|第|版本|版|于|审议|性质|级别|属于|哪座|编|签署|共|一共|层级|级别|新|最"
    ),
    "en": (
        rf"\b(?:case|doubt|disputes?|lose|loses|because|responsible|footnote|{EN_EARLIER}"
        rf"|{EN_ENDED})\b|\b(?:no longer"
        rf"|enforced?|operative|begins?|began|use|used|introduced"
        rf"|followed|trial|dial|ring|call|complaints?|reporting"
        rf"|stops?|being|having|questions?|contacts?|line|"
        r"longer|void|invalid|annul\w*|revoked?|rescind\w*|cancel+ed"
        r"|withdrawn|scrapped|copied|copies|cc|figures|data|statistics"
        r"|interpret\w*|right|responsible|contact|details|information"
        r"|telephone|phone|numbers?|hotline|call|should|planned|planning|"
        r"words?|characters?|pages?|count|length|long|decree|order|older"
        r"|earlier|previous|former|versions?|replac\w+|supersed\w+|repeals?|anything|"
        r"predecessor|laws?|regulations?|rules?|based|pursuant|people|persons?|names?|national|central|local|"
        r"provincial|municipal|am|looking|deliver\w*|present(?:ed|s)?|gave|given|speakers?|speaks?|reported|"
        r"to|at|their|they|did|draw|up|entry|started?|begins?|"
        r"document|reference|file|official|officially|issue|serial|number|no|code|effective|"
        r"force|effect|take|takes|took|come|comes|came|enter|enters|"
        r"date|dated|day|year|years|month|time|period|planning|horizon|frame|timeframe|span|spans|"
        r"until|end|ends|long|last|lasts|run|runs|when|issued?|issues|issuing|"
        r"amended|amendments?|revised|revisions?|last|lately|latest|recent|recently|most|"
        r"publish|published|publication|release|released|promulgated?|adopted|adoption|passed|"
        r"approved|approval|signed|print(?:ed)?|written|wrote|enacted|posted|out|web|website|"
        r"online|who|whom|body|bodies|authority|authorities|agency|agencies|department|departments|"
        r"government|ministry|organi[sz]ations?|office|institution|author|authors|issuer|made|make|"
        r"drew|drawn|drafted|"
        r"behind|address|addressed|addressees?|recipients?|sent|directed|purpose|aim|aims|why|"
        r"reason|basis|legal|scope|area|areas|territory|region|place|apply|applies|applicable|"
        r"application|"
        r"session|congress|committee|standing|meeting|whose|kind|start|legal|where|annex|annexes|"
        r"appendix|appendices|attachments?|attached|enclosures?|title|name|"
        r"called|kind|sort|type|valid|validity|till|expire|expires"
        r"|repealed|lapse|lapses|cease|ceases|implementation|start|starts|"
        r"starting|"
        r"first|also|level|put|organ|concerned|geographical|geographic|city|province|located|"
        r"target|how|many|old|formal|formally|again|exactly|into|being|both|since|still)\b"
    ),
}
