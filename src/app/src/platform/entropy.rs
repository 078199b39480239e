//! Random bytes.

use record::Entropy;

/// The browser's cryptographic random generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserEntropy;

/// The most bytes that one call of `getRandomValues` gives.
const MOST_AT_ONCE: usize = 65_536;

impl Entropy for BrowserEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        let Ok(crypto) = super::page::window().crypto() else {
            return;
        };
        for chunk in bytes.chunks_mut(MOST_AT_ONCE) {
            // It fails only for chunks that are too long.
            let _ = crypto.get_random_values_with_u8_array(chunk);
        }
    }
}
