//! The time.

use record::{Date, Instant};

/// The present moment, in milliseconds since 1970-01-01T00:00Z.
pub fn now_ms() -> i64 {
    #[cfg(target_arch = "wasm32")]
    {
        js_sys::Date::now() as i64
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |d| d.as_millis() as i64)
    }
}

/// The present moment as an instant.
pub fn now() -> Instant {
    Instant(now_ms())
}

/// Today in the user's time zone.
pub fn today() -> Date {
    local_date(now())
}

/// The day on which an instant lies in the user's time zone.
pub fn local_date(at: Instant) -> Date {
    Instant(at.0.saturating_sub(i64::from(offset_minutes(at)) * 60_000)).date_utc()
}

/// The moment at which it is `minutes` after midnight of a day in the user's time zone.
pub fn local_instant(day: Date, minutes: u32) -> Instant {
    let local = Instant(day.at_midnight_utc().0 + i64::from(minutes) * 60_000);
    let shifted = |by: i32| Instant(local.0.saturating_add(i64::from(by) * 60_000));
    let guess = shifted(offset_minutes(local));
    // Around a change of the clocks the offset of the moment itself counts.
    shifted(offset_minutes(guess))
}

/// Minutes to add to local time to get UTC: -60 in Berlin in winter.
pub fn offset_minutes(at: Instant) -> i32 {
    #[cfg(target_arch = "wasm32")]
    {
        let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.0 as f64));
        date.get_timezone_offset() as i32
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = at;
        0
    }
}

/// Milliseconds since the page was opened, with fractions: for measuring, never for stamps.
pub fn monotonic_ms() -> f64 {
    #[cfg(target_arch = "wasm32")]
    {
        super::page::window()
            .performance()
            .map_or(0.0, |performance| performance.now())
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        now_ms() as f64
    }
}

/// Puts a mark into the browser's performance timeline, for measuring from outside.
pub fn mark(name: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(performance) = super::page::window().performance() {
        // A full buffer only costs the mark.
        let _ = performance.mark(name);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = name;
}
