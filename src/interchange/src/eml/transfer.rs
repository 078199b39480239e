//! Bytes that were written as letters: Base64 and Quoted-Printable (RFC 2045).

/// The bytes behind Base64; what is no letter of it is passed over.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

/// How many bytes [`base64`] would find.
pub(super) fn base64_length(text: &[u8]) -> usize {
    let is_letter = |b: &&u8| b.is_ascii_alphanumeric() || b"+/-_".contains(b);
    text.iter()
        .take_while(|b| **b != b'=')
        .filter(is_letter)
        .count()
        * 3
        / 4
}

/// The bytes behind Quoted-Printable; what is no code stands for itself.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|b| *b == b'\n') {
        let content = line.trim_ascii_end();
        match content.strip_suffix(b"=") {
            // The line goes on in the next.
            Some(content) => out.extend(escaped(content, b'=')),
            None => {
                out.extend(escaped(content, b'='));
                if line.ends_with(b"\n") {
                    out.push(b'\n');
                }
            }
        }
    }
    out
}

/// Bytes in which a sign and two hexadecimal digits stand for one.
pub(super) fn escaped(text: &[u8], sign: u8) -> Vec<u8> {
    let digit = |at: usize| text.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match (*byte == sign)
            .then(|| digit(at + 1).zip(digit(at + 2)))
            .flatten()
        {
            Some((high, low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}
