//! The day it is, for pages that stay open over midnight.

use leptos::prelude::*;
use record::Date;

use super::State;
use crate::platform::{clock, idle, page};

/// The longest pause between two looks at the clock, in milliseconds: a device that slept wakes up
/// with its timers late.
const LONGEST_MS: i64 = 60_000;

impl State {
    /// The day it is where the user is, tracked.
    pub fn today(self) -> Date {
        self.day.get()
    }

    /// Watches the clock for the life of the application.
    pub fn follow_day(self) {
        let visible = page::visible();
        Effect::new(move |_| {
            visible.track();
            self.look_at_clock();
        });
        self.wait();
    }

    fn look_at_clock(self) {
        let today = clock::today();
        if self.day.try_get_untracked().is_some_and(|day| day != today) {
            self.day.set(today);
        }
    }

    fn wait(self) {
        let tomorrow = clock::local_instant(clock::today().plus_days(1), 0);
        let wait = (tomorrow.0 - clock::now_ms()).clamp(1, LONGEST_MS);
        idle::after_ms(wait as u32, move || {
            self.look_at_clock();
            self.wait();
        });
    }
}
