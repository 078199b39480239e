//! Words of the list pages and the grid.

super::words! {
    export_csv = "Export as CSV", "导出为 CSV";
    export_json = "Export as JSON", "导出为 JSON";
    export_vcard = "Export as vCard", "导出为 vCard";
    exported(n: usize, file: &str) =
        [n] "{n} record written to {file}" | "{n} records written to {file}",
        "已将 {n} 条记录写入 {file}";
    select_row(name: &str) = "Select {name}", "选择 {name}";
    select_all = "Select all", "全选";
    clear_selection = "Clear selection", "取消选择";
    bulk_edit = "Edit…", "编辑……";
    bulk_title(n: usize) = [n] "Edit {n} record" | "Edit {n} records", "编辑 {n} 条记录";
    bulk_field = "Field", "字段";
    bulk_way = "What happens", "处理方式";
    bulk_add = "Add", "添加";
    bulk_add_text = "These are added to what each record has.", "添加到每条记录现有的内容中。";
    bulk_remove = "Take away", "移除";
    bulk_remove_text = "These are taken away where a record has them.", "从含有它们的记录中移除。";
    bulk_replace = "Replace", "替换";
    bulk_replace_text = "Each record has these and no others.", "每条记录只保留这些。";
    bulk_set = "Set", "设置";
    bulk_set_text = "Each record gets this value.", "每条记录都设为此值。";
    bulk_empty_way = "Empty the field", "清空该字段";
    bulk_empty_text = "No record has a value any more.", "所有记录的该字段都不再有值。";
    bulk_no_value = "Give a value, or choose to empty the field.", "请填写值，或选择清空该字段。";
    bulk_change(n: usize) = [n] "Change {n} record" | "Change {n} records", "更改 {n} 条记录";
    bulk_empty(n: usize) = [n] "Empty the field of {n} record" | "Empty the field of {n} records", "清空 {n} 条记录的该字段";
    bulk_done(n: usize) = [n] "{n} record changed" | "{n} records changed", "已更改 {n} 条记录";
    bulk_done_but(n: usize, held: usize) =
        [n] "{n} record changed; {held} stay in their stage, which asks for more before they move" | "{n} records changed; {held} stay in their stage, which asks for more before they move",
        "已更改 {n} 条记录；{held} 条因阶段要求未满足而保持不变";
    bulk_blocked(n: usize) =
        [n] "The stage asks for more before this deal moves there. Move it alone to answer." | "The stage asks for more before these {n} deals move there. Move them one by one to answer.",
        "移动这 {n} 个商机前，该阶段要求补充信息。请逐个移动并填写。";
    bulk_same = "The records have this value already.", "这些记录已是此值。";
    bulk_nothing = "Choose what to add or take away.", "请选择要添加或移除的内容。";
    paste_too_many(most: usize) =
        "That is more than {most} cells; nothing was changed. Import a file instead.",
        "超过 {most} 个单元格，未作更改。请改用文件导入。";
    paste_not_here = "this column can't be edited in the list", "此列不能在列表中编辑";
    paste_no_option = "the field has no such option", "该字段没有此选项";
    paste_no_record(kind: &str) = "there is no {kind} of this name", "没有此名称的{kind}";
    paste_problem(field: &str, typed: &str, reason: &str) = "“{typed}” for {field}: {reason}", "{field}的“{typed}”：{reason}";
    paste_left(n: usize, reason: &str) =
        [n] "{n} cell was left as it was. {reason}." | "{n} cells were left as they were. First: {reason}.",
        "{n} 个单元格保持不变。首个原因：{reason}。";
    paste_same = "The cells have these values already.", "这些单元格已是这些值。";
    pasted(n: usize) = [n] "{n} cell changed" | "{n} cells changed", "已更改 {n} 个单元格";
    copied(n: usize) = [n] "{n} row copied" | "{n} rows copied", "已复制 {n} 行";
    copy_too_many(most: usize) =
        "At most {most} rows can be copied at once. Export them as a file instead.",
        "一次最多可复制 {most} 行。请改用导出文件。";
    rows(n: usize) = [n] "{n} record" | "{n} records", "{n} 条记录";
    selected(n: usize) = [n] "{n} selected" | "{n} selected", "已选 {n} 条";
    sorted_ascending = "sorted ascending", "已升序排列";
    sorted_descending = "sorted descending", "已降序排列";
    column_width(px: usize) = "Column width {px} pixels", "列宽 {px} 像素";
    new_contact = "New contact", "新建联系人";
    new_company = "New company", "新建公司";
    new_deal = "New deal", "新建商机";
    new_ticket = "New ticket", "新建工单";
    new_task = "New task", "新建任务";
    new_product = "New product", "新建产品";
    import = "Import", "导入";

    no_contacts = "No contacts yet", "还没有联系人";
    no_contacts_text = "The people you sell to and support belong here.", "您的客户和服务对象都在这里。";
    no_companies = "No companies yet", "还没有公司";
    no_companies_text =
        "The organisations your contacts work for belong here.",
        "联系人所在的公司和机构都在这里。";
    no_deals = "No deals yet", "还没有商机";
    no_deals_text =
        "Every sale you are working on belongs here, with its stage and amount.",
        "您正在跟进的每一笔销售及其阶段和金额都在这里。";
    no_tickets = "No tickets yet", "还没有工单";
    no_tickets_text =
        "Questions and problems that customers bring you belong here.",
        "客户提出的问题和请求都在这里。";
    no_tasks = "No tasks yet", "还没有任务";
    no_tasks_text = "What is to be done, by whom and by when.", "要做的事、负责人和截止时间都在这里。";

    no_products = "No products yet", "还没有产品";
    no_products_text = "What you sell, with its price and tax, to be put on deals and quotes.", "您销售的产品及其价格和税率，可添加到商机和报价单中。";

    add_first_contact = "Add your first contact", "添加第一位联系人";
    add_first_company = "Add your first company", "添加第一家公司";
    add_first_deal = "Add your first deal", "添加第一笔商机";
    add_first_ticket = "Add your first ticket", "添加第一张工单";
    add_first_task = "Add your first task", "添加第一项任务";
    add_first_product = "Add your first product", "添加第一个产品";
    from_file = "Bring in a file", "从文件加载";
    nothing_matches = "Nothing matches", "没有符合条件的记录";
    nothing_matches_text =
        "No record has what you are looking for. Change the filter, or look at all of them.",
        "没有符合当前条件的记录。请调整筛选条件，或查看全部记录。";
    trash_empty = "The trash is empty", "回收站为空";
    trash_empty_text = "Deleted records wait here until they are removed for ever.", "删除的记录保留在这里，直到彻底删除。";

    search_in(section: &str) = "Search {section}", "搜索{section}";
    search_list = "Search this list", "搜索此列表";
    columns = "Columns", "列";
    reset_columns = "Usual columns", "恢复默认列";
    column_name = "Name", "名称";
    column_updated = "Updated", "更新时间";
    column_open_deals = "Open deals", "进行中的商机";
    column_related = "About", "相关记录";
    unnamed = "Unnamed", "未命名";
    and_more(n: usize) = "+{n}", "+{n}";
    view_as = "View", "视图";
    as_table = "Table", "表格";
    as_board = "Board", "看板";
    export_tasks = "Export tasks as calendar file", "导出任务为日历文件";
    export_meetings = "Export meetings as calendar file", "导出会议为日历文件";
    export_calendar = "Export as calendar file", "导出为日历文件";
    nothing_to_export = "There are no tasks or meetings to export.", "没有可导出的任务或会议。";
    columns_of_board = "Columns of the board", "看板的列";
    columns_by(field: &str) = "Columns: {field}", "按{field}分列";
    shown_of(shown: usize, all: usize) =
        [all] "{shown} of {all} record" | "{shown} of {all} records",
        "共 {all} 条记录，显示 {shown} 条";
    sort = "Sort", "排序";
    sort_by = "Sort by", "排序依据";
    sort_then_by = "Then by", "其次按";
    sort_not = "Clear sorting", "清除排序";
    sorted(title: &str, direction: &str) = "{title} ({direction})", "{title}（{direction}）";
    sorted_at(title: &str, at: usize, direction: &str) =
        "{title} ({at}, {direction})",
        "{title}（第 {at} 级，{direction}）";
    created_unseen(kind: &str, name: &str) =
        "Created {kind} “{name}”. This list does not show it.",
        "已创建{kind}“{name}”，当前列表未显示它。";
    sum(amounts: &str) = "Sum {amounts}", "合计 {amounts}";

    group = "Group", "分组";
    grouped_by(field: &str) = "Group: {field}", "分组：{field}";
    no_grouping = "No grouping", "不分组";
    no_value = "No value", "无值";
    fold_all = "Collapse all", "全部折叠";
    unfold_all = "Expand all", "全部展开";

    filter = "Filter", "筛选";
    filters = "Filters", "筛选条件";
    clear_filters = "Clear filters", "清除筛选";
    edit_filter(text: &str) = "Change filter: {text}", "修改筛选条件：{text}";
    remove_filter(text: &str) = "Remove filter: {text}", "移除筛选条件：{text}";
    filter_unreadable =
        "This address has a filter that this version can't read. All records are shown.",
        "此地址中的筛选条件无法识别，已显示全部记录。";
    filter_broken =
        "This filter tests a field or an option that is not there any more. Remove it, or choose another.",
        "此筛选条件中的字段或选项已不存在。请移除或重新选择。";
    filter_condition = "Condition", "条件";
    filter_value = "Value", "值";
    filter_from = "From", "从";
    filter_to = "To", "到";
    filter_days = "Days", "天数";
    apply = "Apply", "应用";
    test_plain(field: &str, operator: &str) = "{field} {operator}", "{field}{operator}";
    test_with(field: &str, operator: &str, value: &str) = "{field} {operator} {value}", "{field}{operator} {value}";
    range(from: &str, to: &str) = "{from} and {to}", "{from} 至 {to}";
    days_count(n: usize) = [n] "{n} day" | "{n} days", "{n} 天";
    me = "Me", "我";
    today = "today", "今天";
    days_after_today(n: usize) = [n] "{n} day from today" | "{n} days from today", "{n} 天后";
    days_before_today(n: usize) = [n] "{n} day ago" | "{n} days ago", "{n} 天前";

    op_is = "is", "是";
    op_is_not = "is not", "不是";
    op_contains = "contains", "包含";
    op_not_contains = "doesn’t contain", "不包含";
    op_starts_with = "starts with", "开头是";
    op_empty = "is empty", "为空";
    op_not_empty = "is filled", "不为空";
    op_less = "is less than", "小于";
    op_at_most = "is at most", "不超过";
    op_more = "is more than", "大于";
    op_at_least = "is at least", "不少于";
    op_between = "is between", "介于";
    op_one_of = "is one of", "是其中之一";
    op_none_of = "is none of", "不是其中任何一个";
    op_has = "has", "含有";
    op_has_not = "doesn’t have", "不含";
    op_has_one_of = "has one of", "含有其中之一";
    op_before = "is before", "早于";
    op_until = "is until", "不晚于";
    op_after = "is after", "晚于";
    op_since = "is since", "不早于";
    op_today = "is today", "是今天";
    op_last_days = "is in the last", "在过去";
    op_next_days = "is in the next", "在未来";
    op_this_week = "is this week", "在本周";
    op_this_month = "is this month", "在本月";
    op_this_quarter = "is this quarter", "在本季度";
    op_this_year = "is this year", "在今年";

    any_status = "Any status", "全部状态";
    unsolved = "Unsolved", "未解决";
    anyone = "Anyone", "所有人";
    nobody = "Nobody", "无人负责";
    all_pipelines = "All pipelines", "全部销售管道";
    any_outcome = "Open and closed", "进行中和已关闭";
    outcome_open = "Open", "进行中";

    trash = "Trash", "回收站";
    trash_of(section: &str) = "{section}: trash", "{section}：回收站";
    leave_trash = "Leave the trash", "退出回收站";
    restore = "Restore", "恢复";
    purge = "Remove for ever", "彻底删除";
    purge_title(n: usize) =
        [n] "Remove {n} record for ever?" | "Remove {n} records for ever?",
        "彻底删除 {n} 条记录？";
    purge_text =
        "All its values are erased on every device. This can’t be undone.",
        "其全部内容将从所有设备上清除，且无法撤销。";
    deleted(n: usize) = [n] "{n} record deleted" | "{n} records deleted", "已删除 {n} 条记录";
    restored(n: usize) = [n] "{n} record restored" | "{n} records restored", "已恢复 {n} 条记录";
    purged(n: usize) =
        [n] "{n} record removed for ever" | "{n} records removed for ever",
        "已彻底删除 {n} 条记录";
    delete_selected = "Delete selected records", "删除所选记录";
    selection = "Selected records", "所选记录";
}
