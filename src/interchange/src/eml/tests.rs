#![allow(clippy::unwrap_used)]
use super::*;
use crate::csv;
use proptest::prelude::*;

fn mail(text: &str) -> Mail {
    read(&text.replace('\n', "\r\n").into_bytes(), csv::library).unwrap()
}

fn text_of(text: &str) -> String {
    mail(&format!("Subject: x\n{text}")).text
}

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox {
        name: name.to_owned(),
        address: address.to_owned(),
    }
}

#[test]
fn a_plain_email_is_read() {
    let mail = mail(
        "Return-Path: <x@y.z>\nFrom: Ada Lovelace <ada@engine.example>\nTo: \"Hopper, Grace\" <grace@navy.example>,\n tom@me.example (Tom)\nCc: Team: a@b.c, d@e.f;\nDate: Mon, 23 Nov 2026 08:21:16 +0200\nSubject: The\n engine\nMessage-ID: <1@engine.example>\n\nHello,\n\n\n\nall is well.\n-- \nAda  \n\n",
    );
    assert_eq!(mail.from, [mailbox("Ada Lovelace", "ada@engine.example")]);
    assert_eq!(
        mail.to,
        [
            mailbox("Hopper, Grace", "grace@navy.example"),
            mailbox("Tom", "tom@me.example")
        ]
    );
    assert_eq!(mail.cc, [mailbox("", "a@b.c"), mailbox("", "d@e.f")]);
    assert_eq!(mail.date, Instant::parse_rfc3339("2026-11-23T06:21:16Z"));
    assert_eq!(mail.subject, "The engine");
    assert_eq!(mail.message_id, "1@engine.example");
    assert_eq!(mail.text, "Hello,\n\nall is well.\n--\nAda");
    assert!(!mail.is_cut && mail.attachments.is_empty());
}

#[test]
fn encoded_words_are_read_in_any_encoding_and_run_together() {
    let subject = |text: &str| mail(&format!("Subject: {text}\n\n")).subject;
    assert_eq!(
        subject("=?utf-8?Q?Gr=C3=BC=C3=9Fe_an_alle?="),
        "Grüße an alle"
    );
    assert_eq!(subject("=?ISO-8859-1?q?caf=E9?= und mehr"), "café und mehr");
    assert_eq!(subject("Re: =?GB2312?B?yse1xA==?="), "Re: 是的");
    assert_eq!(subject("=?gb18030?b?xOO6ww==?="), "你好");
    // A character begins in one word and ends in the next.
    assert_eq!(subject("=?utf-8?B?5L2g5Q==?=\n =?utf-8?B?pb0=?="), "你好");
    assert_eq!(
        subject("=?utf-8?q?a?= =?utf-8?q?b?= c =?utf-8?q?d?="),
        "ab c d"
    );
    assert_eq!(subject("=?utf-8*de?q?Stra=C3=9Fe?="), "Straße");
    for same in [
        "=?",
        "a =?b",
        "=?utf-8?x?y?=",
        "=?utf-8?q?open",
        "?= =?",
        "=?utf-8?q?a?= =?",
    ] {
        let read = subject(same);
        assert_eq!(read, same.replace("=?utf-8?q?a?=", "a"), "{same}");
    }
    let from = mail("From: =?utf-8?B?5p2O6Zu3?= <li@example.cn>\n\n").from;
    assert_eq!(from, [mailbox("李雷", "li@example.cn")]);
    let comma = mail("From: =?utf-8?Q?Doe=2C_Jane?= <j@x.org>\n\n").from;
    assert_eq!(comma, [mailbox("Doe, Jane", "j@x.org")]);
}

#[test]
fn of_several_forms_the_plain_one_is_taken_and_attachments_are_named() {
    let mail = mail(
        "From: a@b.c\nContent-Type: multipart/mixed; boundary=\"out er\"\n\nnot shown\n--out er\nContent-Type: multipart/alternative; boundary=in\n\n--in\nContent-Type: text/html; charset=utf-8\n\n<p>HTML</p>\n--in\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9 f=\nür\n--in--\n--out er\nContent-Type: application/pdf; name=\"=?utf-8?Q?Angebot_f=C3=BCr_Sie.pdf?=\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\nAAAA\nAAA=\n--out er\nContent-Type: image/png\nContent-Disposition: inline; filename*0*=utf-8''B%C3%BC; filename*1=ld.png\n\n12345\n--out er\nContent-Type: message/rfc822\n\nSubject: inner\n\nText of the forwarded\n--out er--\nafter\n",
    );
    // A byte that is no letter of the encoding is shown as one of Windows-1252.
    assert!(mail.text.starts_with("Café f"), "{}", mail.text);
    let named: Vec<(&str, usize)> = mail
        .attachments
        .iter()
        .map(|file| (file.name.as_str(), file.bytes))
        .collect();
    assert_eq!(named[0], ("Angebot für Sie.pdf", 5));
    assert_eq!(named[1].0, "Büld.png");
    assert_eq!(named[2].0, "message/rfc822");
    assert_eq!(named.len(), 3);
}

#[test]
fn html_alone_becomes_its_words() {
    let html = "<html><head><title>T</title><style>p{}</style></head><body><!-- c --><h1>Dear&nbsp;Ada</h1><p>5 &lt; 6 &amp;\n amp &#228;&#x20AC; &unknown;</p><ul><li>one<li>two</ul><script>alert(1)</script><div>a<br>b</div><blockquote>said</blockquote><img src=x onerror=alert(1)>2 < 3</body></html>";
    let text = text_of(&format!("Content-Type: text/html\n\n{html}"));
    assert_eq!(
        text,
        "Dear Ada\n\n5 < 6 & amp ä€ &unknown;\n\n- one\n- two\n\na\nb\n\n> said\n\n2 < 3"
    );
    assert_eq!(
        text_of("Content-Type: text/html\n\n<pre>a\n  b</pre>c"),
        "a\n  b\n\nc"
    );
    assert_eq!(text_of("Content-Type: text/html\n\n<script>never"), "");
    assert_eq!(text_of("Content-Type: text/html\n\na<!-- never"), "a");
    assert_eq!(text_of("Content-Type: text/html\n\n<<b>x</b> <"), "<x <");
}

#[test]
fn texts_in_base64_in_chinese_and_flowed_are_read() {
    assert_eq!(
        text_of(
            "Content-Type: text/plain; charset=GBK\nContent-Transfer-Encoding: BASE64\n\nxOO6w6Os\nysC95w==\n"
        ),
        "你好，世界"
    );
    assert_eq!(
        text_of(
            "Content-Type: text/plain; format=flowed\n\nOne line \nthat goes on.\n> quoted \n> more\nnext\n"
        ),
        "One line that goes on.\n> quoted more\nnext"
    );
    let western = b"Subject: caf\xE9\n\nna\xEFve";
    let mail = read(western, csv::library).unwrap();
    assert_eq!(
        (mail.subject.as_str(), mail.text.as_str()),
        ("café", "naïve")
    );
    let marked = read("\u{FEFF}Subject: x\n\nü".as_bytes(), csv::library).unwrap();
    assert_eq!((marked.subject.as_str(), marked.text.as_str()), ("x", "ü"));
}

#[test]
fn dates_of_all_forms_are_read_and_others_are_none() {
    let date = |text: &str| mail(&format!("Date: {text}\n\n")).date;
    let at = Instant::parse_rfc3339;
    assert_eq!(date("21 Nov 97 09:55 -0600"), at("1997-11-21T15:55:00Z"));
    assert_eq!(
        date("Fri, 1 Feb 2002 10:00:05 GMT"),
        at("2002-02-01T10:00:05Z")
    );
    assert_eq!(
        date("Fri, 01 Feb 2002 10:00:05 EST (remark)"),
        at("2002-02-01T15:00:05Z")
    );
    assert_eq!(date("Fri Feb 1 10:00:05 2002"), None);
    for none in [
        "",
        "never",
        "99 Feb 2002 10:00",
        "1 Xxx 2002 10:00",
        "1 Feb 2002 25:00",
        "1 Feb",
        "ünö",
    ] {
        assert_eq!(date(none), None, "{none}");
    }
}

#[test]
fn what_is_no_email_is_refused() {
    let refused = |bytes: &[u8]| read(bytes, csv::library).unwrap_err();
    assert_eq!(refused(b""), EmlError::NoMail);
    assert_eq!(refused(b"Just a text.\n\nMore."), EmlError::NoMail);
    assert_eq!(refused(b"%PDF-1.7"), EmlError::NoMail);
    assert_eq!(refused(&[OUTLOOK, b"rest"].concat()), EmlError::Outlook);
    assert_eq!(refused(&vec![b' '; LARGEST + 1]), EmlError::TooLarge);
    let mbox = read(b"From a@b.c Mon\nFrom: a@b.c\n\nx", csv::library).unwrap();
    assert_eq!(mbox.from[0].address, "a@b.c");
}

#[test]
fn a_huge_text_is_cut_and_hidden_signs_are_left_out() {
    let long = mail(&format!("Subject: x\n\n{}", "ä".repeat(30_000)));
    assert!(long.is_cut);
    assert_eq!(long.text.chars().count(), LONGEST_TEXT);
    let fits = mail(&format!("Subject: x\n\n{}", "ä".repeat(LONGEST_TEXT)));
    assert!(!fits.is_cut);
    let hidden = mail("Subject: a\u{202E}b\u{0}c\n\nx\u{200B}y\u{7}z");
    assert_eq!(
        (hidden.subject.as_str(), hidden.text.as_str()),
        ("abc", "xyz")
    );
}

#[test]
fn nesting_many_parts_and_repeated_signs_stay_quick() {
    let mut deep = String::from("Subject: x\n");
    for n in 0..200 {
        deep.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
        ));
    }
    assert_eq!(mail(&deep).text, "");
    let many = format!(
        "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n{}",
        "--b\nContent-Disposition: attachment\n\nx\n".repeat(100_000)
    );
    assert!(mail(&many).attachments.len() <= 100);
    let n = 100_000;
    for body in ["<", "<a", "</script", "<!--", "&#", "--b\n", "=?a?q?"] {
        let repeated = body.repeat(n);
        for kind in ["text/html", "text/plain", "multipart/mixed; boundary=b"] {
            let _ = mail(&format!(
                "From: a@b.c\nSubject: {repeated}\nContent-Type: {kind}\n\n{repeated}"
            ));
        }
    }
    let people = mail(&format!(
        "From: x@y.z\nTo: {}\n\n",
        "a@b.c <x@y.z>, \"q\" (c),".repeat(20_000)
    ));
    assert_eq!(people.to.len(), 1);
    let people = (0..2_000).map(|n| format!("a{n}@b.c")).collect::<Vec<_>>();
    assert_eq!(
        mail(&format!("From: x@y.z\nTo: {}\n\n", people.join(",")))
            .to
            .len(),
        500
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes, csv::library);
    }

    #[test]
    fn any_lines_are_read(lines in proptest::collection::vec(prop_oneof![
        "[ -~äß漢]{0,30}",
        Just("Subject: =?utf-8?Q?=".to_owned()),
        Just("From: \"a\\".to_owned()),
        Just("Date: Mon, 1 Jan 2026 10:00".to_owned()),
        Just("Content-Type: multipart/alternative; boundary=b".to_owned()),
        Just("Content-Type: text/html; charset=gbk".to_owned()),
        Just("Content-Type: text/plain; name*1*=utf-8''%; format=flowed".to_owned()),
        Just("Content-Transfer-Encoding: base64".to_owned()),
        Just("Content-Transfer-Encoding: quoted-printable".to_owned()),
        Just("--b".to_owned()),
        Just("--b--".to_owned()),
        Just(String::new()),
        Just("<p title='>' &amp; =E4=".to_owned()),
    ], 0..30)) {
        let text = format!("Subject: x\n{}", lines.join("\n"));
        let mail = read(text.as_bytes(), csv::library).unwrap();
        prop_assert!(mail.text.chars().count() <= LONGEST_TEXT);
    }

    #[test]
    fn a_text_survives_each_way_of_writing_it(text in "[a-zA-Zäöß漢字,.!?=_ ]{1,60}") {
        let wanted = text.trim_end().to_owned();
        let hex: String = text.bytes().map(|b| format!("={b:02X}")).collect();
        let quoted = format!("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{hex}");
        prop_assert_eq!(text_of(&quoted), wanted);
        let word = mail(&format!("Subject: =?utf-8?Q?{hex}?=\n\n"));
        let spaces = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(word.subject, spaces);
    }
}
