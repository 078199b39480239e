//! How long it takes to read and plan 100,000 contacts of 12 columns.
//!
//! `cargo run --release -p interchange --example speed`
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::time::Instant;

use interchange::csv::CsvFile;
use interchange::headers::propose_mapping;
use interchange::plan::{Decisions, Input, NothingKnown, Phase, Planner};
use record::{Currency, RecordId, Schema};

fn main() {
    let mut text = String::from(
        "Id,First name,Last name,Email,Phone,Company,Job title,City,Country,Created,Tags,Notes\n",
    );
    for i in 0..100_000 {
        writeln!(
            text,
            "{i},Ann{i},Lee,ann{i}@example{}.org,+49 30 {:07},Company {},Head of things,Berlin,Germany,2025-01-{:02} 10:00:00,\"vip, new\",\"A note, with a comma\"",
            i % 5_000,
            i,
            i % 5_000,
            i % 28 + 1
        )
        .unwrap();
    }
    println!("{} MB", text.len() >> 20);
    let started = Instant::now();
    let file = CsvFile::read("contacts.csv", text.into_bytes(), |label, bytes| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    })
    .unwrap();
    println!("decode and find the form: {:?}", started.elapsed());
    let started = Instant::now();
    let (mut rows, mut cells) = (file.rows(), 0usize);
    while let Some(row) = rows.next_row() {
        cells += row
            .iter()
            .map(|c| usize::from(!c.is_empty()))
            .sum::<usize>();
    }
    println!("split into {cells} cells: {:?}", started.elapsed());
    let schema = Schema::standard();
    let mapping = propose_mapping(file.header(), &file.sample(200), file.name(), &schema);
    let import = RecordId::natural(["speed"]);
    let decisions = Decisions::new(record::Instant(0), import, Currency::EUR);
    let input = Input {
        file: &file,
        mapping: &mapping,
    };
    let mut planner = Planner::new(vec![input], &decisions, &schema, &NothingKnown);
    let (mut writes, mut longest) = (0, std::time::Duration::ZERO);
    let started = Instant::now();
    let mut phase = (Phase::Scan, Instant::now());
    loop {
        let slice = Instant::now();
        let step = planner.step(2_000);
        longest = longest.max(slice.elapsed());
        writes += step.writes.len();
        if step.phase != phase.0 {
            println!("  {:?}: {:?}", phase.0, phase.1.elapsed());
            phase = (step.phase, Instant::now());
        }
        if step.phase == Phase::Done {
            break;
        }
    }
    println!(
        "plan with {writes} writes: {:?}, longest slice {longest:?}",
        started.elapsed()
    );
    println!("{:?}", planner.report().counts);
}
