//! A small threaded HTTP/1.1 server for one folder of files, on this machine only.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::Outcome;
use crate::http::{self, Request, Response};

/// A request's head may be this long, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;
/// Browsers open six connections a page; more than this many at once are turned away.
const MOST_CONNECTIONS: usize = 128;
/// An idle connection is closed after this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that is bound to its port and can run.
pub(crate) struct Server {
    listeners: Vec<TcpListener>,
    /// The port it listens on.
    pub(crate) port: u16,
}

impl Server {
    /// Takes a port on this machine's own addresses; 0 takes any free one.
    pub(crate) fn bind(port: u16) -> Outcome<Self> {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "port {port} is taken by another program. Choose another one: cargo xtask serve --port {}",
                if port == 8080 { 8081 } else { 8080 }
            ),
            _ => format!("could not listen on port {port}: {error}"),
        })?;
        let port = first
            .local_addr()
            .map_err(|error| format!("could not read the port: {error}"))?
            .port();
        let mut listeners = vec![first];
        // “localhost” may mean the other address family; a machine without it does without.
        listeners.extend(TcpListener::bind((Ipv6Addr::LOCALHOST, port)));
        Ok(Self { listeners, port })
    }

    /// Serves `root` on background threads until the process ends.
    pub(crate) fn start(self, root: &Path) -> Vec<thread::JoinHandle<()>> {
        let root: Arc<Path> = Arc::from(PathBuf::from(root));
        let open = Arc::new(AtomicUsize::new(0));
        self.listeners
            .into_iter()
            .map(|listener| {
                let (root, open) = (Arc::clone(&root), Arc::clone(&open));
                thread::spawn(move || accept(&listener, &root, &open))
            })
            .collect()
    }
}

fn accept(listener: &TcpListener, root: &Arc<Path>, open: &Arc<AtomicUsize>) {
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            // Out of file handles, most likely: give the open connections time to end.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        if open.fetch_add(1, Ordering::Relaxed) >= MOST_CONNECTIONS {
            open.fetch_sub(1, Ordering::Relaxed);
            // Turned away either way; a client that is gone need not hear why.
            let _ = stream
                .write_all(&Response::text(503, "Too many connections.").into_bytes(true, false));
            continue;
        }
        let (root, open) = (Arc::clone(root), Arc::clone(open));
        thread::spawn(move || {
            // An error here is a client that went away.
            let _ = converse(&mut stream, &root);
            open.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

/// Answers the requests of one connection until it closes.
fn converse(stream: &mut TcpStream, root: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut received = Vec::new();
    while let Some(head) = next_head(stream, &mut received)? {
        let (response, with_body, keep_alive) = match head {
            Head::TooLong => (Response::text(431, "The request is too long."), true, false),
            Head::Text(text) => match Request::parse(&text) {
                None => (
                    Response::text(400, "The request is malformed."),
                    true,
                    false,
                ),
                Some(request) => (
                    http::answer(root, &request),
                    request.method != "HEAD",
                    request.keeps_alive(),
                ),
            },
        };
        stream.write_all(&response.into_bytes(with_body, keep_alive))?;
        if !keep_alive {
            break;
        }
    }
    Ok(())
}

enum Head {
    Text(String),
    TooLong,
}

/// The next request's head; what follows it stays in `received`. Nothing means the client has closed.
fn next_head(stream: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<Option<Head>> {
    loop {
        if let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") {
            let text =
                String::from_utf8_lossy(received.get(..end).unwrap_or_default()).into_owned();
            received.drain(..end + 4);
            return Ok(Some(Head::Text(text)));
        }
        if received.len() > LONGEST_HEAD {
            return Ok(Some(Head::TooLong));
        }
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            return Ok(None);
        }
        received.extend_from_slice(buffer.get(..length).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::fs;

    fn served(name: &str) -> u16 {
        let root =
            std::env::temp_dir().join(format!("rapport-server-{name}-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join("index.html"), "hello").unwrap();
        let server = Server::bind(0).unwrap();
        let port = server.port;
        server.start(&root);
        port
    }

    fn exchange(port: u16, request: &[u8]) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.write_all(request).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn two_requests_go_over_one_connection() {
        let answer = exchange(
            served("two"),
            b"GET / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        );
        assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 2);
        assert_eq!(answer.matches("hello").count(), 1);
    }

    #[test]
    fn rubbish_and_endless_heads_are_refused() {
        let port = served("rubbish");
        assert!(exchange(port, b"rubbish\r\n\r\n").starts_with("HTTP/1.1 400"));
        let endless = [
            b"GET / HTTP/1.1\r\nA: ".as_slice(),
            &vec![b'a'; LONGEST_HEAD],
        ]
        .concat();
        assert!(exchange(port, &endless).starts_with("HTTP/1.1 431"));
    }

    #[test]
    fn a_taken_port_is_said_with_a_way_out() {
        let taken = Server::bind(0).unwrap();
        let error = Server::bind(taken.port).err().unwrap();
        assert!(
            error.contains("is taken") && error.contains("--port"),
            "{error}"
        );
    }
}
