//! Words of quotes: of the page around one.

super::words! {
    quotes = "Quotes", "报价单";
    quote_named(number: &str) = "Quote {number}", "报价单 {number}";
    no_quotes = "No quotes yet. A quote keeps the lines as they are when it is made.", "还没有报价单。报价单会保留创建时的产品明细。";
    new_quote = "New quote", "新建报价单";
    needs_lines = "Add line items first; a quote is made of them.", "请先添加产品明细，报价单由其生成。";
    print = "Print or save as PDF", "打印或存为 PDF";
    mark_sent = "Mark as sent", "标记为已发送";
    mark_accepted = "Mark as accepted", "标记为已接受";
    mark_declined = "Mark as declined", "标记为已拒绝";
    back_to_draft = "Back to draft", "退回草稿";
    delete_quote = "Delete quote", "删除报价单";
    status_now(status: &str) = "The quote is now: {status}", "报价单状态：{status}";
    deleted(number: &str) = "Quote {number} is in the trash", "报价单 {number} 已移到回收站";
    settings = "Details of the quote", "报价单信息";
    reads_in = "Language of the quote", "报价单语言";
    frozen = "The quote stays as it was sent. Take it back to draft to change it.", "报价单保持发送时的内容。退回草稿后才能修改。";
    lines_changed = "The deal's lines, the customer or your business have changed since this quote was made.", "创建此报价单后，商机明细、客户或企业信息已发生变化。";
    take_present = "Take over what holds now", "采用当前内容";
    taken_over = "The quote says what holds now", "报价单已更新为当前内容";
    number_taken = "Another quote has the same number, given on another device.", "另一台设备上的报价单使用了相同编号。";
    give_next = "Give the next number", "使用下一个编号";
    deal_waits(deal: &str) = "The quote is accepted, and the deal “{deal}” is still open.", "报价单已被接受，商机“{deal}”仍未关闭。";
    move_to_won(stage: &str) = "Move the deal to {stage}", "将商机移到“{stage}”";
    say_business = "The name or the address of your business is missing. Both stand at the top of every quote.", "您的企业名称或地址尚未填写，两者会显示在每份报价单的顶部。";
    fill_in = "Fill them in", "去填写";
    unreadable = "What this quote says can't be read here. It may be from a newer version.", "无法读取此报价单的内容，它可能来自更新的版本。";
    not_found = "This quote was not found", "找不到该报价单";
    business_address = "Address", "地址";
    tax_id = "Tax ID", "税号";
    payment = "Payment details", "付款信息";
    terms = "Terms of quotes", "报价条款";
    payment_hint = "Account and time to pay; stands at the end of quotes.", "账户与付款期限，显示在报价单末尾。";
    terms_hint = "What new quotes begin with; each can be changed.", "新报价单的默认条款，可在每份报价单中修改。";
}
