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
    sample_removed_but(kept: usize) = [kept]
        "The sample data was removed, but for {kept} record that yours refer to."
        | "The sample data was removed, but for {kept} records that yours refer to.",
        "示例数据已移除，您的记录引用的 {kept} 条记录予以保留。";
    steps = "Three steps to begin with", "三步开始使用";
    step_contacts = "Bring your contacts", "导入您的联系人";
    step_contacts_text =
        "Import a file from another system or your phone, or add them one by one.",
        "从其他系统或手机导入文件，也可以逐个添加。";
    step_deal = "Put your first deal on the board", "在看板上添加第一笔商机";
    step_deal_text =
        "A name is enough. Amount and close date can follow.",
        "只需填写名称，金额和成交日期可以稍后补充。";
    step_backup = "Save a backup", "保存一份备份";
    step_backup_text =
        "Your data lies in this browser alone. A backup file keeps it safe.",
        "数据仅保存在此浏览器中，备份文件可确保数据安全。";
    step_done = "Done", "已完成";
}
