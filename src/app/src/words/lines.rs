//! Words of products and line items.

super::words! {
    title = "Line items", "产品明细";
    empty = "No line items yet. Add what is sold, from the catalogue or as free text.", "还没有产品明细。请从产品目录中选择，或直接输入。";
    item = "Item", "项目";
    quantity = "Quantity", "数量";
    price = "Unit price", "单价";
    discount = "Discount", "折扣";
    discount_invalid = "Enter a percentage up to 100%, or an amount.", "请输入不超过 100% 的百分比或金额。";
    tax = "Tax %", "税率 %";
    tax_invalid = "Enter a percentage from 0 to 100.", "请输入 0 到 100 的百分比。";
    total = "Net", "净额";
    new_item = "Add a product or type a text", "添加产品或输入文字";
    actions_of(name: &str) = "Actions of {name}", "“{name}”的操作";
    drag(name: &str) = "Drag {name}", "拖动“{name}”";
    of_item(what: &str, name: &str) = "{what} of {name}", "“{name}”的{what}";
    move_up = "Move up", "上移";
    move_down = "Move down", "下移";
    duplicate = "Duplicate", "复制一行";
    deleted(name: &str) = "{name} was taken off the deal", "已从商机中移除“{name}”";
    currency = "Currency of the lines", "明细货币";
    sum = "Sum", "小计";
    discounts = "Discounts", "折扣合计";
    net = "Net total", "净额合计";
    tax_of(rate: &str, base: &str) = "Tax {rate}% on {base}", "税 {rate}%（计税额 {base}）";
    gross = "Total with tax", "含税总额";
    follow = "The deal's amount follows the net total", "商机金额跟随净额合计";
    take_over(amount: &str) = "Set the deal's amount to {amount}", "将商机金额设为 {amount}";
    amount_set = "The deal's amount is set", "已设置商机金额";
    amount_differs(amount: &str) = "The deal's amount is {amount}.", "商机金额为 {amount}。";
    keys_hint = "Tab moves on, Enter goes down, Alt with the arrows moves a line.", "Tab 前进，Enter 到下一行，Alt 加方向键移动行。";
}
