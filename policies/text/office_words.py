"""Endings of offices' names, for all who ask whether words are one: readers of annotations and of names."""

import re

# What names of offices end with.
ENDINGS = (
    "政府|委|办|办公室|办公厅|厅|局|署|部|部门|单位|机关|处|处室|科|科室|所|站|队|中心|法院|检察院|院|学校|大学|党校|高校|院校|"
    "会|会议|工商联|残联|妇联|文联|侨联|台联|社科联|科协|社|行|海关|集团|公司|企业|运营商|机构|专班|小组|街道|镇街|乡镇|平台|基地|"
    "电视台|区|小镇"
)
OFFICE = re.compile(rf"(?:{ENDINGS})$")
# Of these one may take a name for an end: “市财政局和市商务局”, but not “市住房和城乡建设局”.
WHOLE = re.compile(
    r"(?:政府|委|委员会|厅|局|办|办公室|署|部|部门|单位|机关|院|海关|集团|公司|银行|分行|支行|中心|协会|联合会|工商联|妇联|"
    r"残联|小组|专班|工会|(?:开发|高新|经开|示范|新|园)区|街道)$"
)
