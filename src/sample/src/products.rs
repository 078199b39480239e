//! What the sample business sells.

use record::schema::product;
use record::{Kind, Value};

use crate::book::{Book, at};
use crate::deals::PRICES;
use crate::words::Words;

/// Days before today on which the price list was made.
const LISTED: i32 = 400;

/// Writes the price list.
pub(crate) fn write(book: &mut Book, words: &Words) {
    let created = at(book.today.plus_days(-LISTED), 9 * 60);
    for (n, (sold, price)) in words.products.iter().zip(PRICES).enumerate() {
        let fields = [
            (product::NAME, Value::text(sold.name)),
            (product::CODE, Value::text(format!("P-{:03}", (n + 1) * 10))),
            (product::PRICE, Value::Money(book.money(price))),
            (product::UNIT, Value::text(words.unit)),
        ];
        book.add(Kind::PRODUCT, book.id("product", n), created, fields);
    }
}
