//! Which system wrote a file.

use serde::{Deserialize, Serialize};

use crate::fold::compact_key;

/// The system that wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// Rapport's own export.
    Rapport,
    /// HubSpot.
    HubSpot,
    /// Pipedrive.
    Pipedrive,
    /// Salesforce, with the names of its interface (`AccountId`).
    SalesforceApi,
    /// A report of Salesforce, with labels (`Account Name`).
    SalesforceReport,
    /// Zoho CRM.
    Zoho,
    /// Zendesk.
    Zendesk,
    /// Freshdesk.
    Freshdesk,
    /// Atomic CRM.
    AtomicCrm,
    /// Google Contacts.
    GoogleContacts,
    /// Outlook.
    Outlook,
    /// LinkedIn's list of connections.
    LinkedIn,
    /// Anything else.
    Generic,
}

impl Source {
    /// The stable name that is part of the ids of imported records.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rapport => "rapport",
            Self::HubSpot => "hubspot",
            Self::Pipedrive => "pipedrive",
            Self::SalesforceApi | Self::SalesforceReport => "salesforce",
            Self::Zoho => "zoho",
            Self::Zendesk => "zendesk",
            Self::Freshdesk => "freshdesk",
            Self::AtomicCrm => "atomic-crm",
            Self::GoogleContacts => "google-contacts",
            Self::Outlook => "outlook",
            Self::LinkedIn => "linkedin",
            Self::Generic => "generic",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rapport => "Rapport",
            Self::HubSpot => "HubSpot",
            Self::Pipedrive => "Pipedrive",
            Self::SalesforceApi => "Salesforce",
            Self::SalesforceReport => "Salesforce report",
            Self::Zoho => "Zoho CRM",
            Self::Zendesk => "Zendesk",
            Self::Freshdesk => "Freshdesk",
            Self::AtomicCrm => "Atomic CRM",
            Self::GoogleContacts => "Google Contacts",
            Self::Outlook => "Outlook",
            Self::LinkedIn => "LinkedIn",
            Self::Generic => "CSV",
        }
    }

    /// Finds the system out from headers and first rows.
    pub fn detect(header: &[String], sample: &[Vec<String>]) -> Self {
        let keys: Vec<String> = header.iter().map(|h| compact_key(h)).collect();
        let has = |key: &str| keys.iter().any(|k| k == key);
        let any = |list: &[&str]| list.iter().any(|k| has(k));
        let zoho_ids = sample
            .iter()
            .flatten()
            .any(|cell| cell.trim().starts_with("zcrm_"));
        let spaced = header.iter().any(|h| h.trim().contains(' '));
        if has("rapportid") {
            Self::Rapport
        } else if header
            .iter()
            .any(|h| super::table::pipedrive_parts(h).is_some())
        {
            Self::Pipedrive
        } else if has("summationcolumn")
            || has("requester") && any(&["groupstations", "requesterid", "requesteremail"])
        {
            Self::Zendesk
        } else if has("ticketid")
            && any(&[
                "agentinteractions",
                "resolutionstatus",
                "duebytime",
                "firstresponsestatus",
            ])
        {
            Self::Freshdesk
        } else if any(&["email1value", "phone1value", "organization1name"])
            || has("groupmembership") && has("givenname")
        {
            Self::GoogleContacts
        } else if has("connectedon") && has("firstname") {
            Self::LinkedIn
        } else if has("emailaddress") && any(&["businessphone", "homestreet", "businessstreet"]) {
            Self::Outlook
        } else if any(&["hasnewsletter", "firstseen"])
            && any(&["emailwork", "emailhome", "linkedinurl"])
        {
            Self::AtomicCrm
        } else if zoho_ids
            || header
                .iter()
                .any(|h| h.trim().to_lowercase().ends_with(".id"))
            || has("recordid") && any(&["accountname", "leadowner", "modifiedtime"])
        {
            Self::Zoho
        } else if has("recordid")
            || keys.iter().any(|k| k.starts_with("associated"))
            || has("ticketid") && has("ticketname")
        {
            Self::HubSpot
        } else if !spaced
            && has("id")
            && !header
                .iter()
                .any(|h| h.contains('_') && !h.ends_with("__c"))
            && any(&[
                "accountid",
                "ownerid",
                "isconverted",
                "billingstreet",
                "mailingstreet",
                "stagename",
                "casenumber",
                "createddate",
            ])
        {
            Self::SalesforceApi
        } else if any(&[
            "mailingstateprovince",
            "mailingzippostalcode",
            "opportunityname",
            "accountowner",
            "opportunityowner",
        ]) || has("accountname") && any(&["mailingstreet", "probability"])
        {
            Self::SalesforceReport
        } else {
            Self::Generic
        }
    }
}
