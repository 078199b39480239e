//! Words of the import.

super::words! {
    import_file = "Import a file", "导入文件";
}
