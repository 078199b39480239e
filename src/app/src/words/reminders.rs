//! Words of reminders and of quick choices of days.

super::words! {
    reminders = "Reminders", "提醒";
    due_on(day: record::Date) = "Due {day}", "{day} 到期";
    snooze = "Snooze", "稍后提醒";
    ten_minutes = "In 10 minutes", "10 分钟后";
    one_hour = "In 1 hour", "1 小时后";
    tomorrow_at(time: &str) = "Tomorrow, {time}", "明天 {time}";
    next_monday_at(time: &str) = "Next Monday, {time}", "下周一 {time}";
    snoozed(name: &str) = "“{name}” comes back later", "稍后会再次提醒“{name}”";
    more(n: usize) = [n] "{n} more reminder" | "{n} more reminders", "还有 {n} 条提醒";
    dismiss(name: &str) = "Dismiss the reminder of {name}", "关闭“{name}”的提醒";
    quick_days = "Quick choice of a day", "快速选择日期";
    quick_times = "Quick choice of a time", "快速选择时间";
    today = "Today", "今天";
    tomorrow = "Tomorrow", "明天";
    next_monday = "Next Monday", "下周一";
    in_a_week = "In a week", "一周后";
}
