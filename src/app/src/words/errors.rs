//! What the application says when something went wrong: what happened, what is safe, what to do.

super::words! {
    stopped_title = "Rapport has stopped", "Rapport 已停止运行";
    stopped_text =
        "An unexpected fault stopped Rapport. Everything that was shown as saved is safe on this device. Reload the page to go on.",
        "Rapport 因意外故障停止运行。所有显示为“已保存”的内容都安全地保存在此设备上。请刷新页面继续使用。";
    stopped_detail = "Technical detail", "技术细节";
    reload = "Reload", "刷新";
    part_failed =
        "This part could not be shown. Your data is safe; reload the page to try again.",
        "此部分无法显示。您的数据是安全的，请刷新页面重试。";
    download_failed =
        "The file could not be made: the browser has too little memory. Your data is unchanged. Close other tabs and try again.",
        "无法生成文件：浏览器内存不足。您的数据没有变化。请关闭其他标签页后重试。";
    file_unreadable(name: &str) =
        "{name} could not be read. It may have been moved or changed; nothing was imported. Choose it again.",
        "无法读取 {name}。文件可能已被移动或修改；没有导入任何内容。请重新选择。";
    copy_failed =
        "The browser did not allow copying. Select the text and copy it yourself.",
        "浏览器不允许复制。请选中文字后自行复制。";
}
