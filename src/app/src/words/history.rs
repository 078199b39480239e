//! Words of the history of fields.

super::words! {
    history = "History", "修改记录";
    history_of(name: &str) = "History of {name}", "“{name}”的修改记录";
    history_of_field(name: &str) = "History of {name}", "{name}的修改记录";
    field = "Field", "字段";
    member = "Changed by", "修改人";
    all_fields = "All fields", "全部字段";
    everybody = "Everybody", "所有人";
    nothing = "Nothing has been changed", "没有修改";
    nothing_text = "Each change of a field appears here, with who made it and when.", "字段的每次修改都会显示在这里，包括修改人和时间。";
    not_kept = "changed; what it was before was not kept then", "已修改；当时未保留之前的内容";
    restore = "Restore", "恢复";
    restore_named(name: &str, value: &str) = "Restore {name}: {value}", "恢复{name}：{value}";
    restored = "The value is restored", "已恢复该值";
    cut(kept: &str, length: usize) = [length] "{kept}… ({length} character in all)" | "{kept}… ({length} characters in all)", "{kept}……（共 {length} 个字符）";
}
