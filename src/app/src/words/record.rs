//! Words of the record page and panel.

super::words! {
    record_panel = "Record", "记录";
    open_full_page = "Open full page", "打开完整页面";
}
