//! Words of currencies and exchange rates.

super::words! {
    title = "Currencies", "货币与汇率";
    text =
        "Amounts keep their currency. Sums and reports add them up in the currency of the business, by the rates below.",
        "金额保持各自的货币。合计和报表按以下汇率折算为企业货币。";
    rates = "Exchange rates", "汇率";
    no_rates = "No exchange rates yet.", "还没有汇率。";
    add_rate = "Add exchange rate", "添加汇率";
    add_rate_of(code: &str) = "Add a rate for {code}", "添加 {code} 的汇率";
    edit_rate = "Edit exchange rate", "编辑汇率";
    rate_is(code: &str, rate: &str, base: &str) = "1 {code} = {rate} {base}", "1 {code} = {rate} {base}";
    last_changed(day: &str) = "Last changed {day}", "更新于 {day}";
    one_unit = "One unit of", "1 单位";
    is_worth(base: &str) = "is worth, in {base}", "折合 {base}";
    rate_wrong =
        "A rate is a number above zero, such as 1.08.",
        "汇率是大于零的数字，例如 1.08。";
    rate_exists(code: &str, base: &str) =
        "There is a rate between {code} and {base} already. Edit that one.",
        "{code} 与 {base} 之间已有汇率，请直接编辑。";
    rate_of(code: &str) = "{code} rate", "{code} 汇率";
    missing_title = "Without an exchange rate", "缺少汇率的货币";
    missing(amounts: u32) =
        [amounts] "{amounts} amount is left out of sums" | "{amounts} amounts are left out of sums",
        "{amounts} 个金额未计入合计";
    about(amount: &str) = "≈ {amount}", "≈ {amount}";
    converted(parts: &str) = "{parts} by your exchange rates", "{parts}，按您设置的汇率折算";
    apart =
        "Currencies without an exchange rate stand by themselves.",
        "没有汇率的货币单独列出。";
}
