//! Words of saved views.

super::words! {
    saved_views = "Saved views", "已保存的视图";
    all_of(section: &str) = "All {section}", "全部{section}";
    save_view = "Save view", "保存视图";
    save_as = "Save as a new view…", "另存为新视图……";
    rename_view = "Rename view", "重命名视图";
    rename = "Rename…", "重命名……";
    view_name = "Name", "名称";
    name_hint = "Search, filters, order and columns are saved under it, for everybody in this workspace.", "当前的搜索、筛选、排序和列将以此名称保存，供此工作区的所有成员使用。";
    name_needed = "Give the view a name.", "请为视图命名。";
    name_taken(name: &str) = "There is a view called {name} already.", "已有名为“{name}”的视图。";
    changed = "changed", "已更改";
    changes = "Changes of the view", "视图的更改";
    save_changes = "Save changes", "保存更改";
    reset = "Reset", "还原";
    saved = "View saved", "视图已保存";
    deleted(name: &str) = "View {name} deleted", "视图“{name}”已删除";
    actions_of(name: &str) = "Actions for {name}", "“{name}”的操作";
    pin = "Pin to the sidebar", "固定到侧边栏";
    unpin = "Unpin from the sidebar", "从侧边栏取消固定";
    pinned = "Pinned views", "已固定的视图";
    copy_link = "Copy link", "复制链接";
    link_copied = "Link copied", "链接已复制";
    link_not_copied = "The browser did not let the link be copied. Copy it from the address bar.", "浏览器不允许复制链接，请从地址栏复制。";
    move_left = "Move left", "左移";
    move_right = "Move right", "右移";
    delete = "Delete view", "删除视图";
}
