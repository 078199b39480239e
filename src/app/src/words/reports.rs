//! Words of reports: what is measured, how it is grouped.

super::words! {
    no_value = "No value", "无值";
    others = "Other", "其他";
    quarter(n: u32, year: &str) = "Q{n} {year}", "{year} 年第 {n} 季度";
    from_to(low: &str, high: &str) = "{low} to {high}", "{low} 至 {high}";
    stage_of(stage: &str, pipeline: &str) = "{stage} ({pipeline})", "{stage}（{pipeline}）";

    count_of(kinds: &str) = "Number of {kinds}", "{kinds}数量";
    share_of(kinds: &str) = "Share of {kinds}", "{kinds}占比";
    sum_of(field: &str) = "Total: {field}", "{field}合计";
    average_of(field: &str) = "Average: {field}", "{field}平均值";
    median_of(field: &str) = "Median: {field}", "{field}中位数";
    minimum_of(field: &str) = "Smallest: {field}", "{field}最小值";
    maximum_of(field: &str) = "Largest: {field}", "{field}最大值";
    weighted = "Expected revenue", "预期收入";
    won_rate = "Win rate", "赢单率";

    left_out(n: u32, currency: &str) =
        [n] "{n} amount in {currency} left out: there is no exchange rate for it."
            | "{n} amounts in {currency} left out: there is no exchange rate for them.",
        "有 {n} 笔 {currency} 金额未计入：缺少汇率。";
    unmeasured(n: u32) = [n] "{n} record has no value here." | "{n} records have no value here.", "{n} 条记录在此没有数值。";
    ungrouped(n: u32) =
        [n] "{n} record is in no group, because its value can't be converted or read."
            | "{n} records are in no group, because their values can't be converted or read.",
        "有 {n} 条记录的值无法换算或读取，未归入任何分组。";

    off_line(n: u32) =
        [n] "{n} record isn't on the line: it has no date, or one before those shown."
            | "{n} records aren't on the line: they have no date, or one before those shown.",
        "有 {n} 条记录未在线上显示：没有日期，或日期早于所示范围。";

    cannot_group = "The values of this field can't be grouped like this. Choose another grouping.",
        "该字段的值不能这样分组，请选择其他分组方式。";
    cannot_measure = "This field holds nothing that can be added up. Choose a number or an amount.",
        "该字段没有可汇总的数值，请选择数字或金额字段。";
    deals_only = "Only deals can be measured like this. Choose another measure.",
        "只有商机可以这样衡量，请选择其他衡量方式。";
    field_gone = "A field of this chart is not there any more. Edit the chart and choose another.",
        "该图表使用的字段已不存在，请编辑图表并选择其他字段。";
}
