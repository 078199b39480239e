//! Words of all pages: buttons, states, the parts.

super::words! {
    add = "Add", "添加";
    add_a(kind: &str) = "Add {kind}", "添加{kind}";
    all_fields = "All fields", "全部字段";
    choose_a(kind: &str) = "Choose {kind}", "选择{kind}";
    new_a(kind: &str) = "New {kind}", "新建{kind}";
    not_created(kind: &str) = "The {kind} was not created", "该{kind}未创建";
    duration_minutes(n: i64) = "{n} min", "{n} 分钟";
    back = "Back", "返回";
    cancel = "Cancel", "取消";
    clear = "Clear", "清除";
    close = "Close", "关闭";
    copy = "Copy", "复制";
    create = "Create", "创建";
    create_named(name: &str) = "Create “{name}”", "新建“{name}”";
    delete = "Delete", "删除";
    done = "Done", "完成";
    edit = "Edit", "编辑";
    more_actions = "More actions", "更多操作";
    no = "No", "否";
    no_options = "Nothing found", "没有找到";
    not_set = "Not set", "未设置";
    open = "Open", "打开";
    remove = "Remove", "移除";
    remove_named(name: &str) = "Remove {name}", "移除“{name}”";
    retry = "Try again", "重试";
    save = "Save", "保存";
    search = "Search", "搜索";
    undo = "Undo", "撤销";
    undone = "Undone", "已撤销";
    yes = "Yes", "是";
    required = "Required", "必填";
    optional = "Optional", "选填";
    dismiss = "Dismiss", "关闭提示";

    currency = "Currency", "货币";
    amount = "Amount", "金额";
    amount_invalid =
        "This is not an amount. Write digits only, such as 1250.00.",
        "这不是有效的金额。请只输入数字，例如 1250.00。";
    date_incomplete = "Complete the date, or empty it.", "请填写完整日期，或清空。";
    number_invalid = "This is not a number.", "这不是有效的数字。";
    date_invalid = "The calendar has no such day.", "日历中没有这一天。";
    link_invalid =
        "A link starts with https://, http://, mailto: or tel:.",
        "链接应以 https://、http://、mailto: 或 tel: 开头。";
    email_invalid = "This is not an email address.", "这不是有效的邮箱地址。";

    email_address = "Email address", "邮箱地址";
    phone_number = "Phone number", "电话号码";
    label = "Label", "标签";
    add_email = "Add email", "添加邮箱";
    add_phone = "Add phone", "添加电话";
    label_work = "Work", "工作";
    label_home = "Home", "家庭";
    label_mobile = "Mobile", "手机";
    label_main = "Main", "总机";
    label_fax = "Fax", "传真";
    label_other = "Other", "其他";
    label_none = "No label", "无标签";

    street = "Street", "街道";
    city = "City", "城市";
    region = "State or region", "省/州";
    postal_code = "Postal code", "邮政编码";
    country = "Country", "国家/地区";

    add_tag = "Add tag", "添加标签";
    tags_count(n: usize) = [n] "{n} tag" | "{n} tags", "{n} 个标签";

    progress_of(finished: usize, all: usize) = "{finished} of {all}", "{finished} / {all}";
    just_now = "just now", "刚刚";
    minutes_short(n: i64) = "{n} min", "{n} 分钟";
    hours_short(n: i64) = "{n} h", "{n} 小时";
    hours_minutes_short(hours: i64, rest: i64) = "{hours} h {rest} min", "{hours} 小时 {rest} 分钟";
    days_short(n: i64) = [n] "{n} day" | "{n} days", "{n} 天";
    minutes = "Minutes", "分钟";
    in_minutes = "In minutes", "以分钟计";
}
