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
    products = "Products", "产品";
    reports = "Reports", "报表";
    settings = "Settings", "设置";
    key_figures = "Key figures", "关键数据";
    not_found = "Page not found", "找不到页面";
    not_found_text =
        "There is nothing at this address. It may have been shortened on its way here.",
        "此地址没有内容，链接可能在复制时被截断。";
    go_home = "Go to home", "前往首页";
    skip_to_content = "Skip to content", "跳到正文";

    search_placeholder = "Search", "搜索";
    notices = "Notices", "通知";
    download_backup = "Download backup", "下载备份";
    found(n: usize) = [n] "{n} record found" | "{n} records found", "找到 {n} 条记录";
    memory_only(reason: &str) =
        "This browser offers no storage here ({reason}), so nothing outlives this tab. Download a backup before you close it.",
        "此浏览器不提供存储空间（{reason}），关闭标签页后内容将丢失。关闭前请下载备份。";
    waiting =
        "The browser's storage has not answered for some time; another tab of this site may be holding it. Everything saved before is safe, and this tab goes on by itself as soon as it answers. Keep this tab open and close the others of this site.",
        "浏览器存储已有一段时间没有响应，可能被本网站的其他标签页占用。之前保存的内容是安全的，存储响应后此标签页会自动继续。请保持此标签页打开，并关闭本网站的其他标签页。";
    damaged(place: &str, reason: &str) =
        "Stored data could not be read at {place} ({reason}). Everything else is there; restore the damaged part from a backup.",
        "无法读取 {place} 处的数据（{reason}）。其余内容完好；请用备份恢复损坏的部分。";
    replaced =
        "This workspace was replaced in another tab. Reload to see what is there now.",
        "此工作区已在其他标签页中被取代。请刷新以查看当前内容。";
    conflict(name: &str, field: &str, value: &str) =
        "{name}: {field} was changed in two places at once. The value that does not hold is: {value}",
        "{name}：“{field}”同时在两处被修改。未生效的值为：{value}";
    use_other_value = "Use this value", "使用此值";
    other_value_used = "The other value holds now.", "已改用另一个值。";

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
    command_palette = "Command palette", "命令面板";
    palette_placeholder = "Type a command or a name", "输入命令或名称";
    offered(n: usize) = [n] "{n} suggestion" | "{n} suggestions", "{n} 条建议";
    recent = "Recent", "最近使用";
    commands = "Commands", "命令";
    on_this_page = "On this page", "当前页面";
    everywhere = "Everywhere", "任意位置";
    shortcut_sheet = "Keyboard shortcuts", "键盘快捷键";
    in_lists = "In lists", "列表中";
    on_records = "On records", "记录中";
    back = "One level back", "返回上一级";
    on_boards = "On boards", "看板中";
    key_down = "Next record", "下一条记录";
    key_up = "Previous record", "上一条记录";
    key_select = "Select or unselect", "选中或取消选中";
    key_select_more = "Select the next one too", "同时选中下一条";
    key_select_all = "Select all", "全选";
    key_open = "Open", "打开";
    key_clear = "Clear the selection", "清除所选";
    key_column_before = "Column before", "上一列";
    key_column_after = "Column after", "下一列";
    key_lift = "Pick up or put down a card", "拿起或放下卡片";
    key_put_back = "Put the card back", "将卡片放回原处";
    key_menu = "Move to another column", "移到其他列";
    page_title(page: &str) = "{page} · Rapport", "{page} · Rapport";
}
