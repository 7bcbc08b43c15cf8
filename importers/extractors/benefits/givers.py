"""Givers: whose act a sentence speaks of, the state's, somebody else's who is only asked to give, or nobody's yet."""

import re

# Third parties, of whom the state can only ask. 担保机构 and 银行 receive too: then they stand behind 对 or 向.
THIRD = (
    r"银行|金融机构|金融系统|金融业|信贷资源|保险机构|保险公司|保险业|担保机构|担保公司|小额贷款公司|小贷公司|期货|证券公司|"
    r"基金(?!会)|平台企业|平台(?=合理|降低|减免|经济领域)|互联网平台|外卖|协会|商会|高校|高等学校|科研院所|科研机构|大型企业|"
    r"龙头企业|链主|国有企业|央企|租赁主体|业主|房东|出租方|孵化|众创空间|服务机构|诊断机构|机关企事业单位|社会资本|中介机构|电信|"
    r"运营商|景区|商场|商超|商业综合体|超市|产权人|出租人|供电企业|平台"
)
_PLACES = r"有条件的|各市|各地|地方政府|地方(?!法人|银行|金融)|市县|各县|各级(?:政府|财政)|县级"
ADVERB = (
    r"(?:20[0-9]{2}\s?年|积极|大力|继续|持续|进一步|全面|着力|切实|稳妥|有序|加快|重点|支持和|鼓励和|同时|及时|充分|深入|严格|主动|并|要|"
    r"省级|统筹|探索)*"
)
ASKS = (
    r"(?:鼓励|引导|推动|督促|指导|倡导|支持|组织|联合|协调|发挥|推进|帮助|促进)"
    r"(?:和?(?:鼓励|引导|支持|帮助|推动|推进))*"
)
# A platform or an incubator that is built is asked for nothing: 推进…服务平台建设.
_NOT_BUILT = r"(?![^，。；对为向]{0,6}(?:建设|体系|试点)(?:[，。；]|$))"
ENCOURAGED = re.compile(rf"^\s*{ADVERB}{ASKS}(?P<who>[^，。；以]{{0,14}}?(?:{THIRD}){_NOT_BUILT})")
PLACE_ASKED = re.compile(
    rf"^\s*{ADVERB}(?:鼓励|支持|倡导|允许)(?:和?支持|和?鼓励)?(?P<who>[^，。；]{{0,6}}?(?:{_PLACES})[^，。；]{{0,6}}?)"
)
# 鼓励对老字号给予…: nobody is named who is to give, so whoever can.
GIVING_ASKED = re.compile(rf"^\s*{ADVERB}(?:鼓励|倡导)(?:和?支持)?对(?=[^，。；]*(?:给予|予以|进行|实行))")
THIRD_SUBJECT = re.compile(
    r"^\s*(?:全省|辖内|辖区|省内|各|各类|在[\u4e00-\u9fff]|我省|地方法人|国有|政策性|商业|大型|中小|有关|各有关|行业|相关|政府性|融资|业)*"
    r"(?P<who>(?:银行|(?:互联网|电商|外卖|网约车|直播)平台(?:企业)?|金融机构|保险公司|保险机构|期货经营机构|行业协会|商协会|协会商会|国有大型企业|互联网平台|融资担保)"
    r"[^，。；对为向给可]{0,8}?)(?=要|应|须|需|编制|单列|根据|对|为|向|加大|降低|提供|积极|创新|不得)"
)
# 探索 heads a task however it goes on; these head one where nothing is given outright.
EXPLORED = re.compile(rf"^\s*{ADVERB}(?:探索|研究|争取|谋划|试点|试行|酝酿)")
# An easier way that is 实行 or 推行 is there; one that is spread, tried or bettered is still to come.
SPREAD = re.compile(rf"^\s*{ADVERB}(?:全省)?(?:推广|推动|完善|深化|试行|优化|探索|加快推)")
TASK = re.compile(
    rf"^\s*{ADVERB}(?:建立|健全|完善|深化|推进|推广|优化|加强|强化|开展|制定|编制|出台|修订|发挥|用好|提高|提升|拓展|推动|加大|规范|"
    r"搭建|构建|打造|培育|组织|促进|设立|建设|做好|确保|保障|统筹|畅通|举办|协调|扩大|简化|压缩|清理|整治|加快)"
)
