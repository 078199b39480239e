//! Words of the tickets page and a ticket's conversation.

super::words! {
    conversation = "Conversation", "对话";
    no_messages = "No messages yet", "还没有消息";
    no_messages_text =
        "Answer below, or log what the customer said.",
        "在下方回复，或记录客户所说的内容。";
    show_earlier(n: usize) = [n] "Show {n} earlier" | "Show {n} earlier", "显示更早的 {n} 条";
    message_by(kind: &str, author: &str) = "{kind}, {author}", "{kind}，{author}";
    customer = "Customer", "客户";
    us = "Us", "我们";
    write = "Write", "撰写";
    log_customer_message = "Log customer message", "记录客户消息";
    log_message = "Log message", "记录消息";
    send = "Add reply", "添加回复";
    sends_nothing =
        "Kept here. Rapport sends no mail.",
        "仅保存在此处，Rapport 不会发送邮件。";
    reply_subject(ticket: &str) = "Re: {ticket}", "回复：{ticket}";
    add_note = "Add note", "添加备注";
    sent = "Reply added", "已添加回复";
    noted = "Note added", "已添加备注";
    logged = "Message logged", "已记录消息";
    only_colleagues = "Only colleagues see this.", "仅同事可见。";
    status_after = "Status", "状态";
    keep_status(status: &str) = "Keep status ({status})", "保持状态（{status}）";
}
