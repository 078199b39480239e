//! The wins can be learned.

use super::*;

/// A closed deal as a scorer sees it.
struct Row {
    features: Vec<String>,
    won: bool,
}

fn rows(records: &Records) -> Vec<Row> {
    let won_stage = stages()
        .iter()
        .find(|s| s.outcome == Outcome::Won)
        .unwrap()
        .id;
    let mut touches: BTreeMap<RecordId, usize> = BTreeMap::new();
    for (_, activity) in of(records, Kind::ACTIVITY) {
        *touches
            .entry(target(activity, activity::DEAL).unwrap())
            .or_default() += 1;
    }
    of(records, Kind::DEAL)
        .filter(|(_, deal)| deal.value(deal::CLOSED_ON).is_some())
        .map(|(id, deal)| {
            let company = target(deal, deal::COMPANY).unwrap();
            let company = &records[&(Kind::COMPANY, company)];
            let amount = deal
                .value(deal::AMOUNT)
                .unwrap()
                .as_money()
                .unwrap()
                .units();
            let heads = company
                .value(company::EMPLOYEES)
                .unwrap()
                .as_number()
                .unwrap();
            let size = (amount / heads / 150.0).log2().round().clamp(-3.0, 3.0);
            Row {
                features: vec![
                    text(deal, deal::SOURCE),
                    text(company, company::INDUSTRY),
                    target(deal, deal::OWNER).unwrap().to_string(),
                    touches.get(&id).copied().unwrap_or(0).to_string(),
                    size.to_string(),
                ],
                won: target(deal, deal::STAGE) == Some(won_stage),
            }
        })
        .collect()
}

/// Naive Bayes with one pseudo-count, learned from `known`: the log odds of each of `asked`.
fn log_odds(known: &[&Row], asked: &[&Row]) -> Vec<f64> {
    let count = |won: bool, test: &dyn Fn(&Row) -> bool| {
        let hits = known.iter().filter(|row| row.won == won && test(row));
        hits.count() as f64 + 1.0
    };
    asked
        .iter()
        .map(|row| {
            let all = |_: &Row| true;
            let prior = (count(true, &all) / count(false, &all)).ln();
            let parts = row.features.iter().enumerate().map(|(i, seen)| {
                let same = |other: &Row| other.features[i] == *seen;
                let won = count(true, &same) / count(true, &all);
                (won / (count(false, &same) / count(false, &all))).ln()
            });
            prior + parts.sum::<f64>()
        })
        .collect()
}

#[test]
fn the_wins_follow_a_pattern_that_can_be_learned() {
    for (_, records) in both() {
        let rows = rows(records);
        assert_eq!(rows.len(), DEALS - OPEN_DEALS);
        let rate = |rows: &mut dyn Iterator<Item = &Row>| {
            let (mut won, mut all) = (0.0, 0.0);
            for row in rows {
                won += f64::from(u8::from(row.won));
                all += 1.0;
            }
            assert!(all > 8.0);
            won / all
        };
        let overall = rate(&mut rows.iter());
        assert!((0.3..0.6).contains(&overall), "{overall}");
        let by = |source: &str| rate(&mut rows.iter().filter(|r| r.features[0] == source));
        assert!(by("Word of Mouth") > by("Cold Call") + 0.2);
        assert!(by("Existing Customer") > by("Email") + 0.15);

        // Every third deal is held out.
        let (mut known, mut held) = (Vec::new(), Vec::new());
        for (i, row) in rows.iter().enumerate() {
            if i % 3 == 0 {
                held.push(row);
            } else {
                known.push(row);
            }
        }
        let odds = log_odds(&known, &held);
        let (mut right, mut pairs) = (0.0, 0.0);
        for (a, x) in held.iter().zip(&odds) {
            for (b, y) in held.iter().zip(&odds) {
                if a.won && !b.won {
                    pairs += 1.0;
                    right += if x > y {
                        1.0
                    } else {
                        f64::from(u8::from(x == y)) / 2.0
                    };
                }
            }
        }
        let auc = right / pairs;
        assert!(auc > 0.65 && auc < 0.97, "{auc}");
    }
}
