//! Words of the first page.

super::words! {
    whose = "Whose day", "谁的一天";
    mine = "Mine", "我的";
    of_everybody = "Everybody's", "所有人的";
    my_day = "My day", "我的一天";
    tasks = "Tasks", "任务";
    all = "Show all", "查看全部";
    no_tasks = "Nothing is due today.", "今天没有到期的任务。";
    no_tasks_text = "Tasks that are due show up here, to be ticked off.", "到期的任务会显示在这里，可直接勾选完成。";
    deals = "Deals to touch", "待跟进商机";
    no_deals = "No deal is waiting for you.", "没有等待跟进的商机。";
    no_deals_text =
        "Deals that rest too long, are past their close date or have no next task show up here.",
        "停滞过久、已过成交日期或没有后续任务的商机会显示在这里。";
    tickets = "Tickets at risk", "有风险的工单";
    no_tickets = "No ticket is at risk.", "没有存在风险的工单。";
    no_tickets_text =
        "Tickets that are due soon, or urgent and without a reply, show up here.",
        "即将到期，或紧急且尚未回复的工单会显示在这里。";
    close_passed(n: u32) = [n] "Close date {n} day ago" | "Close date {n} days ago", "已过成交日期 {n} 天";
    rotting(n: u32) = [n] "Idle {n} day too long" | "Idle {n} days too long", "停滞超限 {n} 天";
    nothing_planned = "Nothing planned", "没有后续安排";
    due(when: &str) = "Due {when}", "{when}到期";
    unanswered(when: &str) = "Unanswered · {when}", "未回复 · {when}";

    more(n: usize) = [n] "{n} more" | "{n} more", "还有 {n} 项";

    figures = "Key figures", "关键数据";
    open_pipeline = "Open pipeline", "进行中商机金额";
    open_deals(n: u32) = [n] "{n} open deal" | "{n} open deals", "{n} 个进行中的商机";
    won_this_month = "Won this month", "本月赢单";
    last_month = "last month", "上月";
    tasks_done = "Tasks done this week", "本周完成任务";
    last_week = "last week", "上周";
    open_tickets = "Open tickets", "未解决工单";
    unassigned(n: u32) = [n] "{n} without an assignee" | "{n} without an assignee", "{n} 个未分配";

    pipeline_by_stage = "Pipeline by stage", "各阶段商机";
    forecast = "Forecast by month", "按月预测";
    forecast_note =
        "Expected revenue of open deals: amount times probability, by close date.",
        "进行中商机的预期收入：金额乘以概率，按预计成交日期统计。";
    begin = "Your day begins here", "从这里开始新的一天";
    begin_text =
        "As soon as there are deals, tasks or tickets, this page shows what to do next and how it goes.",
        "有了商机、任务或工单后，此页会显示接下来该做什么以及进展如何。";
    add_deal = "New deal", "新建商机";
    add_task = "New task", "新建任务";
    add_contact = "New contact", "新建联系人";
}
