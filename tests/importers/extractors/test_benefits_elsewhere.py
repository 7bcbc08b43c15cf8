"""Who is given what, in the wording of other provinces' texts; none of these sentences is of the nine documents."""

import pytest

from importers.extractors import benefits

# text → (mode, instrument, receivers, value) of each benefit, in order.
CASES = {
    "first above the line": (
        "对首次上规模的工业企业，由同级财政给予20万元一次性奖励。",
        [("apply", "奖补", ["首次上规模的工业企业"], "20万元")],
    ),
    "who hires, and not who is hired": (
        "小微企业招用毕业年度高校毕业生并签订1年以上劳动合同的，可按每人1500元的标准申请一次性吸纳就业补贴。",
        [("apply", "补贴", ["小微企业"], "每人1500元")],
    ),
    "two reliefs of one rent": (
        "对承租国有经营性用房的个体工商户，免收3个月租金、减半收取6个月租金。",
        [("automatic", "租金减免", ["承租国有经营性用房的个体工商户"], "免收3个月")],
    ),
    "a right that reaches further": (
        "将留抵退税政策范围扩大至批发和零售业企业。",
        [("automatic", "退税", ["批发和零售业企业"], "")],
    ),
    "supply that is not cut off": (
        "对餐饮企业用水用电实行“欠费不停供”。",
        [("automatic", "电价水气", ["餐饮企业"], "")],
    ),
    "no surcharge meanwhile": (
        "缓缴期间免收滞纳金。",
        [("automatic", "费用减免", [], "免收")],
    ),
    "a bank, for drivers": (
        "鼓励各商业银行对暂时遇困的货车司机合理给予贷款展期。",
        [("encourage", "贷款", ["暂时遇困的货车司机"], "")],
    ),
    "counties may": (
        "各县（市、区）可结合实际对限上餐饮企业给予每户不超过1万元的防疫补助。",
        [("discretion", "补贴", ["限上餐饮企业"], "每户不超过1万元")],
    ),
    "cities that can": (
        "支持有条件的市对购买新能源汽车的居民给予购车补贴。",
        [("discretion", "补贴", ["购买新能源汽车的居民"], "")],
    ),
    "chosen, with a cap": (
        "对省级专精特新中小企业择优给予最高100万元支持。",
        [("selective", "其他", ["省级专精特新中小企业"], "最高100万元")],
    ),
    "no levies": (
        "严禁以任何名义向企业摊派费用。",
        [("automatic", "禁止侵害", ["企业"], "")],
    ),
    "no difference of treatment": (
        "不得以所有制形式、组织形式为由设置差别化待遇。",
        [("automatic", "禁止侵害", [], "")],
    ),
    "a permit in fewer days": (
        "食品经营许可审批时限由20个工作日压缩至8个工作日。",
        [("automatic", "审批便利", [], "8个工作日")],
    ),
    "without being asked for": (
        "推行社保补贴“免申即享”。",
        [("automatic", "补贴", [], "")],
    ),
    "without being asked for, of whom": (
        "推行小微企业房产税减免“免申即享”。",
        [("automatic", "减免税", ["小微企业"], "")],
    ),
    "a refund without being asked for": (
        "推行小规模纳税人“免申请退税”。",
        [("automatic", "退税", ["小规模纳税人"], "")],
    ),
    "a policy of no name without being asked for": (
        "实行惠企政策“免申即享”。",
        [("automatic", "审批便利", [], "")],
    ),
    "deposits": (
        "对信用良好的供应商免收投标保证金。",
        [("automatic", "费用减免", ["信用良好的供应商"], "免收")],
    ),
    "a stand at a fair": (
        "外贸企业参加境外展会的，展位费按80%给予补助。",
        [("apply", "补贴", ["外贸企业"], "80%")],
    ),
    "a guarantor's rate": (
        "引导担保机构将小微企业平均担保费率降至1%以下。",
        [("encourage", "担保", ["小微企业"], "降至1%以下")],
    ),
    "explored": (
        "探索对平台骑手给予工伤保险补贴。",
        [("duty", "补贴", ["平台骑手"], "")],
    ),
    "a reduced base": (
        "对小型微利企业年应纳税所得额不超过300万元的部分，减按25%计入应纳税所得额。",
        [("automatic", "减免税", ["小型微利企业"], "25%")],
    ),
    "deducted before tax": (
        "企业投入基础研究的支出可按100%在税前加计扣除。",
        [("automatic", "税前扣除", ["企业"], "100%")],
    ),
    "each new one": (
        "每新增一家国家级绿色工厂，奖励企业50万元。",
        [("apply", "奖补", ["企业"], "50万元")],
    ),
    "a title won": (
        "成功获评国家5A级旅游景区的，一次性奖励1000万元。",
        [("apply", "奖补", ["成功获评国家5A级旅游景区"], "1000万元")],
    ),
    "who employs the poor": (
        "用人单位吸纳脱贫人口就业的，按每人2000元标准给予一次性奖补。",
        [("apply", "奖补", ["用人单位"], "每人2000元")],
    ),
    "income of a kind of firm": (
        "员工制家政企业取得的家政服务收入免征增值税。",
        [("automatic", "减免税", ["员工制家政企业"], "免征")],
    ),
    "households' prices": (
        "养老托育机构用水用电用气按居民价格执行。",
        [("apply", "电价水气", ["养老托育机构"], "")],
    ),
    "land": (
        "利用闲置厂房兴办养老机构的，五年内可暂不变更土地用途。",
        [("automatic", "用地", ["利用闲置厂房兴办养老机构"], "五年")],
    ),
    "allowed in town": (
        "允许快递车辆在城区便捷通行、临时停靠。",
        [("automatic", "准入放宽", ["快递车辆"], "")],
    ),
    "a check that goes": (
        "取消对营运货车的二级维护强制检测要求。",
        [("automatic", "准入放宽", ["营运货车"], "取消")],
    ),
    "first loans, with a rate and a cap": (
        "首次贷款的小微企业可享受50%的贴息，最高贴息2万元。",
        [("apply", "贴息", ["首次贷款的小微企业"], "50%")],
    ),
    "a premium": (
        "对企业缴纳的出口信用保险保费给予不低于50%的补贴。",
        [("apply", "补贴", ["企业"], "不低于50%")],
    ),
    "a platform must": (
        "电商平台要降低中小商户佣金和推广费。",
        [("encourage", "平台费", ["中小商户"], "")],
    ),
    "a mall is moved": (
        "推动大型商超减免入驻商户3个月租金。",
        [("encourage", "租金减免", ["商户"], "3个月")],
    ),
    "free counsel": (
        "组织律师为民营企业免费开展法治体检。",
        [("apply", "免费服务", ["民营企业"], "免费")],
    ),
    "who owes is blamed": (
        "对拖欠中小企业账款的机关，依法追责。",
        [],
    ),
    "villages are praised": (
        "对完成任务的乡镇给予通报表扬。",
        [],
    ),
    "who cheats": (
        "对骗取补贴资金的企业，取消申报资格。",
        [],
    ),
    "a target": (
        "力争到2025年新增经营主体100万户。",
        [],
    ),
    "rules to come": (
        "制定小微企业纾困贷款贴息实施细则。",
        [],
    ),
    "what they are to do themselves": (
        "鼓励企业加大研发投入。",
        [],
    ),
    "what they owe meanwhile": (
        "工业企业享受阶段性优惠政策期间，应按时足额缴纳社会保险费。",
        [],
    ),
    "two ranks, two sums": (
        "对新认定的国家级、省级工业设计中心，分别给予100万元、50万元奖励。",
        [("apply", "奖补", ["新认定的国家级、省级工业设计中心"], "100万元、50万元")],
    ),
    "a piece": (
        "获得发明专利授权的单位，每件资助3000元。",
        [("apply", "补贴", ["获得发明专利授权的单位"], "3000元")],
    ),
    "a right to the old name": (
        "个体工商户转型为企业的，可保留原字号。",
        [("automatic", "准入放宽", ["个体工商户转型为企业"], "")],
    ),
    "a fee less": (
        "小微企业新建项目免收城市道路挖掘修复费。",
        [("automatic", "费用减免", ["小微企业"], "免收")],
    ),
    "a year without a fee": (
        "新注册的小微企业自成立之日起一年内免收公共资源交易服务费。",
        [("automatic", "费用减免", ["小微企业"], "一年")],
    ),
    "put off on approval": (
        "受困企业经批准可缓缴住房公积金，期限不超过12个月。",
        [("apply", "缓缴缓税", ["受困企业"], "不超过12个月")],
    ),
    "a lower rate of tax": (
        "小规模纳税人适用3%征收率的应税销售收入，减按1%征收率征收增值税。",
        [("automatic", "减免税", ["小规模纳税人"], "1%")],
    ),
    "insurance for agencies": (
        "鼓励保险公司向旅行社推出优惠费率的责任保险。",
        [("encourage", "保险", ["旅行社"], "")],
    ),
    "a deposit back": (
        "将旅行社质量保证金暂退比例提高至100%。",
        [("apply", "费用减免", ["旅行社"], "提高至100%")],
    ),
    "growth, a rate, a cap": (
        "对年度零售额增长10%以上的限上零售企业，按增量的1%给予奖励，单个企业最高50万元。",
        [("apply", "奖补", ["年度零售额增长10%以上的限上零售企业"], "1%")],
    ),
    "gas": (
        "非居民用户天然气配气价格每立方米下调0.2元。",
        [("automatic", "电价水气", ["非居民用户"], "0.2元")],
    ),
    "private landlords": (
        "鼓励非国有房屋产权人给予承租的小微企业租金优惠。",
        [("encourage", "租金减免", ["承租的小微企业"], "")],
    ),
    "build at once": (
        "推行“拿地即开工”，企业可凭土地合同直接办理施工许可。",
        [("automatic", "审批便利", [], ""), ("automatic", "审批便利", ["企业"], "")],
    ),
    "a firm in four hours": (
        "企业开办时间压减至4小时以内。",
        [("automatic", "审批便利", ["企业"], "压减至4小时")],
    ),
    "diagnosis": (
        "依托工业互联网平台，为中小企业免费提供数字化诊断。",
        [("apply", "免费服务", ["中小企业"], "免费")],
    ),
    "like the public ones": (
        "民办幼儿园享受与公办幼儿园同等的用水用电价格。",
        [("apply", "电价水气", ["民办幼儿园"], "")],
    ),
    "by the month": (
        "对符合条件的出租车驾驶员发放每人每月600元临时补助。",
        [("apply", "补贴", ["出租车驾驶员"], "每人每月600元")],
    ),
    "small loans": (
        "脱贫户创业可申请5万元以下免抵押小额信贷。",
        [("apply", "贷款", ["脱贫户"], "")],
    ),
    "a bank is to open a way": (
        "银行要为个体工商户开通贷款绿色通道。",
        [("encourage", "贷款", ["个体工商户"], "")],
    ),
    "back home": (
        "返乡农民工首次创业且正常经营1年以上的，一次性给予5000元创业补助。",
        [("apply", "补贴", ["返乡农民工"], "5000元")],
    ),
    "by rank of the paper": (
        "对取得技能证书的企业职工，按1000元、1500元、2000元的标准发放技能提升补贴。",
        [("apply", "补贴", ["取得技能证书的企业职工"], "1000元、1500元、2000元")],
    ),
    "clean firms go on": (
        "环保绩效A级企业在重污染天气期间可自主采取减排措施，不纳入停限产范围。",
        [("automatic", "能耗环评", ["环保绩效A级企业"], ""), ("automatic", "能耗环评", ["环保绩效A级企业"], "")],
    ),
    "the first fault": (
        "对企业首次轻微违法并及时改正的，不予行政处罚。",
        [("automatic", "其他", ["企业首次轻微违法并及时改正的"], "")],
    ),
    "the first time without a fine": (
        "对情节轻微的个体工商户，实行“首次不罚”。",
        [("automatic", "其他", ["情节轻微的个体工商户"], "")],
    ),
    "services that are traded stand for who trades them": (
        "免征快递收派、同城配送等生活物流服务增值税。",
        [("automatic", "减免税", ["快递收派、同城配送等生活物流服务"], "免征")],
    ),
    "different gifts of one list": (
        "养老机构可享受建设补助、贷款贴息、评星奖励等扶持政策。",
        [
            ("apply", "补贴", ["养老机构"], ""),
            ("apply", "贴息", ["养老机构"], ""),
            ("apply", "奖补", ["养老机构"], ""),
        ],
    ),
    "like gifts of one list are one": (
        "养老机构可享受建设补助和运营补贴。",
        [("apply", "补贴", ["养老机构"], "")],
    ),
    "nobody is named who is to give": (
        "鼓励对开展以旧换新的家电商场给予补贴。",
        [("discretion", "补贴", ["开展以旧换新的家电商场"], "")],
    ),
    "a rate without 给予, and what each may have at most": (
        "牵头承担国家重大攻关项目的，按到账经费的8%奖励企业研发团队，每个项目最高奖励60万元。",
        [("apply", "人才", ["企业研发团队"], "8%")],
    ),
    "papers that nobody must hand in": (
        "不再要求企业提交申请材料，持电子证照即可办理变更。",
        [("automatic", "审批便利", ["企业"], ""), ("automatic", "审批便利", ["企业"], "")],
    ),
    "one form in a name is no application": (
        "对药店，实行“一表申请、并联办理”。",
        [("automatic", "审批便利", ["药店"], "")],
    ),
    "a loan by its name is no guarantee": (
        "指导银行对创业担保贷款申请人应贷尽贷。",
        [("encourage", "贷款", ["申请人"], "")],
    ),
    "a fund's leverage is nobody's": ("引导担保基金扩大放大倍数。", []),
    "优惠政策 of others than before is a gift of its own": (
        "对链主企业给予奖励。新培育的单项冠军企业在设备购置方面享受优惠政策。",
        [("apply", "奖补", ["链主企业"], ""), ("apply", "其他", ["新培育的单项冠军企业"], "")],
    ),
    "spared a fine": (
        "对个体工商户轻微违法行为免予处罚。",
        [("automatic", "其他", ["个体工商户"], "")],
    ),
    "fewer checks": (
        "对信用良好的企业减少检查频次。",
        [("automatic", "其他", ["信用良好的企业"], "")],
    ),
    "spared a check": (
        "将守法企业纳入正面清单，免于现场检查。",
        [("automatic", "其他", ["守法企业"], "")],
    ),
    "trained": (
        "支持个体工商户参加职业技能培训，按规定给予培训补贴。",
        [("apply", "补贴", ["个体工商户"], "")],
    ),
    "three years at most": (
        "对吸纳就业困难人员的企业，给予最长3年的社会保险补贴。",
        [("apply", "补贴", ["吸纳就业困难人员的企业"], "最长3年")],
    ),
    "leading farms": (
        "国家级农业龙头企业奖励100万元。",
        [("apply", "奖补", ["国家级农业龙头企业"], "100万元")],
    ),
    "inns of a village": (
        "对民宿集聚村给予基础设施建设补助。",
        [("apply", "补贴", ["民宿集聚村"], "")],
    ),
    "a due": (
        "免征小微企业文化事业建设费。",
        [("automatic", "费用减免", ["小微企业"], "免征")],
    ),
    "a contract is enough": (
        "中标的中小企业可凭合同向银行申请贷款，无需提供抵押。",
        [("apply", "贷款", ["中标的中小企业"], ""), ("automatic", "准入放宽", ["中标的中小企业"], "")],
    ),
    "three gifts of a change of form": (
        "对“个转企”成功的企业免收公告费，补助开户费用800元，及一次性2000元奖励。",
        [
            ("automatic", "费用减免", ["“个转企”成功的企业"], "免收"),
            ("apply", "补贴", ["“个转企”成功的企业"], "800元"),
            ("apply", "奖补", ["“个转企”成功的企业"], "2000元"),
        ],
    ),
    "decided at once": (
        "审批部门收到承诺书后，直接作出许可决定。",
        [("automatic", "审批便利", [], "")],
    ),
    "papers that may come later": (
        "次要材料欠缺的，市场主体承诺后可以容缺办理。",
        [("automatic", "审批便利", ["市场主体"], "")],
    ),
    "a system does it": (
        "推行规费缴纳“一键办理”，由系统自动计算金额。",
        [("automatic", "审批便利", [], ""), ("automatic", "审批便利", [], "")],
    ),
    "weighed in their favour": (
        "在评选劳动模范时，适当向民营企业倾斜。",
        [("discretion", "荣誉认定", ["民营企业"], "")],
    ),
    "a reform is no gift": (
        "深入推行“拿地即开工”改革。",
        [],
    ),
    "a bank's own patience": (
        "引导银行提高小微企业不良贷款容忍度。",
        [],
    ),
    "what nobody may do guards nobody": (
        "禁渔期内禁止下列行为：",
        [],
    ),
    "what they chose binds them": (
        "一经选定，三年内不得变更。",
        [],
    ),
    "who had something must stay": (
        "获补助的企业五年内不得迁出。",
        [],
    ),
    "what an office must not do guards": (
        "不得擅自变更承诺的优惠条件。",
        [("automatic", "禁止侵害", [], "")],
    ),
    "what an office may decide gives nothing": (
        "县级人民政府可以根据汛情提前或者推迟。",
        [],
    ),
    "what an office may give": (
        "县级人民政府可以根据实际减免租金。",
        [("discretion", "租金减免", [], "减免")],
    ),
    "a day by which an office has looked": (
        "区商务局会同财政局于9月30日前完成审核。",
        [],
    ),
    "a share of what they spent": (
        "参加境外展会的，展位费补助70%。",
        [("apply", "补贴", [], "70%")],
    ),
    "a share of what they brought": (
        "外资企业增资的，按到资额的2%奖励。",
        [("apply", "奖补", ["外资企业"], "2%")],
    ),
    "who runs a place": (
        "对年引进品牌店8家以上的商业综合体运营方，给予60万元奖励。",
        [("apply", "奖补", ["年引进品牌店8家以上的商业综合体运营方"], "60万元")],
    ),
    "the whole of who gets a sum": (
        "新引进的全国旗舰店补助30万元。",
        [("apply", "补贴", ["新引进的全国旗舰店"], "30万元")],
    ),
    "schools and firms are brought together": (
        "组织高校加强与企业的人才对接。",
        [],
    ),
    "help that gives nothing": (
        "鼓励平台开放接口，帮助企业提升财务管理能力。",
        [],
    ),
}


@pytest.mark.parametrize("text, wanted", CASES.values(), ids=CASES)
def test_what_is_given(text, wanted):
    found = benefits.find(text)
    assert [(each.mode, each.instrument, list(each.receivers), each.value) for each in found] == wanted
