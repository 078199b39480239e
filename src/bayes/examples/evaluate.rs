//! Measures the classifier on public data sets that are not part of this repository.
//!
//! ```text
//! cargo run --release -p bayes --example evaluate -- <folder>
//! ```
//!
//! The folder holds `telco-churn/wa_churn.csv`, `online-shoppers/online_shoppers_intention.csv`,
//! `bank-marketing/bank-full.csv`, `spambase/spambase.dat` and `crm-sales/sales_pipeline.csv` with
//! `accounts.csv`, `products.csv` and `sales_teams.csv`; a set that is not there is skipped. Row i
//! is measured on if `(i * 2654435761 mod 2^32) / 2^32 < 0.3`; the bank's and the sales' rows are
//! also split by time.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use bayes::{
    Column, Evaluation, Feature, MISSING_CODE, MixedNb, Options, Scorer, Split, TIME_TRAIN_SHARE,
    Table, check_leaks, constant_log_loss, judge, split_by_time,
};

type Outcome<T> = Result<T, Box<dyn Error>>;
type Load = fn(&Path) -> Outcome<Set>;

/// A sheet of text cells with named columns.
struct Sheet {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

struct Set {
    features: Vec<Feature>,
    table: Table,
    outcomes: Vec<bool>,
    /// When each row happened, if known.
    times: Option<Vec<i64>>,
}

fn main() -> Outcome<()> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("Give the folder of the data sets.")?;
    let folder = Path::new(&folder);
    println!(
        "{:<28} {:>6} {:>6}  {:<17} {:>8} {:>8} {:>6} {:>6} {:>6}  verdict",
        "set", "train", "test", "AUC", "log-loss", "base", "ECE", "right", "major."
    );
    let sets: [(&str, Load); 6] = [
        ("telco", telco),
        ("shoppers", shoppers),
        ("bank", |folder| bank(folder, &["ID", "duration"])),
        ("bank with duration", |folder| bank(folder, &["ID"])),
        ("spambase", spambase),
        ("crm-sales", sales),
    ];
    for (name, load) in sets {
        match load(folder) {
            Ok(set) => measure(name, &set)?,
            Err(error) => println!("{name:<28} skipped: {error}"),
        }
    }
    speed()
}

fn measure(name: &str, set: &Set) -> Outcome<()> {
    let logarithms: Vec<Feature> = set
        .features
        .iter()
        .map(|feature| {
            if feature.kind.is_number() {
                Feature::log_numeric(&feature.name)
            } else {
                feature.clone()
            }
        })
        .collect();
    report(name, &set.features, set, &by_row(set.table.rows()))?;
    report(
        &format!("{name}, logarithms"),
        &logarithms,
        set,
        &by_row(set.table.rows()),
    )?;
    if let Some(times) = &set.times {
        let split = split_by_time(times, TIME_TRAIN_SHARE);
        report(&format!("{name}, by time"), &set.features, set, &split)?;
    }
    Ok(())
}

fn report(name: &str, features: &[Feature], set: &Set, split: &Split) -> Outcome<()> {
    let classes = vec!["no".into(), "yes".into()];
    let outcomes = |rows: &[usize]| -> Vec<bool> {
        rows.iter()
            .filter_map(|row| set.outcomes.get(*row).copied())
            .collect()
    };
    let (train, test) = (outcomes(&split.train), outcomes(&split.test));
    let labels: Vec<usize> = train.iter().map(|outcome| usize::from(*outcome)).collect();
    let mut learner = MixedNb::new(features.to_vec(), classes, Options::default())?;
    learner.learn_table(&set.table.select(&split.train), &labels, None)?;
    let scorer = learner.model()?.scorer(1)?;
    let unseen = set.table.select(&split.test);
    let found = Evaluation::of_scores(&scorer.scores(&unseen)?, &test)?;
    let positives = train.iter().filter(|outcome| **outcome).count();
    let base = constant_log_loss(positives as f64 / train.len() as f64, &test)?;
    let closed = train.len() + test.len();
    let area = found.auc.map_or("-".into(), |auc| {
        format!("{:.3} {:.3}..{:.3}", auc.value, auc.low, auc.high)
    });
    println!(
        "{name:<28} {:>6} {:>6}  {area:<17} {:>8.3} {base:>8.3} {:>6.3} {:>6.3} {:>6.3}  {:?}",
        train.len(),
        test.len(),
        found.log_loss,
        found.ece,
        found.accuracy,
        found.majority_accuracy,
        judge(closed, positives + found.positives, &found, base),
    );
    for leak in check_leaks(&scorer, &unseen, &test, None)? {
        let feature = features
            .get(leak.feature)
            .map_or("?", |feature| feature.name.as_str());
        println!("    leak: {feature} {:?}", leak.cause);
    }
    if let Some((feature, area)) = strongest(&scorer, &unseen, &test)? {
        println!("    strongest alone: {feature} {area:.3}");
    }
    Ok(())
}

fn strongest(scorer: &Scorer, table: &Table, outcomes: &[bool]) -> Outcome<Option<(String, f64)>> {
    let mut best = None;
    for (index, feature) in scorer.features().iter().enumerate() {
        let area = bayes::auc(&scorer.feature_scores(index, table)?, outcomes)?;
        let area = area.map_or(0.5, |auc| auc.value);
        if best.as_ref().is_none_or(|(_, most)| area > *most) {
            best = Some((feature.name.clone(), area));
        }
    }
    Ok(best)
}

/// How long it takes to score 100,000 rows of 16 features, and to learn as many.
fn speed() -> Outcome<()> {
    let rows = 100_000u64;
    let noise = |row: u64, column: u64| (row * 31 + column * 17).wrapping_mul(0x9e37_79b9) % 1_000;
    let columns = (0..16)
        .map(|column| {
            if column % 2 == 0 {
                Column::Numbers(
                    (0..rows)
                        .map(|row| noise(row, column) as f64 / 7.0)
                        .collect(),
                )
            } else {
                Column::Codes(
                    (0..rows)
                        .map(|row| (noise(row, column) % 12) as u32)
                        .collect(),
                )
            }
        })
        .collect();
    let features = (0..16)
        .map(|column| {
            if column % 2 == 0 {
                Feature::numeric("number")
            } else {
                Feature::categorical("category")
            }
        })
        .collect();
    let table = Table::new(columns)?;
    let labels: Vec<usize> = (0..rows)
        .map(|row| usize::from(noise(row, 99) < 300))
        .collect();
    let mut learner = MixedNb::new(
        features,
        vec!["no".into(), "yes".into()],
        Options::default(),
    )?;
    let start = Instant::now();
    learner.learn_table(&table, &labels, None)?;
    println!(
        "learned 100,000 rows of 16 features in {:?}",
        start.elapsed()
    );
    let start = Instant::now();
    let scorer = learner.model()?.scorer(1)?;
    println!("parameters and scorer in {:?}", start.elapsed());
    let start = Instant::now();
    let scores = scorer.scores(&table)?;
    println!("scored 100,000 rows in {:?}", start.elapsed());
    let some: Vec<_> = (0..1_000).map(|row| table.row(row)).collect();
    let start = Instant::now();
    let sum: f64 = some
        .iter()
        .flat_map(|row| scorer.explain(row))
        .map(|why| why.score)
        .sum();
    println!("explained one in {:?}", start.elapsed() / 1_000);
    let start = Instant::now();
    for row in &some {
        learner.learn(row, 1)?;
        learner.unlearn(row, 1)?;
    }
    println!("learned and unlearned one in {:?}", start.elapsed() / 1_000);
    let total: f64 = scores.iter().take(1_000).sum();
    println!(
        "(row by row and by column the scores differ by {:e})",
        (sum - total).abs()
    );
    Ok(())
}

fn by_row(rows: usize) -> Split {
    let mut split = Split::default();
    for row in 0..rows {
        let mixed = (row as u64).wrapping_mul(2_654_435_761) % (1 << 32);
        let part = if (mixed as f64) < 0.3 * 4_294_967_296.0 {
            &mut split.test
        } else {
            &mut split.train
        };
        part.push(row);
    }
    split
}

fn telco(folder: &Path) -> Outcome<Set> {
    let sheet = Sheet::read(&folder.join("telco-churn/wa_churn.csv"), true)?;
    sheet.set("churn", |cell| cell == "Yes", &["rownames"])
}

fn shoppers(folder: &Path) -> Outcome<Set> {
    let sheet = Sheet::read(
        &folder.join("online-shoppers/online_shoppers_intention.csv"),
        true,
    )?;
    sheet.set("Revenue", |cell| cell == "1" || cell == "TRUE", &[])
}

fn bank(folder: &Path, dropped: &[&str]) -> Outcome<Set> {
    let sheet = Sheet::read(&folder.join("bank-marketing/bank-full.csv"), true)?;
    let mut set = sheet.set("y", |cell| cell == "yes", dropped)?;
    // The rows are in order of time.
    set.times = Some((0..set.outcomes.len() as i64).collect());
    Ok(set)
}

fn spambase(folder: &Path) -> Outcome<Set> {
    let sheet = Sheet::read(&folder.join("spambase/spambase.dat"), false)?;
    let last = sheet.names.last().cloned().unwrap_or_default();
    sheet.set(&last, |cell| cell == "1", &[])
}

fn sales(folder: &Path) -> Outcome<Set> {
    let folder = folder.join("crm-sales");
    let mut deals = Sheet::read(&folder.join("sales_pipeline.csv"), true)?;
    for (file, key) in [
        ("accounts.csv", "account"),
        ("products.csv", "product"),
        ("sales_teams.csv", "sales_agent"),
    ] {
        deals.join(&Sheet::read(&folder.join(file), true)?, key)?;
    }
    let stage = deals.column("deal_stage")?;
    deals.rows.retain(|row| {
        row.get(stage)
            .is_some_and(|cell| cell == "Won" || cell == "Lost")
    });
    // Day-month-year with two digits each.
    let engaged = deals.column("engage_date")?;
    let day = |row: &Vec<String>| {
        let cell = row.get(engaged)?;
        let mut parts = cell.split('-').map(|part| part.parse::<i64>().ok());
        let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
        Some((year * 12 + month) * 31 + day)
    };
    let times = deals.rows.iter().map(|row| day(row).unwrap_or(0)).collect();
    let known_later = [
        "opportunity_id",
        "close_date",
        "close_value",
        "close_quarter",
        "engage_date",
        "engage_quarter",
    ];
    let mut set = deals.set("deal_stage", |cell| cell == "Won", &known_later)?;
    set.times = Some(times);
    Ok(set)
}

impl Sheet {
    fn read(path: &Path, header: bool) -> Outcome<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let mut lines = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(cells);
        let first = lines.next().ok_or("the file is empty")?;
        let mut rows = Vec::new();
        let names = if header {
            first
        } else {
            let names = (0..first.len())
                .map(|column| format!("column {column}"))
                .collect();
            rows.push(first);
            names
        };
        rows.extend(lines);
        match rows.iter().find(|row| row.len() != names.len()) {
            Some(row) => Err(format!("a row has {} cells, not {}", row.len(), names.len()).into()),
            None => Ok(Self { names, rows }),
        }
    }

    fn column(&self, name: &str) -> Outcome<usize> {
        let found = self.names.iter().position(|column| column == name);
        found.ok_or_else(|| format!("there is no column “{name}”").into())
    }

    /// Appends the other sheet's columns to the rows with the same key; blanks count for nothing.
    fn join(&mut self, other: &Self, key: &str) -> Outcome<()> {
        let squeeze = |cell: &str| cell.replace(' ', "");
        let (own, theirs) = (self.column(key)?, other.column(key)?);
        let by_key: HashMap<String, &Vec<String>> = other
            .rows
            .iter()
            .filter_map(|row| Some((squeeze(row.get(theirs)?), row)))
            .collect();
        for (index, name) in other
            .names
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != theirs)
        {
            self.names.push(name.clone());
            for row in &mut self.rows {
                let found = row.get(own).and_then(|cell| by_key.get(&squeeze(cell)));
                let cell = found
                    .and_then(|found| found.get(index))
                    .cloned()
                    .unwrap_or_default();
                row.push(cell);
            }
        }
        Ok(())
    }

    /// A column whose every filled cell is a number is numeric, any other categorical.
    fn set(&self, target: &str, positive: fn(&str) -> bool, dropped: &[&str]) -> Outcome<Set> {
        let target = self.column(target)?;
        let (mut features, mut columns) = (Vec::new(), Vec::new());
        for (index, name) in self.names.iter().enumerate() {
            if index == target || dropped.contains(&name.as_str()) {
                continue;
            }
            let cells: Vec<&str> = self
                .rows
                .iter()
                .map(|row| row.get(index).map_or("", String::as_str))
                .collect();
            let filled = cells.iter().filter(|cell| !is_empty(cell));
            if filled.clone().all(|cell| cell.parse::<f64>().is_ok()) {
                features.push(Feature::numeric(name));
                let number = |cell: &&str| cell.parse().unwrap_or(f64::NAN);
                columns.push(Column::Numbers(cells.iter().map(number).collect()));
            } else {
                features.push(Feature::categorical(name));
                let mut codes = HashMap::new();
                let code = |cell: &&str| {
                    if is_empty(cell) {
                        return MISSING_CODE;
                    }
                    let next = codes.len() as u32;
                    *codes.entry((*cell).to_owned()).or_insert(next)
                };
                columns.push(Column::Codes(cells.iter().map(code).collect()));
            }
        }
        let outcomes = self
            .rows
            .iter()
            .map(|row| row.get(target).is_some_and(|cell| positive(cell)))
            .collect();
        Ok(Set {
            features,
            table: Table::new(columns)?,
            outcomes,
            times: None,
        })
    }
}

fn is_empty(cell: &str) -> bool {
    cell.is_empty() || cell == "NA"
}

/// The cells of a line; quotation marks keep commas together.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(other);
                }
            }
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
