//! Words of the record page and panel.

super::words! {
    record_panel = "Record", "记录";
    open_full_page = "Open full page", "打开完整页面";
    panel_shows(name: &str) = "The panel shows {name}.", "面板显示 {name}。";
    unnamed = "Unnamed", "未命名";
    facts = "Details", "详情";
    timeline = "Activity", "动态";
    related = "Related", "相关记录";
    about_record = "About the record", "记录内容";
    show_empty = "Show all fields", "显示全部字段";
    of_stage(percent: &str) = "{percent} (from the stage)", "{percent}（取自阶段）";
    edit_details = "Edit details", "编辑详情";
    edit_field(field: &str) = "Edit {field}", "编辑{field}";
    saved_field(field: &str) = "{field} saved.", "{field}已保存。";
    created = "Created", "创建于";
    updated = "Updated", "更新于";
    source_id = "Source ID", "来源 ID";
    imported = "Imported", "导入自";
    sample = "Sample data", "示例数据";

    stages = "Stage", "阶段";
    pipeline = "Pipeline", "销售管道";
    expected_revenue = "Expected revenue", "预期收入";
    time_in_stage = "Time in stage", "在此阶段停留";
    moved_to(stage: &str) = "Moved to {stage}", "已移到“{stage}”";
    move_to(stage: &str) = "Move to {stage}", "移到“{stage}”";
    move_deal = "Move", "移动";
    move_title(deal: &str, stage: &str) = "Move {deal} to {stage}", "将“{deal}”移到“{stage}”";

    composer = "Add to the timeline", "添加动态";
    task = "Task", "任务";
    title = "Title", "标题";
    subject = "Subject", "主题";
    text = "Text", "内容";
    description = "Description", "描述";
    when = "When", "时间";
    due = "Due", "截止日期";
    duration_minutes = "Duration in minutes", "时长（分钟）";
    markdown_hint = "**bold**, lists with -, links as [text](https://…)", "**粗体**、以 - 开头的列表、[文字](https://…) 链接";
    write_something = "Write something first.", "请先输入内容。";
    add_named(what: &str) = "Add {what}", "添加{what}";
    added(what: &str) = "{what} added", "已添加{what}";

    today = "Today", "今天";
    yesterday = "Yesterday", "昨天";
    nothing_happened = "Nothing has happened yet", "还没有动态";
    nothing_happened_text =
        "Notes, calls, meetings, e-mails, tasks and changes appear here.",
        "备注、通话、会议、邮件、任务和变更都会显示在这里。";
    show_more(n: usize) = [n] "Show {n} more" | "Show {n} more", "再显示 {n} 条";
    changed(field: &str, from: &str, to: &str) = "{field}: {from} → {to}", "{field}：{from} → {to}";
    nothing = "nothing", "空";
    done_named(name: &str) = "{name} is done", "“{name}”已完成";

    child_companies = "Child companies", "子公司";
    none = "None", "无";
    show_all(n: usize) = [n] "Show all ({n})" | "Show all ({n})", "全部显示（{n}）";

    send_email = "Email", "发邮件";
    call = "Call", "打电话";
    done = "Done", "已完成";
    mark_done = "Mark as done", "标记为已完成";
    marked_done = "Marked as done", "已标记为完成";
    reopen = "Open again", "重新打开";
    reopened = "Opened again", "已重新打开";
    all_of_kind(kind: &str) = "All {kind}", "全部{kind}";
    delete_a(kind: &str) = "Delete {kind}", "删除{kind}";
    deleted(name: &str) = "{name} is in the trash", "“{name}”已移到回收站";

    is_deleted(kind: &str) = "This {kind} is in the trash", "该{kind}在回收站中";
    deleted_text(kind: &str) =
        "Nothing of it is lost. Restore it to see and edit the {kind} again.",
        "没有丢失任何内容。恢复后即可再次查看和编辑该{kind}。";
    restore = "Restore", "恢复";
    restored = "Restored", "已恢复";
    is_undone(kind: &str) = "The creation of this {kind} was taken back", "该{kind}的创建已被撤销";
    undone_text(kind: &str) =
        "Do it again with Redo to see the {kind}.",
        "使用“重做”可恢复该{kind}。";
    is_merged(kind: &str) = "This {kind} was merged into another one", "该{kind}已合并到另一条记录";
    merged_text(kind: &str) = "Everything about this {kind} is there.", "该{kind}的所有内容都在那里。";
    back_to(section: &str) = "Back to {section}", "返回{section}";
    open_merged = "Open it", "打开";
    is_not_found(kind: &str) = "This {kind} was not found", "找不到该{kind}";
    not_found_text(kind: &str) =
        "There is no such {kind} on this device. It may have been deleted for ever, or the link belongs to another workspace.",
        "此设备上没有该{kind}。它可能已被彻底删除，或链接属于另一个工作区。";

    conflict(field: &str, other: &str, now: &str) =
        "{field} was set in two places at once: “{now}” holds, “{other}” was set too.",
        "“{field}”在两处同时被修改：当前为“{now}”，另一处为“{other}”。";
    keep = "Keep", "保留";
    use_other = "Use the other", "使用另一个";
    conflict_used = "The other value is used", "已使用另一个值";
}
