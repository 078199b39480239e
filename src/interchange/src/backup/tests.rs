#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

const CHEAP: LockParams = LockParams {
    memory: 8,
    passes: 1,
    lanes: 1,
};

fn lock(passphrase: &str) -> Lock<'_> {
    Lock {
        passphrase,
        salt: [7; 16],
        nonce: [9; 24],
        params: CHEAP,
    }
}

fn sample(lock: Option<&Lock<'_>>) -> Vec<u8> {
    let mut writer = BackupWriter::new();
    writer.chunk("meta", b"{}").unwrap();
    writer.chunk("segments/1", &b"abc".repeat(5_000)).unwrap();
    writer.chunk("empty", b"").unwrap();
    writer.finish(lock).unwrap()
}

fn contents(backup: &Backup) -> Vec<(String, Vec<u8>)> {
    (0..backup.len())
        .map(|i| backup.chunk(i).unwrap().unwrap())
        .map(|(n, c)| (n.to_owned(), c))
        .collect()
}

#[test]
fn what_is_saved_comes_back_with_and_without_a_lock() {
    for (lock, passphrase) in [(None, None), (Some(lock("pä55 👩")), Some("pä55 👩"))] {
        let bytes = sample(lock.as_ref());
        assert_eq!(inspect(&bytes).unwrap().locked, lock.is_some());
        let backup = open(&bytes, passphrase).unwrap();
        assert_eq!(
            backup.names().collect::<Vec<_>>(),
            ["meta", "segments/1", "empty"]
        );
        let contents = contents(&backup);
        assert_eq!(contents[1].1, b"abc".repeat(5_000));
        assert_eq!(contents[2].1, b"");
        assert!(backup.chunk(3).is_none());
    }
}

#[test]
fn a_locked_file_shows_nothing_of_its_content() {
    let bytes = sample(Some(&lock("secret")));
    assert!(!bytes.windows(4).any(|w| w == b"meta" || w == b"segm"));
}

#[test]
fn a_wrong_passphrase_is_told_from_damage() {
    let bytes = sample(Some(&lock("secret")));
    assert_eq!(open(&bytes, None).unwrap_err(), BackupError::Locked);
    assert_eq!(
        open(&bytes, Some("Secret")).unwrap_err(),
        BackupError::WrongPassphrase
    );
    let mut bent = bytes;
    let at = bent.len() - 60;
    bent[at] ^= 1;
    assert!(matches!(
        open(&bent, Some("secret")),
        Err(BackupError::Damaged { .. })
    ));
}

#[test]
fn a_file_cut_off_anywhere_is_called_so() {
    for bytes in [sample(None), sample(Some(&lock("x")))] {
        assert!(matches!(
            open(&bytes[..bytes.len() / 2], Some("x")).unwrap_err(),
            BackupError::Truncated { .. }
        ));
        for length in 1..bytes.len() {
            let error = inspect(&bytes[..length]).unwrap_err();
            assert!(
                matches!(error, BackupError::Truncated { .. }),
                "{length} {error:?}"
            );
        }
        assert!(matches!(
            inspect(&[&bytes[..], &[0]].concat()),
            Err(BackupError::Damaged { .. })
        ));
    }
}

#[test]
fn one_bit_flipped_anywhere_is_noticed() {
    for bytes in [sample(None), sample(Some(&lock("x")))] {
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1 << (at % 8);
            let error = open(&bent, Some("x")).unwrap_err();
            match at {
                0..8 => assert_eq!(error, BackupError::NotABackup),
                _ => assert!(
                    matches!(error, BackupError::Damaged { .. }),
                    "{at} {error:?}"
                ),
            }
        }
    }
}

#[test]
fn other_files_and_newer_versions_are_named() {
    for other in [&b""[..], b"PK\x03\x04", b"name,email\n", b"RAPPOR?"] {
        assert_eq!(inspect(other).unwrap_err(), BackupError::NotABackup);
    }
    let mut newer = sample(None);
    newer[8] = 2;
    let crc = crc32fast::hash(&newer[..20]).to_le_bytes();
    newer[20..24].copy_from_slice(&crc);
    assert_eq!(
        inspect(&newer).unwrap_err(),
        BackupError::TooNew { version: 2 }
    );
}

/// The file with another head, and sums that fit it, as somebody with ill intent makes it.
fn forged(mut bytes: Vec<u8>, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    bytes.truncate(bytes.len() - DIGEST);
    change(&mut bytes);
    let length = (bytes.len() - HEAD) as u64;
    bytes[12..20].copy_from_slice(&length.to_le_bytes());
    let crc = crc32fast::hash(&bytes[..20]).to_le_bytes();
    bytes[20..24].copy_from_slice(&crc);
    let sum = digest(&bytes);
    bytes.extend_from_slice(&sum);
    bytes
}

#[test]
fn a_hostile_file_can_not_ask_for_gigabytes() {
    for (at, value) in [
        (24, 4u32 << 20),
        (24, 0),
        (28, 1_000),
        (28, 0),
        (32, 99),
        (32, 0),
    ] {
        let bytes = forged(sample(Some(&lock("x"))), |b| {
            b[at..at + 4].copy_from_slice(&value.to_le_bytes());
        });
        assert_eq!(
            open(&bytes, Some("x")).unwrap_err(),
            BackupError::KeySettings
        );
    }
    // A chunk that says it is 60 MiB and holds 4 bytes.
    let bytes = forged(BackupWriter::new().finish(None).unwrap(), |b| {
        b.truncate(HEAD);
        b.extend_from_slice(&[1, 1, b'x']);
        record::codec::put_varint(b, 60 << 20);
        b.extend_from_slice(&[0; 4]);
        record::codec::put_bytes(b, &[1, 2, 3, 4]);
    });
    assert!(matches!(
        open(&bytes, None),
        Err(BackupError::Damaged { .. })
    ));
}

#[test]
fn a_chunk_with_a_wrong_sum_leaves_the_others_readable() {
    let bytes = forged(sample(None), |b| {
        // The sum of "meta": behind the count, the name and the length.
        b[HEAD + 1 + 5 + 1] ^= 1;
    });
    let backup = open(&bytes, None).unwrap();
    assert!(backup.chunk(0).unwrap().is_err());
    assert!(backup.chunk(1).unwrap().is_ok());
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(noise in prop::collection::vec(any::<u8>(), 0..200), locked: bool) {
        let _ = open(&noise, Some("x"));
        let start = if locked { sample(Some(&lock("x"))) } else { sample(None) };
        let bytes = forged(start, |b| {
            b.truncate(HEAD);
            b.extend_from_slice(&noise);
        });
        if let Ok(backup) = open(&bytes, Some("x")) {
            for i in 0..backup.len() {
                let _ = backup.chunk(i);
            }
        }
    }
    #[test]
    fn any_chunks_come_back(chunks in prop::collection::vec((".{0,6}", prop::collection::vec(any::<u8>(), 0..300)), 0..6)) {
        let mut writer = BackupWriter::new();
        for (name, content) in &chunks {
            writer.chunk(name, content).unwrap();
        }
        let backup = open(&writer.finish(Some(&lock("p"))).unwrap(), Some("p")).unwrap();
        prop_assert_eq!(contents(&backup), chunks);
    }
}
