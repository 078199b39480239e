//! Words of the board.

super::words! {
    cards(n: usize) = [n] "{n} card" | "{n} cards", "{n} 张卡片";
    picked_up(card: &str, column: &str) =
        "Picked up {card} in {column}. Move with the arrow keys, drop with Space, cancel with Escape.",
        "已拿起“{column}”中的{card}。用方向键移动，按空格键放下，按 Esc 键取消。";
    over(card: &str, column: &str, place: usize, count: usize) =
        "{card} over {column}, place {place} of {count}.",
        "{card}位于“{column}”，第 {place} 位，共 {count} 位。";
    dropped(card: &str, column: &str) = "Moved {card} to {column}.", "已将{card}移到“{column}”。";
    move_cancelled(card: &str) = "{card} stays where it was.", "{card}留在原处。";
    move_to = "Move to…", "移到…";
    empty_column = "Nothing here", "暂无内容";
    keyboard_help =
        "Space picks a card up, the arrow keys move it, Space drops it, Escape cancels. Enter opens it.",
        "按空格键拿起卡片，用方向键移动，再按空格键放下，按 Esc 键取消。按回车键打开。";
}
