//! What the tabs of one browser tell each other: every stored change, and that the whole was
//! replaced.

use super::{DATABASE, Notice, State, saving};
use crate::platform::broadcast::Channel;

const CHANGE: u8 = 1;
const REPLACED: u8 = 2;

impl State {
    /// Starts to listen to the other tabs.
    pub(super) fn join_tabs(self) {
        let heard = move |message: Vec<u8>| self.hear(&message);
        // Where the browser has no channels, tabs catch up with each other when they save.
        if let Ok(channel) = Channel::open(DATABASE, heard) {
            *self.inner().channel.borrow_mut() = Some(channel);
        }
    }

    /// Sends a stored change to the other tabs.
    pub(super) fn tell_tabs(self, number: u64, entry: &[u8]) {
        let mut message = vec![CHANGE];
        message.extend_from_slice(&number.to_le_bytes());
        message.extend_from_slice(entry);
        self.send(&message);
    }

    /// Tells the other tabs that the workspace was replaced.
    pub fn tell_replaced(self) {
        self.send(&[REPLACED]);
    }

    fn send(self, message: &[u8]) {
        if let Some(channel) = &*self.inner().channel.borrow() {
            // A closed channel means that the page is going away.
            let _ = channel.send(message);
        }
    }

    fn hear(self, message: &[u8]) {
        match message.split_first() {
            Some((&CHANGE, rest)) => {
                let Some((number, entry)) = rest.split_first_chunk::<8>() else {
                    return;
                };
                let number = u64::from_le_bytes(*number);
                // What can't be read here is read from the journal, with its damage named.
                if let Ok((_, touched)) = self.with_mut(|ws| ws.load_entry(entry)) {
                    let has_gap = {
                        let inner = self.inner();
                        let mut saver = inner.saver.borrow_mut();
                        saver.note_applied(number);
                        saver.has_gap()
                    };
                    self.announce(touched);
                    if has_gap {
                        leptos::task::spawn_local(async move {
                            let _ = saving::catch_up(self).await;
                        });
                    }
                }
            }
            Some((&REPLACED, _)) => self.notify(Notice::Replaced),
            _ => {}
        }
    }
}
