//! Words of the page of duplicates and of merging.

use record::Date;
use workspace::duplicates::{NameLikeness, Reason, Sureness};

use crate::state::State;

super::words! {
    find = "Find duplicates", "查找重复项";
    of_section(section: &str) = "{section}: duplicates", "{section}：重复项";
    searching = "Looking for duplicates", "正在查找重复项";
    found(n: usize) =
        [n] "{n} pair may be the same" | "{n} pairs may be the same",
        "{n} 对记录可能重复";
    no_pairs = "No duplicates", "没有重复项";
    no_contacts =
        "No two contacts share an email address or a phone number, or a name within one company.",
        "没有两个联系人的邮箱或电话相同，同一公司内也没有相似的姓名。";
    no_companies =
        "No two companies share a domain or have the same name.",
        "没有两家公司的域名或名称相同。";
    stopped = "The search was stopped", "查找已停止";
    stopped_text = "Nothing was changed.", "没有更改任何内容。";
    again = "Search again", "重新查找";

    sure_certain = "Almost certain", "几乎确定";
    sure_likely = "Likely", "很可能";
    sure_possible = "Possible", "有可能";
    same_email(address: &str) = "Same email address: {address}", "邮箱相同：{address}";
    same_phone(number: &str) = "Same phone number: {number}", "电话相同：{number}";
    same_domain(domain: &str) = "Same domain: {domain}", "域名相同：{domain}";
    same_name = "Same name", "名称相同";
    shorter_name = "One name is short for the other", "其中一个姓名是简写";
    near_name = "Names differ in a letter or two", "名称仅相差一两个字母";
    same_company(company: &str) = "Same company: {company}", "公司相同：{company}";
    same_mail_domain(domain: &str) = "Same mail domain: {domain}", "邮箱域名相同：{domain}";
    nothing_else = "One of them has nothing but a name", "其中一条只有姓名";

    pair_of(one: &str, other: &str) = "{one} and {other}", "{one} 和 {other}";
    merge = "Merge…", "合并…";
    not_duplicate = "Not a duplicate", "不是重复项";
    kept_apart(one: &str, other: &str) =
        "{one} and {other} are kept apart", "“{one}”和“{other}”已标记为不同记录";

    merge_with = "Merge with…", "与其他记录合并…";
    merge_two(kind: &str) = "Merge two {kind}", "合并两个{kind}";
    which_same(kind: &str, name: &str) =
        "Which {kind} is the same as {name}?", "哪个{kind}与“{name}”相同？";
    look_alike = "These look alike", "以下记录看起来相同";
    stays = "Which one stays?", "保留哪一个？";
    stays_text =
        "The other one goes. Everything linked to it moves over.",
        "另一条记录将被移除，其关联内容会一并转移。";
    created_on(date: Date) = "Created {date}", "创建于 {date}";
    in_both = "Different in the two", "两者不同";
    in_one = "Only in one", "仅一方有";
    both = "Both", "两者都保留";
    leave_empty = "Leave empty", "留空";
    all_same = "The two have the same in every field.", "两条记录的所有字段都相同。";
    result = "Result", "合并结果";
    counted(n: usize, one: &str, many: &str) = [n] "{n} {one}" | "{n} {many}", "{n} 个{many}";
    follows(list: &str, name: &str) = "{list} will move to {name}.", "{list}将转到“{name}”。";
    nothing_follows = "Nothing is linked to the one that goes.", "被移除的记录没有关联内容。";
    undo_brings_back = "Undo brings everything back.", "撤销即可全部恢复。";
    merge_now = "Merge", "合并";
    merged_into(name: &str) = "Merged into {name}", "已合并到“{name}”";

    looks_like(kind: &str) = "Looks like an existing {kind}:", "似乎已有该{kind}：";
}

/// How sure it is that two records are one.
pub fn sureness(sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Certain => sure_certain(),
        Sureness::Likely => sure_likely(),
        Sureness::Possible => sure_possible(),
    }
}

/// Why two records are probably one.
pub fn reason(state: State, reason: &Reason) -> String {
    match reason {
        Reason::Email(address) => same_email(address),
        Reason::Phone(number) => same_phone(number),
        Reason::Domain(domain) => same_domain(domain),
        Reason::Name(NameLikeness::Same) => same_name().to_owned(),
        Reason::Name(NameLikeness::Shorter) => shorter_name().to_owned(),
        Reason::Name(NameLikeness::Near) => near_name().to_owned(),
        Reason::Company(id) => same_company(&state.name(::record::Kind::COMPANY, *id)),
        Reason::MailDomain(domain) => same_mail_domain(domain),
        Reason::NothingElse => nothing_else().to_owned(),
    }
}
