//! Words of the calendar.

super::words! {
    calendar = "Calendar", "日历";
    as_calendar = "Calendar", "日历";
    today = "Today", "今天";
    month = "Month", "月";
    week = "Week", "周";
    days_shown = "Days shown", "显示范围";
    previous_month = "Previous month", "上个月";
    next_month = "Next month", "下个月";
    previous_week = "Previous week", "上一周";
    next_week = "Next week", "下一周";
    from_to(start: &str, end: &str) = "{start} – {end}", "{start} – {end}";
    meetings = "Meetings", "会议";
    meeting = "Meeting", "会议";
    more(n: usize) = "+{n} more", "还有 {n} 项";
    day_with(day: &str, n: usize) = [n] "{day}, {n} entry" | "{day}, {n} entries", "{day}，{n} 项";
    moved(name: &str, day: record::Date) = "“{name}” is on {day} now", "已将“{name}”移到 {day}";
    nothing = "Nothing on these days", "这段时间没有安排";
    nothing_text = "Entries with a date in this time appear here.", "日期在此范围内的记录会显示在这里。";
}
