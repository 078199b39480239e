//! Words of the first run, the sample data and the business.

super::words! {
    me = "Me", "我";
    welcome = "Welcome to Rapport", "欢迎使用 Rapport";
    welcome_text =
        "Everything you enter stays in this browser. There is no account to create. Choose how to begin.",
        "您输入的所有内容都保存在此浏览器中，无需注册账号。请选择如何开始。";
    about = "About you (optional)", "关于您（选填）";
    about_text =
        "You can change this at any time in the settings.",
        "以后可随时在设置中修改。";
    business_name = "Business name", "企业名称";
    your_name = "Your name", "您的姓名";
    ways = "Ways to begin", "开始方式";
    explore = "Explore sample data", "体验示例数据";
    explore_text =
        "Two years of a made-up furniture business. One click removes it again.",
        "一家虚构家具企业两年的数据，一键即可移除。";
    import_file = "Import a file", "导入文件";
    import_text =
        "CSV or vCard from another system, a spreadsheet or your phone.",
        "来自其他系统、电子表格或手机的 CSV 或 vCard 文件。";
    start_empty = "Start empty", "从空白开始";
    start_text =
        "A sales pipeline with seven stages, and nothing else.",
        "仅包含一个七个阶段的销售管道。";
    is_ready = "Your workspace is ready.", "工作区已准备就绪。";
    adding_sample = "Adding sample data", "正在添加示例数据";
    sample_added = "The sample data is here.", "示例数据已添加。";
    sample_cancelled = "The sample data was not added.", "未添加示例数据。";
    sample_banner = "You are exploring sample data.", "您正在体验示例数据。";
    remove_sample = "Remove sample data", "移除示例数据";
    sample_removed =
        "The sample data was removed. Your own records were not touched.",
        "示例数据已移除，您自己的记录没有变化。";
}
