//! Whether a part is still on the page.

use leptos::prelude::*;

/// The life of the component that is being made. The browser tells an element that it loses the
/// focus, and its last change, also while it is taken out of the page. By then the signals of its
/// component are gone, and reading one would stop the application: so handlers of `blur`, `change`,
/// `scroll` and `toggle`, and whatever is put off to the next frame, ask first.
#[derive(Clone, Copy, Debug)]
pub struct Alive(StoredValue<()>);

impl Alive {
    /// The life of the present component.
    pub fn here() -> Self {
        Self(StoredValue::new(()))
    }

    /// Whether it lasts.
    pub fn lasts(self) -> bool {
        self.0.try_get_value().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_ends_with_its_owner() {
        let owner = Owner::new();
        let alive = owner.with(Alive::here);
        assert!(alive.lasts());
        owner.cleanup();
        assert!(!alive.lasts());
    }
}
