//! What the server answers: one request and a folder of files in, one response out. No socket here.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What a page may load and run. A copy goes into `index.html` as a `<meta>`, for hosts that send no headers.
pub(crate) const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'none'";

/// Only a header can say this one: who may put the page into a frame.
const FRAMES: &str = "frame-ancestors 'self'";

/// Header lines that every response carries, beside the policy.
const ALWAYS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// A file's compressed neighbours: the coding's name and the ending, the better one first.
pub(crate) const CODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// The head of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// As it came: path and query, percent-encoded.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    http_1_0: bool,
}

impl Request {
    /// Reads a request's head, without the empty line that ends it. Nothing means it is malformed.
    pub(crate) fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, target, version) = (first.next()?, first.next()?, first.next()?);
        let sound = first.next().is_none()
            && matches!(version, "HTTP/1.1" | "HTTP/1.0")
            && target.starts_with('/')
            && target.bytes().all(|byte| byte.is_ascii_graphic());
        if !sound {
            return None;
        }
        let headers = lines
            .map(|line| {
                let (name, value) = line.split_once(':')?;
                let sound = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
                sound.then(|| (name.to_ascii_lowercase(), value.trim().to_owned()))
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers,
            http_1_0: version == "HTTP/1.0",
        })
    }

    /// A header's value; `name` in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether the connection can take another request after this one.
    pub(crate) fn keeps_alive(&self) -> bool {
        let asked_to_close = self
            .header("connection")
            .is_some_and(|value| value.to_ascii_lowercase().contains("close"));
        let has_body = self.header("transfer-encoding").is_some()
            || self
                .header("content-length")
                .is_some_and(|length| length != "0");
        !(self.http_1_0 || asked_to_close || has_body)
    }
}

/// A whole response.
#[derive(Debug, Default)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// A short text, for whatever is not a file.
    pub(crate) fn text(status: u16, sentence: &str) -> Self {
        let mut response = Self {
            status,
            ..Self::default()
        };
        response.set("Content-Type", "text/plain; charset=utf-8");
        response.set("Cache-Control", "no-store");
        response.body = sentence.as_bytes().to_vec();
        response
    }

    /// The response as bytes; `with_body` is false for a HEAD request.
    pub(crate) fn into_bytes(self, with_body: bool, keep_alive: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in ALWAYS {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Security-Policy: {POLICY}; {FRAMES}\r\n"));
        if self.status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str(if keep_alive {
            "Connection: keep-alive\r\n\r\n"
        } else {
            "Connection: close\r\n\r\n"
        });
        let mut bytes = head.into_bytes();
        if with_body {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }

    fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((name, value.into()));
    }
}

/// Answers a request with a file of `root`, or with a sentence why not.
pub(crate) fn answer(root: &Path, request: &Request) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        let mut response = Response::text(405, "Only GET and HEAD are answered here.");
        response.set("Allow", "GET, HEAD");
        return response;
    }
    let path = request.target.split('?').next().unwrap_or_default();
    let Some(name) = file_name(path) else {
        return Response::text(400, "This address names no file.");
    };
    match find(root, &name) {
        Some(file) => send(&file, &name, request),
        None if is_page(&name, request) => {
            // The app's addresses lie behind the #, where every static host leaves them alone.
            let mut response = Response::text(302, "This page has moved behind the #.");
            response.set("Location", format!("/#{}", request.target));
            response
        }
        None => Response::text(404, "There is no such file."),
    }
}

/// Whether a file's name carries the hash of its content, so that it can be cached for ever.
pub(crate) fn is_hashed(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.windows(18).any(|window| {
        window.first() == Some(&b'-')
            && window
                .iter()
                .skip(1)
                .take(16)
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && matches!(window.last(), Some(b'.' | b'_'))
    })
}

/// A file's media type by its ending.
pub(crate) fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The file a path asks for, relative to the root; nothing if the path leaves the root or hides something.
fn file_name(path: &str) -> Option<String> {
    let decoded = percent_decoded(path)?;
    let name = decoded.strip_prefix('/')?;
    if name.is_empty() {
        return Some("index.html".to_owned());
    }
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains(['\\', ':'])
            && !part.contains(char::is_control)
    };
    // A folder's trailing slash makes no part of its own.
    name.strip_suffix('/')
        .unwrap_or(name)
        .split('/')
        .all(plain)
        .then(|| name.to_owned())
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The file on the disk, if it is one and lies below the root even after links are followed.
fn find(root: &Path, name: &str) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    let file = root.join(name).canonicalize().ok()?;
    (file.starts_with(&root) && file.is_file()).then_some(file)
}

/// Whether a name that is no file looks like a page that a person opened.
fn is_page(name: &str, request: &Request) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    !last.contains('.')
        && request
            .header("accept")
            .is_some_and(|accept| accept.contains("text/html"))
}

fn send(file: &Path, name: &str, request: &Request) -> Response {
    let accepted = request.header("accept-encoding").unwrap_or_default();
    let coded = CODINGS.iter().find_map(|(coding, ending)| {
        let neighbour = PathBuf::from(format!("{}.{ending}", file.display()));
        (accepts(accepted, coding) && neighbour.is_file()).then_some((*coding, neighbour))
    });
    let (coding, path) = match coded {
        Some((coding, neighbour)) => (Some(coding), neighbour),
        None => (None, file.to_path_buf()),
    };
    let Ok(body) = fs::read(&path) else {
        return Response::text(500, "The file is there but could not be read.");
    };
    let tag = entity_tag(&body);
    let known = request.header("if-none-match").is_some_and(|tags| {
        tags.split(',')
            .any(|known| known.trim().trim_start_matches("W/") == tag)
    });
    let mut response = Response {
        status: if known { 304 } else { 200 },
        ..Response::default()
    };
    response.set("Content-Type", media_type(name));
    response.set("Vary", "Accept-Encoding");
    response.set("ETag", tag);
    response.set("Cache-Control", cache_control(name));
    if let Some(coding) = coding {
        response.set("Content-Encoding", coding);
    }
    if !known {
        response.body = body;
    }
    response
}

/// A hashed name never changes its content. Icons are asked for by the browser itself, past the service
/// worker, so a copy of its own lets it show them offline. Everything else is looked at again.
fn cache_control(name: &str) -> &'static str {
    if is_hashed(name) {
        "public, max-age=31536000, immutable"
    } else if name.starts_with("icons/") {
        "public, max-age=86400"
    } else {
        "no-cache"
    }
}

/// Whether an Accept-Encoding header allows a coding: named, or covered by `*`, and not with weight zero.
fn accepts(header: &str, coding: &str) -> bool {
    let mut by_star = false;
    for part in header.split(',') {
        let mut words = part.split(';').map(str::trim);
        let name = words.next().unwrap_or_default();
        let refused = words
            .filter_map(|word| word.strip_prefix("q="))
            .any(|weight| {
                weight
                    .trim()
                    .parse::<f32>()
                    .is_ok_and(|weight| weight <= 0.0)
            });
        if name.eq_ignore_ascii_case(coding) {
            return !refused;
        }
        if name == "*" {
            by_star = !refused;
        }
    }
    by_star
}

fn entity_tag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// A folder with an app in it and a secret beside it; it goes when the test ends.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let base =
                std::env::temp_dir().join(format!("rapport-http-{name}-{}", std::process::id()));
            let dist = base.join("dist");
            fs::create_dir_all(dist.join("icons")).unwrap();
            fs::write(base.join("secret.txt"), "secret").unwrap();
            fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
            fs::write(dist.join("app-0123456789abcdef_bg.wasm"), "raw").unwrap();
            fs::write(dist.join("app-0123456789abcdef_bg.wasm.br"), "brotli").unwrap();
            fs::write(dist.join("app-0123456789abcdef_bg.wasm.gz"), "gzip").unwrap();
            fs::write(dist.join("icons/icon.svg"), "<svg/>").unwrap();
            fs::write(dist.join(".hidden"), "hidden").unwrap();
            Self(base)
        }

        fn get(&self, target: &str, headers: &str) -> Response {
            let request = Request::parse(&format!(
                "GET {target} HTTP/1.1\r\nHost: localhost{headers}"
            ))
            .unwrap();
            answer(&self.0.join("dist"), &request)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response
            .headers
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    const WASM: &str = "/app-0123456789abcdef_bg.wasm";

    #[test]
    fn the_root_is_the_index_and_is_looked_at_again_every_time() {
        let response = Folder::new("root").get("/?x=1", "");
        assert_eq!(
            (response.status, response.body.as_slice()),
            (200, b"<!doctype html>".as_slice())
        );
        assert_eq!(header(&response, "Cache-Control"), Some("no-cache"));
        assert_eq!(
            header(&response, "Content-Type"),
            Some("text/html; charset=utf-8")
        );
    }

    #[test]
    fn a_hashed_file_is_cached_for_ever_and_has_its_media_type() {
        let response = Folder::new("hashed").get(WASM, "");
        assert_eq!(response.body, b"raw");
        assert_eq!(
            header(&response, "Cache-Control"),
            Some("public, max-age=31536000, immutable")
        );
        assert_eq!(header(&response, "Content-Type"), Some("application/wasm"));
        assert_eq!(header(&response, "Content-Encoding"), None);
    }

    #[test]
    fn an_icon_is_kept_for_a_day() {
        let response = Folder::new("icon").get("/icons/icon.svg", "");
        assert_eq!(
            header(&response, "Cache-Control"),
            Some("public, max-age=86400")
        );
        assert_eq!(header(&response, "Content-Type"), Some("image/svg+xml"));
    }

    #[test]
    fn the_best_coding_the_browser_takes_is_sent() {
        let folder = Folder::new("coding");
        let coding = |accepted: &str| {
            let response = folder.get(WASM, &format!("\r\nAccept-Encoding: {accepted}"));
            header(&response, "Content-Encoding").map(str::to_owned)
        };
        assert_eq!(coding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(coding("gzip").as_deref(), Some("gzip"));
        assert_eq!(coding("br;q=0, gzip;q=0.5").as_deref(), Some("gzip"));
        assert_eq!(coding("*").as_deref(), Some("br"));
        assert_eq!(coding("*;q=0").as_deref(), None);
        assert_eq!(coding("identity").as_deref(), None);
    }

    #[test]
    fn a_file_the_browser_has_is_not_sent_again() {
        let folder = Folder::new("tag");
        let tag = header(&folder.get("/", ""), "ETag").unwrap().to_owned();
        let again = folder.get("/", &format!("\r\nIf-None-Match: \"other\", W/{tag}"));
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(folder.get("/", "\r\nIf-None-Match: \"other\"").status, 200);
    }

    #[test]
    fn nothing_outside_the_folder_and_nothing_hidden_is_served() {
        let folder = Folder::new("outside");
        for target in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/icons/..%2f..%2fsecret.txt",
            "/..%5csecret.txt",
            "/.hidden",
            "//etc/passwd",
            "/icons//icon.svg",
            "/%00",
            "/%zz",
            "/%",
            "/c:/windows",
        ] {
            assert_eq!(folder.get(target, "").status, 400, "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let folder = Folder::new("link");
        std::os::unix::fs::symlink(folder.0.join("secret.txt"), folder.0.join("dist/link.txt"))
            .unwrap();
        assert_eq!(folder.get("/link.txt", "").status, 404);
    }

    #[test]
    fn a_page_address_without_a_hash_leads_behind_the_hash() {
        let folder = Folder::new("page");
        let response = folder.get("/contacts/12?tab=notes", "\r\nAccept: text/html");
        assert_eq!(response.status, 302);
        assert_eq!(
            header(&response, "Location"),
            Some("/#/contacts/12?tab=notes")
        );
        assert_eq!(folder.get("/contacts/12", "").status, 404);
        assert_eq!(folder.get("/gone.js", "\r\nAccept: text/html").status, 404);
        assert_eq!(folder.get("/icons", "").status, 404);
    }

    #[test]
    fn only_reading_is_answered() {
        let request = Request::parse("POST / HTTP/1.1\r\nHost: localhost").unwrap();
        let response = answer(Path::new("/nowhere"), &request);
        assert_eq!(response.status, 405);
        assert_eq!(header(&response, "Allow"), Some("GET, HEAD"));
    }

    #[test]
    fn a_malformed_request_is_none() {
        for head in [
            "",
            "GET /",
            "GET / HTTP/2",
            "GET  / HTTP/1.1",
            "GET x HTTP/1.1",
            "GET / HTTP/1.1\r\nno colon",
        ] {
            assert_eq!(Request::parse(head), None, "{head}");
        }
    }

    #[test]
    fn a_connection_closes_when_asked_or_when_a_body_may_follow() {
        let keeps = |lines: &str| {
            Request::parse(&format!("GET / HTTP/1.1{lines}"))
                .unwrap()
                .keeps_alive()
        };
        assert!(keeps(""));
        assert!(!keeps("\r\nConnection: close"));
        assert!(!keeps("\r\nContent-Length: 3"));
        assert!(!keeps("\r\nTransfer-Encoding: chunked"));
        assert!(!Request::parse("GET / HTTP/1.0").unwrap().keeps_alive());
    }

    #[test]
    fn every_response_carries_the_policy_and_a_head_has_no_body() {
        let whole = Response::text(404, "No.").into_bytes(true, true);
        let head = Response::text(404, "No.").into_bytes(false, false);
        let (whole, head) = (
            String::from_utf8(whole).unwrap(),
            String::from_utf8(head).unwrap(),
        );
        assert!(whole.contains("Content-Security-Policy: default-src 'self';"));
        assert!(whole.contains("X-Content-Type-Options: nosniff"));
        assert!(whole.ends_with("Content-Length: 3\r\nConnection: keep-alive\r\n\r\nNo."));
        assert!(head.ends_with("Content-Length: 3\r\nConnection: close\r\n\r\n"));
    }

    #[test]
    fn a_hash_in_a_name_is_recognised() {
        assert!(is_hashed("app-0123456789abcdef.js"));
        assert!(is_hashed("app-0123456789abcdef_bg.wasm"));
        assert!(!is_hashed("maskable-192.png"));
        assert!(!is_hashed("app-0123456789abcdeg.js"));
        assert!(!is_hashed("app-0123456789abcdef"));
    }
}
