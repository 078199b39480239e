//! Tests over the headers that other systems write.
#![allow(clippy::unwrap_used)]

use record::schema::{company, contact, deal, member, product, ticket};
use record::{FieldId, FieldType, Kind, Schema};

use super::*;

fn propose(header: &str, rows: &[&str], name: &str) -> Mapping {
    let split = |line: &str| {
        line.split(',')
            .map(|c| c.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(|r| split(r)).collect();
    propose_mapping(&split(header), &rows, name, &Schema::standard())
}

fn target<'a>(mapping: &'a Mapping, header: &str) -> &'a Target {
    &mapping
        .columns
        .iter()
        .find(|c| c.header == header)
        .unwrap()
        .target
}

fn is_field(mapping: &Mapping, header: &str, of: usize, id: FieldId) -> bool {
    matches!(target(mapping, header), Target::Field { entity, field, .. } if *entity == of && *field == id)
}

fn is_link(mapping: &Mapping, header: &str, id: FieldId, how: LinkBy) -> bool {
    matches!(target(mapping, header), Target::Link { field, by, .. } if *field == id && *by == how)
}

#[test]
fn hubspot_contacts_companies_deals_and_tickets() {
    let m = propose(
        "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Job Title,Company Name,Website URL,City,State/Region,Country/Region,Postal Code,Lifecycle Stage,Lead Status,Contact owner,Create Date,Last Activity Date,Associated Company,Associated Company IDs",
        &[],
        "x.csv",
    );
    assert_eq!((m.source, m.kind()), (Source::HubSpot, Some(Kind::CONTACT)));
    assert!(is_field(&m, "Last Name", 0, contact::LAST_NAME));
    assert!(is_field(&m, "Lifecycle Stage", 0, contact::LIFECYCLE));
    assert!(is_link(
        &m,
        "Associated Company IDs",
        contact::COMPANY,
        LinkBy::Id
    ));
    assert!(matches!(target(&m, "Record ID"), Target::Id { entity: 0 }));
    assert!(matches!(target(&m, "Last Activity Date"), Target::Skip));
    let m = propose(
        "Record ID,Company name,Company Domain Name,Phone Number,City,Country/Region,Industry,Company owner,Create Date,Associated Contact,Associated Contact IDs,Associated Deal,Associated Deal IDs",
        &[],
        "x",
    );
    assert_eq!((m.source, m.kind()), (Source::HubSpot, Some(Kind::COMPANY)));
    assert!(is_field(&m, "Company Domain Name", 0, company::DOMAIN));
    let m = propose(
        "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal owner,Create Date,Associated Company,Associated Company IDs,Associated Contact,Associated Contact IDs",
        &[],
        "x",
    );
    assert_eq!(m.kind(), Some(Kind::DEAL));
    assert!(matches!(
        target(&m, "Deal Stage"),
        Target::Stage { entity: 0 }
    ));
    assert!(is_link(
        &m,
        "Associated Contact IDs",
        deal::CONTACTS,
        LinkBy::Id
    ));
    let m = propose(
        "Ticket ID,Ticket name,Pipeline,Ticket status,Priority,Source,Ticket owner,Create date,Close date",
        &[],
        "x",
    );
    assert_eq!((m.source, m.kind()), (Source::HubSpot, Some(Kind::TICKET)));
}

#[test]
fn pipedrive_holds_several_records_a_row() {
    let m = propose(
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Stage,Deal - Pipeline,Deal - Status,Deal - Owner,Deal - Won time,Deal - Lost time,Deal - Organization,Deal - Contact person,Person - Name*,Person - Email (Work),Person - Email (Home),Organization - Name*,Organization - Address,Note - Content*,Deal - Colour",
        &[
            "1,A,5,EUR,New,P,open,Ann,2025-01-01,2025-01-02,O,Bo,Bo,a@b.org,,O,Street 1,<p>x</p>,red",
        ],
        "x",
    );
    assert_eq!(m.source, Source::Pipedrive);
    let kinds: Vec<Kind> = m.entities.iter().map(|e| e.kind()).collect();
    assert_eq!(
        kinds,
        [Kind::DEAL, Kind::CONTACT, Kind::COMPANY, Kind::ACTIVITY]
    );
    assert!(is_field(&m, "Deal - Title", 0, deal::NAME));
    assert!(is_field(&m, "Deal - Lost time", 0, deal::CLOSED_ON));
    assert!(matches!(
        target(&m, "Deal - Currency of value"),
        Target::Currency { entity: 0, .. }
    ));
    assert!(matches!(
        target(&m, "Person - Name*"),
        Target::FullName { entity: 1 }
    ));
    assert!(is_field(&m, "Organization - Name*", 2, company::NAME));
    assert!(matches!(
        target(&m, "Deal - Status"),
        Target::Outcome {
            entity: 0,
            part: OutcomePart::Status
        }
    ));
    assert!(
        matches!(target(&m, "Deal - Colour"), Target::NewField { entity: 0, label, ty: FieldType::Text } if label == "Colour")
    );
}

#[test]
fn both_dialects_of_salesforce() {
    let contacts = "Id,AccountId,LastName,FirstName,Salutation,Name,MailingStreet,MailingCity,MailingState,MailingPostalCode,MailingCountry,Phone,Fax,MobilePhone,HomePhone,Email,Title,Department,LeadSource,Birthdate,Description,OwnerId,CreatedDate";
    for header in [contacts.to_owned(), contacts.to_uppercase()] {
        let m = propose(&header, &[], "x");
        assert_eq!(
            (m.source, m.kind()),
            (Source::SalesforceApi, Some(Kind::CONTACT))
        );
        assert!(matches!(m.columns[5].target, Target::Skip));
        assert!(matches!(
            m.columns[1].target,
            Target::Link { by: LinkBy::Id, .. }
        ));
    }
    let m = propose(
        "Id,LastName,FirstName,Title,Company,Street,City,State,PostalCode,Country,Phone,MobilePhone,Email,Website,LeadSource,Status,Industry,Rating,AnnualRevenue,NumberOfEmployees,OwnerId,IsConverted",
        &["1,A,B,CEO,Acme,,,,,,,,,,,,Energy,Hot,5,6,1,0"],
        "Lead.csv",
    );
    assert_eq!(
        m.entities,
        [Entity::Record(Kind::CONTACT), Entity::Record(Kind::COMPANY)]
    );
    assert!(is_field(&m, "Company", 1, company::NAME));
    assert!(is_field(&m, "Industry", 1, company::INDUSTRY));
    assert!(is_field(&m, "Status", 0, contact::LEAD_STATUS));
    let m = propose(
        "Id,Name,Type,ParentId,BillingStreet,BillingCity,BillingState,BillingPostalCode,BillingCountry,Phone,Website,Industry,AnnualRevenue,NumberOfEmployees,OwnerId",
        &[],
        "x",
    );
    assert_eq!(m.kind(), Some(Kind::COMPANY));
    assert!(is_link(&m, "ParentId", company::PARENT, LinkBy::Id));
    let m = propose(
        "Id,AccountId,Name,Description,StageName,Amount,Probability,ExpectedRevenue,CloseDate,Type,NextStep,LeadSource,IsClosed,IsWon,ForecastCategory,OwnerId",
        &[],
        "x",
    );
    assert_eq!(m.kind(), Some(Kind::DEAL));
    let m = propose(
        "Id,CaseNumber,ContactId,AccountId,Type,Status,Reason,Origin,Subject,Priority,Description,IsClosed,ClosedDate,OwnerId",
        &["1,00001,,,,New,Price,,Help,Low,,0,,"],
        "x",
    );
    assert_eq!(m.kind(), Some(Kind::TICKET));
    assert!(matches!(target(&m, "ContactId"), Target::Id { entity: 1 }));
    let m = propose(
        "First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Phone,Mobile,Fax,Email,Account Owner",
        &[],
        "report.csv",
    );
    assert_eq!(
        (m.source, m.kind()),
        (Source::SalesforceReport, Some(Kind::CONTACT))
    );
}

#[test]
fn zoho_names_and_ids_stand_side_by_side() {
    let m = propose(
        "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Contact Name.id,Contact Name,Stage,Probability (%),Type,Lead Source,Next Step,Expected Revenue,Campaign Source,Description,Reason For Loss,Created Time,Pipeline,Currency,Tag",
        &["zcrm_1,zcrm_2,Ann,5,D,2025-01-31,zcrm_3,Acme,zcrm_4,Bo,Won,100,,,,,,,,,P,EUR,"],
        "Deals.csv",
    );
    assert_eq!((m.source, m.kind()), (Source::Zoho, Some(Kind::DEAL)));
    assert!(is_link(&m, "Account Name.id", deal::COMPANY, LinkBy::Id));
    assert!(is_link(&m, "Account Name", deal::COMPANY, LinkBy::Name));
    assert!(is_field(&m, "Probability (%)", 0, deal::PROBABILITY));
    let m = propose(
        "Record Id,Lead Owner,Company,First Name,Last Name,Title,Designation,Email,Phone,Industry,No. of Employees,Secondary Email",
        &["zcrm_1,A,Acme,B,C,CEO,Dr,a@b.org,123456,IT,7,"],
        "Leads",
    );
    assert!(is_field(&m, "No. of Employees", 1, company::EMPLOYEES));
    assert_eq!(m.source, Source::Zoho);
}

#[test]
fn tickets_of_zendesk_and_freshdesk_bring_their_requester() {
    let m = propose(
        "Summation column,Id,Requester,Requester id,Requester email,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Organization,Solved at,First reply time in minutes,First reply time in minutes within business hours,Reason [list],Count [int]",
        &[
            "1,35436,Bo,9,bo@x.org,Ann,Support,Help,a b,New,Low,Mail,Question,2025-01-01 10:00:00,Acme,,1,1,Price,4",
        ],
        "x",
    );
    assert_eq!((m.source, m.kind()), (Source::Zendesk, Some(Kind::TICKET)));
    assert!(matches!(
        target(&m, "Requester id"),
        Target::Id { entity: 1 }
    ));
    assert!(is_field(&m, "Requester email", 1, contact::EMAILS));
    assert!(
        matches!(target(&m, "Reason [list]"), Target::NewField { label, ty: FieldType::Choice, .. } if label == "Reason")
    );
    assert!(matches!(
        target(&m, "First reply time in minutes"),
        Target::Skip
    ));
    let m = propose(
        "Ticket ID,Subject,Description,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Resolution time (in hrs),Agent interactions,Tags,Full name,Title,Email,Work phone,Mobile phone,Company Name,Contact ID",
        &[],
        "x",
    );
    assert_eq!(
        (m.source, m.kind()),
        (Source::Freshdesk, Some(Kind::TICKET))
    );
    assert!(is_field(&m, "Title", 1, contact::JOB_TITLE));
    assert!(is_field(&m, "Closed time", 0, ticket::SOLVED_AT));
    assert!(matches!(target(&m, "Contact ID"), Target::Id { entity: 1 }));
}

#[test]
fn address_books() {
    let m = propose(
        "first_name,last_name,gender,title,background,first_seen,last_seen,has_newsletter,status,tags,linkedin_url,company,email_work,email_home,email_other,phone_work,phone_home,phone_other",
        &[],
        "contacts.csv",
    );
    assert_eq!(
        (m.source, m.kind()),
        (Source::AtomicCrm, Some(Kind::CONTACT))
    );
    assert!(matches!(target(&m, "email_work"), Target::Field { label, .. } if label == "work"));
    let m = propose(
        "First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Organization Name,Address 1 - Street",
        &[],
        "x",
    );
    assert_eq!(m.source, Source::GoogleContacts);
    assert!(is_field(&m, "E-mail 1 - Value", 0, contact::EMAILS));
    let m = propose(
        "First Name,Last Name,Company,E-mail Address,Business Phone,Home Street,Birthday",
        &[],
        "x",
    );
    assert_eq!(m.source, Source::Outlook);
    let m = propose(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        &[],
        "Connections.csv",
    );
    assert_eq!(m.source, Source::LinkedIn);
    assert!(is_field(&m, "URL", 0, contact::LINKEDIN));
}

#[test]
fn plain_tables_of_a_sales_team() {
    let m = propose(
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of",
        &["A,retail,1999,251.41,495,Kenya,B"],
        "accounts.csv",
    );
    assert_eq!((m.source, m.kind()), (Source::Generic, Some(Kind::COMPANY)));
    assert!(is_field(&m, "sector", 0, company::INDUSTRY));
    assert!(is_field(&m, "revenue", 0, company::REVENUE));
    assert!(is_link(&m, "subsidiary_of", company::PARENT, LinkBy::Name));
    let m = propose("product,series,sales_price", &["A,B,5"], "products.csv");
    assert_eq!(m.kind(), Some(Kind::PRODUCT));
    assert!(is_field(&m, "sales_price", 0, product::PRICE));
    let m = propose(
        "sales_agent,manager,regional_office",
        &["A,B,C"],
        "sales_teams.csv",
    );
    assert_eq!(m.kind(), Some(Kind::MEMBER));
    assert!(is_field(&m, "regional_office", 0, member::OFFICE));
    let m = propose(
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,engage_quarter,close_quarter",
        &["1C1I,A,B,C,Won,20-10-16,01-03-17,1054,Q4 2016,Q1 2017"],
        "sales_pipeline.csv",
    );
    assert_eq!((m.kind(), m.system.as_str()), (Some(Kind::DEAL), "generic"));
    assert!(is_link(&m, "sales_agent", deal::OWNER, LinkBy::Name));
    assert!(is_field(&m, "engage_date", 0, deal::OPENED_ON));
    assert!(is_field(&m, "close_value", 0, deal::AMOUNT));
    assert!(matches!(
        target(&m, "engage_quarter"),
        Target::NewField { .. }
    ));
}

#[test]
fn chinese_headers_and_headers_nobody_knows() {
    let m = propose(
        "姓名,公司名称,手机,邮箱,职位,备注",
        &["张伟,北京科技,13800138000,a@b.cn,经理,"],
        "x",
    );
    assert_eq!(m.kind(), Some(Kind::CONTACT));
    assert!(matches!(target(&m, "姓名"), Target::FullName { .. }));
    let m = propose("foo,bar,", &["Ann Lee,ann@x.org,"], "x");
    assert_eq!(m.kind(), Some(Kind::CONTACT));
    assert!(is_field(&m, "bar", 0, contact::EMAILS));
    assert!(matches!(target(&m, "foo"), Target::FullName { .. }));
    assert!(matches!(target(&m, ""), Target::Skip));
}

#[test]
fn a_column_whose_values_do_not_suit_becomes_a_field_of_its_own() {
    let m = propose(
        "company,employees",
        &["A,10-50", "B,51-200"],
        "companies.csv",
    );
    assert!(matches!(
        target(&m, "employees"),
        Target::NewField {
            ty: FieldType::Text,
            ..
        }
    ));
}

#[test]
fn a_mapping_is_plain_data_and_is_found_again_by_its_headers() {
    let m = propose("name,Seats,when", &["A,5,2025-01-31"], "companies");
    let text = serde_json::to_string(&m).unwrap();
    let back: Mapping = serde_json::from_str(&text).unwrap();
    assert_eq!(back, m);
    let header = |s: &str| s.split(',').map(str::to_owned).collect::<Vec<_>>();
    assert!(m.fits(&header("Name,seats,WHEN")));
    assert!(!m.fits(&header("seats,name,when")) && !m.fits(&header("name,seats")));
}
