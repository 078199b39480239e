//! Words of the board.

super::words! {
    cards(n: usize) = [n] "{n} card" | "{n} cards", "{n} 张卡片";
    picked_up(card: &str, column: &str) =
        "Picked up {card} in {column}. Move with the arrow keys, drop with Space, cancel with Escape.",
        "已拿起“{column}”中的{card}。用方向键移动，按空格键放下，按 Esc 键取消。";
    over(card: &str, column: &str, place: usize, count: usize) =
        "{card} over {column}, place {place} of {count}.",
        "{card}位于“{column}”，第 {place} 位，共 {count} 位。";
    dropped(card: &str, column: &str, place: usize, count: usize) =
        "{card} moved to {column}, {place} of {count}.",
        "已将{card}移到“{column}”，第 {place} 位，共 {count} 位。";
    move_cancelled(card: &str) = "{card} stays where it was.", "{card}留在原处。";
    move_to = "Move to…", "移到…";
    empty_column = "Nothing here", "暂无内容";
    keyboard_help =
        "Space picks a card up, the arrow keys move it, Space drops it, Escape cancels. M opens the menu “Move to…”, Enter opens the card.",
        "按空格键拿起卡片，用方向键移动，再按空格键放下，按 Esc 键取消。按 M 键打开“移到…”菜单，按回车键打开卡片。";

    moved_to(card: &str, column: &str) = "{card} moved to {column}", "已将{card}移到“{column}”";
    needs_a_value = "This field must have a value. Nothing was changed.", "此字段必须有值。未做任何更改。";
    add_record_to(column: &str) = "Add to {column}", "添加到“{column}”";
    no_record_matches = "No record here matches the search and filters.", "此列没有符合搜索和筛选条件的记录。";
    too_many_columns = "Too many columns", "列数过多";
    too_many_columns_text(most: usize) =
        "A board has at most {most} columns, and this field has more values. Choose another field for the columns, or look at the table.",
        "看板最多有 {most} 列，而此字段的值更多。请为列选择其他字段，或查看表格。";

    deals(n: usize) = [n] "{n} deal" | "{n} deals", "{n} 个商机";
    open_deals(n: usize) = [n] "{n} open deal" | "{n} open deals", "{n} 个进行中的商机";
    add_to(stage: &str) = "Add a deal to {stage}", "向“{stage}”添加商机";
    weighted(amounts: &str) = "weighted {amounts}", "加权 {amounts}";
    weighted_hint(amounts: &str) =
        "Each amount times how likely its deal is to be won: {amounts}",
        "各商机金额乘以赢单概率之和：{amounts}";
    no_amounts = "No amounts", "无金额";
    last_days(days: usize) = "Last {days} days", "最近 {days} 天";
    show_all(n: usize) = "Show all {n}", "显示全部 {n} 个";
    fold(stage: &str) = "Fold {stage}", "折叠“{stage}”";
    unfold(stage: &str) = "Unfold {stage}", "展开“{stage}”";
    to_top = "To the top", "移到顶部";
    to_bottom = "To the bottom", "移到底部";

    no_stage = "No stage", "无阶段";
    needs_a_stage =
        "A deal can’t go back to having no stage. Nothing was changed.",
        "商机不能变回无阶段状态。未做任何更改。";
    no_stages = "No stages yet", "还没有阶段";
    no_stages_text =
        "A board has a column for each stage of a pipeline. Set up the stages that your deals go through.",
        "看板的每一列对应销售管道的一个阶段。请先设置商机要经过的阶段。";
    set_up_stages = "Set up stages", "设置阶段";
    nothing_in(stage: &str) =
        "Deals in {stage} belong here. Drag one in, or add one with +.",
        "处于“{stage}”的商机显示在这里。可拖入卡片，或点击 + 添加。";
    nothing_won(days: usize) =
        "Deals won in the last {days} days appear here.",
        "最近 {days} 天赢单的商机显示在这里。";
    nothing_lost(days: usize) =
        "Deals lost in the last {days} days appear here.",
        "最近 {days} 天输单的商机显示在这里。";
    nothing_matches = "No deal here matches the search and filters.", "此列没有符合搜索和筛选条件的商机。";

    win_chance(percent: &str) = "{percent} likely to be won", "赢单概率 {percent}";
    in_stage(days: &str) = "In this stage: {days}.", "在此阶段：{days}。";
    rotting(idle: u32, over: u32) =
        "Nothing has happened for {idle} days, {over} more than this stage allows.",
        "已有 {idle} 天没有动态，超出此阶段限制 {over} 天。";
    closed_on(day: &str) = "Closed {day}", "{day} 关闭";
    next_task(task: &str) = "Next: {task}", "下一步：{task}";
    next_task_due(task: &str, day: &str) = "Next: {task}, due {day}", "下一步：{task}，截止 {day}";
    next_task_late(task: &str, day: &str) = "Overdue: {task}, was due {day}", "已逾期：{task}，原定 {day}";
}
