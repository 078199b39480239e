//! Giving the page back to the user in the middle of long work.

use std::cell::RefCell;
use std::collections::VecDeque;

use futures::channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageChannel, MessageEvent};

use super::clock::monotonic_ms;

/// How long a slice of work may take, so that the page answers within 50 ms.
pub const SLICE_MS: f64 = 12.0;

thread_local! {
    static YIELDS: Yields = Yields::new();
}

/// Lets the browser draw and handle input, then goes on. Unlike a timeout it isn't held back to
/// 4 ms, and unlike a microtask it really gives way.
pub async fn yield_now() {
    let (resume, resumed) = oneshot::channel();
    YIELDS.with(|yields| yields.wait(resume));
    let _ = resumed.await;
}

/// Watches the time of a slice of work: call [`Slice::breathe`] after each step.
#[derive(Debug)]
pub struct Slice {
    started: f64,
}

impl Slice {
    /// Starts the first slice.
    #[expect(clippy::new_without_default, reason = "it reads the clock")]
    pub fn new() -> Self {
        Self {
            started: monotonic_ms(),
        }
    }

    /// Gives way when the slice has taken [`SLICE_MS`]; otherwise goes on at once.
    pub async fn breathe(&mut self) {
        if monotonic_ms() - self.started >= SLICE_MS {
            yield_now().await;
            self.started = monotonic_ms();
        }
    }
}

/// Waits.
pub async fn sleep_ms(ms: u32) {
    let (resume, resumed) = oneshot::channel::<()>();
    after_ms(ms, move || {
        let _ = resume.send(());
    });
    let _ = resumed.await;
}

/// Calls `then` after a time.
pub fn after_ms(ms: u32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    let _ = super::page::window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), ms as i32);
}

/// Calls `then` before the next frame is drawn.
pub fn before_paint(then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(move |_: f64| then());
    let _ = super::page::window().request_animation_frame(then.unchecked_ref());
}

/// One message channel for all who wait; messages come back in order.
struct Yields {
    channel: Option<MessageChannel>,
    waiting: std::rc::Rc<RefCell<VecDeque<oneshot::Sender<()>>>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Yields {
    fn new() -> Self {
        let waiting = std::rc::Rc::new(RefCell::new(VecDeque::<oneshot::Sender<()>>::new()));
        let queue = std::rc::Rc::clone(&waiting);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            let next = queue.borrow_mut().pop_front();
            if let Some(resume) = next {
                let _ = resume.send(());
            }
        });
        let channel = MessageChannel::new().ok();
        if let Some(channel) = &channel {
            let port = channel.port1();
            port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Self {
            channel,
            waiting,
            _on_message: on_message,
        }
    }

    fn wait(&self, resume: oneshot::Sender<()>) {
        let sent = self.channel.as_ref().is_some_and(|channel| {
            self.waiting.borrow_mut().push_back(resume);
            let posted = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
            if posted.is_err() {
                self.waiting.borrow_mut().pop_back();
            }
            posted.is_ok()
        });
        // Dropping the sender resumes at once: work goes on without the pause.
        let _ = sent;
    }
}
