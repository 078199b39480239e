//! How long it takes.

use super::*;

#[test]
#[ignore = "a measurement; run it with --release"]
fn training_on_nine_thousand_closed_deals_takes_less_than_50_ms() {
    let mut business = Business::new();
    business.drawn_many(9_500, 1.0);
    let closed = business.train().report().outcomes.closed();
    assert!(closed >= 9_000, "{closed}");
    let quickest = |work: &dyn Fn()| {
        let times = (0..5).map(|_| {
            let start = std::time::Instant::now();
            work();
            start.elapsed()
        });
        times.min().unwrap()
    };
    let training = quickest(&|| drop(business.train()));
    let scorer = business.train();
    let scoring = quickest(&|| drop(scorer.score_open(&business.workspace, Instant(NOW))));
    let open = business.open();
    let one = quickest(&|| drop(scorer.explain(&business.workspace, open[0], Instant(NOW))));
    assert!(
        training.as_millis() < 50 && scoring.as_millis() < 5 && one.as_micros() < 500,
        "training {training:?}, scoring {} open deals {scoring:?}, one {one:?}",
        open.len()
    );
}
