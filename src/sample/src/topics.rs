//! What customers of the sample business ask about: one knowledge-base article each, with the
//! questions it answers.

mod en;
mod zh;

use workflow::Language;

/// What the article of a topic says, and how it is asked about.
pub(crate) struct Topic {
    pub(crate) title: &'static str,
    pub(crate) tags: [&'static str; 2],
    pub(crate) body: &'static str,
    /// The same question in three customers' words: subject and text.
    pub(crate) questions: [(&'static str, &'static str); 3],
    /// What support answers.
    pub(crate) answer: &'static str,
}

/// What doesn't depend on the language.
pub(crate) struct Nature {
    pub(crate) team: Team,
    /// The ticket's type.
    pub(crate) ty: &'static str,
    /// The ticket's usual priority.
    pub(crate) priority: &'static str,
    /// Whether the article is for the business alone.
    pub(crate) internal: bool,
    /// How often it is asked, beside the others.
    pub(crate) weight: u32,
}

/// Who answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Team {
    Support,
    Delivery,
    Billing,
}

/// How many topics there are.
pub(crate) const COUNT: usize = 30;

pub(crate) fn texts(language: Language) -> &'static [Topic; COUNT] {
    match language {
        Language::En => &en::TOPICS,
        Language::Zh => &zh::TOPICS,
    }
}

const fn nature(team: Team, ty: &'static str, priority: &'static str, weight: u32) -> Nature {
    Nature {
        team,
        ty,
        priority,
        internal: false,
        weight,
    }
}

/// In the order of the texts.
pub(crate) const NATURES: [Nature; COUNT] = [
    nature(Team::Support, "Incident", "High", 9),
    nature(Team::Support, "Incident", "High", 7),
    nature(Team::Support, "Question", "Normal", 5),
    nature(Team::Support, "Question", "Low", 4),
    nature(Team::Support, "Problem", "Normal", 5),
    nature(Team::Delivery, "Question", "Normal", 4),
    nature(Team::Support, "Incident", "Normal", 6),
    nature(Team::Support, "Question", "Low", 3),
    nature(Team::Support, "Question", "Low", 3),
    nature(Team::Support, "Question", "Low", 3),
    nature(Team::Support, "Incident", "High", 5),
    nature(Team::Support, "Problem", "Normal", 3),
    nature(Team::Delivery, "Question", "Normal", 2),
    nature(Team::Support, "Incident", "Urgent", 6),
    nature(Team::Support, "Problem", "Normal", 3),
    nature(Team::Delivery, "Question", "Normal", 9),
    nature(Team::Delivery, "Task", "Normal", 6),
    nature(Team::Delivery, "Incident", "High", 8),
    nature(Team::Delivery, "Incident", "High", 6),
    nature(Team::Delivery, "Task", "Normal", 5),
    nature(Team::Support, "Question", "Normal", 5),
    nature(Team::Support, "Task", "Low", 2),
    nature(Team::Billing, "Task", "Normal", 8),
    nature(Team::Billing, "Question", "Normal", 4),
    nature(Team::Billing, "Question", "Low", 3),
    nature(Team::Delivery, "Task", "Normal", 5),
    nature(Team::Delivery, "Question", "Low", 3),
    nature(Team::Support, "Question", "Low", 2),
    nature(Team::Billing, "Question", "Normal", 3),
    Nature {
        team: Team::Support,
        ty: "Question",
        priority: "Normal",
        internal: true,
        weight: 0,
    },
];
