//! Words of scores and their reasons.

use record::{Kind, Value};
use workspace::scoring::Source;

use super::schema;
use crate::platform::intl;
use crate::records::text;
use crate::state::State;

super::words! {
    score = "Score", "评分";
    calibration = "Score calibration", "评分校准";
    calibration_note(n: usize) = [n]
        "Measured on the newest closed deal, which was not learned from for this. The closer the two columns are, the more a percentage means what it says."
        | "Measured on the {n} newest closed deals, which were not learned from for this. The closer the two columns are, the more a percentage means what it says.",
        "以最近关闭的 {n} 个商机衡量，它们未用于这次学习。两根柱子越接近，百分比就越可信。";
    score_range(from: &str, to: &str) = "{from} to {to}", "{from} 至 {to}";
    was_said = "Average score", "平均评分";
    was_won = "Won", "实际赢单";
    pending = "The score is being worked out…", "正在计算评分……";
    failed(why: &str) =
        "The closed deals could not be learned from: {why} Your data is unchanged.",
        "无法从已关闭的商机中学习：{why} 您的数据没有变化。";
    not_enough(won: usize, lost: usize, needed: usize) =
        "Not enough closed deals yet: {won} won and {lost} lost. From {needed} of each on, open deals get a score with its reasons.",
        "已关闭的商机还不够：赢单 {won} 个，输单 {lost} 个。两者各达到 {needed} 个后，进行中的商机将获得评分和理由。";
    no_score = "This deal has no score.", "该商机没有评分。";
    not_judged(closed: usize, needed: usize) =
        "How good the scores are can't be told yet: {closed} deals are closed, it takes about {needed}.",
        "目前还无法判断评分的准确性：已关闭 {closed} 个商机，约需 {needed} 个。";
    no_better =
        "On your newest closed deals these scores were no better than guessing. Don't rely on them.",
        "在最近关闭的商机上，这些评分并不比猜测更准。请不要依赖它们。";
    order_only =
        "On your newest closed deals the order of the scores was of use, the percentages were not.",
        "在最近关闭的商机上，评分的高低顺序有参考价值，但百分比不准。";
    grade(letter: &str) = "Grade {letter}", "等级 {letter}";
    likely_to_win = "likely to be won", "赢单概率";
    reasons_caption = "What the score is made of", "评分的构成";
    reason = "Reason", "理由";
    for_or_against = "For or against winning", "有利或不利于赢单";
    weight = "Weight", "权重";
    speaks_for = "speaks for winning", "有利于赢单";
    speaks_against = "speaks against winning", "不利于赢单";
    prior = "All closed deals", "全部已关闭商机";
    prior_hint =
        "The share of won deals, before anything is known of this one",
        "在了解该商机之前的总体赢单比例";
    sum = "Sum", "合计";
    sum_is(percent: &str) = "= {percent}", "= {percent}";
    says_nothing = "Says nothing here", "对此没有影响";
    silent_empty = "empty", "未填写";
    silent_unseen = "no closed deal has this value", "没有已关闭的商机有此值";
    silent_currency = "in another currency than most closed deals", "与大多数已关闭商机的货币不同";
    silent_known = "makes no difference", "没有差别";
    evidence_same(won: usize, lost: usize) =
        "{won} won and {lost} lost deals have the same value",
        "相同值的商机中赢单 {won} 个，输单 {lost} 个";
    evidence_between(from: &str, to: &str, won: usize, lost: usize) =
        "{won} won and {lost} lost deals lie from {from} to {to}",
        "{from} 到 {to} 之间赢单 {won} 个，输单 {lost} 个";
    evidence_from(from: &str, won: usize, lost: usize) =
        "{won} won and {lost} lost deals lie at {from} or above",
        "{from} 及以上赢单 {won} 个，输单 {lost} 个";
    evidence_below(to: &str, won: usize, lost: usize) =
        "{won} won and {lost} lost deals lie below {to}",
        "低于 {to} 赢单 {won} 个，输单 {lost} 个";
    evidence_typical(won: &str, lost: &str) =
        "Typical is {won} for won deals and {lost} for lost ones",
        "赢单的典型值为 {won}，输单为 {lost}";
    how_to_read =
        "Bars to the right speak for winning, bars to the left against it. The weights add up to the score.",
        "向右的条形有利于赢单，向左的不利。各权重相加即为评分。";
    activities_so_far = "Activities so far", "目前活动数";
    contacts_of_deal = "Number of contacts", "联系人数";
    age_in_days = "Days open", "已开放天数";
    earlier_wins = "Deals won before with this company", "该公司此前赢单数";
    of_company(field: &str) = "Company: {field}", "公司：{field}";
}

/// The name of what a score looks at.
pub fn source(state: State, source: Source) -> String {
    let field = |kind, field| state.with(|ws| schema::field_of(ws.schema(), kind, field));
    match source {
        Source::Deal(id) => field(Kind::DEAL, id),
        Source::Company(id) => of_company(&field(Kind::COMPANY, id)),
        Source::Activities => activities_so_far().to_owned(),
        Source::Contacts => contacts_of_deal().to_owned(),
        Source::Age => age_in_days().to_owned(),
        Source::EarlierWins => earlier_wins().to_owned(),
    }
}

/// A value that a score looks at, as people read it.
pub fn source_value(state: State, source: Source, value: &Value) -> String {
    let def = match source {
        Source::Deal(id) => state.field(Kind::DEAL, id),
        Source::Company(id) => state.field(Kind::COMPANY, id),
        // Counts are whole numbers without a field of their own.
        Source::Activities | Source::Contacts | Source::Age | Source::EarlierWins => None,
    };
    match (def, value) {
        (Some(def), value) => text(state, &def, value),
        (None, Value::Int(n)) => intl::whole(super::locale(), *n),
        (None, _) => String::new(),
    }
}
