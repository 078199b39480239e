//! Words of the tickets page and a ticket's conversation.

super::words! {
    conversation = "Conversation", "对话";
}
