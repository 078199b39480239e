//! Headers by which fields are known. Headers are compared by letters and digits alone
//! ([`crate::fold::compact_key`]), so `First Name`, `first_name` and `FirstName` are one.

pub(super) mod work;

use record::schema::{CREATED_AT, company, contact, deal};
use record::{FieldId, Kind};

use super::{AddressPart, OutcomePart};
use To::*;

/// What a known header means for the kind whose table names it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum To {
    /// The record's id in the other system.
    Id,
    /// What the record is called; says most about the kind of a file.
    Called(FieldId),
    Field(FieldId),
    /// A field that several columns may fill; the first that is not blank counts.
    AlsoField(FieldId),
    /// An e-mail address or phone number with a label.
    Labelled(FieldId, &'static str),
    FullName,
    Addr(FieldId, AddressPart),
    CurrencyOf(FieldId),
    LinkId(FieldId),
    LinkName(FieldId),
    LinkEmail(FieldId),
    Stage,
    Pipeline,
    Outcome(OutcomePart),
    /// Belongs to another record of the row, of this kind.
    Of(Kind, &'static To),
    /// Known, and of no use here: derived or internal.
    Known,
}

pub(super) type Row = (&'static str, To);

use AddressPart::{City, Country, PostalCode, Region, Street, Whole};

const CONTACT_NAME: To = FullName;
const CONTACT_EMAIL: To = Field(contact::EMAILS);
const CONTACT_PHONE: To = Field(contact::PHONES);
const CONTACT_MOBILE: To = Labelled(contact::PHONES, "mobile");
const CONTACT_WORK: To = Labelled(contact::PHONES, "work");
const CONTACT_TITLE: To = Field(contact::JOB_TITLE);

/// Columns that every kind may have and that are derived or internal.
pub(super) const EVERYWHERE: &[Row] = &[
    (
        "createdate|createddate|createdtime|createdat|creationdate|created|dateadded|addtime|firstseen|connectedon|创建时间|创建日期",
        Field(CREATED_AT),
    ),
    (
        "lastactivitydate|lastmodifieddate|modifiedtime|lastactivitytime|lastmodified|updatedat|updated|modified|modifiedat|lastseen|updatetime|lastupdatetime|systemmodstamp|lastmodifiedbyid|createdbyid|isdeleted|photo|isconverted|expectedrevenue|forecastcategory|forecastcategoryname|lastvieweddate|lastreferenceddate|更新时间|修改时间",
        Known,
    ),
];

pub(super) const CONTACT: &[Row] = &[
    (
        "id|recordid|contactid|personid|leadid|pipedrivesystemid|编号|客户编号|联系人编号",
        Id,
    ),
    (
        "firstname|givenname|forename|first|vorname|名|名字",
        Called(contact::FIRST_NAME),
    ),
    (
        "lastname|surname|familyname|last|nachname|姓|姓氏",
        Called(contact::LAST_NAME),
    ),
    (
        "name|fullname|contactname|contact|displayname|person|personname|leadname|ansprechpartner|姓名|联系人|联系人姓名|客户姓名",
        CONTACT_NAME,
    ),
    (
        "email|emailaddress|mail|emails|emailadresse|primaryemail|email1value|邮箱|电子邮件|电子邮箱|邮件",
        Field(contact::EMAILS),
    ),
    (
        "emailwork|workemail|businessemail|companyemail|工作邮箱",
        Labelled(contact::EMAILS, "work"),
    ),
    (
        "emailhome|homeemail|personalemail|privateemail|个人邮箱",
        Labelled(contact::EMAILS, "home"),
    ),
    (
        "emailother|otheremail|secondaryemail|email2address|email3address|email2value|email3value|additionalemailaddresses|workemailsecondary",
        Labelled(contact::EMAILS, "other"),
    ),
    (
        "phone|phonenumber|telephone|tel|telefon|primaryphone|phone1value|phone2value|phone3value|contactnumber|电话|联系电话|电话号码",
        CONTACT_PHONE,
    ),
    (
        "mobile|mobilephone|mobilephonenumber|mobilenumber|phonemobile|cell|cellphone|handy|手机|手机号|手机号码",
        CONTACT_MOBILE,
    ),
    (
        "businessphone|businessphone2|workphone|phonework|officephone|companymainphone|工作电话|办公电话",
        CONTACT_WORK,
    ),
    (
        "homephone|homephone2|phonehome|家庭电话",
        Labelled(contact::PHONES, "home"),
    ),
    (
        "fax|businessfax|homefax|otherfax|faxnumber|传真",
        Labelled(contact::PHONES, "fax"),
    ),
    (
        "otherphone|phoneother|assistantphone|assistantsphone|carphone|radiophone|pager",
        Labelled(contact::PHONES, "other"),
    ),
    (
        "title|jobtitle|position|role|designation|organizationtitle|organization1title|职位|职务|头衔",
        CONTACT_TITLE,
    ),
    (
        "company|companyname|account|accountname|organization|organisation|organizationname|organization1name|associatedcompany|employer|firma|公司|公司名称|单位|单位名称|客户名称|企业名称",
        LinkName(contact::COMPANY),
    ),
    (
        "accountid|companyid|associatedcompanyids|associatedcompanyid|accountnameid|organizationid|primaryassociatedcompanyid",
        LinkId(contact::COMPANY),
    ),
    (
        "owner|contactowner|leadowner|recordowner|assignedto|salesrep|salesagent|salesperson|accountmanager|负责人|所有者|销售",
        LinkName(contact::OWNER),
    ),
    ("ownerid|contactownerid|leadownerid", LinkId(contact::OWNER)),
    ("owneremail|assignedtoemail", LinkEmail(contact::OWNER)),
    (
        "lifecyclestage|lifecycle|生命周期阶段",
        Field(contact::LIFECYCLE),
    ),
    (
        "leadstatus|status|contactstatus|线索状态|状态",
        Field(contact::LEAD_STATUS),
    ),
    (
        "leadsource|source|originalsource|线索来源|客户来源|来源",
        Field(contact::SOURCE),
    ),
    (
        "tags|tag|labels|label|categories|groupmembership|contactlists|标签",
        Field(contact::TAGS),
    ),
    (
        "street|streetaddress|address|mailingstreet|addressline1|address1|address1street|businessstreet|homestreet|strasse|街道|地址|详细地址",
        Addr(contact::ADDRESS, Street),
    ),
    (
        "city|town|mailingcity|address1city|businesscity|homecity|ort|stadt|城市|市",
        Addr(contact::ADDRESS, City),
    ),
    (
        "state|stateregion|region|province|stateprovince|mailingstate|mailingstateprovince|address1region|businessstate|homestate|bundesland|省份|省|州",
        Addr(contact::ADDRESS, Region),
    ),
    (
        "postalcode|postcode|zip|zipcode|mailingpostalcode|mailingzip|mailingzippostalcode|address1postalcode|businesspostalcode|homepostalcode|plz|邮编|邮政编码",
        Addr(contact::ADDRESS, PostalCode),
    ),
    (
        "country|countryregion|mailingcountry|address1country|businesscountryregion|businesscountry|homecountryregion|homecountry|land|国家|国家地区",
        Addr(contact::ADDRESS, Country),
    ),
    (
        "fulladdress|address1formatted|mailingaddress|postaladdress",
        Addr(contact::ADDRESS, Whole),
    ),
    (
        "website|websiteurl|webpage|personalwebpage|web|homepage|website1value|网站|网址",
        Field(contact::WEBSITE),
    ),
    (
        "linkedin|linkedinurl|linkedinprofile|linkedinprofileurl|linkedinbio|personlinkedinurl|领英",
        Field(contact::LINKEDIN),
    ),
    (
        "salutation|prefix|nameprefix|anrede|honorific|称谓",
        Field(contact::SALUTATION),
    ),
    (
        "department|organizationdepartment|organization1department|部门",
        Field(contact::DEPARTMENT),
    ),
    (
        "birthday|birthdate|dateofbirth|dob|geburtstag|生日|出生日期",
        Field(contact::BIRTHDAY),
    ),
    (
        "emailoptout|optout|unsubscribed|unsubscribedfromallemail|hasoptedoutofemail|donotemail|退订",
        Field(contact::NO_EMAIL),
    ),
    (
        "description|notes|note|background|bio|comments|remarks|bemerkung|备注|描述|说明",
        Field(contact::DESCRIPTION),
    ),
    (
        "industry|行业",
        Of(Kind::COMPANY, &Field(company::INDUSTRY)),
    ),
    (
        "annualrevenue|年收入",
        Of(Kind::COMPANY, &Field(company::REVENUE)),
    ),
    (
        "numberofemployees|noofemployees|employees|companysize|员工人数",
        Of(Kind::COMPANY, &Field(company::EMPLOYEES)),
    ),
    (
        "companydomainname|companydomain",
        Of(Kind::COMPANY, &Field(company::DOMAIN)),
    ),
    (
        "companywebsite|companyurl",
        Of(Kind::COMPANY, &Field(company::WEBSITE)),
    ),
    ("companyphone", Of(Kind::COMPANY, &Field(company::PHONES))),
    (
        "email1type|email1label|email2type|email2label|email3type|email3label|phone1type|phone1label|phone2type|phone2label|phone3type|phone3label|address1type|address1label|website1type|website1label|organization1type|additionalname|namesuffix|phoneticfirstname|phoneticlastname|yominame|fileas|associatedcontactids",
        Known,
    ),
];

pub(super) const COMPANY: &[Row] = &[
    (
        "id|recordid|companyid|accountid|organizationid|编号|公司编号|客户编号",
        Id,
    ),
    (
        "name|companyname|company|account|accountname|organization|organisation|organizationname|firma|customer|client|公司|公司名称|单位|单位名称|客户名称|企业名称",
        Called(company::NAME),
    ),
    (
        "companydomainname|domain|domainname|emaildomain|companydomain|域名",
        Field(company::DOMAIN),
    ),
    (
        "industry|sector|branch|branche|vertical|行业",
        Field(company::INDUSTRY),
    ),
    (
        "employees|numberofemployees|noofemployees|employeecount|headcount|companysize|mitarbeiter|员工数|员工人数|人数|规模",
        Field(company::EMPLOYEES),
    ),
    (
        "annualrevenue|revenue|turnover|umsatz|年收入|营业额|年营业额",
        Field(company::REVENUE),
    ),
    (
        "currency|currencycode|annualrevenuecurrency|币种",
        CurrencyOf(company::REVENUE),
    ),
    (
        "yearfounded|founded|foundedyear|yearestablished|established|foundingyear|成立年份",
        Field(company::FOUNDED),
    ),
    (
        "owner|companyowner|accountowner|recordowner|assignedto|salesrep|salesagent|salesperson|accountmanager|负责人|所有者|销售",
        LinkName(company::OWNER),
    ),
    (
        "ownerid|companyownerid|accountownerid",
        LinkId(company::OWNER),
    ),
    ("owneremail", LinkEmail(company::OWNER)),
    (
        "type|accounttype|companytype|客户类型|类型",
        Field(company::TYPE),
    ),
    (
        "phone|phonenumber|telephone|tel|telefon|companyphone|mainphone|电话|联系电话|公司电话",
        Field(company::PHONES),
    ),
    ("fax|faxnumber|传真", Labelled(company::PHONES, "fax")),
    (
        "website|websiteurl|url|web|webpage|homepage|companywebsite|网站|网址|官网",
        Field(company::WEBSITE),
    ),
    ("tags|tag|labels|label|标签", Field(company::TAGS)),
    (
        "street|streetaddress|address|address1|addressline1|billingstreet|billingaddress|街道|地址|公司地址",
        Addr(company::ADDRESS, Street),
    ),
    (
        "city|town|billingcity|ort|stadt|城市|市",
        Addr(company::ADDRESS, City),
    ),
    (
        "state|stateregion|region|province|stateprovince|billingstate|billingstateprovince|省份|省",
        Addr(company::ADDRESS, Region),
    ),
    (
        "postalcode|postcode|zip|zipcode|billingpostalcode|billingzip|billingcode|billingzippostalcode|plz|邮编|邮政编码",
        Addr(company::ADDRESS, PostalCode),
    ),
    (
        "country|countryregion|billingcountry|officelocation|location|headquarters|land|国家|国家地区",
        Addr(company::ADDRESS, Country),
    ),
    ("fulladdress", Addr(company::ADDRESS, Whole)),
    (
        "parent|parentcompany|parentaccount|parentname|subsidiaryof|parentaccountname|母公司|上级公司",
        LinkName(company::PARENT),
    ),
    (
        "parentid|parentcompanyid|parentaccountid|parentrecordid",
        LinkId(company::PARENT),
    ),
    (
        "linkedin|linkedinurl|linkedincompanypage|companylinkedinurl|领英",
        Field(company::LINKEDIN),
    ),
    (
        "description|notes|note|about|aboutus|comments|remarks|备注|描述|说明|简介",
        Field(company::DESCRIPTION),
    ),
    (
        "associatedcontact|associatedcontactids|associateddeal|associateddealids|associatedcontacts|associateddeals|numberofcontacts|peoplecount",
        Known,
    ),
];

pub(super) const DEAL: &[Row] = &[
    (
        "id|recordid|dealid|opportunityid|商机编号|交易编号|编号",
        Id,
    ),
    (
        "dealname|name|title|dealtitle|deal|opportunity|opportunityname|商机名称|交易名称|项目名称|商机|交易",
        Called(deal::NAME),
    ),
    (
        "amount|value|dealvalue|dealamount|closevalue|opportunityamount|price|total|wert|betrag|金额|成交金额|预计金额|交易金额",
        Called(deal::AMOUNT),
    ),
    (
        "currency|currencyofvalue|currencycode|dealcurrency|dealcurrencycode|amountcurrency|币种|货币",
        CurrencyOf(deal::AMOUNT),
    ),
    (
        "dealstage|stage|stagename|opportunitystage|salesstage|phase|阶段|销售阶段|交易阶段",
        Stage,
    ),
    (
        "pipeline|pipelinename|dealpipeline|salespipeline|销售管道|管道",
        Pipeline,
    ),
    ("status|dealstatus|状态", Outcome(OutcomePart::Status)),
    ("iswon|isclosedwon", Outcome(OutcomePart::IsWon)),
    ("isclosed|isdealclosed", Outcome(OutcomePart::IsClosed)),
    (
        "company|companyname|account|accountname|organization|organisation|organizationname|customer|client|associatedcompany|公司|公司名称|客户|客户名称",
        LinkName(deal::COMPANY),
    ),
    (
        "accountid|companyid|associatedcompanyids|associatedcompanyid|accountnameid|organizationid",
        LinkId(deal::COMPANY),
    ),
    (
        "contactname|contact|contactperson|primarycontact|associatedcontact|associatedcontacts|person|联系人|联系人姓名",
        LinkName(deal::CONTACTS),
    ),
    (
        "contactid|contactnameid|associatedcontactids|associatedcontactid|personid",
        LinkId(deal::CONTACTS),
    ),
    ("contactemail", LinkEmail(deal::CONTACTS)),
    (
        "owner|dealowner|opportunityowner|recordowner|salesagent|salesrep|salesperson|assignedto|agent|rep|accountmanager|负责人|销售|销售员|所有者",
        LinkName(deal::OWNER),
    ),
    (
        "ownerid|dealownerid|opportunityownerid",
        LinkId(deal::OWNER),
    ),
    ("owneremail|salesagentemail", LinkEmail(deal::OWNER)),
    (
        "closedate|closingdate|expectedclosedate|expectedclose|dealclosedate|expectedclosingdate|预计成交日期|成交日期|结束日期|关闭日期",
        Field(deal::CLOSE_DATE),
    ),
    (
        "engagedate|opendate|openedon|opened|startdate|开始日期",
        Field(deal::OPENED_ON),
    ),
    (
        "closedon|closeddate|wontime|losttime|dealclosedtime",
        AlsoField(deal::CLOSED_ON),
    ),
    (
        "leadsource|source|来源|线索来源|商机来源",
        Field(deal::SOURCE),
    ),
    ("product|productname|产品|产品名称", Field(deal::PRODUCT)),
    ("type|dealtype|opportunitytype|类型", Field(deal::TYPE)),
    (
        "probability|winprobability|dealprobability|概率|可能性|赢率",
        Field(deal::PROBABILITY),
    ),
    (
        "lostreason|reasonforloss|lossreason|closedlostreason|输单原因|丢单原因",
        Field(deal::LOST_REASON),
    ),
    ("nextstep|下一步", Field(deal::NEXT_STEP)),
    ("tags|tag|labels|label|标签", Field(deal::TAGS)),
    (
        "description|dealdescription|notes|note|comments|备注|描述|说明",
        Field(deal::DESCRIPTION),
    ),
    (
        "weightedvalue|weightedamount|stageage|lasstagechange|totalactivities|doneactivities|activitiestodo|fiscal|fiscalyear|fiscalquarter",
        Known,
    ),
];
