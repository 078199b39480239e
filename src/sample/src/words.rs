//! Names and phrases, by language.

mod en;
mod zh;

use workflow::Language;

/// A text and how it is written in an address on the net.
pub(crate) type Spelled = (&'static str, &'static str);

/// A city with its region, country, the start of its postal codes and its dialling code.
pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) region: &'static str,
    pub(crate) country: &'static str,
    pub(crate) postal: &'static str,
    pub(crate) phone: &'static str,
}

/// Someone who works for the sample business.
pub(crate) struct Person {
    pub(crate) first: Spelled,
    pub(crate) last: Spelled,
    pub(crate) role: &'static str,
    /// Team: 0 sales, 1 support, 2 delivery, 3 billing.
    pub(crate) team: usize,
}

/// Something the sample business sells.
pub(crate) struct Product {
    pub(crate) name: &'static str,
    /// What a deal's name says beside the number of pieces; `{n}` is that number.
    pub(crate) pieces: &'static str,
}

/// The kinds of phrase in a touch with a customer.
pub(crate) struct Touch {
    /// The activity's type.
    pub(crate) ty: &'static str,
    /// Subject; `{product}` and `{person}` are filled in.
    pub(crate) subject: &'static str,
    pub(crate) body: &'static str,
    pub(crate) outcome: &'static str,
}

/// All words of a language.
pub(crate) struct Words {
    pub(crate) first_names: &'static [Spelled],
    pub(crate) last_names: &'static [Spelled],
    /// Whether the family name comes first.
    pub(crate) family_first: bool,
    /// First and second half of a company's name.
    pub(crate) company_a: &'static [Spelled],
    pub(crate) company_b: &'static [Spelled],
    /// What follows the name, in the order of the industries.
    pub(crate) company_ends: [&'static [&'static str]; crate::pattern::INDUSTRY_COUNT],
    /// Between the parts of a company's name.
    pub(crate) space: &'static str,
    pub(crate) cities: &'static [City],
    /// Between a city's dialling code and the last two digits: numbers kept for fiction.
    pub(crate) phone_middle: &'static str,
    /// Street names; `{n}` is the number.
    pub(crate) streets: &'static [&'static str],
    /// Job title and department.
    pub(crate) jobs: &'static [(&'static str, &'static str)],
    pub(crate) members: [Person; crate::people::MEMBERS],
    pub(crate) teams: [&'static str; 4],
    pub(crate) office: &'static str,
    pub(crate) products: [Product; crate::pattern::PRODUCT_COUNT],
    /// In what products are counted.
    pub(crate) unit: &'static str,
    /// A deal's name, from `{company}` and `{pieces}`.
    pub(crate) deal_name: &'static str,
    pub(crate) contact_tags: &'static [&'static str],
    pub(crate) company_tags: &'static [&'static str],
    pub(crate) deal_tags: &'static [&'static str],
    pub(crate) next_steps: &'static [&'static str],
    /// Touches of the first, the middle and the last third of a deal.
    pub(crate) touches: [&'static [Touch]; 3],
    /// The outcome of a call that nobody answered.
    pub(crate) not_reached: &'static str,
    /// Task titles with their types; `{person}` and `{company}` are filled in.
    pub(crate) tasks: &'static [(&'static str, &'static str)],
    pub(crate) about_company: &'static [&'static str],
    /// A greeting with `{person}`, and how a letter ends.
    pub(crate) greeting: &'static str,
    pub(crate) closing: &'static str,
    pub(crate) follow_ups: &'static [&'static str],
    pub(crate) second_answers: &'static [&'static str],
    pub(crate) thanks: &'static [&'static str],
    pub(crate) notes: &'static [&'static str],
    pub(crate) waiting: &'static [&'static str],
    pub(crate) language: &'static str,
    pub(crate) product_label: &'static str,
    pub(crate) team_label: &'static str,
}

pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &en::WORDS,
        Language::Zh => &zh::WORDS,
    }
}

impl Words {
    /// A person's name as it is written in full.
    pub(crate) fn full_name(&self, first: &str, last: &str) -> String {
        if self.family_first {
            format!("{last}{first}")
        } else {
            format!("{first} {last}")
        }
    }
}
