//! Words of logging what happened.

super::words! {
    log_a_call = "Log a call", "记录通话";
    log_a_meeting = "Log a meeting", "记录会议";
    log_an_email = "Log an email", "记录邮件";
    log_a_note = "Write a note", "写备注";
    log_activity = "Log activity", "记录活动";
    title(what: &str, name: &str) = "{what}: {name}", "{what}：{name}";
    title_many(what: &str, n: usize) = [n] "{what} on {n} record" | "{what} on {n} records", "为 {n} 条记录添加{what}";
    log_named(what: &str) = "Log {what}", "记录{what}";
    logged(what: &str) = "{what} logged", "已记录{what}";
    logged_on(what: &str, n: usize) = [n] "{what} logged on {n} record" | "{what} logged on {n} records", "已为 {n} 条记录添加{what}";
    kind_of = "What it was", "类型";
    outcome = "Outcome", "结果";
    outcome_hint = "Reached, left a message, no answer…", "已接通、已留言、无人接听……";
    follow_up = "Follow-up task", "后续任务";
    follow_up_unnamed = "Say what comes next, or take the day away.", "请填写下一步做什么，或清除日期。";
    too_many(most: usize) =
        "That is more than {most} records at once. Select fewer.",
        "一次最多为 {most} 条记录添加，请减少所选记录。";
    follow_up_hint = "What comes next", "下一步做什么";
}
