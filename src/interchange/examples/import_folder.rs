//! Imports all CSV files of the folder that the environment variable `RAPPORT_DATA` names into an
//! empty workspace, and prints what the dry run says.
//!
//! `RAPPORT_DATA=path cargo run -p interchange --example import_folder`
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::time::Instant;

use common::{Drop, Store};
use interchange::plan::Lookup;
use record::schema::{company, deal};
use record::{Kind, Value};

fn main() {
    let Ok(folder) = std::env::var("RAPPORT_DATA") else {
        println!("Skipped: RAPPORT_DATA is not set; it names a folder with CSV files to import.");
        return;
    };
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.to_owned();
            name.ends_with(".csv")
                .then(|| (name, std::fs::read(&path).unwrap()))
        })
        .collect();
    files.sort();
    let mut store = Store::with_pipeline();
    let named: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(n, b)| (n.as_str(), b.as_slice()))
        .collect();
    let files = Drop::new(&store.schema, &named);
    for (file, mapping) in files.files.iter().zip(&files.mappings) {
        println!("{} ({:?}, {})", file.name(), mapping.source, mapping.system);
        for column in &mapping.columns {
            println!(
                "  {:20} {:3} {:?}",
                column.header, column.confidence, column.target
            );
        }
    }
    let started = Instant::now();
    let (report, writes) = files.plan(&store);
    let took = started.elapsed();
    store.apply(&writes);
    println!("{} writes in {took:?}", writes.len());
    for count in &report.counts {
        println!(
            "  {:?} {count:?}",
            store.schema.kind(count.kind).map(|k| k.key)
        );
    }
    println!(
        "rejected {} {:?}",
        report.rejected.len(),
        report.rejected.iter().take(5).collect::<Vec<_>>()
    );
    println!("questions {:?}", report.questions);
    println!(
        "warnings {} {:?}",
        report.warning_count,
        report.warnings.iter().take(5).collect::<Vec<_>>()
    );
    for choice in &report.new_choices {
        println!(
            "  new {} = {:?} x{} catalogue={} near {:?}",
            choice.label, choice.value, choice.count, choice.catalogue, choice.near
        );
    }
    println!("taken as {:?}", report.matched_choices);
    println!(
        "new fields {:?}",
        report
            .new_fields
            .iter()
            .map(|f| (&f.label, &f.ty))
            .collect::<Vec<_>>()
    );
    for s in &report.new_stages {
        println!(
            "  stage {:?} {:?} taken as {:?} x{}",
            s.stage, s.outcome, s.treat, s.count
        );
    }
    let mut sums: BTreeMap<String, (u32, i64)> = BTreeMap::new();
    for (_, fields) in store.of(Kind::DEAL) {
        let sum = sums.entry(store.text(fields, deal::STAGE)).or_default();
        sum.0 += 1;
        sum.1 += fields
            .get(&deal::AMOUNT)
            .and_then(Value::as_money)
            .map_or(0, |m| m.minor);
    }
    println!("deals by stage (count, cents): {sums:?}");
    let has = |kind, field| {
        store
            .of(kind)
            .iter()
            .filter(|(_, f)| f.contains_key(&field))
            .count()
    };
    println!(
        "companies with parent {}, deals with company {}, owner {}, opened {}, closed {}, options of product {}",
        has(Kind::COMPANY, company::PARENT),
        has(Kind::DEAL, deal::COMPANY),
        has(Kind::DEAL, deal::OWNER),
        has(Kind::DEAL, deal::OPENED_ON),
        has(Kind::DEAL, deal::CLOSED_ON),
        store
            .schema
            .field(Kind::DEAL, deal::PRODUCT)
            .unwrap()
            .options
            .len(),
    );
    if let Some(id) = store.by_source_id(Kind::DEAL, "generic:Z063OYW0") {
        for (field, value) in &store.records[&Kind::DEAL][&id] {
            println!("    {field:?} {value:?}");
        }
    }
    let again = Drop::new(&store.schema, &named);
    let started = Instant::now();
    let (report, writes) = again.plan(&store);
    println!(
        "again: {} writes in {:?}, {:?}",
        writes.len(),
        started.elapsed(),
        report.counts
    );
}
