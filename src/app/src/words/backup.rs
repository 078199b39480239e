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
        "Open a backup file in the place of what is here.",
        "打开备份文件，取代此处的全部内容。";
    choose_backup = "Choose a backup file…", "选择备份文件……";
    unlock = "Unlock backup", "解锁备份";
    replace_title = "Replace everything with this backup?", "用此备份取代全部内容？";
    in_this_backup = "In this backup:", "此备份包含：";
    count_of(kind: &str, count: u32) = "{count} {kind}", "{count} 个{kind}";
    replace_text =
        "Everything in this browser is replaced. A backup of what is here now is downloaded first.",
        "此浏览器中的全部内容将被取代。系统会先下载一份当前内容的备份。";
    replace = "Replace everything", "取代全部内容";
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
