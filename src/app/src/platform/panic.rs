//! What is shown when the application stops. After a panic nothing of it can be relied on any
//! more, so the page is written with plain elements, and its button calls the browser alone.

use std::panic::PanicHookInfo;

use js_sys::{Function, Reflect};
use leptos::prelude::untrack;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::page::{document, first, window};
use crate::words::errors;

/// Shows a page that says what happened instead of leaving a dead one.
pub fn install_panic_page() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // Without a page there is nobody to tell.
        let _ = untrack(|| show(info));
    }));
}

fn show(info: &PanicHookInfo<'_>) -> Result<(), JsValue> {
    if first(".stopped").is_some() {
        return Ok(());
    }
    let page = element("div", "stopped", "")?;
    page.set_attribute("role", "alert")?;
    page.append_child(&*element("h1", "", errors::stopped_title())?)?;
    page.append_child(&*element("p", "", errors::stopped_text())?)?;
    let button = element("button", "button button-primary", errors::reload())?;
    button.set_attribute("type", "button")?;
    let location = window().location();
    let reload: Function = Reflect::get(&location, &"reload".into())?.dyn_into()?;
    let bind: Function = Reflect::get(&reload, &"bind".into())?.dyn_into()?;
    let bound: Function = bind.call1(&reload, &location)?.dyn_into()?;
    button.add_event_listener_with_callback("click", &bound)?;
    page.append_child(&button)?;
    let detail = element("details", "", "")?;
    detail.append_child(&*element("summary", "", errors::stopped_detail())?)?;
    detail.append_child(&*element("pre", "", &info.to_string())?)?;
    page.append_child(&detail)?;
    if let Some(body) = document().body() {
        for child in 0..body.children().length() {
            if let Some(child) = body.children().item(child) {
                child.set_attribute("inert", "")?;
            }
        }
        body.append_child(&page)?;
    }
    Ok(())
}

fn element(name: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let element = document().create_element(name)?;
    element.set_class_name(class);
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    Ok(element)
}
