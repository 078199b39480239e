//! Sizes, places and ids of elements.

/// The browser's elements and events as the rest of the application names them.
pub use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node};

use std::cell::Cell;

use js_sys::Array;
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::on_cleanup;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;

use super::page::window;

thread_local! {
    static NEXT_ID: Cell<u32> = const { Cell::new(1) };
}

/// An id that no other element of the page has: `label` and a number.
pub fn unique_id(label: &str) -> String {
    NEXT_ID.with(|next| {
        let n = next.get();
        next.set(n.wrapping_add(1));
        format!("{label}-{n}")
    })
}

/// Calls `sized` with width and height of an element's content box in CSS pixels, now and whenever
/// they change, as long as the present reactive owner lives.
pub fn observe_size(element: &Element, mut sized: impl FnMut(f64, f64) + 'static) {
    let measured = element.clone();
    sized(
        f64::from(measured.client_width()),
        f64::from(measured.client_height()),
    );
    let on_resize = Closure::<dyn FnMut(Array)>::new(move |_| {
        sized(
            f64::from(measured.client_width()),
            f64::from(measured.client_height()),
        );
    });
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element);
    let kept = SendWrapper::new((observer, on_resize));
    on_cleanup(move || kept.0.disconnect());
}

/// How a floating element lies on its anchor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left edges together.
    #[default]
    Start,
    /// Right edges together.
    End,
    /// Left edges together, as wide as the anchor at least.
    Stretch,
}

/// Places `floating` (position: fixed) below `anchor`, or above it where there is more room, and
/// within the window.
pub fn place(anchor: &Element, floating: &HtmlElement, align: Align) {
    const GAP: f64 = 4.0;
    const EDGE: f64 = 8.0;
    let (width, height) = window_size();
    let at = anchor.get_bounding_client_rect();
    let style = floating.style();
    if align == Align::Stretch {
        let _ = style.set_property("min-width", &px(at.width()));
    }
    let below = height - at.bottom() - GAP - EDGE;
    let above = at.top() - GAP - EDGE;
    let wanted = f64::from(floating.scroll_height());
    let goes_below = wanted <= below || below >= above;
    let room = if goes_below { below } else { above };
    let _ = style.set_property("max-height", &px(room.max(96.0)));
    let own = floating.get_bounding_client_rect();
    let left = match align {
        Align::End => at.right() - own.width(),
        Align::Start | Align::Stretch => at.left(),
    };
    let left = left.min(width - own.width() - EDGE).max(EDGE);
    let top = if goes_below {
        at.bottom() + GAP
    } else {
        at.top() - GAP - own.height().min(room)
    };
    let _ = style.set_property("left", &px(left));
    let _ = style.set_property("top", &px(top.max(EDGE)));
}

/// Places `floating` (position: fixed) at a point, such as that of a right click.
pub fn place_at(x: f64, y: f64, floating: &HtmlElement) {
    const EDGE: f64 = 8.0;
    let (width, height) = window_size();
    let own = floating.get_bounding_client_rect();
    let style = floating.style();
    let _ = style.set_property("left", &px(x.min(width - own.width() - EDGE).max(EDGE)));
    let _ = style.set_property("top", &px(y.min(height - own.height() - EDGE).max(EDGE)));
}

/// The window's inner width and height in CSS pixels.
pub fn window_size() -> (f64, f64) {
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
    };
    (size(window().inner_width()), size(window().inner_height()))
}

/// Whether typing into the event's target writes text, so that a letter is no shortcut there.
pub fn takes_text(event: &Event) -> bool {
    let Some(element) = event
        .target()
        .and_then(|t| t.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            element.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "range" | "file")
        ),
        _ => element.is_content_editable(),
    }
}

/// Whether a modal dialog is open.
pub fn dialog_is_open() -> bool {
    super::page::first("dialog[open]").is_some()
}

/// What takes the focus with the Tab key.
pub const FOCUSABLE: &str = "input:not(:disabled), select:not(:disabled), \
     textarea:not(:disabled), button:not(:disabled), a[href], [tabindex='0']";

/// The elements under `root` that match a selector, in the order of the page.
pub fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|i| list.item(i)?.dyn_into().ok())
        .collect()
}

fn px(value: f64) -> String {
    format!("{value:.1}px")
}

/// Whether an element is a field that takes what is typed or chosen.
pub fn is_field(element: &HtmlElement) -> bool {
    let is_named = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    is_named || element.is_content_editable()
}

/// Whether something stands in an input of days or times that is none yet.
pub fn is_half_typed(input: &web_sys::HtmlInputElement) -> bool {
    input.validity().bad_input()
}

/// Scrolls an element into view by the shortest way.
pub fn show_near(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls a part of the page so far that an element in it stands at its top.
pub fn show_first(element: &Element, part: &Element) {
    let top = |element: &Element| element.get_bounding_client_rect().top();
    let further = top(element) - top(part);
    part.set_scroll_top(part.scroll_top() + further as i32);
}

/// The nearest element around the one at a point of the window that matches a selector.
pub fn at_point(x: f64, y: f64, selector: &str) -> Option<HtmlElement> {
    let element = super::page::document().element_from_point(x as f32, y as f32)?;
    element.closest(selector).ok()??.dyn_into().ok()
}

/// The nearest element around an event's target that matches a selector.
pub fn around(event: &Event, selector: &str) -> Option<HtmlElement> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest(selector).ok()??.dyn_into().ok()
}

/// An attribute of the nearest element around an event's target that has it, also within a drawing.
pub fn attribute_around(event: &Event, name: &str) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let found = element.closest(&format!("[{name}]")).ok()??;
    found.get_attribute(name)
}

/// Gives the focus to an element of a drawing.
pub fn focus_svg(element: &Element) {
    if let Some(element) = element.dyn_ref::<web_sys::SvgElement>() {
        let _ = element.focus();
    }
}

/// Writes a text into a field in the place of what is selected in it, or where its cursor was, gives
/// it the focus behind that, and returns the whole text.
pub fn insert_text(field: &HtmlElement, insert: &str) -> String {
    let (before, start, end) = if let Some(area) = field.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        (area.value(), area.selection_start(), area.selection_end())
    } else if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        (
            input.value(),
            input.selection_start(),
            input.selection_end(),
        )
    } else {
        return String::new();
    };
    // The browser counts in UTF-16.
    let text: Vec<u16> = before.encode_utf16().collect();
    let last = text.len();
    let place =
        |at: Result<Option<u32>, _>| at.ok().flatten().map_or(last, |at| (at as usize).min(last));
    let from = place(start);
    let to = place(end).max(from);
    let head = String::from_utf16_lossy(&text[..from]) + insert;
    let cursor = u32::try_from(head.encode_utf16().count()).unwrap_or(u32::MAX);
    let whole = head + &String::from_utf16_lossy(&text[to..]);
    if let Some(area) = field.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        area.set_value(&whole);
        let _ = area.focus();
        let _ = area.set_selection_range(cursor, cursor);
    } else if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        input.set_value(&whole);
        let _ = input.focus();
        let _ = input.set_selection_range(cursor, cursor);
    }
    whole
}
