//! The second line of a card: two facts under the record's name.

use leptos::prelude::*;
use record::Kind;
use record::schema::{company, contact, deal, product, task, ticket};

use super::List;
use super::cells::{self, Shown};
use super::columns::ColumnKey;

/// The facts of a card.
pub(super) fn facts(list: List, shown: Shown) -> impl IntoView {
    let keys = match list.kind {
        Kind::CONTACT => [
            ColumnKey::Field(contact::COMPANY),
            ColumnKey::Field(contact::EMAILS),
        ],
        Kind::COMPANY => [
            ColumnKey::Field(company::INDUSTRY),
            ColumnKey::Field(company::OWNER),
        ],
        Kind::DEAL => [
            ColumnKey::Field(deal::AMOUNT),
            ColumnKey::Field(deal::STAGE),
        ],
        Kind::TICKET => [
            ColumnKey::Field(ticket::STATUS),
            ColumnKey::Field(ticket::REQUESTER),
        ],
        Kind::TASK => [ColumnKey::Field(task::DUE), ColumnKey::Related],
        Kind::PRODUCT => [
            ColumnKey::Field(product::PRICE),
            ColumnKey::Field(product::CODE),
        ],
        _ => [ColumnKey::Updated, ColumnKey::Updated],
    };
    let each = keys.map(|key| {
        view! { <span class="card-fact">{cells::value(list, shown, key)}</span> }
    });
    view! { <div class="card-facts">{each.collect_view()}</div> }
}
