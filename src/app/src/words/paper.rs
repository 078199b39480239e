//! Words on a quote itself, in its own language.

super::words! {
    quote = "Quote", "报价单";
    number = "Number", "编号";
    date = "Date", "日期";
    valid_until = "Valid until", "有效期至";
    prepared_by = "Prepared by", "经办人";
    prepared_for = "For", "客户";
    tax_id(id: &str) = "Tax ID: {id}", "税号：{id}";
    item = "Item", "项目";
    quantity = "Quantity", "数量";
    unit_price = "Unit price", "单价";
    discount = "Discount", "折扣";
    tax = "Tax", "税率";
    amount = "Amount", "金额";
    sum = "Sum", "小计";
    discounts = "Discounts", "折扣合计";
    net = "Net total", "不含税合计";
    tax_of(rate: &str, base: &str) = "Tax {rate}% on {base}", "税 {rate}%（计税额 {base}）";
    total = "Total", "合计";
    terms = "Terms", "条款";
    payment = "Payment", "付款方式";
    accepted_by = "Accepted: place, date, signature", "确认：地点、日期、签名";
}
