//! Words of scores and their reasons.

super::words! {
    score = "Score", "评分";
}
