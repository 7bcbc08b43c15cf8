"""Places inside a document: 第十二条第二款第（三）项, 第三条、第五条; and those of the text itself: 本办法第八条."""

import re

_N = "[ ]?[〇零一二三四五六七八九十百千0-9]{1,6}[ ]?"
_ITEM = rf"第?[（(]{_N}[）)](?:[、和及至或][（(]{_N}[）)]){{0,6}}项|第{_N}项"
_PARAGRAPH = rf"第{_N}款(?:{_ITEM})?"
_ONE = rf"(?:第{_N}章)?第{_N}条(?:之[一二三四五六七八九十])?(?:{_PARAGRAPH}|{_ITEM})?"
_MORE = rf"(?:[、和及至或—-](?:{_ONE}|{_PARAGRAPH}|{_ITEM})){{0,6}}"
PINPOINT = re.compile(rf"{_ONE}{_MORE}")
# What a text calls itself by.
_GENRES = "(?:实施)?(?:措施|办法|规定|条例|意见|通知|细则|方案|规则|政策|决定|规程|章程|指南|公告|若干措施|若干政策)"
OWN = re.compile(
    rf"本{_GENRES}(?P<of_all>{_ONE}{_MORE})|本条(?P<of_article>(?:{_PARAGRAPH}|{_ITEM}){_MORE})"
    rf"|(?<=[照据反合用])(?P<bare>{_ONE}{_MORE})(?=规定|的规定|要求|所列|执行|办理)"
)
