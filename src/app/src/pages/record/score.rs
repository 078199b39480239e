//! How likely an open deal is to be won, and why: every part of the score with its weight.

use bayes::{Grade, Verdict};
use leptos::prelude::*;
use record::{Kind, RecordId};
use workflow::stage::Outcome;
use workspace::scoring::{Contribution, Evidence, Explanation, MIN_OUTCOMES, Standing};

use crate::parts::{Badge, Tone};
use crate::platform::intl;
use crate::state::scoring::{Learned, use_scoring};
use crate::state::{State, use_state};
use crate::words::{language, locale, scoring as words};

/// The box "Score"; nothing on a deal that is closed.
#[component]
pub(super) fn Score(
    /// The deal.
    deal: RecordId,
) -> impl IntoView {
    let state = use_state();
    let scoring = use_scoring();
    let is_open = Memo::new(move |_| {
        state.track_record(Kind::DEAL, deal);
        state.track_kind(Kind::STAGE);
        let stage = state.with(|ws| ws.stage_of(deal));
        stage.is_none_or(|stage| stage.outcome == Outcome::Open)
    });
    let why = Memo::new(move |_| is_open.get().then(|| scoring.explain(deal)).flatten());
    let content = move || match scoring.learned() {
        Learned::Pending => said(words::pending().to_owned()),
        Learned::Failed(reason) => said(words::failed(&reason)),
        Learned::NotEnough(outcomes) => {
            said(words::not_enough(outcomes.won, outcomes.lost, MIN_OUTCOMES))
        }
        Learned::Ready(scorer) => {
            // The reasons are written once; another language writes them anew.
            let _ = language();
            let verdict = scorer.report().verdict;
            match why.get() {
                Some(why) => view! { <Explained why=why verdict=verdict /> }.into_any(),
                None => said(words::no_score().to_owned()),
            }
        }
    };
    let view = move || {
        is_open.get().then(|| {
            view! {
                <section class="score" aria-labelledby="score-heading">
                    <h2 class="record-section-title" id="score-heading">
                        {words::score}
                    </h2>
                    {move || content()}
                </section>
            }
        })
    };
    view! { {move || view()} }
}

fn said(sentence: String) -> AnyView {
    view! { <p class="score-note">{sentence}</p> }.into_any()
}

#[component]
fn Explained(why: Explanation, verdict: Verdict) -> impl IntoView {
    let state = use_state();
    let Explanation {
        score,
        prior,
        contributions,
    } = why;
    let largest = contributions
        .iter()
        .map(|part| part.llr.abs())
        .fold(prior.abs(), f64::max);
    let mut parts: Vec<Contribution> = contributions;
    record::order::sort_by(&mut parts, |a, b| b.llr.abs().total_cmp(&a.llr.abs()));
    let (silent, speaking): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.llr == 0.0);
    let silent: Vec<(String, String)> = silent
        .into_iter()
        .map(|part| {
            let name = words::source(state, part.source);
            (name, silence(&part).to_owned())
        })
        .collect();
    let grade = grade_name(score.grade);
    let caution = match verdict {
        Verdict::NotEnough { closed, needed } => Some(words::not_judged(closed, needed)),
        Verdict::NoBetterThanGuessing => Some(words::no_better().to_owned()),
        Verdict::OrderOnly => Some(words::order_only().to_owned()),
        Verdict::Useful => None,
    };
    let tone = match score.grade {
        Grade::A => Tone::Green,
        Grade::B => Tone::Teal,
        Grade::C => Tone::Amber,
        Grade::D => Tone::Red,
    };
    let percent = move || intl::percent(locale(), score.probability);
    let weights: Vec<f64> = speaking.iter().map(|part| part.llr).collect();
    let shown = hundredths(prior, &weights, score.score);
    let rows = speaking
        .into_iter()
        .zip(shown.weights)
        .map(|(part, shown)| {
            let width = share(part.llr, largest);
            let name = words::source(state, part.source);
            let value = value_text(state, &part);
            let evidence = evidence_text(part.evidence);
            view! { <Bar name=name value=value detail=evidence shown=shown width=width /> }
        })
        .collect_view();
    view! {
        <div class="score-head">
            <span class="score-percent">{move || percent()}</span>
            <Badge label=words::grade(grade) tone=tone />
            <span class="score-hint">{words::likely_to_win}</span>
        </div>
        {caution.map(|text| view! { <p class="score-caution">{text}</p> })}
        <table class="score-table">
            <caption class="visually-hidden">{words::reasons_caption}</caption>
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{words::reason}</th>
                    <th scope="col">{words::for_or_against}</th>
                    <th scope="col">{words::weight}</th>
                </tr>
            </thead>
            <tbody>
                <Bar
                    name=words::prior().to_owned()
                    value=String::new()
                    detail=words::prior_hint().to_owned()
                    shown=shown.prior
                    width=share(prior, largest)
                />
                {rows}
            </tbody>
            <tfoot>
                <tr>
                    <th scope="row">{words::sum}</th>
                    <td>{move || words::sum_is(&intl::percent(locale(), score.probability))}</td>
                    <td class="score-number">{move || signed(shown.sum)}</td>
                </tr>
            </tfoot>
        </table>
        {(!silent.is_empty())
            .then(|| {
                let items = silent
                    .into_iter()
                    .map(|(name, why)| view! { <li>{name} " · " {why}</li> })
                    .collect_view();
                view! {
                    <details class="score-silent">
                        <summary>{words::says_nothing}</summary>
                        <ul>{items}</ul>
                    </details>
                }
            })}
        <p class="score-hint">{words::how_to_read}</p>
    }
}

/// One part of the score: a bar to the right speaks for winning, one to the left against it.
#[component]
fn Bar(name: String, value: String, detail: String, shown: i64, width: f64) -> impl IntoView {
    let is_for = shown > 0;
    let has_value = !value.is_empty();
    let title = detail.clone();
    view! {
        <tr title=title>
            <th scope="row">
                <span class="score-name">{name}</span>
                {has_value.then(|| view! { <span class="score-value">{value}</span> })}
                <span class="visually-hidden">{detail}</span>
            </th>
            <td class="score-bar-cell">
                <span class="visually-hidden">
                    {move || if is_for { words::speaks_for() } else { words::speaks_against() }}
                </span>
                <span class="score-track" aria-hidden="true">
                    <span
                        class=if is_for { "score-bar score-for" } else { "score-bar score-against" }
                        style:width=format!("{:.1}%", width * 50.0)
                    ></span>
                </span>
            </td>
            <td class="score-number">{move || signed(shown)}</td>
        </tr>
    }
}

/// The length of a bar as a share of the longest, 0 to 1.
fn share(llr: f64, largest: f64) -> f64 {
    if largest > 0.0 && llr.is_finite() {
        (llr.abs() / largest).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Weights in hundredths, as they are written.
struct Hundredths {
    prior: i64,
    weights: Vec<i64>,
    sum: i64,
}

/// The parts of a score rounded to hundredths so that they add up to the rounded sum: those are
/// rounded up that lose most by rounding down (the method of largest remainders).
fn hundredths(prior: f64, weights: &[f64], sum: f64) -> Hundredths {
    let exact: Vec<f64> = std::iter::once(prior)
        .chain(weights.iter().copied())
        .map(|weight| weight * 100.0)
        .collect();
    let sum = (sum * 100.0).round() as i64;
    let mut whole: Vec<i64> = exact.iter().map(|weight| weight.floor() as i64).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    record::order::sort_by(&mut order, |a, b| {
        let lost = |at: &usize| exact[*at] - exact[*at].floor();
        lost(b).total_cmp(&lost(a))
    });
    let missing = sum.saturating_sub(whole.iter().sum());
    for at in order
        .into_iter()
        .take(usize::try_from(missing).unwrap_or(0))
    {
        whole[at] += 1;
    }
    let weights = whole.split_off(1);
    Hundredths {
        prior: whole.first().copied().unwrap_or_default(),
        weights,
        sum,
    }
}

/// A weight in hundredths with its sign: "+0.42", "−1.30".
fn signed(weight: i64) -> String {
    let sign = if weight < 0 { '−' } else { '+' };
    let (whole, rest) = (weight.unsigned_abs() / 100, weight.unsigned_abs() % 100);
    let decimal = intl::signs(locale()).decimal;
    format!("{sign}{whole}{decimal}{rest:02}")
}

fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
        Grade::D => "D",
    }
}

/// The deal's value in words.
fn value_text(state: State, part: &Contribution) -> String {
    let Some(value) = &part.value else {
        return String::new();
    };
    words::source_value(state, part.source, value)
}

/// Why a part says nothing.
fn silence(part: &Contribution) -> &'static str {
    match part.standing {
        Standing::Empty => words::silent_empty(),
        Standing::Unseen => words::silent_unseen(),
        Standing::OtherCurrency => words::silent_currency(),
        Standing::Known => words::silent_known(),
    }
}

/// What a part rests on.
fn evidence_text(evidence: Evidence) -> String {
    let number = |n: f64| intl::number(locale(), n, 1);
    match evidence {
        Evidence::None => String::new(),
        Evidence::Same(outcomes) => words::evidence_same(outcomes.won, outcomes.lost),
        Evidence::Range { from, to, outcomes } => {
            let (won, lost) = (outcomes.won, outcomes.lost);
            match (from, to) {
                (Some(from), Some(to)) => {
                    words::evidence_between(&number(from), &number(to), won, lost)
                }
                (Some(from), None) => words::evidence_from(&number(from), won, lost),
                (None, Some(to)) => words::evidence_below(&number(to), won, lost),
                (None, None) => words::evidence_same(won, lost),
            }
        }
        Evidence::Typical { won, lost } => words::evidence_typical(&number(won), &number(lost)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_longest_bar_is_full_and_none_is_longer() {
        assert_eq!(share(-2.0, 2.0), 1.0);
        assert_eq!(share(1.0, 2.0), 0.5);
        assert_eq!(share(3.0, 2.0), 1.0);
        assert_eq!(share(0.0, 0.0), 0.0);
        assert_eq!(share(f64::NAN, 2.0), 0.0);
    }

    #[test]
    fn a_weight_always_has_its_sign() {
        assert_eq!(signed(42), "+0.42");
        assert_eq!(signed(-130), "−1.30");
        assert_eq!(signed(0), "+0.00");
    }

    proptest! {
        #[test]
        fn the_written_parts_add_up_to_the_written_sum(
            prior in -3.0f64..3.0,
            weights in prop::collection::vec(-4.0f64..4.0, 0..12),
        ) {
            let sum = prior + weights.iter().sum::<f64>();
            let shown = hundredths(prior, &weights, sum);
            prop_assert_eq!(shown.prior + shown.weights.iter().sum::<i64>(), shown.sum);
            for (shown, exact) in shown.weights.iter().zip(&weights) {
                prop_assert!((*shown as f64 - exact * 100.0).abs() < 1.0 + 1e-6);
            }
        }
    }
}
