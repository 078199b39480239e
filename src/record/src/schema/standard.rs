//! The standard kinds and fields.
//!
//! Numbers are the storage format: a number is never used again for another meaning. A row reads:
//! constant, number, machine name, English name, type, role, whether changes are kept as events,
//! options of a choice.

use std::borrow::Cow;

use super::{FieldDef, FieldType, FieldType::*, KindDef, Role, Role::*};
use crate::id::FieldId;
use crate::kind::Kind;

struct Row {
    id: u16,
    key: &'static str,
    label: &'static str,
    ty: FieldType,
    role: Role,
    tracked: bool,
    options: &'static [&'static str],
}

macro_rules! tracked {
    () => {
        false
    };
    (tracked) => {
        true
    };
}

macro_rules! fields {
    ($rows:ident: $($const:ident = $id:literal $key:literal $label:literal:
        $ty:expr, $role:ident $($tracked:ident)? $([$($option:literal),*])?;)*) => {
        $(
            #[doc = $label]
            pub const $const: FieldId = FieldId::standard($id);
        )*
        pub(super) const $rows: &[Row] = &[$(Row {
            id: $id,
            key: $key,
            label: $label,
            ty: $ty,
            role: $role,
            tracked: tracked!($($tracked)?),
            options: &[$($($option),*)?],
        }),*];
    };
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $const:ident { $($rows:tt)* })*) => {
        $(
            $(#[$doc])*
            pub mod $kind {
                use super::*;
                fields! { ROWS: $($rows)* }
            }
        )*

        pub(super) fn standard_kinds() -> Vec<KindDef> {
            [$((Kind::$const, stringify!($kind), $kind::ROWS)),*]
                .into_iter()
                .map(|(kind, key, rows)| KindDef {
                    kind,
                    key,
                    fields: rows.iter().chain(COMMON).map(field).collect(),
                })
                .collect()
        }
    };
}

mod common {
    use super::*;
    fields! { COMMON:
        CREATED_AT = 1 "created_at" "Created": Instant, System;
        DELETED_AT = 2 "deleted_at" "Deleted": Instant, System;
        PURGED = 3 "purged" "Purged": Bool, System;
        MERGED_INTO = 4 "merged_into" "Merged into": Ref(Kind::ANY), System;
        IMPORT = 5 "import" "Import": Ref(Kind::IMPORT), System;
        SOURCE_ID = 6 "source_id" "Source ID": Text, System;
        SAMPLE = 7 "sample" "Sample data": Bool, System;
        UNDONE = 8 "undone" "Creation taken back": Bool, System;
    }
}
use common::COMMON;
pub use common::{CREATED_AT, DELETED_AT, IMPORT, MERGED_INTO, PURGED, SAMPLE, SOURCE_ID, UNDONE};

kinds! {
/// Fields of the kind `contact`.
contact CONTACT {
    FIRST_NAME = 10 "first_name" "First name": Text, Normal;
    LAST_NAME = 11 "last_name" "Last name": Text, Normal;
    EMAILS = 12 "emails" "Email": Email, Normal;
    PHONES = 13 "phones" "Phone": Phone, Normal;
    JOB_TITLE = 14 "job_title" "Job title": Text, Normal;
    COMPANY = 15 "company" "Company": Ref(Kind::COMPANY), Normal;
    OWNER = 16 "owner" "Owner": Ref(Kind::MEMBER), Normal tracked;
    LIFECYCLE = 17 "lifecycle" "Lifecycle stage": Choice, Normal tracked [
        "Subscriber", "Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity",
        "Customer", "Evangelist", "Other"
    ];
    LEAD_STATUS = 18 "lead_status" "Lead status": Choice, Normal [
        "New", "Open", "In Progress", "Open Deal", "Unqualified", "Attempted to Contact",
        "Connected", "Bad Timing"
    ];
    SOURCE = 19 "source" "Lead source": Choice, Normal [
        "Cold Call", "Existing Customer", "Self Generated", "Employee", "Partner",
        "Public Relations", "Direct Mail", "Conference", "Trade Show", "Web Site", "Word of Mouth",
        "Email", "Campaign", "Other"
    ];
    TAGS = 20 "tags" "Tags": Tags, Normal;
    ADDRESS = 21 "address" "Address": Address, Normal;
    WEBSITE = 22 "website" "Website": Link, Normal;
    LINKEDIN = 23 "linkedin" "LinkedIn": Link, Normal;
    SALUTATION = 24 "salutation" "Salutation": Text, Normal;
    DEPARTMENT = 25 "department" "Department": Text, Normal;
    BIRTHDAY = 26 "birthday" "Birthday": Date, Normal;
    NO_EMAIL = 27 "no_email" "Email opt-out": Bool, Normal;
    DESCRIPTION = 28 "description" "Description": LongText, Normal;
    NOT_DUPLICATE_OF = 29 "not_duplicate_of" "Not a duplicate of": Refs(Kind::CONTACT), System;
    CONSENT = 30 "consent" "Consent to marketing e-mail": Choice, Normal [
        "Not asked", "Given", "Withdrawn"
    ];
    CONSENT_SOURCE = 31 "consent_source" "Source of the consent": Text, Normal;
    CONSENT_DATE = 32 "consent_date" "Date of the consent": Date, Normal;
}

/// Fields of the kind `company`.
company COMPANY {
    NAME = 10 "name" "Name": Text, Required;
    DOMAIN = 11 "domain" "Domain": Text, Normal;
    INDUSTRY = 12 "industry" "Industry": Choice, Normal [
        "Agriculture", "Automotive", "Construction", "Consulting", "Education", "Energy",
        "Finance", "Government", "Health care", "Hospitality", "Insurance", "Legal",
        "Manufacturing", "Marketing", "Media", "Non-profit", "Real estate", "Retail", "Software",
        "Telecommunications", "Transport", "Other"
    ];
    EMPLOYEES = 13 "employees" "Employees": Int, Normal;
    REVENUE = 14 "revenue" "Annual revenue": Money, Normal;
    FOUNDED = 15 "founded" "Founded": Int, Normal;
    OWNER = 16 "owner" "Owner": Ref(Kind::MEMBER), Normal tracked;
    TYPE = 17 "type" "Type": Choice, Normal [
        "Prospect", "Customer", "Partner", "Vendor", "Competitor", "Other"
    ];
    PHONES = 18 "phones" "Phone": Phone, Normal;
    WEBSITE = 19 "website" "Website": Link, Normal;
    TAGS = 20 "tags" "Tags": Tags, Normal;
    ADDRESS = 21 "address" "Address": Address, Normal;
    PARENT = 22 "parent" "Parent company": Ref(Kind::COMPANY), Normal;
    LINKEDIN = 23 "linkedin" "LinkedIn": Link, Normal;
    DESCRIPTION = 24 "description" "Description": LongText, Normal;
    NOT_DUPLICATE_OF = 25 "not_duplicate_of" "Not a duplicate of": Refs(Kind::COMPANY), System;
}

/// Fields of the kind `deal`.
deal DEAL {
    NAME = 10 "name" "Name": Text, Required;
    AMOUNT = 11 "amount" "Amount": Money, Normal tracked;
    STAGE = 12 "stage" "Stage": Ref(Kind::STAGE), Normal tracked;
    COMPANY = 13 "company" "Company": Ref(Kind::COMPANY), Normal;
    CONTACTS = 14 "contacts" "Contacts": Refs(Kind::CONTACT), Normal;
    OWNER = 15 "owner" "Owner": Ref(Kind::MEMBER), Normal tracked;
    CLOSE_DATE = 16 "close_date" "Close date": Date, Normal tracked;
    SOURCE = 17 "source" "Lead source": Choice, Normal [
        "Cold Call", "Existing Customer", "Self Generated", "Employee", "Partner",
        "Public Relations", "Direct Mail", "Conference", "Trade Show", "Web Site", "Word of Mouth",
        "Email", "Campaign", "Other"
    ];
    PRODUCT = 18 "product" "Product": Choice, Normal;
    TYPE = 19 "type" "Type": Choice, Normal ["New business", "Existing business", "Renewal"];
    PROBABILITY = 20 "probability" "Probability": Int, Normal;
    OPENED_ON = 21 "opened_on" "Opened": Date, Normal;
    CLOSED_ON = 22 "closed_on" "Closed": Date, Normal;
    LOST_REASON = 23 "lost_reason" "Lost reason": Choice, Normal [
        "Price", "Competitor", "No budget", "No decision", "Timing", "Missing feature",
        "No response", "Other"
    ];
    NEXT_STEP = 24 "next_step" "Next step": Text, Normal;
    TAGS = 25 "tags" "Tags": Tags, Normal;
    RANK = 26 "rank" "Manual order": Rank, System;
    DESCRIPTION = 27 "description" "Description": LongText, Normal;
    AMOUNT_FROM_LINES = 28 "amount_from_lines" "Amount from line items": Bool, System;
}

/// Fields of the kind `ticket`.
ticket TICKET {
    SUBJECT = 10 "subject" "Subject": Text, Required;
    REQUESTER = 11 "requester" "Requester": Ref(Kind::CONTACT), Normal;
    COMPANY = 12 "company" "Company": Ref(Kind::COMPANY), Normal;
    STATUS = 13 "status" "Status": Choice, Normal tracked [
        "New", "Open", "Pending", "On hold", "Solved", "Closed"
    ];
    PRIORITY = 14 "priority" "Priority": Choice, Normal tracked [
        "Low", "Normal", "High", "Urgent"
    ];
    TYPE = 15 "type" "Type": Choice, Normal ["Question", "Incident", "Problem", "Task"];
    CHANNEL = 16 "channel" "Channel": Choice, Normal [
        "Email", "Phone", "Chat", "Web form", "Walk-in", "Other"
    ];
    ASSIGNEE = 17 "assignee" "Assignee": Ref(Kind::MEMBER), Normal tracked;
    TEAM = 18 "team" "Team": Choice, Normal;
    TAGS = 19 "tags" "Tags": Tags, Normal;
    DEAL = 20 "deal" "Deal": Ref(Kind::DEAL), Normal;
    SOLVED_AT = 21 "solved_at" "Solved": Instant, Normal;
    DUE = 22 "due" "Due": Instant, Normal;
    DESCRIPTION = 23 "description" "Description": LongText, Normal;
    SATISFACTION = 24 "satisfaction" "Satisfaction": Choice, Normal ["Good", "Bad"];
    NUMBER = 25 "number" "Number": Text, Normal;
}

/// Fields of the kind `message`.
message MESSAGE {
    TICKET = 10 "ticket" "Ticket": Ref(Kind::TICKET), Required;
    VISIBILITY = 11 "visibility" "Visibility": Choice, Required [
        "Public reply", "Internal note", "Customer message"
    ];
    BODY = 12 "body" "Text": LongText, Required;
    AT = 13 "at" "Sent": Instant, Normal;
    MEMBER = 14 "member" "Member": Ref(Kind::MEMBER), Normal;
    CONTACT = 15 "contact" "Contact": Ref(Kind::CONTACT), Normal;
}

/// Fields of the kind `activity`.
activity ACTIVITY {
    TYPE = 10 "type" "Type": Choice, Required ["Note", "Call", "Meeting", "Email"];
    SUBJECT = 11 "subject" "Subject": Text, Normal;
    BODY = 12 "body" "Text": LongText, Normal;
    AT = 13 "at" "When": Instant, Normal;
    DURATION = 14 "duration" "Duration": Duration, Normal;
    CONTACT = 15 "contact" "Contact": Ref(Kind::CONTACT), Normal;
    COMPANY = 16 "company" "Company": Ref(Kind::COMPANY), Normal;
    DEAL = 17 "deal" "Deal": Ref(Kind::DEAL), Normal;
    TICKET = 18 "ticket" "Ticket": Ref(Kind::TICKET), Normal;
    MEMBER = 19 "member" "Member": Ref(Kind::MEMBER), Normal;
    OUTCOME = 20 "outcome" "Outcome": Text, Normal;
}

/// Fields of the kind `task`.
task TASK {
    TITLE = 10 "title" "Title": Text, Required;
    TYPE = 11 "type" "Type": Choice, Normal [
        "Call", "Email", "Meeting", "Demo", "Follow-up", "Lunch", "To-do"
    ];
    DUE = 12 "due" "Due": Date, Normal;
    DONE_AT = 13 "done_at" "Done": Instant, Normal;
    PRIORITY = 14 "priority" "Priority": Choice, Normal ["Low", "Normal", "High"];
    OWNER = 15 "owner" "Owner": Ref(Kind::MEMBER), Normal;
    CONTACT = 16 "contact" "Contact": Ref(Kind::CONTACT), Normal;
    COMPANY = 17 "company" "Company": Ref(Kind::COMPANY), Normal;
    DEAL = 18 "deal" "Deal": Ref(Kind::DEAL), Normal;
    TICKET = 19 "ticket" "Ticket": Ref(Kind::TICKET), Normal;
    DESCRIPTION = 20 "description" "Description": LongText, Normal;
    REMIND_AT = 21 "remind_at" "Reminder": Instant, Normal;
    REPEAT = 22 "repeat" "Repeat": Text, Normal;
}

/// Fields of the kind `article`.
article ARTICLE {
    TITLE = 10 "title" "Title": Text, Required;
    BODY = 11 "body" "Text": LongText, Normal;
    AUDIENCE = 12 "audience" "Audience": Choice, Normal ["Public", "Internal"];
    LANGUAGE = 13 "language" "Language": Text, Normal;
    TAGS = 14 "tags" "Tags": Tags, Normal;
    HELPFUL = 15 "helpful" "Helpful": Int, Normal;
    UNHELPFUL = 16 "unhelpful" "Not helpful": Int, Normal;
}

/// Fields of the kind `reply`.
reply REPLY {
    NAME = 10 "name" "Name": Text, Required;
    SHORTCUT = 11 "shortcut" "Shortcut": Text, Normal;
    BODY = 12 "body" "Text": LongText, Normal;
}

/// Fields of the kind `pipeline`.
pipeline PIPELINE {
    NAME = 10 "name" "Name": Text, Required;
    RANK = 11 "rank" "Manual order": Rank, System;
}

/// Fields of the kind `stage`.
stage STAGE {
    NAME = 10 "name" "Name": Text, Required;
    PIPELINE = 11 "pipeline" "Pipeline": Ref(Kind::PIPELINE), Required;
    OUTCOME = 12 "outcome" "Outcome": Choice, Normal ["Open", "Won", "Lost"];
    PROBABILITY = 13 "probability" "Probability": Int, Normal;
    FORECAST = 14 "forecast" "Forecast category": Choice, Normal [
        "Pipeline", "Best case", "Commit", "Closed", "Omitted"
    ];
    ROTTING_DAYS = 15 "rotting_days" "Rotting after days": Int, Normal;
    REQUIRED = 16 "required" "Required fields": Choices, Normal;
    NEXT = 17 "next" "Allowed next stages": Refs(Kind::STAGE), Normal;
    RANK = 18 "rank" "Manual order": Rank, System;
}

/// Fields of the kind `rule`.
rule RULE {
    NAME = 10 "name" "Name": Text, Required;
    DEFINITION = 11 "definition" "Definition": LongText, Normal;
}

/// Fields of the kind `view`.
view VIEW {
    NAME = 10 "name" "Name": Text, Required;
    KIND = 11 "kind" "Kind": Int, Normal;
    DEFINITION = 12 "definition" "Definition": LongText, Normal;
    RANK = 13 "rank" "Manual order": Rank, System;
}

/// Fields of the kind `field`.
field FIELD {
    LABEL = 10 "label" "Name": Text, Required;
    KIND = 11 "kind" "Kind": Int, Required;
    TYPE = 12 "type" "Type": Text, Normal;
    OPTIONS = 13 "options" "Options": Tags, Normal;
    EXTENDS = 14 "extends" "Extends": Int, Normal;
    RANK = 15 "rank" "Manual order": Rank, System;
}

/// Fields of the kind `member`.
member MEMBER {
    NAME = 10 "name" "Name": Text, Required;
    EMAIL = 11 "email" "Email": Email, Normal;
    ROLE = 12 "role" "Role": Text, Normal;
    TEAM = 13 "team" "Team": Choice, Normal;
    MANAGER = 14 "manager" "Manager": Text, Normal;
    OFFICE = 15 "office" "Office": Text, Normal;
    INACTIVE = 16 "inactive" "Inactive": Bool, Normal;
}

/// Fields of the kind `policy`.
policy POLICY {
    NAME = 10 "name" "Name": Text, Required;
    DEFINITION = 11 "definition" "Definition": LongText, Normal;
}

/// Fields of the kind `calendar`.
calendar CALENDAR {
    NAME = 10 "name" "Name": Text, Required;
    DEFINITION = 11 "definition" "Definition": LongText, Normal;
}

/// Fields of the kind `import`.
import IMPORT {
    NAME = 10 "name" "Name": Text, Normal;
    AT = 11 "at" "When": Instant, Normal;
    REPORT = 12 "report" "Report": LongText, Normal;
    MAPPING = 13 "mapping" "Mapping": LongText, Normal;
}

/// Fields of the kind `event`.
event EVENT {
    SUBJECT = 10 "subject" "Record": Ref(Kind::ANY), System;
    KIND = 11 "kind" "Kind": Int, System;
    FIELD = 12 "field" "Field": Int, System;
    FROM = 13 "from" "From": Any, System;
    TO = 14 "to" "To": Any, System;
    AT = 15 "at" "When": Instant, System;
    MEMBER = 16 "member" "Member": Ref(Kind::MEMBER), System;
}

/// Fields of the kind `business`.
business BUSINESS {
    NAME = 10 "name" "Name": Text, Normal;
    CURRENCY = 11 "currency" "Currency": Text, Normal;
    COUNTRY = 12 "country" "Country": Text, Normal;
    ME = 13 "me" "My member record": Ref(Kind::MEMBER), Normal;
    ADDRESS = 14 "address" "Address": Address, Normal;
    TAX_ID = 15 "tax_id" "Tax ID": Text, Normal;
    PAYMENT = 16 "payment" "Payment details": LongText, Normal;
    TERMS = 17 "terms" "Terms": LongText, Normal;
}

/// Fields of the kind `rate`.
rate RATE {
    CURRENCY = 10 "currency" "Currency": Text, Required;
    BASE = 11 "base" "In currency": Text, Required;
    RATE = 12 "rate" "Exchange rate": Number, Required;
    SINCE = 13 "since" "Last changed": Date, Normal;
}

/// Fields of the kind `goal`.
goal GOAL {
    NAME = 10 "name" "Name": Text, Normal;
    METRIC = 11 "metric" "Metric": Choice, Required [
        "Won amount", "Won deals", "New deals", "Activities", "Calls", "Meetings",
        "Solved tickets"
    ];
    PERIOD = 12 "period" "Period": Choice, Required ["Month", "Quarter", "Year"];
    START = 13 "start" "First day": Date, Required;
    MEMBER = 14 "member" "Member": Ref(Kind::MEMBER), Normal;
    AMOUNT = 15 "amount" "Target amount": Money, Normal;
    COUNT = 16 "count" "Target count": Int, Normal;
}

/// Fields of the kind `chart`.
chart CHART {
    NAME = 10 "name" "Name": Text, Normal;
    DEFINITION = 11 "definition" "Definition": LongText, Normal;
    RANK = 12 "rank" "Manual order": Rank, System;
    DASHBOARD = 13 "dashboard" "Dashboard": Ref(Kind::DASHBOARD), Normal;
    SHAPE = 14 "shape" "Shown as": Choice, Normal [
        "Bars", "Columns", "Line", "Area", "Donut", "Figure", "Table"
    ];
    WIDTH = 15 "width" "Width": Choice, Normal ["Narrow", "Half", "Full"];
}

/// Fields of the kind `dashboard`.
dashboard DASHBOARD {
    NAME = 10 "name" "Name": Text, Required;
    DEFINITION = 11 "definition" "Definition": LongText, Normal;
    RANK = 12 "rank" "Manual order": Rank, System;
}

/// Fields of the kind `product`.
product PRODUCT {
    NAME = 10 "name" "Name": Text, Required;
    CODE = 11 "code" "Product code": Text, Normal;
    PRICE = 12 "price" "Unit price": Money, Normal;
    UNIT = 13 "unit" "Unit": Text, Normal;
    TAX = 14 "tax_rate" "Tax rate (%)": Number, Normal;
    INACTIVE = 15 "inactive" "Inactive": Bool, Normal;
    DESCRIPTION = 16 "description" "Description": LongText, Normal;
}

/// Fields of the kind `line`.
line LINE {
    NAME = 10 "name" "Name": Text, Required;
    DEAL = 11 "deal" "Deal": Ref(Kind::DEAL), Required;
    PRODUCT = 12 "product" "Product": Ref(Kind::PRODUCT), Normal;
    QUANTITY = 13 "quantity" "Quantity": Number, Normal;
    UNIT = 14 "unit" "Unit": Text, Normal;
    PRICE = 15 "price" "Unit price": Money, Normal;
    DISCOUNT = 16 "discount" "Discount (%)": Number, Normal;
    DISCOUNT_AMOUNT = 17 "discount_amount" "Discount amount": Money, Normal;
    TAX = 18 "tax_rate" "Tax rate (%)": Number, Normal;
    RANK = 19 "rank" "Manual order": Rank, System;
}

/// Fields of the kind `quote`.
quote QUOTE {
    NUMBER = 10 "number" "Number": Text, Required;
    DEAL = 11 "deal" "Deal": Ref(Kind::DEAL), Required;
    STATUS = 12 "status" "Status": Choice, Normal tracked ["Draft", "Sent", "Accepted", "Declined"];
    DATE = 13 "date" "Date": Date, Normal;
    VALID_UNTIL = 14 "valid_until" "Valid until": Date, Normal;
    LANGUAGE = 15 "language" "Language": Text, Normal;
    NOTE = 16 "note" "Note": LongText, Normal;
    TERMS = 17 "terms" "Terms": LongText, Normal;
    CONTENT = 18 "content" "Content": LongText, System;
}

/// Fields of the kind `template`.
template TEMPLATE {
    NAME = 10 "name" "Name": Text, Required;
    SUBJECT = 11 "subject" "Subject": Text, Normal;
    BODY = 12 "body" "Text": LongText, Normal;
}
}

fn field(row: &Row) -> FieldDef {
    FieldDef {
        id: FieldId::standard(row.id),
        key: Cow::Borrowed(row.key),
        label: Cow::Borrowed(row.label),
        ty: row.ty,
        options: row.options.iter().map(|o| Cow::Borrowed(*o)).collect(),
        role: row.role,
        tracked: row.tracked,
    }
}
