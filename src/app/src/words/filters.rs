//! Words of the builder of conditions.

super::words! {
    advanced = "Advanced filter…", "高级筛选……";
    build = "Build a filter", "编辑高级筛选";
    title(kind: &str) = "Filter {kind}", "筛选{kind}";
    change_whole(text: &str) = "Change filter: {text}", "修改筛选条件：{text}";
    whole = "Filter in words", "筛选条件说明";

    group = "How many of these must hold", "满足方式";
    all_of = "All of these", "满足全部条件";
    any_of = "Any of these", "满足任一条件";
    none_of = "None of these", "全部不满足";
    parts_of(grouping: &str) = "Group: {grouping}", "条件组：{grouping}";
    and = " and ", " 且 ";
    or = " or ", " 或 ";
    joined_and = "and", "且";
    joined_or = "or", "或";
    joined_nor = "nor", "且非";
    where_ = "where", "当";
    where_not = "not", "非";
    not(text: &str) = "not ({text})", "不满足（{text}）";
    grouped(text: &str) = "({text})", "（{text}）";
    always = "everything", "全部";
    never = "nothing", "无";

    field = "Field", "字段";
    choose_field = "Choose a field", "请选择字段";
    field_gone = "This field is not there any more. Remove the condition.", "此字段已不存在。请移除该条件。";
    option_gone(option: &str) = "“{option}” is no option of this field any more.", "“{option}”已不是此字段的选项。";
    does_not_suit = "The field can’t be tested like this any more. Remove the condition.", "此字段已无法这样筛选。请移除该条件。";
    too_large = "This is more than one filter may hold.", "超出了单个筛选条件的上限。";
    value_missing = "Give a value.", "请填写值。";
    deleted_field(name: &str) = "{name} (deleted)", "{name}（已删除）";
    unknown_field = "A deleted field", "已删除的字段";
    new_test = "New condition", "新条件";

    add_test = "Add condition", "添加条件";
    add_group = "Add group", "添加条件组";
    actions_for(text: &str) = "Actions for “{text}”", "“{text}”的操作";
    remove_part(text: &str) = "Remove “{text}”", "移除“{text}”";
    move_up = "Move up", "上移";
    move_down = "Move down", "下移";
    duplicate = "Duplicate", "复制一份";
    wrap = "Put in a group", "放入新的条件组";
    unwrap = "Dissolve group", "解散条件组";
    moved(at: usize, of: usize) = "Moved to place {at} of {of}", "已移至第 {at} 位，共 {of} 位";

    matching(found: usize, all: usize) =
        [all] "{found} of {all} record matches" | "{found} of {all} records match",
        "共 {all} 条记录，{found} 条符合";
    leave_question = "Leave without applying these changes?", "不应用这些更改就离开？";
    keep_editing = "Keep editing", "继续编辑";
    discard = "Discard changes", "放弃更改";
    clear_all = "Clear all", "全部清除";

    days = "days", "天";
    minutes = "minutes", "分钟";
    any_currency = "Any currency", "任意货币";
    day_mode = "Which day", "日期方式";
    day_date = "on the date", "指定日期";
    day_today = "today", "今天";
    day_before = "days ago", "天前";
    day_after = "days from today", "天后";
}
