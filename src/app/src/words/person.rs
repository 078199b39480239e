//! Words of what is kept about a person: taken out, and erased.

super::words! {
    export_json = "Export all about this person (JSON)", "导出此人的全部数据（JSON）";
    export_text = "Export all about this person (text)", "导出此人的全部数据（文本）";
    exported(file: &str) = "All about this person is written to {file}", "此人的全部数据已写入 {file}";
    erase = "Erase this person for ever", "彻底删除此人";
    erase_open = "Erase for ever…", "彻底删除……";
    erase_text(name: &str) =
        "All that is known of {name} goes for ever: their fields with the history, the messages they wrote, the notes, calls and e-mails with them, and the tasks about them. Deals, tickets and quotes stay, but no longer say who the person is. This can't be undone.",
        "{name} 的全部信息将被彻底删除：字段及其修改记录、此人发送的消息、与其相关的备注、通话和邮件，以及相关任务。商机、工单和报价单会保留，但不再注明此人。此操作无法撤销。";
    erase_counts(n: usize) = [n] "{n} other record goes with it." | "{n} other records go with it.", "将同时删除 {n} 条其他记录。";
    erase_storage =
        "The browser's storage is rewritten without it right after. Backup files that you saved before, and other devices until they hear of it, still hold it.",
        "随后会重写浏览器存储以清除这些数据。之前保存的备份文件，以及尚未同步的其他设备仍会保留这些数据。";
    mentions(n: usize) =
        [n] "The name or e-mail address also stands in the text of {n} record, which stays as it is:" | "The name or e-mail address also stands in the text of {n} records, which stay as they are:",
        "另有 {n} 条记录的文本中提到其姓名或邮箱，这些内容将保持不变：";
    erased = "The person is erased for ever", "已彻底删除此人";
    no_email = "No e-mail wanted", "不接收邮件";
}
