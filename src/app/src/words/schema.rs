//! Names of the standard kinds, fields and options. In English they are what the schema says; what
//! a user named, such as a custom field, shows as it was written.

use std::borrow::Cow;

use record::{FieldDef, Kind, Schema};

use super::{Language, language};

/// The name of one record of a kind: "contact".
pub fn kind_one(kind: Kind) -> &'static str {
    let row = kind_row(kind);
    match language() {
        Language::En => row.1,
        Language::Zh => row.3,
    }
}

/// The name of several records of a kind: "contacts".
pub fn kind_many(kind: Kind) -> &'static str {
    let row = kind_row(kind);
    match language() {
        Language::En => row.2,
        Language::Zh => row.3,
    }
}

/// The name of a field.
pub fn field(kind: Kind, field: &FieldDef) -> String {
    if language() == Language::En || field.id.is_custom() {
        return field.label.clone().into_owned();
    }
    field_zh(kind, &field.label).map_or_else(|| field.label.clone().into_owned(), str::to_owned)
}

/// The name of a field by the schema; its number where the schema has no such field.
pub fn field_of(schema: &Schema, kind: Kind, id: record::FieldId) -> String {
    match schema.field(kind, id) {
        Some(def) => field(kind, def),
        None => format!("#{}", id.0),
    }
}

/// The name of an option of a field. What the business added to the standard ones shows as it was
/// written, also where another field has a standard option of that name.
pub fn option_of<'a>(options: &[Cow<'static, str>], key: &'a str) -> Cow<'a, str> {
    // The schema borrows the standard options and owns those that were added.
    let is_standard =
        |listed: &Cow<'static, str>| matches!(listed, Cow::Borrowed(own) if *own == key);
    if options.iter().any(is_standard) {
        option(key)
    } else {
        Cow::Borrowed(key)
    }
}

/// The name of a standard option that the program itself names, such as a type of chart. Those of a
/// record's field are told by [`option_of`].
pub fn option(key: &str) -> Cow<'_, str> {
    match language() {
        Language::En => Cow::Borrowed(key),
        Language::Zh => option_zh(key).map_or(Cow::Borrowed(key), Cow::Borrowed),
    }
}

type KindRow = (Kind, &'static str, &'static str, &'static str);

/// Kind, English one, English many, Chinese.
const KINDS: &[KindRow] = &[
    (Kind::CONTACT, "contact", "contacts", "联系人"),
    (Kind::COMPANY, "company", "companies", "公司"),
    (Kind::DEAL, "deal", "deals", "商机"),
    (Kind::TICKET, "ticket", "tickets", "工单"),
    (Kind::MESSAGE, "message", "messages", "消息"),
    (Kind::ACTIVITY, "activity", "activities", "活动"),
    (Kind::TASK, "task", "tasks", "任务"),
    (Kind::ARTICLE, "article", "articles", "文章"),
    (Kind::REPLY, "canned reply", "canned replies", "快捷回复"),
    (Kind::PIPELINE, "pipeline", "pipelines", "销售管道"),
    (Kind::STAGE, "stage", "stages", "阶段"),
    (Kind::RULE, "rule", "rules", "规则"),
    (Kind::VIEW, "view", "views", "视图"),
    (Kind::FIELD, "field", "fields", "字段"),
    (Kind::MEMBER, "member", "members", "成员"),
    (
        Kind::POLICY,
        "service policy",
        "service policies",
        "服务级别策略",
    ),
    (
        Kind::CALENDAR,
        "business calendar",
        "business calendars",
        "工作日历",
    ),
    (Kind::IMPORT, "import", "imports", "导入"),
    (Kind::EVENT, "event", "events", "变更记录"),
    (Kind::BUSINESS, "business", "businesses", "企业"),
    (Kind::RATE, "exchange rate", "exchange rates", "汇率"),
    (Kind::GOAL, "goal", "goals", "目标"),
    (Kind::CHART, "chart", "charts", "图表"),
    (Kind::DASHBOARD, "dashboard", "dashboards", "仪表板"),
    (Kind::PRODUCT, "product", "products", "产品"),
    (Kind::LINE, "line item", "line items", "产品明细"),
    (Kind::QUOTE, "quote", "quotes", "报价单"),
    (
        Kind::TEMPLATE,
        "email template",
        "email templates",
        "邮件模板",
    ),
];

fn kind_row(kind: Kind) -> &'static KindRow {
    const OTHER: KindRow = (Kind::ANY, "record", "records", "记录");
    KINDS.iter().find(|row| row.0 == kind).unwrap_or(&OTHER)
}

/// The Chinese name of a standard field by its English one; the kind decides where one English name
/// has several meanings.
fn field_zh(kind: Kind, label: &str) -> Option<&'static str> {
    Some(match (kind, label) {
        (Kind::CONTACT | Kind::COMPANY, "Phone") => "电话",
        (Kind::COMPANY, "Name") => "公司名称",
        (Kind::DEAL, "Name") => "商机名称",
        (Kind::DEAL, "Closed") => "实际成交日",
        (Kind::DEAL, "Opened") => "创建日",
        (Kind::TICKET, "Number") => "工单号",
        (Kind::QUOTE, "Number") => "编号",
        (Kind::MESSAGE | Kind::ACTIVITY, "Text") => "内容",
        (Kind::ARTICLE | Kind::REPLY | Kind::TEMPLATE, "Text") => "正文",
        (Kind::MEMBER, "Name") => "姓名",
        (Kind::EVENT, "Record") => "记录",
        (Kind::PRODUCT, "Name") => "产品名称",
        (Kind::IMPORT, "When") => "导入时间",
        _ => return any_field_zh(label),
    })
}

fn any_field_zh(label: &str) -> Option<&'static str> {
    Some(match label {
        "Address" => "地址",
        "Allowed next stages" => "可进入的下一阶段",
        "Amount" => "金额",
        "Amount from line items" => "金额取自产品明细",
        "Annual revenue" => "年收入",
        "Assignee" => "受理人",
        "Audience" => "受众",
        "Birthday" => "生日",
        "Channel" => "渠道",
        "Close date" => "预计成交日",
        "Company" => "公司",
        "Consent to marketing e-mail" => "营销邮件许可",
        "Contact" => "联系人",
        "Contacts" => "联系人",
        "Content" => "内容",
        "Country" => "国家/地区",
        "Created" => "创建时间",
        "Creation taken back" => "创建已撤回",
        "Currency" => "货币",
        "Dashboard" => "仪表板",
        "Date" => "日期",
        "Deal" => "商机",
        "Discount (%)" => "折扣（%）",
        "Discount amount" => "折扣金额",
        "Definition" => "定义",
        "Deleted" => "删除时间",
        "Department" => "部门",
        "Description" => "描述",
        "Date of the consent" => "许可日期",
        "Source of the consent" => "许可来源",
        "Domain" => "域名",
        "Done" => "完成时间",
        "Due" => "截止时间",
        "Duration" => "时长",
        "Email opt-out" => "拒收邮件",
        "Email" => "邮箱",
        "Employees" => "员工数",
        "Exchange rate" => "汇率",
        "Extends" => "扩展字段",
        "Field" => "字段",
        "First day" => "开始日期",
        "First name" => "名",
        "Forecast category" => "预测类别",
        "Founded" => "成立年份",
        "From" => "原值",
        "Helpful" => "有帮助",
        "Import" => "导入批次",
        "In currency" => "计价货币",
        "Inactive" => "已停用",
        "Industry" => "行业",
        "Job title" => "职位",
        "Kind" => "类型",
        "Language" => "语言",
        "Last changed" => "更新日期",
        "Last name" => "姓",
        "Lead source" => "线索来源",
        "Lead status" => "线索状态",
        "Lifecycle stage" => "生命周期阶段",
        "LinkedIn" => "领英",
        "Lost reason" => "输单原因",
        "Manager" => "经理",
        "Manual order" => "手动排序",
        "Mapping" => "字段映射",
        "Member" => "成员",
        "Merged into" => "合并到",
        "Metric" => "指标",
        "My member record" => "我的成员记录",
        "Name" => "名称",
        "Note" => "说明",
        "Payment details" => "付款信息",
        "Next step" => "下一步",
        "Not a duplicate of" => "并非重复于",
        "Not helpful" => "没有帮助",
        "Office" => "办公室",
        "Options" => "选项",
        "Outcome" => "结果",
        "Owner" => "负责人",
        "Parent company" => "母公司",
        "Period" => "周期",
        "Phone" => "电话",
        "Pipeline" => "销售管道",
        "Priority" => "优先级",
        "Probability" => "成交概率",
        "Product" => "产品",
        "Product code" => "产品编码",
        "Quantity" => "数量",
        "Purged" => "已彻底删除",
        "Reminder" => "提醒",
        "Repeat" => "重复",
        "Report" => "导入报告",
        "Requester" => "提出人",
        "Required fields" => "必填字段",
        "Role" => "角色",
        "Rotting after days" => "停滞天数上限",
        "Salutation" => "称谓",
        "Sample data" => "示例数据",
        "Satisfaction" => "满意度",
        "Sent" => "发送时间",
        "Shortcut" => "快捷短语",
        "Shown as" => "图表类型",
        "Solved" => "解决时间",
        "Source ID" => "来源 ID",
        "Stage" => "阶段",
        "Status" => "状态",
        "Subject" => "主题",
        "Tax ID" => "税号",
        "Terms" => "条款",
        "Valid until" => "有效期至",
        "Tax rate (%)" => "税率（%）",
        "Unit" => "单位",
        "Unit price" => "单价",
        "Tags" => "标签",
        "Target amount" => "目标金额",
        "Target count" => "目标数量",
        "Team" => "团队",
        "Ticket" => "工单",
        "Title" => "标题",
        "To" => "新值",
        "Type" => "类型",
        "Visibility" => "可见范围",
        "Website" => "网站",
        "When" => "时间",
        "Width" => "宽度",
        _ => return None,
    })
}

fn option_zh(key: &str) -> Option<&'static str> {
    Some(match key {
        "Activities" => "活动数",
        "Accepted" => "已接受",
        "Declined" => "已拒绝",
        "Draft" => "草稿",
        "Sent" => "已发送",
        "Given" => "已同意",
        "Not asked" => "未询问",
        "Withdrawn" => "已撤回",
        "Agriculture" => "农业",
        "Area" => "面积图",
        "Attempted to Contact" => "已尝试联系",
        "Automotive" => "汽车",
        "Bad Timing" => "时机不合适",
        "Bad" => "不满意",
        "Bars" => "条形图",
        "Best case" => "乐观预测",
        "Call" => "电话",
        "Calls" => "电话数",
        "Campaign" => "市场活动",
        "Chat" => "在线聊天",
        "Closed" => "已关闭",
        "Cold Call" => "陌生拜访",
        "Columns" => "柱形图",
        "Commit" => "承诺",
        "Competitor" => "竞争对手",
        "Conference" => "会议",
        "Connected" => "已联系上",
        "Construction" => "建筑",
        "Consulting" => "咨询",
        "Customer message" => "客户消息",
        "Customer" => "客户",
        "Demo" => "演示",
        "Direct Mail" => "直邮",
        "Donut" => "环形图",
        "Education" => "教育",
        "Email" => "电子邮件",
        "Employee" => "员工推荐",
        "Energy" => "能源",
        "Evangelist" => "推荐者",
        "Existing Customer" => "现有客户",
        "Existing business" => "老客户业务",
        "Figure" => "数字",
        "Finance" => "金融",
        "Follow-up" => "跟进",
        "Full" => "全宽",
        "Good" => "满意",
        "Government" => "政府",
        "Half" => "半宽",
        "Health care" => "医疗健康",
        "High" => "高",
        "Hospitality" => "酒店餐饮",
        "In Progress" => "进行中",
        "Incident" => "故障",
        "Insurance" => "保险",
        "Internal note" => "内部备注",
        "Internal" => "内部",
        "Lead" => "线索",
        "Legal" => "法律",
        "Line" => "折线图",
        "Lost" => "输单",
        "Low" => "低",
        "Lunch" => "午餐",
        "Manufacturing" => "制造业",
        "Marketing Qualified Lead" => "市场认可线索",
        "Marketing" => "营销",
        "Media" => "媒体",
        "Meeting" => "会议",
        "Meetings" => "会议数",
        "Missing feature" => "功能缺失",
        "Month" => "月",
        "Narrow" => "窄",
        "New business" => "新业务",
        "New deals" => "新建商机数",
        "New" => "新建",
        "No budget" => "没有预算",
        "No decision" => "未做决定",
        "No response" => "没有回复",
        "Non-profit" => "非营利",
        "Normal" => "普通",
        "Note" => "备注",
        "Omitted" => "不计入",
        "On hold" => "搁置",
        "Open Deal" => "已有商机",
        "Open" => "打开",
        "Opportunity" => "商机",
        "Other" => "其他",
        "Partner" => "合作伙伴",
        "Pending" => "等待回复",
        "Phone" => "电话",
        "Pipeline" => "管道中",
        "Price" => "价格",
        "Problem" => "问题根源",
        "Prospect" => "潜在客户",
        "Public Relations" => "公共关系",
        "Public reply" => "公开回复",
        "Public" => "公开",
        "Quarter" => "季度",
        "Question" => "咨询",
        "Real estate" => "房地产",
        "Renewal" => "续约",
        "Retail" => "零售",
        "Sales Qualified Lead" => "销售认可线索",
        "Self Generated" => "自行开发",
        "Software" => "软件",
        "Solved tickets" => "解决的工单数",
        "Solved" => "已解决",
        "Subscriber" => "订阅者",
        "Table" => "表格",
        "Task" => "任务",
        "Telecommunications" => "电信",
        "Timing" => "时机",
        "To-do" => "待办",
        "Trade Show" => "展会",
        "Transport" => "交通运输",
        "Unqualified" => "不合格",
        "Urgent" => "紧急",
        "Vendor" => "供应商",
        "Walk-in" => "上门",
        "Web Site" => "网站",
        "Web form" => "网页表单",
        "Won amount" => "赢单金额",
        "Won deals" => "赢单数",
        "Won" => "赢单",
        "Word of Mouth" => "口碑推荐",
        "Year" => "年",
        _ => return None,
    })
}

/// A name as it stands at the head of something: with a capital letter, in languages that have them.
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::words::language::speaking;

    #[test]
    fn a_heading_starts_with_a_capital() {
        assert_eq!(capitalised("deals"), "Deals");
        assert_eq!(capitalised("商机"), "商机");
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn every_standard_kind_field_and_option_has_a_chinese_name() {
        for kind in Schema::standard().kinds() {
            assert_eq!(kind_row(kind.kind).0, kind.kind, "kind {}", kind.key);
            for field in &kind.fields {
                let name = field_zh(kind.kind, &field.label);
                assert!(name.is_some(), "{}.{}", kind.key, field.label);
                for option in &field.options {
                    assert!(option_zh(option).is_some(), "option {option}");
                }
            }
        }
    }

    #[test]
    fn names_follow_the_language_and_own_names_stay() {
        let schema = Schema::standard();
        speaking(Language::Zh, || {
            assert_eq!(
                field_of(&schema, Kind::DEAL, record::schema::deal::AMOUNT),
                "金额"
            );
            assert_eq!(option("Won"), "赢单");
            let mut own = Schema::standard();
            let source = record::schema::contact::SOURCE;
            own.add_options(Kind::CONTACT, source, ["Line", "Table"]);
            let options = &own.field(Kind::CONTACT, source).unwrap().options;
            assert_eq!(option_of(options, "Web Site"), "网站");
            assert_eq!(option_of(options, "Line"), "Line");
            assert_eq!(option_of(options, "Gold"), "Gold");
            assert_eq!(kind_many(Kind::DEAL), "商机");
        });
        assert_eq!(kind_many(Kind::COMPANY), "companies");
        assert_eq!(kind_one(Kind(999)), "record");
    }
}
