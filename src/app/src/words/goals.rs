//! Words of goals.

super::words! {
    title = "Goals", "目标";
    text =
        "What the team, or one member, wants to reach in a month, a quarter or a year.",
        "团队或某位成员在一个月、一个季度或一年内要达到的目标。";
    add = "Add goal", "添加目标";
    edit = "Edit goal", "编辑目标";
    none = "No goals yet", "还没有目标";
    none_text =
        "Set a goal, such as the amount to win this quarter, and follow it day by day.",
        "设定一个目标，例如本季度的赢单金额，并逐日跟踪进度。";
    everybody = "Everybody", "所有人";
    metric = "Metric", "指标";
    who = "Who", "负责人";
    period = "Period", "周期";
    when = "When", "时间";
    target = "Target", "目标值";
    target_wrong = "A target is above zero.", "目标值必须大于零。";
    reached_of(so_far: &str, wanted: &str) = "{so_far} of {wanted}", "{so_far} / {wanted}";
    reached = "Reached", "已达成";
    on_pace = "On pace", "进度正常";
    behind = "Behind pace", "进度落后";
    missed = "Missed", "未达成";
    ahead_lies = "Not begun", "尚未开始";
    pace_is(percent: &str) = "At an even pace it would be {percent} by today.", "按匀速推进，今天应达到 {percent}。";
    days_left(days: u32) = [days] "{days} day left" | "{days} days left", "剩余 {days} 天";
    current = "Now", "进行中";
    coming = "Coming", "即将开始";
    past = "Past", "已结束";
    name_of(counted: &str, whose: &str, span: &str) = "{counted}, {whose}, {span}", "{counted}，{whose}，{span}";
    without_rate(codes: &str) =
        "Without amounts in {codes}: there is no exchange rate.",
        "不含 {codes} 的金额：没有汇率。";
}
