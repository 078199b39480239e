//! Words of the shell: navigation, top bar, theme, toasts.

super::words! {
    create_here = "New record here", "在此新建记录";
    redo = "Redo", "重做";
    opening = "Opening your workspace…", "正在打开工作区……";
    app_name = "Rapport", "Rapport";
    navigation = "Main", "主导航";
    home = "Home", "首页";
    contacts = "Contacts", "联系人";
    companies = "Companies", "公司";
    deals = "Deals", "商机";
    tickets = "Tickets", "工单";
    tasks = "Tasks", "任务";
    settings = "Settings", "设置";
    not_found = "Page not found", "找不到页面";
    not_found_text =
        "There is nothing at this address. It may have been shortened on its way here.",
        "此地址没有内容，链接可能在复制时被截断。";
    go_home = "Go to contacts", "前往联系人";
    skip_to_content = "Skip to content", "跳到正文";

    search_placeholder = "Search", "搜索";
    search_everything = "Search everything", "搜索全部内容";

    collapse_sidebar = "Collapse sidebar", "收起侧边栏";
    expand_sidebar = "Expand sidebar", "展开侧边栏";
    more_pages = "More", "更多";

    theme = "Theme", "主题";
    theme_system = "System", "跟随系统";
    theme_light = "Light", "浅色";
    theme_dark = "Dark", "深色";
    language = "Language", "语言";
    appearance_and_language = "Appearance and language", "外观与语言";

    notifications = "Messages", "消息";
    update_ready = "A newer version is ready.", "新版本已就绪。";
    update_now = "Reload", "刷新";

    go_to(page: &str) = "Go to {page}", "前往{page}";
    focus_search = "Search", "搜索";
    toggle_sidebar = "Show or hide sidebar", "显示或隐藏侧边栏";
    toggle_theme = "Switch theme", "切换主题";
    page_title(page: &str) = "{page} · Rapport", "{page} · Rapport";
}
