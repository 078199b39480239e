//! Words of the import.

use interchange::cell::CellError;
use interchange::csv::{FileError, FileNote, MAX_ROWS};
use interchange::plan::{Duplicate, DuplicateReason, RejectReason, WarningReason};

super::words! {
    import_file = "Import a file", "导入文件";
    title(what: &str) = "Import {what}", "导入{what}";
    step_files = "Files", "文件";
    step_columns = "Columns", "列对应";
    step_check = "Check", "检查";
    step_done = "Done", "完成";
    steps = "Steps", "步骤";

    drop_here = "Drop files here", "将文件拖放到此处";
    or_choose = "Choose files", "选择文件";
    files_hint =
        "CSV files of HubSpot, Pipedrive, Salesforce, Zoho, Zendesk, Freshdesk, Atomic CRM or any other table, and address cards (.vcf), several at once. Nothing leaves this device.",
        "支持 HubSpot、Pipedrive、Salesforce、Zoho、Zendesk、Freshdesk、Atomic CRM 及任何其他表格的 CSV 文件，以及通讯录名片（.vcf），可一次选择多个。数据不会离开此设备。";
    reading(name: &str) = "Reading {name}", "正在读取 {name}";
    chosen_files = "Chosen files", "已选文件";
    file_rows(source: &str, columns: usize) =
        [columns] "{source}, {columns} column" | "{source}, {columns} columns",
        "{source}，{columns} 列";
    file_cards(cards: u32) =
        [cards] "vCards, {cards} card" | "vCards, {cards} cards",
        "vCard，{cards} 张名片";
    generic_source = "Table", "表格";
    go_on = "Continue", "继续";

    map_intro =
        "Each column and what it becomes. A column that was not recognised becomes a new field, unless you leave it out.",
        "以下是每一列及其导入后的字段。未识别的列会成为新字段，您也可以选择不导入。";
    column = "Column", "列";
    samples = "First values", "前几个值";
    becomes = "Becomes", "导入为";
    becomes_of(head: &str) = "What {head} becomes", "“{head}”导入为";
    file_holds = "One row is a", "每行是一个";
    file_holds_of(file: &str) = "What a row of {file} is", "{file} 中每行的类型";
    skip = "Leave out", "不导入";
    own_id = "Its id in the other system", "在原系统中的 ID";
    full_name = "Full name", "全名";
    link_by_name(field: &str) = "{field}, by name", "{field}（按名称）";
    link_by_id(field: &str) = "{field}, by id", "{field}（按 ID）";
    link_by_email(field: &str) = "{field}, by email", "{field}（按邮箱）";
    address_part(field: &str, part: &str) = "{field}: {part}", "{field}：{part}";
    whole_address = "whole address", "完整地址";
    stage = "Stage", "阶段";
    pipeline = "Pipeline", "管道";
    outcome_status = "Won or lost", "赢单或输单";
    outcome_won = "Is it won", "是否赢单";
    outcome_closed = "Is it closed", "是否已关闭";
    currency_of(field: &str) = "Currency of {field}", "{field}的货币";
    labelled(field: &str, label: &str) = "{field} ({label})", "{field}（{label}）";
    new_field(name: &str) = "New field “{name}”", "新字段“{name}”";
    check_button = "Check without importing", "检查（不导入）";
    checking = "Checking", "正在检查";

    report_intro = "This is what the import would do. Nothing has been changed yet.", "以下是导入将执行的操作。目前尚未更改任何内容。";
    kind = "Kind", "类型";
    new = "New", "新建";
    updated = "Updated", "更新";
    unchanged = "Unchanged", "不变";
    duplicates = "Repeated rows", "重复行";
    rejected = "Set aside", "搁置";
    questions = "Please answer first", "请先回答";
    date_question(head: &str, example: &str) =
        "Which date is {example} in {head}?", "“{head}”中的 {example} 是哪种日期格式？";
    decimal_question(head: &str, example: &str) =
        "How is {example} in {head} read?", "“{head}”中的 {example} 如何解读？";
    day_first = "Day first", "日在前";
    month_first = "Month first", "月在前";
    year_first = "Year first", "年在前";
    comma_decimal = "The comma marks decimals", "逗号为小数点";
    point_decimal = "The point marks decimals", "句点为小数点";
    left_out(columns: &str) = "Left out: {columns}", "未导入的列：{columns}";
    new_choices = "New options", "新选项";
    new_choices_intro =
        "These values are not among the field's options yet. Some look like known ones.",
        "这些值还不在字段的选项中，其中有些与已知选项相似。";
    new_stages = "New stages", "新阶段";
    recognised = "Recognised", "已识别";
    recognised_intro =
        "These are known under another name or spelling, and taken as what is there.",
        "以下内容以其他名称或写法存在，将视为已有项。";
    gone_stages(stages: &str) =
        "These stages of the usual pipeline, which nobody has used, give way to those of the file: {stages}.",
        "常用管道中以下尚未使用的阶段将由文件中的阶段取代：{stages}。";
    value = "Value", "值";
    rows = "Rows", "行数";
    treatment = "What happens", "处理方式";
    treatment_of(found: &str) = "What happens to {found}", "“{found}”的处理方式";
    create_option = "Create it", "新建";
    use_option(option: &str) = "Take it as “{option}”", "视为“{option}”";
    leave_empty = "Leave the field empty", "字段留空";
    looks_like(option: &str) = "looks like “{option}”", "与“{option}”相似";
    new_fields = "New fields", "新字段";
    warnings(n: usize) = [n] "{n} remark" | "{n} remarks", "{n} 条提示";
    rejected_rows(n: usize) =
        [n] "{n} row set aside" | "{n} rows set aside", "{n} 行被搁置";
    repeated_rows(n: usize) =
        [n] "{n} row says again what another one says" | "{n} rows say again what others say",
        "{n} 行与其他行重复";
    same_id(what: &str, place: &str) =
        "The same {what} as in {place}: the same ID.", "与{place}是同一{what}：ID 相同。";
    same_email(what: &str, place: &str) =
        "The same {what} as in {place}: the same e-mail address.", "与{place}是同一{what}：邮箱相同。";
    same_domain(what: &str, place: &str) =
        "The same {what} as in {place}: the same domain.", "与{place}是同一{what}：域名相同。";
    same_name(what: &str, place: &str) =
        "The same {what} as in {place}: the same name.", "与{place}是同一{what}：名称相同。";
    same_content(what: &str, place: &str) =
        "The same {what} as in {place}: every cell is the same.", "与{place}是同一{what}：各列内容完全相同。";
    file_line(file: &str, line: u32) = "{file}, line {line}", "{file} 第 {line} 行";
    and_more(n: usize) = "and {n} more", "另有 {n} 条";
    download_rejected = "Download the rows set aside", "下载被搁置的行";
    import_now = "Import", "导入";
    importing = "Importing", "正在导入";
    nothing_to_do = "There is nothing to import.", "没有可导入的内容。";
    back = "Back", "返回";
    cancelled = "The import was stopped. Everything is as it was before.", "导入已停止。一切保持原样。";
    done_title = "Imported", "导入完成";
    done_saving = "Saving…", "正在保存……";
    done_saved = "Everything is saved on this device.", "所有内容已保存在此设备上。";
    show_records = "Show them", "查看";
    undo_import = "Undo the import", "撤销导入";
    another = "Import more", "继续导入";
    summary(added: u32, changed: u32, what: &str) =
        "{what}: {added} new, {changed} updated", "{what}：新建 {added}，更新 {changed}";

    file_empty =
        "This file is empty. Nothing was imported; export it again and choose the new file.",
        "该文件为空。没有导入任何内容；请重新导出并选择新文件。";
    file_binary =
        "This is no table in text form. Nothing was imported; save it as CSV and choose that file.",
        "该文件不是文本表格。没有导入任何内容；请另存为 CSV 后再选择。";
    file_too_large(megabytes: usize) =
        "This file has {megabytes} MB, which is more than can be imported at once. Nothing was imported; split it into several files.",
        "该文件为 {megabytes} MB，超过一次可导入的上限。没有导入任何内容；请拆分为多个文件。";
    file_too_many_rows(limit: u32) =
        "This file has more than {limit} rows, the most that can be imported at once. Nothing was imported; split it into several files.",
        "该文件超过 {limit} 行，这是一次可导入的上限。没有导入任何内容；请拆分为多个文件。";
    file_no_header =
        "The first row of this file is far too long to name its columns. Nothing was imported; export it again with a row of headers and a row for each record.",
        "该文件的第一行过长，不像列标题。没有导入任何内容；请重新导出，首行为列标题，每条记录一行。";
    files_too_large =
        "Together with the files below this is more than can be imported at once. It was left out; import it after them.",
        "与下列文件合计超过一次可导入的上限。此文件未加入；请在导入它们之后再导入。";
    file_no_memory =
        "The browser has too little memory for this file. Nothing was imported; close other tabs and try again, or split the file.",
        "浏览器内存不足，无法读取该文件。没有导入任何内容；请关闭其他标签页后重试，或拆分该文件。";
    note_damaged(n: usize) =
        [n] "{n} place could not be read in the file's encoding" | "{n} places could not be read in the file's encoding",
        "有 {n} 处无法按文件编码读取";
    note_above(n: u32) =
        [n] "{n} line above the header was passed over" | "{n} lines above the header were passed over",
        "已跳过表头上方的 {n} 行";
    note_same_header(header: &str) = "the header “{header}” is there twice", "表头“{header}”重复出现";
    note_no_rows = "there is a header and no row", "只有表头，没有数据行";

    cell_number = "this is not a number", "不是有效的数字";
    cell_whole = "a whole number is needed", "需要整数";
    cell_large = "this number is too large", "数字过大";
    cell_money = "this is not an amount of money", "不是有效的金额";
    cell_decimals(currency: &str) = "this amount has more decimals than {currency} has", "金额的小数位多于 {currency} 允许的位数";
    cell_date = "this is not a date", "不是有效的日期";
    cell_day = "the calendar has no such day", "日历中没有这一天";
    cell_other_date = "this date is in another form than the column's others", "日期格式与本列其他日期不同";
    cell_ambiguous = "this date can be read in two ways", "日期可有两种解读";
    cell_time = "this is not a date with a time", "不是有效的日期时间";
    cell_duration = "this is not a duration", "不是有效的时长";
    cell_yes_no = "this is neither yes nor no", "既不是“是”也不是“否”";
    cell_email = "this is not an email address", "不是有效的邮箱地址";
    cell_phone = "this is not a phone number", "不是有效的电话号码";
    cell_shortened = "a spreadsheet has shortened this number, its last digits are lost", "电子表格缩短了该数字，末尾数字已丢失";
    cell_link = "this is not a link", "不是有效的链接";
    cell_unsafe = "only http, https, mailto and tel links are taken", "仅支持 http、https、mailto 和 tel 链接";
    cell_long = "this is too long", "内容过长";
    cell_id = "this is not a record's id", "不是有效的记录 ID";
    row_many(has: usize, expected: usize) = "the row has {has} cells, the header {expected}", "该行有 {has} 个单元格，表头有 {expected} 个";
    row_few(has: usize, expected: usize) = "the row has only {has} cells, the header {expected}", "该行只有 {has} 个单元格，表头有 {expected} 个";
    row_quote = "a quotation mark is opened and never closed", "引号未闭合";
    row_long =
        "the row is far too long; a quotation mark may not be closed",
        "该行过长，可能有引号未闭合";
    row_no_name = "there is no name", "缺少名称";
    warn_header = "the header stands here again; the line was passed over", "此处表头重复，已跳过";
    warn_parent = "the company is named as its own parent; the link was left out", "该公司被列为自己的上级，已忽略此关联";
    warn_circle = "the company stands above the one that is named as its parent; the link was left out", "该公司位于所列上级公司之上，已忽略此关联";
    warn_link(text: &str) = "“{text}” is neither in these files nor known; the link was left out", "“{text}”不在这些文件中也不是已知记录，已忽略此关联";
    warn_empty(reason: &str) = "the cell was left empty: {reason}", "单元格已留空：{reason}";
    warn_dropped = "characters that can't be shown were left out of the text", "文本中无法显示的字符已略去";
    warn_twice(name: &str) = "“{name}” is there twice; the first one was linked", "“{name}”出现两次，已关联第一个";
}

/// Why a file can't be read.
pub fn file_error(error: &FileError) -> String {
    match error {
        FileError::Empty => file_empty().to_owned(),
        FileError::Binary { .. } => file_binary().to_owned(),
        FileError::TooLarge { bytes } => file_too_large(bytes >> 20),
        FileError::TooManyRows => file_too_many_rows(MAX_ROWS),
        FileError::NoHeader => file_no_header().to_owned(),
    }
}

/// What is to be known about a file.
pub fn file_note(note: &FileNote) -> String {
    match note {
        FileNote::Damaged { places } => note_damaged(*places),
        FileNote::LinesAboveHeader { lines } => note_above(*lines),
        FileNote::SameHeader { header } => note_same_header(header),
        FileNote::NoRows => note_no_rows().to_owned(),
    }
}

/// Why a cell can't be read.
pub fn cell_error(error: &CellError) -> String {
    match error {
        CellError::NotANumber => cell_number(),
        CellError::NotWhole => cell_whole(),
        CellError::TooLarge => cell_large(),
        CellError::NotMoney => cell_money(),
        CellError::TooManyDecimals { currency } => return cell_decimals(currency),
        CellError::NotADate => cell_date(),
        CellError::NoSuchDay => cell_day(),
        CellError::OtherDateFormat { .. } => cell_other_date(),
        CellError::AmbiguousDate => cell_ambiguous(),
        CellError::NotATime => cell_time(),
        CellError::NotADuration => cell_duration(),
        CellError::NotYesNo => cell_yes_no(),
        CellError::NotAnEmail => cell_email(),
        CellError::NotAPhone => cell_phone(),
        CellError::ShortenedNumber => cell_shortened(),
        CellError::NotALink => cell_link(),
        CellError::UnsafeLink => cell_unsafe(),
        CellError::TooLong { .. } => cell_long(),
        CellError::NotAnId => cell_id(),
    }
    .to_owned()
}

/// Why a row is set aside.
pub fn reject_reason(reason: &RejectReason) -> String {
    match reason {
        RejectReason::Cell(error) => cell_error(error),
        RejectReason::TooManyColumns { has, expected } => row_many(*has, *expected),
        RejectReason::TooFewColumns { has, expected } => row_few(*has, *expected),
        RejectReason::UnclosedQuote => row_quote().to_owned(),
        RejectReason::TooLong => row_long().to_owned(),
        RejectReason::NoName { .. } => row_no_name().to_owned(),
    }
}

/// What a row has in common with the one at an earlier place.
pub fn duplicate_reason(duplicate: &Duplicate, place: &str) -> String {
    let what = super::schema::kind_one(duplicate.kind);
    match duplicate.reason {
        DuplicateReason::Id => same_id(what, place),
        DuplicateReason::Email => same_email(what, place),
        DuplicateReason::Domain => same_domain(what, place),
        DuplicateReason::Name => same_name(what, place),
        DuplicateReason::Content => same_content(what, place),
    }
}

/// What else is to be known about a row.
pub fn warning_reason(reason: &WarningReason) -> String {
    match reason {
        WarningReason::HeaderAgain => warn_header().to_owned(),
        WarningReason::OwnParent => warn_parent().to_owned(),
        WarningReason::ParentCircle => warn_circle().to_owned(),
        WarningReason::LinkNotFound { text, .. } => warn_link(text),
        WarningReason::CellLeftEmpty(error) => warn_empty(&cell_error(error)),
        WarningReason::CharactersDropped => warn_dropped().to_owned(),
        WarningReason::NameTwice { name } => warn_twice(name),
    }
}
