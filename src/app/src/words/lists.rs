//! Words of the list pages and the grid.

super::words! {
    select_row(name: &str) = "Select {name}", "选择 {name}";
    select_all = "Select all", "全选";
    clear_selection = "Clear selection", "取消选择";
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
}
