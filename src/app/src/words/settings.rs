//! Words of the settings.

super::words! {
    appearance = "Appearance", "外观";
}
