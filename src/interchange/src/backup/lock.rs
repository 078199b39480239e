//! Locking with a passphrase.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};

use super::{BackupError, array};

/// A passphrase, and the random bytes that make its key and its encryption unique. Never use the
/// same salt and nonce for two backups.
#[derive(Clone, Debug)]
pub struct Lock<'a> {
    /// The passphrase.
    pub passphrase: &'a str,
    /// 16 random bytes.
    pub salt: [u8; 16],
    /// 24 random bytes.
    pub nonce: [u8; 24],
    /// How expensive the key is.
    pub params: LockParams,
}

/// How expensive the key of a passphrase is (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockParams {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for LockParams {
    /// 32 MiB, three passes, one lane: well under a second in a browser, and more than the 19 MiB
    /// and two passes that OWASP asks for at least.
    fn default() -> Self {
        Self {
            memory: 32 << 10,
            passes: 3,
            lanes: 1,
        }
    }
}

impl LockParams {
    /// The most memory a file may ask for: 256 MiB.
    pub const MAX_MEMORY: u32 = 256 << 10;
    /// The most passes a file may ask for.
    pub const MAX_PASSES: u32 = 16;
    /// The most lanes a file may ask for.
    pub const MAX_LANES: u32 = 4;

    fn is_allowed(self) -> bool {
        (1..=Self::MAX_LANES).contains(&self.lanes)
            && (1..=Self::MAX_PASSES).contains(&self.passes)
            && (8 * self.lanes..=Self::MAX_MEMORY).contains(&self.memory)
            // Time grows with both: this is about a minute on a slow phone.
            && u64::from(self.memory) * u64::from(self.passes) <= 1 << 20
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let number = |at| array(bytes, at).map(u32::from_le_bytes);
        Some(Self {
            memory: number(0)?,
            passes: number(4)?,
            lanes: number(8)?,
        })
    }
}

impl Lock<'_> {
    /// The bytes between head and body.
    pub(super) fn header(&self) -> Vec<u8> {
        let p = self.params;
        let mut out: Vec<u8> = [p.memory, p.passes, p.lanes]
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .collect();
        out.extend_from_slice(&self.salt);
        out.extend_from_slice(&self.nonce);
        out
    }

    pub(super) fn seal(&self, before_body: &[u8], body: &[u8]) -> Result<Vec<u8>, BackupError> {
        let cipher = cipher(self.passphrase, self.salt, self.params)?;
        let payload = Payload {
            msg: body,
            aad: before_body,
        };
        cipher
            .encrypt(&self.nonce.into(), payload)
            .map_err(|_| BackupError::KeySettings)
    }
}

/// How many bytes the encryption adds.
pub(super) const TAG: usize = 16;

pub(super) fn unlock(
    header: &[u8],
    passphrase: &str,
    before_body: &[u8],
    body: &[u8],
) -> Result<Vec<u8>, BackupError> {
    let read = || {
        Some((
            LockParams::read(header)?,
            array(header, 12)?,
            array(header, 28)?,
        ))
    };
    let (params, salt, nonce): (LockParams, [u8; 16], [u8; 24]) =
        read().ok_or(BackupError::KeySettings)?;
    let cipher = cipher(passphrase, salt, params)?;
    let payload = Payload {
        msg: body,
        aad: before_body,
    };
    cipher
        .decrypt(&nonce.into(), payload)
        .map_err(|_| BackupError::WrongPassphrase)
}

fn cipher(
    passphrase: &str,
    salt: [u8; 16],
    params: LockParams,
) -> Result<XChaCha20Poly1305, BackupError> {
    let bad = |_| BackupError::KeySettings;
    if !params.is_allowed() {
        return Err(BackupError::KeySettings);
    }
    let settings =
        Params::new(params.memory, params.passes, params.lanes, Some(32)).map_err(bad)?;
    let mut key = [0u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, settings)
        .hash_password_into(passphrase.as_bytes(), &salt, &mut key)
        .map_err(bad)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}
