//! Words of saving: whether everything is saved, and why not.

super::words! {
    saved = "Saved", "已保存";
    saving = "Saving…", "正在保存……";
    /// Where the browser stores nothing.
    only_here = "Only in this tab", "仅在此标签页中";
    not_saved(changes: usize) =
        [changes] "{changes} change is not saved" | "{changes} changes are not saved",
        "{changes} 项更改未保存";
    not_available(reason: &str) =
        "This browser offers no storage here ({reason}). What was saved earlier is safe. Leave private mode or allow site data, then reload.",
        "此浏览器不提供存储空间（{reason}）。之前保存的内容是安全的。请退出隐私模式或允许网站数据，然后刷新。";
    blocked =
        "Another tab still has this workspace open. Nothing was lost. Close the other tabs of this site.",
        "另一个标签页仍打开着此工作区。没有丢失任何内容。请关闭本网站的其他标签页。";
    quota_exceeded =
        "The browser's storage for this site is full. Everything saved before is safe, and this tab keeps the rest. Download a backup, then free some disk space; saving is tried again by itself.",
        "浏览器为本网站提供的存储空间已满。之前保存的内容是安全的，其余内容保留在此标签页中。请下载备份并释放磁盘空间，系统会自动重试保存。";
    connection_lost =
        "The browser closed its storage. Everything saved before is safe. Keep this tab open: saving is tried again by itself. Reload if that does not help.",
        "浏览器关闭了存储。之前保存的内容是安全的。请保持此标签页打开，系统会自动重试；如果无效请刷新。";
    deleted =
        "This workspace was deleted or replaced in another tab, or the browser cleared it. What this tab shows is only in memory. Download a backup if you need it, then reload.",
        "此工作区已在其他标签页中被删除或替换，或被浏览器清除。此标签页显示的内容仅在内存中。如有需要请下载备份，然后刷新。";
    damaged(place: &str) =
        "Stored data is damaged at {place}. Everything else can still be read. Restore the damaged part from a backup.",
        "存储的数据在 {place} 处损坏，其余内容仍可读取。请用备份恢复损坏的部分。";
    other(what: &str) =
        "The browser's storage failed ({what}). Everything saved before is safe; saving is tried again by itself. Reload if that does not help.",
        "浏览器存储出错（{what}）。之前保存的内容是安全的，系统会自动重试保存；如果无效请刷新。";
}
