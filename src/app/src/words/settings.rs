//! Words of the settings.

super::words! {
    business = "Business", "企业";
    members = "Members", "成员";
    pipelines = "Pipelines", "销售管道";
    fields = "Fields", "字段";
    scoring = "Scoring", "评分";
    storage = "Storage and backup", "存储与备份";
    trash = "Trash", "回收站";
    appearance = "Language and appearance", "语言与外观";
    shortcuts = "Keyboard shortcuts", "键盘快捷键";

    name = "Name", "名称";
    changed = "Saved.", "已保存。";
    name_needed = "A name is needed.", "请填写名称。";
    actions_of(called: &str) = "Actions for {called}", "“{called}”的操作";
    added_named(called: &str) = "{called} was added.", "已添加“{called}”。";
    deleted_named(called: &str) = "{called} was deleted.", "已删除“{called}”。";
    restored_named(called: &str) = "{called} was restored.", "已恢复“{called}”。";
    delete_named(called: &str) = "Delete {called}", "删除“{called}”";
    move_up = "Move up", "上移";
    move_down = "Move down", "下移";
    move_up_named(called: &str) = "Move {called} up", "上移“{called}”";
    move_down_named(called: &str) = "Move {called} down", "下移“{called}”";
    rename = "Rename", "重命名";

    currency_hint =
        "The currency of new amounts. Amounts that are there keep theirs.",
        "新金额使用的货币。已有金额保持原货币不变。";

    members_text =
        "The people who own records and answer tickets. Inactive members keep their records.",
        "负责记录和处理工单的人员。停用的成员仍保留其记录。";
    add_member = "Add member", "添加成员";
    edit_member = "Edit member", "编辑成员";
    role = "Role", "角色";
    said_of(label: &str, value: &str) = "{label}: {value}", "{label}：{value}";
    you = "You", "您";
    inactive = "Inactive", "已停用";
    this_is_me = "This is me", "这是我";
    activate = "Activate", "启用";
    deactivate = "Deactivate", "停用";
    member_inactive(called: &str) = "{called} is inactive now.", "“{called}”已停用。";
    member_active(called: &str) = "{called} is active again.", "“{called}”已重新启用。";

    pipelines_text =
        "A deal goes through the stages of a pipeline. Each stage says what a deal needs to come in, and where it may go next.",
        "商机在管道的各个阶段间推进。每个阶段规定进入所需的内容以及可前往的阶段。";
    add_pipeline = "Add pipeline", "添加管道";
    rename_pipeline = "Rename pipeline", "重命名管道";
    template_generic = "General, seven stages", "通用（7 个阶段）";
    template_short = "Short, six stages", "精简（6 个阶段）";
    template_long = "Long, ten stages", "详细（10 个阶段）";
    template_sequence = "One step after the other, five stages", "逐步推进（5 个阶段）";
    last_pipeline =
        "This is the only pipeline, so it stays. Add another one first; nothing was changed.",
        "这是唯一的管道，无法删除。请先添加另一个管道；没有更改任何内容。";
    pipeline_in_use(deals: usize) =
        [deals] "{deals} deal is in this pipeline. Move it to another one first; nothing was changed."
            | "{deals} deals are in this pipeline. Move them to another one first; nothing was changed.",
        "此管道中有 {deals} 个商机。请先将它们移到其他管道；没有更改任何内容。";
    add_stage = "Add stage", "添加阶段";
    edit_stage = "Edit stage", "编辑阶段";
    rots_after(days: u32) =
        [days] "rots after {days} day" | "rots after {days} days",
        "停滞 {days} 天后提醒";
    deals_count(n: usize) = [n] "{n} deal" | "{n} deals", "{n} 个商机";
    last_of_outcome(outcome: &str) =
        "A pipeline needs at least one stage with the outcome {outcome}. Add another one first; nothing was changed.",
        "管道至少需要一个结果为“{outcome}”的阶段。请先添加另一个；没有更改任何内容。";
    outcome_fixed(deals: usize) =
        [deals] "{deals} deal is in this stage. Move it first to change the outcome."
            | "{deals} deals are in this stage. Move them first to change the outcome.",
        "此阶段有 {deals} 个商机。请先移走它们再更改结果。";
    probability_hint =
        "How likely a deal in this stage is to be won, in percent.",
        "此阶段的商机赢单的可能性（百分比）。";
    probability_wrong = "A probability lies between 0 and 100.", "概率应在 0 到 100 之间。";
    rotting_hint =
        "After so many days without activity a deal is marked. Leave it empty for never.",
        "超过此天数没有活动时标记商机。留空表示从不标记。";
    rotting_wrong = "This is a number of days from 1 to 3,650.", "请输入 1 到 3650 之间的天数。";
    required_hint =
        "Fields that have to be filled before a deal comes into this stage.",
        "商机进入此阶段前必须填写的字段。";
    next_hint =
        "Where a deal may go from here. Without a choice it may go anywhere.",
        "商机可从此处前往的阶段。不选择则不限制。";
    stage_in_use(deals: usize) =
        [deals] "{deals} deal is in this stage. It has to go to another stage first."
            | "{deals} deals are in this stage. They have to go to another stage first.",
        "此阶段有 {deals} 个商机，需要先移到其他阶段。";
    move_deals_to = "Move the deals to", "将商机移到";
    move_and_delete = "Move and delete", "移动并删除";
    no_stage_alike =
        "There is no other stage with the same outcome. Move the deals by hand, or add a stage.",
        "没有其他结果相同的阶段。请手动移动商机，或添加阶段。";

    fields_text =
        "Fields of your own work everywhere: in lists, filters, forms, imports and exports.",
        "自定义字段在列表、筛选、表单、导入和导出中均可使用。";
    kinds = "Kinds of record", "记录类型";
    custom_fields = "Custom fields", "自定义字段";
    no_custom_fields = "No custom fields yet.", "还没有自定义字段。";
    add_field = "Add field", "添加字段";
    add_field_to(kind: &str) = "Add a field to {kind}", "为{kind}添加字段";
    edit_field = "Edit field", "编辑字段";
    field_type = "Type", "类型";
    type_fixed(n: usize) =
        [n] "{n} record has a value, so the type stays." | "{n} records have a value, so the type stays.",
        "已有 {n} 条记录填写了值，因此类型不可更改。";
    name_taken(called: &str) =
        "There is a field {called} already. Choose another name.",
        "字段“{called}”已存在。请使用其他名称。";
    options = "Options", "选项";
    options_hint = "Press Enter after each option.", "每输入一个选项后按回车键。";
    options_needed = "A choice needs at least one option.", "选择字段至少需要一个选项。";
    option_in_use(option: &str, count: usize) =
        [count] "{count} record has the option {option}. Change it there first; nothing was changed."
            | "{count} records have the option {option}. Change it there first; nothing was changed.",
        "有 {count} 条记录使用选项“{option}”。请先在那里更改；没有更改任何内容。";
    options_of(field: &str) = "Options of {field}", "“{field}”的选项";
    standard_choices = "Standard choices", "标准选择字段";
    standard_choices_text =
        "The options that come with Rapport stay; you can add your own.",
        "Rapport 自带的选项保持不变，您可以添加自己的选项。";
    standard_options = "Standard options", "标准选项";
    own_options = "Your options", "您的选项";

    type_text = "Text", "文本";
    type_long_text = "Long text", "长文本";
    type_int = "Whole number", "整数";
    type_number = "Number", "数字";
    type_money = "Amount", "金额";
    type_date = "Date", "日期";
    type_instant = "Date and time", "日期和时间";
    type_duration = "Duration", "时长";
    type_bool = "Yes or no", "是/否";
    type_choice = "One of several options", "单选";
    type_choices = "Several options", "多选";
    type_tags = "Tags", "标签";
    type_link = "Link", "链接";
    type_email = "Email", "邮箱";
    type_phone = "Phone", "电话";
    type_address = "Address", "地址";
    type_ref(kind: &str) = "Link to a {kind}", "关联{kind}";
    type_refs(kind: &str) = "Links to {kind}", "关联多个{kind}";

    trash_text =
        "Deleted records stay here and can be restored.",
        "已删除的记录保留在此处，可以恢复。";
    deleted_count(n: usize) = [n] "{n} deleted" | "{n} deleted", "已删除 {n} 条";
    restore = "Restore", "恢复";

    shortcuts_text =
        "These keys work while no text is being typed. Where one follows another, press them one after the other. They can be changed; the choice is kept in this browser.",
        "这些按键在未输入文字时有效；多个按键依次列出时，请依次按下。按键可以更改，更改保存在此浏览器中。";
    command = "Command", "命令";
    keys = "Keys", "按键";
    change = "Change", "更改";
    no_keys = "No keys", "无按键";
    new_keys = "New keys", "新按键";
    change_keys(title: &str) = "Change keys of {title}", "更改“{title}”的按键";
    usual_keys(title: &str) = "Usual keys of {title}", "恢复“{title}”的默认按键";
    press_keys = "Press the new keys: one, or two in a row.", "请按下新按键：一个，或依次两个。";
    keys_free = "These keys are free.", "这些按键可用。";
    keys_reserved = "Lists, fields or the browser need these keys themselves. Choose others.", "列表、输入框或浏览器需要使用这些按键，请选择其他按键。";
    keys_hide(title: &str) = "These keys and those of “{title}” begin alike, so one of the two could not be reached. Choose others.", "这些按键与“{title}”的按键开头相同，其中之一将无法使用，请选择其他按键。";
    keys_taken(title: &str) = "“{title}” has these keys now and will have none.", "“{title}”正在使用这些按键，保存后它将没有按键。";
    keys_nearer(title: &str) = "“{title}” has these keys, too. Where both are possible, the one of the page is meant.", "“{title}”也使用这些按键。两者都可用时，以当前页面的命令为准。";
}
