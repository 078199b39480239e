//! Words of the dashboards and of the chart builder.

super::words! {
    sales = "Sales", "销售";
    activity = "Activity", "活动";
    support = "Support", "客服";
    dashboards = "Dashboards", "仪表板";

    period = "Period", "期间";
    period_month = "This month", "本月";
    period_quarter = "This quarter", "本季度";
    period_year = "This year", "今年";
    period_twelve = "Last 12 months", "近 12 个月";
    period_all = "All time", "全部时间";
    owner = "Owner", "负责人";
    everybody = "Everybody", "所有人";
    me = "Me", "我";
    pipeline = "Pipeline", "销售管道";
    all_pipelines = "All pipelines", "全部管道";
    print = "Print", "打印";
    within(field: &str, first: &str, last: &str) = "{field}: {first} to {last}.", "{field}：{first} 至 {last}。";

    pipeline_by_stage = "Pipeline by stage", "各阶段商机";
    forecast = "Expected revenue by month and category", "按月份与预测类别的预期收入";
    outcomes_by_month = "Won and lost deals by month", "每月赢单与输单";
    won_by_month = "Amount won by month", "每月赢单金额";
    lost_reasons = "Why deals were lost", "输单原因";
    won_rate_by_owner = "Win rate by owner", "各负责人赢单率";
    won_rate_by_source = "Win rate by lead source", "各线索来源赢单率";
    new_deals_by_month = "New deals by month", "每月新建商机";

    funnel = "From stage to stage", "阶段转化";
    funnel_note =
        "Deals that came into a stage in the period, and what became of them since. The time is the median in the stage.",
        "期间内进入各阶段的商机及其后续去向。时间为该阶段停留时间的中位数。";
    in_pipeline(name: &str) = "Pipeline: {name}.", "销售管道：{name}。";
    came_in = "Deals that came in", "进入的商机";
    stage = "Stage", "阶段";
    go_on(share: &str) = "{share} go on", "{share} 进入后续阶段";
    are_won(share: &str) = "{share} are won", "{share} 赢单";
    stay(time: &str) = "{time} in the stage", "停留 {time}";
    cohorts = "How soon deals are won", "赢单速度";
    cohorts_note =
        "Of the deals opened in a month, the share that was won by the end of that month, the next, and so on.",
        "某月新建的商机中，截至当月末、次月末等已赢单的比例。";
    opened_in = "Opened in", "新建月份";
    opened_deals(n: u32) = [n] "{n} deal" | "{n} deals", "{n} 个商机";
    months_later(n: u32) = "+{n} mo", "+{n} 月";
    won_deals = "Deals won", "赢单数";
    won_of(n: &str, closed: &str) = "{n} of {closed}", "{n} / {closed}";
    won_amount = "Amount won", "赢单金额";
    won_rate = "Win rate", "赢单率";
    sales_cycle = "Median sales cycle", "销售周期中位数";
    backlog = "Tickets opened, solved and left", "新建、解决与积压工单";
    backlog_note =
        "Left are the tickets that were not solved at the end of each period.",
        "积压指每个期间结束时仍未解决的工单。";
    tickets_opened = "Opened", "新建";
    tickets_solved = "Solved", "已解决";
    left_open = "Left", "积压";
    first_reply = "Median first reply", "首次回复时间中位数";
    resolution = "Median resolution", "解决时间中位数";
    none_yet = "—", "—";

    activity_by_member = "Activities by member and type", "各成员活动及类型";
    activity_by_week = "Activities by week", "每周活动";
    tasks_open_by_owner = "Open tasks by owner and priority", "各负责人未完成任务及优先级";
    tasks_done_by_week = "Tasks done by week", "每周完成任务";

    open_by_status = "Open tickets by status and priority", "未解决工单的状态与优先级";
    open_by_assignee = "Open tickets by assignee", "各处理人的未解决工单";
    opened_by_month = "Tickets opened by month", "每月新建工单";
    solved_by_month = "Tickets solved by month", "每月解决工单";
    by_channel = "Tickets by channel", "各渠道工单";
    by_type = "Tickets by type", "各类型工单";

    new_dashboard = "New dashboard", "新建仪表板";
    rename_dashboard = "Rename dashboard", "重命名仪表板";
    rename = "Rename…", "重命名……";
    delete_dashboard = "Delete dashboard", "删除仪表板";
    dashboard_name = "Name", "名称";
    name_needed = "Give the dashboard a name.", "请填写仪表板名称。";
    actions_of(name: &str) = "Actions for {name}", "“{name}”的操作";
    was_created(name: &str) = "Dashboard {name} created", "已创建仪表板“{name}”";
    was_renamed(name: &str) = "Dashboard renamed to {name}", "仪表板已重命名为“{name}”";
    was_deleted(name: &str) = "Dashboard {name} deleted", "已删除仪表板“{name}”";
    move_left = "Move left", "向左移动";
    move_right = "Move right", "向右移动";
    is_gone = "This dashboard is not there", "该仪表板不存在";
    is_gone_text =
        "It was deleted, or the link is not complete. A dashboard that was deleted can be brought back with Undo.",
        "它可能已被删除，或链接不完整。刚删除的仪表板可通过“撤销”恢复。";
    to_sales = "Go to Sales", "前往“销售”";
    no_charts = "No charts yet", "还没有图表";
    no_charts_text =
        "A chart counts or sums records of any kind by any of their fields.",
        "图表可按任意字段对任意类型的记录进行计数或汇总。";
    add_chart = "Add chart", "添加图表";
    edit_chart = "Edit chart", "编辑图表";
    edit = "Edit…", "编辑……";
    duplicate = "Duplicate", "复制一份";
    move_up = "Move forward", "前移";
    move_down = "Move back", "后移";
    make_wide = "Whole width", "占满整行";
    make_half = "Half the width", "占半行";
    remove = "Remove chart", "移除图表";
    chart_added(name: &str) = "Chart {name} added", "已添加图表“{name}”";
    chart_changed(name: &str) = "Chart {name} changed", "已更新图表“{name}”";
    chart_removed(name: &str) = "Chart {name} removed", "已移除图表“{name}”";
    copy_of(name: &str) = "{name} (copy)", "{name}（副本）";
    chart_unreadable =
        "A newer version made this chart. Update to see it, or remove it.",
        "该图表由更新的版本创建。请更新后查看，或将其移除。";

    chart_name = "Name", "名称";
    name_hint = "Empty: what is measured and how it is grouped.", "留空则使用衡量方式和分组方式作为名称。";
    about = "Records", "记录";
    which = "Which records", "记录范围";
    all_records(kinds: &str) = "All {kinds}", "全部{kinds}";
    kept_condition = "As it is in the chart now", "保持图表当前的筛选条件";
    filter = "Filter…", "筛选……";
    measure = "Measure", "衡量";
    group_by = "Group by", "分组依据";
    split_by = "Split by", "拆分依据";
    not_grouped = "Not grouped", "不分组";
    not_split = "Not split", "不拆分";
    by = "Each", "按";
    by_value = "Value", "值";
    by_day = "Day", "日";
    by_week = "Week", "周";
    by_month = "Month", "月";
    by_quarter = "Quarter", "季度";
    by_year = "Year", "年";
    by_range = "Range", "区间";
    range_width = "Width of a range", "区间宽度";
    range_invalid = "Write a number above zero.", "请输入大于零的数字。";
    order = "Order", "排序";
    order_natural = "As in the field", "按字段顺序";
    order_largest = "Largest first", "从大到小";
    order_smallest = "Smallest first", "从小到大";
    shown_as = "Shown as", "显示为";
    preview = "Preview", "预览";
    narrowed_to(test: &str) = "Only: {test}", "仅限：{test}";
    same_group = "Choose two different fields to group and to split by.", "分组依据与拆分依据不能相同。";
    split_needs_group = "Choose what to group by before splitting.", "拆分前请先选择分组依据。";
    lines_need_time = "Lines are for what follows one another: group by a date.", "折线适合按时间排列的数据，请按日期分组。";
    named(measured: &str, group: &str) = "{measured} by {group}", "按{group}的{measured}";
}
