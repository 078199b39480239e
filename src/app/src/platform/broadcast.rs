//! Messages between the tabs of one browser.

use js_sys::Uint8Array;
use leptos::prelude::on_cleanup;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel that carries bytes to the other tabs of the same origin. A tab doesn't hear itself.
/// Closed when dropped.
#[derive(Debug)]
pub struct Channel {
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Opens the channel `name`; `hear` gets the bytes of each message. Messages of another shape
    /// are dropped.
    ///
    /// # Errors
    /// Where the browser has no broadcast channels.
    pub fn open(name: &str, mut hear: impl FnMut(Vec<u8>) + 'static) -> Result<Self, JsValue> {
        let channel = BroadcastChannel::new(name)?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(bytes) = event.data().dyn_ref::<Uint8Array>() {
                hear(bytes.to_vec());
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Ok(Self {
            channel,
            _on_message: on_message,
        })
    }

    /// Sends bytes to the other tabs.
    ///
    /// # Errors
    /// Where the channel is closed.
    pub fn send(&self, bytes: &[u8]) -> Result<(), JsValue> {
        self.channel.post_message(&Uint8Array::from(bytes))
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// Opens a channel that lives as long as the present reactive owner. Does nothing where the browser
/// has no broadcast channels: the tabs then see each other's edits after a reload.
pub fn listen(name: &str, hear: impl FnMut(Vec<u8>) + 'static) {
    if let Ok(channel) = Channel::open(name, hear) {
        let channel = leptos::__reexports::send_wrapper::SendWrapper::new(channel);
        on_cleanup(move || drop(channel));
    }
}
