//! Words of storage and backups.

super::words! {
    on_this_device = "On this device", "在此设备上";
    all_saved = "Everything is saved.", "所有内容均已保存。";
    kept_for_good =
        "The browser keeps the data until you delete it.",
        "浏览器会一直保留数据，直到您删除为止。";
    may_be_cleared =
        "The browser may clear the data when disk space runs short. Ask it to keep the data, and download backups.",
        "磁盘空间不足时，浏览器可能会清除数据。请要求浏览器保留数据，并定期下载备份。";
    not_kept_for_good =
        "The browser did not agree to keep the data. Your data is here; download backups to be safe.",
        "浏览器未同意永久保留数据。数据仍在此处；为安全起见请下载备份。";
    unknown_if_kept =
        "This browser does not say whether it keeps the data for good. Download backups to be safe.",
        "此浏览器未说明是否永久保留数据。为安全起见请下载备份。";
    used_of(used: &str, quota: &str) = "{used} of {quota} used", "已用 {used}，共 {quota}";
    ask_to_keep = "Ask the browser to keep the data", "要求浏览器保留数据";

    backup = "Backup", "备份";
    backup_text =
        "One file with everything: records, fields, pipelines, history. Keep it outside this device.",
        "一个文件包含全部内容：记录、字段、管道和历史。请保存到此设备之外。";
    last_backup = "Last backup:", "上次备份：";
    no_backup = "No backup was downloaded in this browser yet.", "此浏览器尚未下载过备份。";
    passphrase = "Passphrase", "密码短语";
    passphrase_optional = "Passphrase (optional)", "密码短语（选填）";
    passphrase_again = "Passphrase again", "再次输入密码短语";
    passphrase_hint =
        "With a passphrase the file is encrypted. Nobody can open it without, not even you.",
        "设置密码短语后文件会加密。没有它，任何人（包括您自己）都无法打开。";
    passphrases_differ =
        "The two passphrases differ. Type the same one twice, or leave both empty.",
        "两次输入的密码短语不同。请输入相同内容，或都留空。";
    download_backup = "Download backup", "下载备份";
    backup_made = "The backup was downloaded.", "备份已下载。";

    restore = "Restore", "恢复";
    restore_text =
        "Bring a backup file back: merge it with what is here, or put it in its place.",
        "恢复备份文件：与此处的内容合并，或取代此处的内容。";
    choose_backup = "Choose a backup file…", "选择备份文件……";
    reading_backup = "Reading the backup…", "正在读取备份……";
    unlock = "Unlock backup", "解锁备份";
    restore_title = "Restore this backup", "恢复此备份";
    in_this_backup = "In this backup:", "此备份包含：";
    count_of(kind: &str, count: u32) = "{count} {kind}", "{count} 个{kind}";
    ways = "What is to become of what is here", "如何处理此处的内容";
    merge_way = "Merge into this workspace", "合并到此工作区";
    merge_text =
        "What only the backup has comes in. Where both have a field, the newer value stays, so nothing newer is lost. Deleting counts like any other edit, and what was removed for ever stays removed. A merge can't be undone; a backup of before leads back.",
        "仅备份中有的内容会加入。双方都有的字段保留较新的值，因此不会丢失较新的内容。删除与其他编辑一样按时间先后处理，永久移除的内容不会恢复。合并无法撤销，可用合并前的备份还原。";
    replace_way = "Replace everything here", "取代此处的全部内容";
    replace_text =
        "Everything in this browser is replaced. A backup of what is here now is downloaded first.",
        "此浏览器中的全部内容将被取代。系统会先下载一份当前内容的备份。";
    backup_first = "Download a backup of what is here first", "先下载一份当前内容的备份";
    merge = "Merge", "合并";
    replace = "Replace everything", "取代全部内容";
    merging = "Merging", "正在合并";
    merged_title = "The backup was merged", "备份已合并";
    stopped_title = "The merge was stopped", "合并已停止";
    came(list: &str) = "Came in: {list}", "新增：{list}";
    updated(records: u32, fields: u32) =
        [records] "{records} record updated ({fields} fields)" | "{records} records updated ({fields} fields)",
        "{records} 条记录已更新（{fields} 个字段）";
    went(records: u32) =
        [records] "{records} record deleted, as it was deleted in the backup later" | "{records} records deleted, as they were deleted in the backup later",
        "{records} 条记录已删除（备份中在之后删除）";
    unchanged(records: u32) =
        [records] "{records} record unchanged: the same or newer here" | "{records} records unchanged: the same or newer here",
        "{records} 条记录未变（与此处相同或此处较新）";
    nothing_newer =
        "Nothing has changed: all that is in this backup is here already, or is newer here.",
        "没有变化：此备份中的内容此处都已有，或此处的更新。";
    merge_stopped =
        "Merging was stopped. What was merged so far stays and nothing is lost; merge the same file again to bring in the rest.",
        "合并已停止。已合并的内容会保留，没有丢失任何内容；再次合并同一文件即可加入其余内容。";
    restored = "The backup was restored.", "备份已恢复。";

    not_a_backup =
        "This is not a Rapport backup. Your data is as it was; choose a file that Rapport has saved.",
        "这不是 Rapport 备份文件。您的数据没有变化；请选择 Rapport 保存的文件。";
    too_new =
        "A newer Rapport has written this backup. Your data is as it was; update Rapport and try again.",
        "此备份由更新版本的 Rapport 创建。您的数据没有变化；请更新 Rapport 后重试。";
    truncated(found: &str, expected: &str) =
        "The end of this backup is missing: {found} of {expected} are there. Your data is as it was; copy or download the file again.",
        "此备份不完整：共 {expected}，仅有 {found}。您的数据没有变化；请重新复制或下载该文件。";
    damaged(what: &str) =
        "This backup is damaged ({what}). Your data is as it was; use another copy of it.",
        "此备份已损坏（{what}）。您的数据没有变化；请使用另一份副本。";
    locked =
        "This backup is locked. Enter the passphrase it was saved with.",
        "此备份已加密。请输入保存时使用的密码短语。";
    wrong_passphrase =
        "The passphrase is wrong; the file itself is whole. Try the passphrase the backup was saved with.",
        "密码短语错误；文件本身完好。请输入保存备份时使用的密码短语。";
    too_large(name: &str) =
        "The part “{name}” is too large for a backup. Your data is as it was.",
        "“{name}”部分过大，无法备份。您的数据没有变化。";
    key_settings =
        "The key of this backup needs more memory than there is. Your data is as it was; close other tabs and try again.",
        "此备份的密钥所需内存不足。您的数据没有变化；请关闭其他标签页后重试。";

    erase = "Delete everything", "删除全部内容";
    erase_open = "Delete everything…", "删除全部内容……";
    erase_text =
        "All records, settings and history of this browser are deleted for ever. This can't be undone; download a backup first.",
        "此浏览器中的全部记录、设置和历史将被永久删除，无法撤销。请先下载备份。";
    erase_word = "DELETE", "删除";
    type_the_word(word: &str) = "Type {word} to go on", "请输入“{word}”以继续";
}
