//! Words of e-mail files that are logged on a record.

super::words! {
    log_files = "Log .eml files…", "记录 .eml 邮件文件……";
    title(called: &str) = "Log emails on {called}", "将邮件记录到“{called}”";
    drop_on(called: &str) = "Drop .eml files to log them on {called}", "拖放 .eml 文件，记录到“{called}”";
    choose = "Choose .eml files", "选择 .eml 文件";
    drop_here = "Drop emails here that you saved as files", "将另存为文件的邮件拖到此处";
    hint =
        "Most mail programs save an email as an .eml file, or make one when it is dragged to the desktop. The files are read in this browser and sent nowhere.",
        "大多数邮件程序可将邮件另存为 .eml 文件，或拖到桌面生成该文件。文件仅在此浏览器中读取，不会发送到任何地方。";
    reading(file: &str) = "Reading {file}…", "正在读取 {file}……";
    too_large = "is larger than 25 MB. Save the email without its attachments and try again.", "超过 25 MB。请将邮件去除附件后另存，再试一次。";
    outlook = "is a message in Outlook's own format. Save it as .eml in the new Outlook or on the web, and try again.", "是 Outlook 专有格式的邮件。请在新版 Outlook 或网页版中另存为 .eml 后再试。";
    no_mail = "is not an email. Nothing of it was logged.", "不是邮件文件，未作任何记录。";
    no_memory = "is too large for the memory of this browser. Close other tabs and try again.", "超出此浏览器的可用内存。请关闭其他标签页后再试。";
    too_many(most: usize) = [most] "Only {most} email is logged at once; the others were left out." | "Only {most} emails are logged at once; the others were left out.", "一次最多记录 {most} 封邮件，其余未读取。";

    received = "Received", "收到";
    sent = "Sent", "发出";
    from = "From", "发件人";
    to = "To", "收件人";
    cc = "Cc", "抄送";
    no_subject = "No subject", "无主题";
    no_date = "Without a date: logged as of now", "邮件没有日期：按当前时间记录";
    no_text = "This email has no text.", "此邮件没有正文。";
    more(n: usize) = [n] "and {n} more" | "and {n} more", "等另外 {n} 人";
    text_cut(n: usize) = [n] "Only the first {n} character of the text is kept." | "Only the first {n} characters of the text are kept.", "仅保留正文的前 {n} 个字符。";
    attachments = "Attachments", "附件";
    labelled(label: &str, content: &str) = "{label}: {content}", "{label}：{content}";
    not_kept = "Attachments are named, not kept.", "仅记录附件名称，不保存附件。";
    as_message = "Goes into the conversation as a customer message", "作为客户消息加入对话";
    log_this(subject: &str) = "Log “{subject}”", "记录“{subject}”";
    already = "Already logged on this record", "已记录在此记录中";
    twice = "The same email is above", "与上方的邮件相同";
    add_sender(who: &str) = "Add {who} as a contact", "将 {who} 添加为联系人";
    is_contact = "contact", "联系人";
    is_us = "us", "我方";
    log_count(n: usize) = [n] "Log {n} email" | "Log {n} emails", "记录 {n} 封邮件";
    logged_count(n: usize) = [n] "{n} email logged" | "{n} emails logged", "已记录 {n} 封邮件";
}
