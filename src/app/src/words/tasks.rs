//! Words of the tasks page.

super::words! {
    due_today = "Due today", "今天到期";
    overdue = "Overdue", "已逾期";
    show = "Show tasks", "显示任务";
    show_open = "Open", "未完成";
    show_overdue = "Overdue", "已逾期";
    show_today = "Due today", "今天到期";
    show_done = "Done", "已完成";
    show_all = "All", "全部";
    mark_done(name: &str) = "Done: {name}", "完成：{name}";
    was_done(name: &str) = "Done: {name}", "已完成：{name}";
    was_reopened(name: &str) = "Open again: {name}", "已重新打开：{name}";
    toggle_done = "Mark task as done or open", "将任务标记为完成或未完成";
}
