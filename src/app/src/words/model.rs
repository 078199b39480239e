//! Words of how good the scores are.

super::words! {
    intro =
        "Open deals are scored by what your closed deals teach, on this device. How good that is was measured on your newest closed deals, by a model that had only seen the older ones.",
        "进行中的商机根据已关闭商机的规律评分，全部在此设备上计算。其准确性用最近关闭的商机检验，检验所用的模型只见过更早的商机。";
    useful =
        "On your newest closed deals the order of the scores and the percentages were of use.",
        "在最近关闭的商机上，评分的高低顺序和百分比都有参考价值。";
    verdict_useful = "Useful", "有参考价值";
    verdict_order = "Good for the order only", "仅顺序有参考价值";
    verdict_no_better = "No better than guessing", "不比猜测更准";
    verdict_open = "Not known yet", "尚无法判断";
    learned_from(won: usize, lost: usize, open: usize) =
        "Learned from {won} won and {lost} lost deals; {open} open deals are scored.",
        "从 {won} 个赢单和 {lost} 个输单中学习；正在为 {open} 个进行中的商机评分。";

    measures = "Measures", "指标";
    measure = "Measure", "指标";
    value = "Value", "值";
    compared = "Compared with", "对比";
    measured_on(rows: usize) =
        [rows] "Measured on the newest closed deal." | "Measured on the newest {rows} closed deals.",
        "在最近关闭的 {rows} 个商机上检验。";
    accuracy = "Accuracy", "准确率";
    accuracy_compared(share: &str) =
        "{share} when the more frequent outcome is always said",
        "始终猜更常见结果时为 {share}";
    auc = "Area under the curve", "曲线下面积（AUC）";
    auc_compared(low: &str, high: &str) =
        "0.5 is guessing, up to 0.55 hardly more; 95 % interval {low} to {high}",
        "0.5 为猜测，0.55 以内几乎无异；95% 区间 {low} 到 {high}";
    log_loss = "Log-loss", "对数损失";
    log_loss_compared(base: &str) =
        "{base} when each deal gets the share of won deals; lower is better",
        "每个商机都用总体赢单比例时为 {base}；越低越好";
    calibration_error = "Calibration error", "校准误差";
    calibration_compared =
        "0 is perfect: of the deals with 70 %, 70 % are won",
        "0 为完美：评分为 70% 的商机中有 70% 赢单";

    reliability = "Percentages and what happened", "百分比与实际结果";
    reliability_text =
        "Each dot stands for deals with about the same score, larger for more deals. On the dashed line the percentages are right.",
        "每个圆点代表评分相近的一组商机，圆点越大商机越多。位于虚线上表示百分比准确。";
    reliability_chart(bins: usize) =
        [bins] "Chart of predicted and actual share of won deals in {bins} group"
            | "Chart of predicted and actual share of won deals in {bins} groups",
        "预测与实际赢单比例图，共 {bins} 组";
    predicted = "Predicted", "预测";
    happened = "Won", "实际赢单";
    deals = "Deals", "商机数";
    as_table = "Show as a table", "以表格显示";

    looked_at = "Looked at", "参与评分的内容";
    feature = "Field", "字段";
    filled = "Filled", "填写率";
    weight = "Weight", "权重";
    nothing_looked_at = "Nothing could be looked at.", "没有可用于评分的内容。";
    left_out = "Left out", "未参与评分的内容";
    reason = "Why", "原因";
    leak_value =
        "Its value alone tells won from lost deals, so it probably is written when a deal closes.",
        "仅凭该值即可区分赢单和输单，很可能是在关闭商机时填写的。";
    leak_filled =
        "Whether it is filled tells won from lost deals, so it probably is written when a deal closes.",
        "是否填写即可区分赢单和输单，很可能是在关闭商机时填写的。";
    leak_only_closed(closed: &str, open: &str) =
        "It is filled on {closed} of the closed and {open} of the open deals.",
        "已关闭商机中 {closed} 已填写，进行中的仅 {open}。";
    edited_after_close =
        "It was changed after the close on too many deals, so what it was before is not known.",
        "太多商机在关闭后修改过该值，无法得知之前的值。";
    too_few(known: usize) =
        [known] "It is filled on {known} closed deal only." | "It is filled on {known} closed deals only.",
        "仅有 {known} 个已关闭商机填写了该值。";
    one_value = "All closed deals have the same value.", "所有已关闭商机的值都相同。";
    too_many_values(values: usize) =
        "It has {values} different values, too many to learn from.",
        "有 {values} 个不同的值，过于分散，无法学习。";
}
