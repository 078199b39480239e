//! Addresses that open a new message in the user's mail program (RFC 6068).

/// The longest address that every system hands on to a mail program, in bytes: Windows takes 2,048
/// with what the browser adds.
pub const LONGEST: usize = 2_000;

/// A new message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailto {
    /// The address.
    pub href: String,
    /// Whether the text is too long to be in it and has to be pasted.
    pub leaves_body: bool,
}

/// The address for a new message. Where it would be too long, it goes without the text.
pub fn mailto<T: AsRef<str>>(to: &[T], subject: &str, body: &str) -> Mailto {
    let to: Vec<String> = to.iter().map(|to| address(to.as_ref())).collect();
    let mut head = format!("mailto:{}", to.join(","));
    let mut sign = '?';
    if !subject.trim().is_empty() {
        // A subject is one line.
        let line = subject.split(['\r', '\n']).collect::<Vec<_>>().join(" ");
        head.push_str(&format!("?subject={}", escaped(&line)));
        sign = '&';
    }
    if body.trim().is_empty() {
        return Mailto {
            href: head,
            leaves_body: false,
        };
    }
    let lines = body.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n");
    let whole = format!("{head}{sign}body={}", escaped(&lines));
    let leaves_body = whole.len() > LONGEST;
    Mailto {
        href: if leaves_body { head } else { whole },
        leaves_body,
    }
}

/// An e-mail address; only the sign between its two halves stands as it is.
fn address(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match text.rsplit_once('@') {
        Some((name, host)) => format!("{}@{}", escaped(name), escaped(host)),
        None => escaped(&text),
    }
}

/// A text with all but letters, digits and a few signs as percent codes of its UTF-8 bytes.
fn escaped(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn signs_and_lines_are_escaped() {
        let message = mailto(&["ada@example.com"], "Offer & more", "Hi\nthere?\r\n100 %");
        assert_eq!(
            message.href,
            "mailto:ada@example.com?subject=Offer%20%26%20more&body=Hi%0D%0Athere%3F%0D%0A100%20%25"
        );
        assert!(!message.leaves_body);
    }

    #[test]
    fn several_people_are_written_to_and_no_address_brings_fields_of_its_own() {
        let href = mailto(&["a@b.c", "x+y@z.de"], "", "").href;
        assert_eq!(href, "mailto:a@b.c,x%2By@z.de");
        let href = mailto(&["a@b?bcc=x", " \"c,d\"@e "], "S", "").href;
        assert_eq!(href, "mailto:a@b%3Fbcc%3Dx,%22c%2Cd%22@e?subject=S");
        let href = mailto(&["李@例子.中国"], "", "好").href;
        assert_eq!(
            href,
            "mailto:%E6%9D%8E@%E4%BE%8B%E5%AD%90.%E4%B8%AD%E5%9B%BD?body=%E5%A5%BD"
        );
    }

    #[test]
    fn a_long_text_is_left_out() {
        let message = mailto(&["a@b.c"], "Hi", &"漢".repeat(300));
        assert!(message.leaves_body && message.href.ends_with("?subject=Hi"));
        assert!(!mailto(&["a@b.c"], "Hi", &"x".repeat(1_900)).leaves_body);
    }

    proptest! {
        #[test]
        fn any_message_has_a_plain_address(to in ".{0,30}", subject in ".{0,60}", body in "(?s).{0,400}") {
            let href = mailto(&[to], &subject, &body).href;
            prop_assert!(href.bytes().all(|b| b.is_ascii_graphic()));
            prop_assert!(href.matches('?').count() <= 1);
            prop_assert!(href.matches('=').count() <= 2);
        }
    }
}
