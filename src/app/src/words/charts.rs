//! Words of charts.

super::words! {
    value_of(label: &str, value: &str) = "{label}: {value}", "{label}：{value}";
    value_of_part(label: &str, part: &str, value: &str) =
        "{label}, {part}: {value}", "{label}，{part}：{value}";
    with_note(said: &str, note: &str) = "{said} ({note})", "{said}（{note}）";
    days(n: f64) = "{n} d", "{n} 天";
    hours(n: f64) = "{n} h", "{n} 小时";

    summary(title: &str, values: usize) =
        [values] "{title}: chart with {values} value" | "{title}: chart with {values} values",
        "{title}：共 {values} 个数值的图表";
    summary_most(summary: &str, most: &str) =
        "{summary}. Largest: {most}", "{summary}。最大值：{most}";
    how_to = "Arrow keys move between the values.", "使用方向键在各数值间移动。";
    how_to_open =
        "Arrow keys move between the values, Enter shows the records.",
        "使用方向键在各数值间移动，按回车键查看对应记录。";
    show_table = "Show as table", "以表格显示";
    show_chart = "Show as chart", "以图表显示";
    menu_of(title: &str) = "Actions for {title}", "“{title}”的操作";
    table_of(title: &str) = "{title} as table", "{title}（表格）";
    download_csv = "Download as CSV", "下载 CSV 文件";
    download_svg = "Download as SVG", "下载 SVG 图片";
    downloaded(file: &str) = "Saved as {file}", "已保存为 {file}";
    nothing = "Nothing to show here", "暂无可显示的内容";
    computing = "Computing…", "正在计算……";
    all = "All", "全部";
    more_than(by: &str, before: &str) = "{by} more than {before}", "比{before}多 {by}";
    less_than(by: &str, before: &str) = "{by} less than {before}", "比{before}少 {by}";
    same_as(before: &str) = "Same as {before}", "与{before}持平";
}
