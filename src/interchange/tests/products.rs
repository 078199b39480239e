//! Price lists: a product is known by its code, and by its name where it has none.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Store, import};
use record::Kind;
use record::schema::product;

const LIST: &str = "Product Name,SKU,Unit Price\n\
    T-shirt,TS-S,10\n\
    T-shirt,TS-M,12\n\
    Mug,,5\n\
    T-shirt,TS-S,10\n";

fn prices(store: &Store) -> Vec<[String; 3]> {
    let fields = [product::NAME, product::CODE, product::PRICE];
    let mut all: Vec<_> = store
        .of(Kind::PRODUCT)
        .into_iter()
        .map(|(_, found)| fields.map(|field| store.text(found, field)))
        .collect();
    all.sort();
    all
}

#[test]
fn sizes_of_one_name_with_codes_of_their_own_are_products_of_their_own() {
    let mut store = Store::with_pipeline();
    let report = import(&mut store, &[("products.csv", LIST)]);
    assert_eq!(report.count(Kind::PRODUCT).new, 3, "{report:?}");
    assert_eq!(report.count(Kind::PRODUCT).duplicates, 1);
    let row = |row: [&str; 3]| row.map(str::to_owned);
    let expected = [
        row(["Mug", "", "5.00 USD"]),
        row(["T-shirt", "TS-M", "12.00 USD"]),
        row(["T-shirt", "TS-S", "10.00 USD"]),
    ];
    assert_eq!(prices(&store), expected);

    // Next year's list: the code says which one it is, whatever it is called now; a code for one
    // that had none.
    let next = "Product Name,SKU,Unit Price\nTee,TS-M,13\nMug,MUG-1,6\n";
    let report = import(&mut store, &[("products.csv", next)]);
    assert_eq!(report.count(Kind::PRODUCT).new, 0, "{report:?}");
    let expected = [
        row(["Mug", "MUG-1", "6.00 USD"]),
        row(["T-shirt", "TS-S", "10.00 USD"]),
        row(["Tee", "TS-M", "13.00 USD"]),
    ];
    assert_eq!(prices(&store), expected);
}
