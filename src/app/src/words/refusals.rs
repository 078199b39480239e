//! Why a command was refused, and what undo and redo say.

use ::record::pricing::NoTotals;
use ::record::schema::contact;
use workflow::Reason;
use workspace::undo::Step;
use workspace::{Refused, Workspace};

use super::{locale, schema};
use crate::platform::intl;
use crate::state::State;

super::words! {
    not_found =
        "This record was deleted meanwhile. Nothing was changed; look in the trash.",
        "该记录已被删除。没有更改任何内容；请到回收站查看。";
    unknown_field = "This field is not there any more.", "该字段已不存在。";
    unnamed_contact = "Give a first name, a last name or an e-mail address.", "请填写名字、姓氏或电子邮件地址中的任意一项。";
    required(field: &str) = "{field} has to be filled.", "“{field}”为必填项。";
    wrong_type(field: &str) = "This is not a value for {field}.", "该值不适用于“{field}”。";
    unknown_option(option: &str, field: &str) =
        "“{option}” is not among the options of {field}. Add it in the settings.",
        "“{option}”不在“{field}”的选项中。请在设置中添加。";
    refers_to_itself(field: &str) =
        "{field}: a record can't be above itself. Choose another one.",
        "“{field}”：记录不能是自身的上级。请选择其他记录。";
    unsafe_link =
        "A link starts with https://, http://, mailto: or tel:.",
        "链接应以 https://、http://、mailto: 或 tel: 开头。";
    too_long(field: &str, limit: usize) =
        "{field} holds {limit} bytes at most. Shorten the text; nothing was changed.",
        "“{field}”最多 {limit} 字节。请缩短文本；没有更改任何内容。";
    in_use(count: usize) =
        [count] "{count} record still uses it. Move it first; nothing was changed."
            | "{count} records still use it. Move them first; nothing was changed.",
        "仍有 {count} 条记录在使用。请先移动它们；没有更改任何内容。";
    out_of_range(field: &str, from: &str, to: &str) = "{field} takes numbers from {from} to {to}.", "“{field}”的取值范围为 {from} 到 {to}。";
    mixed_currencies(one: &str, other: &str) =
        "One price is in {one} and another in {other}. Line items of a deal have one currency; choose it above the lines.",
        "一个价格为 {one}，另一个为 {other}。同一商机的产品明细只能使用一种货币，请在明细上方选择。";
    lines_too_large = "The line items come to more than can be reckoned with. Lower a quantity or a price.", "产品明细的金额过大，无法计算。请减小数量或单价。";
    follows_lines =
        "The amount follows the line items. Change those, or switch that off below them.",
        "金额由产品明细计算得出。请修改明细，或在明细下方关闭该选项。";
    nothing_to_undo = "There is nothing to undo.", "没有可撤销的操作。";
    same_stage(stage: &str) = "The deal is in {stage} already.", "该商机已在“{stage}”阶段。";
    unknown_stage =
        "This stage is not there any more. Choose another one.",
        "该阶段已不存在。请选择其他阶段。";
    not_allowed(from: &str, to: &str, allowed: &str) =
        "A deal can't go from {from} to {to}. From here it can go to {allowed}.",
        "商机不能从“{from}”移到“{to}”。可移到：{allowed}。";
    lost_reason = "A lost deal needs a reason.", "输单需要填写原因。";

    undone_named(action: &str) = "Undone: {action}", "已撤销：{action}";
    redone_named(action: &str) = "Done again: {action}", "已重做：{action}";
    kept_fields(n: usize) =
        [n] "{n} field was left as it is, because it was changed since."
            | "{n} fields were left as they are, because they were changed since.",
        "有 {n} 个字段此后已被修改，保持不变。";
    action_on(action: &str, subject: &str) = "{action} {subject}", "{action}{subject}";
    named(kind: &str, name: &str) = "{kind} “{name}”", "{kind}“{name}”";
    action_create = "creating", "新建";
    action_edit = "editing", "编辑";
    action_move = "moving", "移动";
    action_delete = "deleting", "删除";
    action_restore = "restoring", "恢复";
    action_merge = "merging", "合并";
    action_tell_apart = "keeping two records apart", "标记为不是重复项";
    action_options = "adding options", "添加选项";
    not_an_email(text: &str) = "“{text}” is not an e-mail address. Write it like name@example.com.", "“{text}”不是电子邮件地址，请写成 name@example.com 的形式。";
    not_a_phone(text: &str) = "“{text}” is not a phone number. Write digits, with + and the country's code in front where you know it.", "“{text}”不是电话号码，请填写数字，可在前面加上 + 和国家代码。";
    action_import = "importing", "导入";
    action_setup = "setting up", "设置工作区";
    action_sample = "sample data", "示例数据";
    action_other = "the last action", "上一步操作";
}

/// Why a command was refused, as a sentence.
pub fn sentence(state: State, refused: &Refused) -> String {
    let name = |kind, field| state.with(|ws| schema::field_of(ws.schema(), kind, field));
    match refused {
        Refused::NotFound { .. } => not_found().to_owned(),
        Refused::UnknownField { .. } => unknown_field().to_owned(),
        // Nobody's last name is asked for: any of these is enough.
        Refused::Required { kind, field }
            if (*kind, *field) == (::record::Kind::CONTACT, contact::LAST_NAME) =>
        {
            unnamed_contact().to_owned()
        }
        Refused::Required { kind, field } => required(&name(*kind, *field)),
        Refused::WrongType { kind, field } => wrong_type(&name(*kind, *field)),
        Refused::UnknownOption {
            kind,
            field,
            option,
        } => unknown_option(option, &name(*kind, *field)),
        Refused::RefersToItself { kind, field } => refers_to_itself(&name(*kind, *field)),
        Refused::UnsafeLink { .. } => unsafe_link().to_owned(),
        Refused::NotAnEmail { text } => not_an_email(text),
        Refused::NotAPhone { text } => not_a_phone(text),
        Refused::TooLong { kind, field, limit } => too_long(&name(*kind, *field), *limit),
        Refused::InUse { count } => in_use(*count as usize),
        Refused::OutOfRange {
            kind,
            field,
            from,
            to,
        } => {
            let number = |n: f64| intl::number(locale(), n, 0);
            out_of_range(&name(*kind, *field), &number(*from), &number(*to))
        }
        Refused::Lines(reason) => no_totals(*reason),
        Refused::FollowsLines => follows_lines().to_owned(),
        Refused::NothingToUndo => nothing_to_undo().to_owned(),
        Refused::Blocked(blocked) => {
            let reasons: Vec<String> = blocked.reasons.iter().map(|r| reason(state, r)).collect();
            reasons.join(" ")
        }
    }
}

/// Why line items have no total, as a sentence.
pub fn no_totals(reason: NoTotals) -> String {
    match reason {
        NoTotals::MixedCurrencies(one, other) => mixed_currencies(one.code(), other.code()),
        NoTotals::TooLarge => lines_too_large().to_owned(),
    }
}

/// A gate's reason, as a sentence.
pub fn reason(state: State, reason: &Reason) -> String {
    match reason {
        Reason::SameStage { name } => same_stage(name),
        Reason::UnknownStage { .. } => unknown_stage().to_owned(),
        Reason::NotAllowed { from, to, allowed } => {
            let names: Vec<&str> = allowed.iter().map(|(_, name)| name.as_str()).collect();
            not_allowed(from, to, &names.join(", "))
        }
        Reason::Missing(asked) => {
            let field = asked.field;
            required(&state.with(|ws| schema::field_of(ws.schema(), ::record::Kind::DEAL, field)))
        }
        Reason::LostReason(_) => lost_reason().to_owned(),
    }
}

/// How many characters of a name are said.
const NAME_MOST: usize = 60;

/// An action in words: what was done to which record, or to how many.
pub fn action(ws: &Workspace, step: Option<Step<'_>>) -> String {
    let Some(step) = step else {
        return action_other().to_owned();
    };
    let done = match step.label {
        "create" => action_create(),
        "edit" => action_edit(),
        "move" => action_move(),
        "delete" => action_delete(),
        "restore" => action_restore(),
        "merge" => action_merge(),
        "tell-apart" => return action_tell_apart().to_owned(),
        "options" => return action_options().to_owned(),
        "import" => return action_import().to_owned(),
        "sample" => return action_sample().to_owned(),
        "setup" => return action_setup().to_owned(),
        _ => return action_other().to_owned(),
    };
    match step.subject {
        Some((kind, id)) => {
            // A note is named by its text.
            let name: String = ws.name(kind, id).chars().take(NAME_MOST).collect();
            let kind = schema::kind_one(kind);
            if name.is_empty() {
                action_on(done, kind)
            } else {
                action_on(done, &named(kind, &name))
            }
        }
        None => action_on(done, &super::lists::rows(step.records)),
    }
}

/// What is said after an action was taken back.
pub fn undone(action: &str) -> String {
    undone_named(action)
}

/// What is said after an action was done again.
pub fn redone(action: &str) -> String {
    redone_named(action)
}

/// What is said when undo left fields alone.
pub fn kept(fields: usize) -> String {
    kept_fields(fields)
}
