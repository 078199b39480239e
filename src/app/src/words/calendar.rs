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
    picked_up(name: &str) =
        "Picked up “{name}”. The arrow keys choose a day, Space puts it there, Escape leaves it where it was.",
        "已拿起“{name}”。用方向键选择日期，按空格键放下，按 Esc 键取消。";
    put_back = "It stays where it was.", "已取消，日期不变。";
    which_moves(day: &str) = "{day}: what is to be moved?", "{day}：要移动哪一项？";
    keyboard_help =
        "The arrow keys walk over the days, Enter opens what is there, Space picks it up to be put on another day.",
        "方向键切换日期，Enter 打开当日内容，空格键拿起一项以移到其他日期。";
    nothing = "Nothing on these days", "这段时间没有安排";
    nothing_text = "Entries with a date in this time appear here.", "日期在此范围内的记录会显示在这里。";
}
