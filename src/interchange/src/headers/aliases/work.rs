//! Aliases of what a team works with: tickets, activities, tasks, articles, its members and its
//! catalogue.

use record::Kind;
use record::schema::{activity, article, member, product, reply, task, ticket};

use super::To::*;
use super::{
    CONTACT_EMAIL, CONTACT_MOBILE, CONTACT_NAME, CONTACT_PHONE, CONTACT_TITLE, CONTACT_WORK, Row,
};

pub(in crate::headers) const TICKET: &[Row] = &[
    ("id|ticketid|caseid|编号|工单编号", Id),
    (
        "casenumber|ticketnumber|number|工单号",
        Field(ticket::NUMBER),
    ),
    (
        "subject|ticketname|summary|title|主题|标题|工单标题",
        Called(ticket::SUBJECT),
    ),
    (
        "status|ticketstatus|casestatus|state|状态",
        Field(ticket::STATUS),
    ),
    ("priority|ticketpriority|优先级", Called(ticket::PRIORITY)),
    ("tickettype|type|casetype|类型", Field(ticket::TYPE)),
    (
        "via|source|channel|origin|caseorigin|渠道",
        Field(ticket::CHANNEL),
    ),
    (
        "assignee|agent|ticketowner|caseowner|owner|assignedto|受理人|处理人|负责人",
        LinkName(ticket::ASSIGNEE),
    ),
    ("assigneeid|agentid|ownerid", LinkId(ticket::ASSIGNEE)),
    ("assigneeemail|agentemail", LinkEmail(ticket::ASSIGNEE)),
    ("group|team|组|团队", Field(ticket::TEAM)),
    (
        "requester|requestername|fullname|contactname|customername|请求人|客户|联系人",
        Of(Kind::CONTACT, &CONTACT_NAME),
    ),
    ("requesterid|contactid", Of(Kind::CONTACT, &Id)),
    (
        "requesteremail|email|contactemail|customeremail|邮箱",
        Of(Kind::CONTACT, &CONTACT_EMAIL),
    ),
    ("workphone|requesterphone", Of(Kind::CONTACT, &CONTACT_WORK)),
    ("mobilephone", Of(Kind::CONTACT, &CONTACT_MOBILE)),
    ("phone", Of(Kind::CONTACT, &CONTACT_PHONE)),
    ("jobtitle|requestertitle", Of(Kind::CONTACT, &CONTACT_TITLE)),
    (
        "organization|organisation|company|companyname|accountname|公司|公司名称",
        LinkName(ticket::COMPANY),
    ),
    (
        "accountid|organizationid|companyid",
        LinkId(ticket::COMPANY),
    ),
    ("tags|tag|labels|label|标签", Field(ticket::TAGS)),
    (
        "solvedat|resolvedat|resolvedtime|closedate|closeddate|closedtime|closedat|解决时间",
        AlsoField(ticket::SOLVED_AT),
    ),
    ("duedate|dueat|due|duebytime|截止时间", Field(ticket::DUE)),
    (
        "description|body|details|comments|描述|说明",
        Field(ticket::DESCRIPTION),
    ),
    (
        "satisfactionscore|satisfaction|surveyresults|csat",
        Field(ticket::SATISFACTION),
    ),
    (
        "summationcolumn|submitter|requesterexternalid|requesterdomain|assignedat|initiallyassignedat|resolutiontime|groupstations|assigneestations|reopens|replies|initialresponsetime|timetracked|firstresponsetimeinhrs|resolutiontimeinhrs|agentinteractions|customerinteractions|resolutionstatus|firstresponsestatus|isclosed|isescalated",
        Known,
    ),
];

pub(in crate::headers) const MEMBER: &[Row] = &[
    ("id|userid|memberid|agentid|employeeid|员工编号", Id),
    (
        "salesagent|agent|agentname|name|fullname|user|member|membername|rep|salesrep|salesperson|employee|员工|姓名|销售员|成员",
        Called(member::NAME),
    ),
    (
        "email|emailaddress|mail|username|useremail|邮箱|电子邮件",
        Field(member::EMAIL),
    ),
    (
        "role|title|jobtitle|position|profile|职位|角色",
        Field(member::ROLE),
    ),
    (
        "team|group|salesteam|department|团队|部门",
        Field(member::TEAM),
    ),
    (
        "manager|supervisor|reportsto|teamlead|经理|主管|上级",
        Called(member::MANAGER),
    ),
    (
        "regionaloffice|office|region|location|办公室|区域|大区",
        Called(member::OFFICE),
    ),
    ("inactive|deactivated", Field(member::INACTIVE)),
];

pub(in crate::headers) const ACTIVITY: &[Row] = &[
    ("id|activityid|eventid|noteid", Id),
    ("type|activitytype|类型", Field(activity::TYPE)),
    (
        "subject|title|activitysubject|主题",
        Called(activity::SUBJECT),
    ),
    (
        "content|note|notes|body|description|comments|text|publicdescription|内容|备注",
        Called(activity::BODY),
    ),
    (
        "activitydate|date|when|time|startdatetime|starttime|start|duedate|日期|时间",
        Field(activity::AT),
    ),
    ("duration|durationinminutes|时长", Field(activity::DURATION)),
    (
        "contact|contactname|contactperson|person|who|联系人",
        LinkName(activity::CONTACT),
    ),
    ("contactid|whoid|personid", LinkId(activity::CONTACT)),
    ("contactemail", LinkEmail(activity::CONTACT)),
    (
        "company|account|accountname|organization|organisation|公司|客户",
        LinkName(activity::COMPANY),
    ),
    (
        "accountid|companyid|organizationid",
        LinkId(activity::COMPANY),
    ),
    (
        "deal|dealname|dealtitle|opportunity|商机",
        LinkName(activity::DEAL),
    ),
    ("dealid|opportunityid|whatid", LinkId(activity::DEAL)),
    (
        "owner|user|member|assignedto|负责人",
        LinkName(activity::MEMBER),
    ),
    ("ownerid|userid", LinkId(activity::MEMBER)),
    ("outcome|result|callresult|结果", Field(activity::OUTCOME)),
    ("duetime|done|assignedtouser|creator|marketingstatus", Known),
];

pub(in crate::headers) const TASK: &[Row] = &[
    ("id|taskid|任务编号", Id),
    (
        "title|task|taskname|todo|任务|任务名称",
        Called(task::TITLE),
    ),
    ("name|subject|主题", Field(task::TITLE)),
    ("tasktype|type|类型", Field(task::TYPE)),
    ("duedate|due|deadline|截止日期|到期日", Called(task::DUE)),
    (
        "completed|completedat|doneat|closeddate|完成时间",
        Field(task::DONE_AT),
    ),
    ("priority|taskpriority|优先级", Field(task::PRIORITY)),
    (
        "assignee|owner|assignedto|taskowner|负责人",
        LinkName(task::OWNER),
    ),
    ("ownerid|assigneeid", LinkId(task::OWNER)),
    (
        "contact|contactname|contactperson|联系人",
        LinkName(task::CONTACT),
    ),
    ("contactid|whoid", LinkId(task::CONTACT)),
    (
        "company|account|accountname|organization|公司",
        LinkName(task::COMPANY),
    ),
    ("accountid|companyid", LinkId(task::COMPANY)),
    ("deal|dealname|opportunity|商机", LinkName(task::DEAL)),
    ("dealid|whatid|opportunityid", LinkId(task::DEAL)),
    (
        "description|notes|note|comments|备注|描述",
        Field(task::DESCRIPTION),
    ),
];

pub(in crate::headers) const ARTICLE: &[Row] = &[
    ("id|articleid", Id),
    ("title|question|headline|标题|问题", Called(article::TITLE)),
    (
        "body|answer|content|text|solution|正文|内容|答案",
        Called(article::BODY),
    ),
    ("tags|labels|标签", Field(article::TAGS)),
    ("language|locale|语言", Field(article::LANGUAGE)),
    ("audience|visibility", Field(article::AUDIENCE)),
];

pub(in crate::headers) const REPLY: &[Row] = &[
    ("id", Id),
    ("name|title|macro|名称", Called(reply::NAME)),
    ("shortcut|快捷键", Called(reply::SHORTCUT)),
    ("body|text|content|reply|内容", Field(reply::BODY)),
];

pub(in crate::headers) const PRODUCT: &[Row] = &[
    ("id|productid|itemid|编号", Id),
    (
        "name|product|productname|item|itemname|title|产品|产品名称|名称",
        Called(product::NAME),
    ),
    (
        "code|productcode|sku|itemcode|itemnumber|articlenumber|partnumber|产品编码|编码",
        Field(product::CODE),
    ),
    (
        "price|unitprice|listprice|salesprice|netprice|rate|单价|价格",
        Field(product::PRICE),
    ),
    ("currency|pricecurrency|货币", CurrencyOf(product::PRICE)),
    ("unit|unitofmeasure|uom|单位", Field(product::UNIT)),
    (
        "tax|taxrate|vat|vatrate|gst|taxpercent|税率",
        Field(product::TAX),
    ),
    ("description|notes|描述", Field(product::DESCRIPTION)),
];
