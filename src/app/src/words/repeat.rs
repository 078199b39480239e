//! Words of recurrences.

super::words! {
    never = "Does not repeat", "不重复";
    how_often = "How often", "频率";
    daily = "Every day", "每天";
    weekly = "Every week", "每周";
    monthly = "Every month", "每月";
    yearly = "Every year", "每年";
    every_days(n: usize) = "Every {n} days", "每 {n} 天";
    every_weeks(n: usize) = "Every {n} weeks", "每 {n} 周";
    every_months(n: usize) = "Every {n} months", "每 {n} 个月";
    every_years(n: usize) = "Every {n} years", "每 {n} 年";
    unit_days = "Days", "天";
    unit_weeks = "Weeks", "周";
    unit_months = "Months", "个月";
    unit_years = "Years", "年";
    interval = "Every how many", "间隔";
    on_weekdays = "On", "星期";
    on_days(every: &str, days: &str) = "{every} on {days}", "{every}（{days}）";
    on_day(every: &str, n: u8) = "{every} on day {n}", "{every}（{n} 日）";
    on_last_day(every: &str) = "{every} on the last day", "{every}（最后一天）";
    on_nth(every: &str, nth: &str, day: &str) =
        "{every} on the {nth} {day}", "{every}（{nth}{day}）";
    nth_day(nth: &str, day: &str) = "{nth} {day}", "{nth}{day}";
    first = "first", "第一个";
    second = "second", "第二个";
    third = "third", "第三个";
    fourth = "fourth", "第四个";
    last = "last", "最后一个";
    day_of_month = "Day of the month", "每月哪一天";
    same_day = "The day it is due", "与截止日期相同";
    day_n(n: u8) = "Day {n}", "{n} 日";
    last_day = "The last day", "最后一天";
    ends = "Ends", "结束";
    ends_never = "Never", "永不";
    ends_on = "On a day", "在指定日期";
    ends_after = "After a number of times", "重复指定次数后";
    until_day = "Last day", "最后日期";
    times = "Times", "次数";
    until(what: &str, day: record::Date) = "{what}, until {day}", "{what}，至 {day}";
    count(what: &str, n: usize) = [n] "{what}, this time only" | "{what}, {n} times", "{what}，共 {n} 次";
    counted_from = "The next date follows from", "下次日期的起算";
    from_due = "from the due date", "从截止日期算起";
    from_completion = "from completion", "从完成日算起";
    after_done(what: &str) = "{what}, counted from when it is done", "{what}，从完成之日起算";
    between_days = ", ", "、";
}
