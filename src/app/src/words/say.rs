//! How an argument of a message is written.

use record::{Date, Instant, Money};

use super::locale;
use crate::platform::intl::{self, DateStyle};

/// A value that can stand in a message.
pub trait Say {
    /// Its text in the present language and region.
    fn say(&self) -> String;
}

impl Say for &str {
    fn say(&self) -> String {
        (*self).to_owned()
    }
}

impl Say for String {
    fn say(&self) -> String {
        self.clone()
    }
}

macro_rules! say_whole {
    ($($ty:ty)*) => {$(
        impl Say for $ty {
            fn say(&self) -> String {
                intl::whole(locale(), i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )*};
}
say_whole! { u8 u16 u32 u64 usize i32 i64 }

impl Say for f64 {
    fn say(&self) -> String {
        intl::number(locale(), *self, 2)
    }
}

impl Say for Money {
    fn say(&self) -> String {
        intl::money(locale(), *self)
    }
}

impl Say for Date {
    fn say(&self) -> String {
        intl::date(locale(), *self, DateStyle::Medium)
    }
}

impl Say for Instant {
    fn say(&self) -> String {
        intl::date_time(locale(), *self)
    }
}
