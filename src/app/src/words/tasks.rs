//! Words of the tasks page.

super::words! {
    due_today = "Due today", "今天到期";
}
