//! Words of e-mail templates and of writing e-mails.

super::words! {
    templates = "Email templates", "邮件模板";
    templates_text =
        "Texts that you send again and again. Variables such as {{contact.first_name}} are filled in from the record when you write.",
        "反复使用的邮件文本。撰写邮件时，{{contact.first_name}} 等变量会自动替换为记录中的内容。";
    no_templates = "No templates yet.", "还没有模板。";
    add_template = "Add template", "添加模板";
    edit_template = "Edit template", "编辑模板";
    name = "Name", "名称";
    subject = "Subject", "主题";
    body = "Text", "正文";
    body_hint =
        "What stands behind a bar is written where the field is empty: {{contact.first_name | …}}",
        "字段为空时，写入竖线后的文字：{{contact.first_name | …}}";
    insert = "Insert a variable", "插入变量";
    insert_hint = "First name, company, amount…", "名字、公司、金额……";
    me = "Me", "我";
    full_name = "Full name", "姓名";
    added_template(called: &str) = "{called} was added", "已添加“{called}”";
    saved_template(called: &str) = "{called} was saved", "已保存“{called}”";

    preview = "Preview", "预览";
    preview_with = "Preview with", "用于预览的记录";
    no_preview = "Choose a record to see the email as it will be.", "选择一条记录以查看邮件效果。";
    nothing_written = "No text yet.", "还没有正文。";
    no_subject = "No subject", "无主题";
    unknown(list: &str) =
        "There is no such variable, so it stays as it is written: {list}",
        "没有这样的变量，将按原样保留：{list}";
    empty(list: &str) = "Empty for this record: {list}", "此记录中为空：{list}";
    left(list: &str) =
        "Still in the text, and sent as it is written: {list}",
        "正文中仍有变量，将按原样发送：{list}";

    write_an_email = "Write an email", "写邮件";
    write_to(called: &str) = "Email to {called}", "写邮件给{called}";
    write_about(called: &str) = "Email: {called}", "写邮件：{called}";
    to = "To", "收件人";
    another = "Add another contact", "添加其他联系人";
    address_of(called: &str) = "Address of {called}", "{called}的邮箱";
    template = "Template", "模板";
    no_template = "No template", "不使用模板";
    replaced = "The template took the place of your text.", "模板已替换您写的内容。";
    bring_back = "Bring my text back", "恢复我的内容";
    opted_out = "wants no email (“Email opt-out” is on)", "不接收邮件（已开启“拒收邮件”）";
    withdrawn = "has withdrawn the consent to email", "已撤回邮件许可";
    no_address = "has no email address", "没有邮箱地址";
    nobody = "There is no contact here yet. Choose one to write to.", "这里还没有联系人。请选择收件人。";
    choose_somebody = "Choose at least one recipient.", "请至少选择一位收件人。";
    log_it = "Log this email on the record", "将此邮件记录到该记录";
    copy_text = "Copy text", "复制正文";
    open_mail = "Open in mail program", "在邮件程序中打开";
    copy_and_open = "Copy text and open mail program", "复制正文并打开邮件程序";
    too_long =
        "The text is too long to be handed to a mail program. It is copied instead: paste it into the message that opens.",
        "正文过长，无法直接传给邮件程序。将改为复制正文：请粘贴到打开的邮件中。";
    copied = "Text copied", "已复制正文";
    pasted = "The text is on the clipboard: paste it into the message", "正文已复制到剪贴板，请粘贴到邮件中";
    not_copied = "The browser did not let the text be copied. Select it and copy it by hand.", "浏览器不允许复制。请手动选择并复制正文。";
    logged = "Email logged", "已记录邮件";
}
