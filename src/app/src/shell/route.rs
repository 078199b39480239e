//! Addresses. They lie behind the `#`, so that deep links work on any static host and under any
//! path: `#/contacts?sort=name&panel=<id>`.

use std::fmt;

use record::{Kind, RecordId};

use super::query::{Escaped, Query, unescape};

/// A list of records that has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// People.
    Contacts,
    /// Organisations.
    Companies,
    /// Sales.
    Deals,
    /// Support requests.
    Tickets,
    /// Things to do.
    Tasks,
    /// What is sold.
    Products,
}

/// Which page an address shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `#/`: what matters today.
    Home,
    /// `#/contacts`: a list or board. An open side panel is part of the query ([`PANEL`]).
    List(Section),
    /// `#/contacts/<id>`: a record's full page.
    Record(Section, RecordId),
    /// `#/contacts/import`: the import into a section.
    Import(Section),
    /// `#/contacts/duplicates`: what was entered more than once.
    Duplicates(Section),
    /// `#/reports` or `#/reports/<dashboard>`: a built-in dashboard by its name, an own one by its id.
    Reports(Option<String>),
    /// `#/quotes/<id>`: a quote as it is printed.
    Quote(RecordId),
    /// `#/settings` or `#/settings/<part>`.
    Settings(Option<String>),
    /// Nothing that this version knows; the path as it stands.
    Unknown(String),
}

/// A whole address: a page and the state of its view.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The page.
    pub route: Route,
    /// The state of the view.
    pub query: Query,
}

/// The name in the query of a list under which the record in the side panel stands.
pub const PANEL: &str = "panel";

/// The name in the query of a list under which the saved view stands that it is shown as.
pub const SAVED: &str = "saved";

/// The word for the import page behind a section.
const IMPORT: &str = "import";
/// The word for the page of duplicates behind a section.
const DUPLICATES: &str = "duplicates";
/// The word for the reports.
const REPORTS: &str = "reports";
/// The word for the settings.
const SETTINGS: &str = "settings";
/// The word for quotes.
const QUOTES: &str = "quotes";

impl Section {
    /// All, in the order of the sidebar.
    pub const ALL: [Self; 6] = [
        Self::Contacts,
        Self::Companies,
        Self::Deals,
        Self::Tickets,
        Self::Tasks,
        Self::Products,
    ];

    /// Its word in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Deals => "deals",
            Self::Tickets => "tickets",
            Self::Tasks => "tasks",
            Self::Products => "products",
        }
    }

    /// The kind of its records.
    pub fn kind(self) -> Kind {
        match self {
            Self::Contacts => Kind::CONTACT,
            Self::Companies => Kind::COMPANY,
            Self::Deals => Kind::DEAL,
            Self::Tickets => Kind::TICKET,
            Self::Tasks => Kind::TASK,
            Self::Products => Kind::PRODUCT,
        }
    }

    /// Whether two of its records may be one, and can become one.
    pub fn can_merge(self) -> bool {
        matches!(self, Self::Contacts | Self::Companies)
    }

    /// The section that shows records of a kind.
    pub fn of_kind(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.kind() == kind)
    }
}

impl Route {
    /// The page that opens when an address names none.
    pub const FIRST: Self = Self::Home;

    /// The section that the page belongs to.
    pub fn section(&self) -> Option<Section> {
        match self {
            Self::List(section)
            | Self::Record(section, _)
            | Self::Import(section)
            | Self::Duplicates(section) => Some(*section),
            Self::Quote(_) => Some(Section::Deals),
            Self::Home | Self::Reports(_) | Self::Settings(_) | Self::Unknown(_) => None,
        }
    }

    /// The record's full page; `None` for kinds without one.
    pub fn of_record(kind: Kind, id: RecordId) -> Option<Self> {
        match kind {
            Kind::QUOTE => Some(Self::Quote(id)),
            _ => Section::of_kind(kind).map(|section| Self::Record(section, id)),
        }
    }

    /// The page with nothing behind the `?`.
    pub fn address(self) -> Address {
        Address {
            route: self,
            query: Query::default(),
        }
    }

    /// What a link to the page says: `#/contacts`.
    pub fn href(self) -> String {
        self.address().to_string()
    }
}

impl Address {
    /// Reads what stands behind the page's own address, with or without its `#`.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        Self {
            route: route(path),
            query: Query::parse(query),
        }
    }

    /// The address with this value in its query.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        self.query = self.query.with(name, value);
        self
    }
}

fn route(path: &str) -> Route {
    let words: Vec<String> = path
        .split('/')
        .filter(|word| !word.is_empty())
        .map(unescape)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let section = |slug: &str| Section::ALL.into_iter().find(|s| s.slug() == slug);
    let known = match words.as_slice() {
        [] => Some(Route::FIRST),
        [REPORTS] => Some(Route::Reports(None)),
        [REPORTS, dashboard] => Some(Route::Reports(Some((*dashboard).to_owned()))),
        [SETTINGS] => Some(Route::Settings(None)),
        [SETTINGS, part] => Some(Route::Settings(Some((*part).to_owned()))),
        [slug] => section(slug).map(Route::List),
        [QUOTES, id] => id.parse().ok().map(Route::Quote),
        [slug, IMPORT] => section(slug).map(Route::Import),
        [slug, DUPLICATES] => section(slug)
            .filter(|section| section.can_merge())
            .map(Route::Duplicates),
        [slug, id] => section(slug)
            .zip(id.parse().ok())
            .map(|(section, id)| Route::Record(section, id)),
        _ => None,
    };
    known.unwrap_or_else(|| Route::Unknown(path.to_owned()))
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::List(section) => write!(f, "/{}", section.slug()),
            Self::Record(section, id) => write!(f, "/{}/{id}", section.slug()),
            Self::Import(section) => write!(f, "/{}/{IMPORT}", section.slug()),
            Self::Duplicates(section) => write!(f, "/{}/{DUPLICATES}", section.slug()),
            Self::Reports(None) => write!(f, "/{REPORTS}"),
            Self::Reports(Some(dashboard)) => write!(f, "/{REPORTS}/{}", Escaped(dashboard)),
            Self::Quote(id) => write!(f, "/{QUOTES}/{id}"),
            Self::Settings(None) => write!(f, "/{SETTINGS}"),
            Self::Settings(Some(part)) => write!(f, "/{SETTINGS}/{}", Escaped(part)),
            Self::Unknown(path) => f.write_str(path),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.route)?;
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn route_of(hash: &str) -> Route {
        Address::parse(hash).route
    }

    #[test]
    fn every_page_survives_its_address() {
        let id = RecordId::natural(["x"]);
        let pages = Section::ALL.into_iter().flat_map(|section| {
            [
                Route::List(section),
                Route::Record(section, id),
                Route::Import(section),
            ]
        });
        let duplicates = Section::ALL
            .into_iter()
            .filter(|section| section.can_merge());
        let pages = pages.chain(duplicates.map(Route::Duplicates));
        let pages = pages.chain([Route::Quote(id)]);
        let settings = [Route::Settings(None), Route::Settings(Some("a/b c".into()))];
        let others = [
            Route::Home,
            Route::Reports(None),
            Route::Reports(Some("a/b".into())),
        ];
        for page in pages.chain(settings).chain(others) {
            assert_eq!(route_of(&page.clone().href()), page);
        }
    }

    #[test]
    fn an_empty_address_is_the_first_page() {
        for hash in ["", "#", "#/", "#//?"] {
            assert_eq!(route_of(hash), Route::FIRST, "{hash}");
        }
    }

    #[test]
    fn what_is_not_an_address_of_ours_is_unknown_and_keeps_its_path() {
        for hash in [
            "#/contacts/xyz",
            "#/nowhere",
            "#/deals/import/more",
            "#/deals/duplicates",
        ] {
            assert!(matches!(route_of(hash), Route::Unknown(_)), "{hash}");
            assert_eq!(Address::parse(hash).to_string(), hash);
        }
    }

    #[test]
    fn the_view_stands_behind_the_page() {
        let address = Address::parse("#/deals?view=board&q=a%26b");
        assert_eq!(address.route, Route::List(Section::Deals));
        assert_eq!(address.query.get("q"), Some("a&b"));
        let closed = address.with("view", None);
        assert_eq!(closed.to_string(), "#/deals?q=a%26b");
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_that_stays_the_same(text in ".{0,60}") {
            let address = Address::parse(&text);
            prop_assert_eq!(Address::parse(&address.to_string()), address);
        }
    }
}
