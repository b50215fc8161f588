//! Messages as bytes: a header with their length, and JSON. What cannot be read is answered with an
//! error, and the next message is read.

use std::io::{self, BufRead, Read, Write};

use lsp_server::{ErrorCode, Message};
use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::{Message as Words, message};

/// The largest message that is read: two files of the largest size, with their escapes.
const MOST_BYTES: usize = 256 << 20;
/// The longest line of a header.
const LONGEST_LINE: u64 = 4096;
/// The most lines of a header.
const MOST_LINES: usize = 64;

/// What was read.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is none, why, and the number that it gives itself, if any.
    Fault(ErrorCode, Words, Value),
}

/// Reads the next message; `None` at the end of the input, also in the middle of a message.
///
/// # Errors
/// If the input cannot be read, or it is not known any more where the next message begins.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let length = match header(input)? {
        Some(Ok(length)) => length,
        Some(Err(fault)) => {
            return Ok(Some(Incoming::Fault(ErrorCode::InvalidRequest, fault, Value::Null)));
        }
        None => return Ok(None),
    };
    if length > MOST_BYTES {
        let passed = io::copy(&mut input.take(length as u64), &mut io::sink())?;
        if passed < length as u64 {
            return Ok(None);
        }
        let fault = message!(
            "lsp.too-large",
            "this message is larger than {size} MiB and was passed over",
            size = MOST_BYTES >> 20
        );
        return Ok(Some(Incoming::Fault(ErrorCode::InvalidRequest, fault, Value::Null)));
    }
    // The buffer grows with what comes, whatever length was announced.
    let mut bytes = Vec::new();
    input.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() < length {
        return Ok(None);
    }
    Ok(Some(parse(&bytes)))
}

/// Reads the content of a message.
pub(super) fn parse(bytes: &[u8]) -> Incoming {
    let value = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => value,
        Err(error) => {
            let fault =
                message!("lsp.not-json", "this is no JSON: {error}", error = error.to_string());
            return Incoming::Fault(ErrorCode::ParseError, fault, Value::Null);
        }
    };
    // One whose number cannot be read would pass for a notification.
    let number = value.get("id").cloned();
    match serde_json::from_value::<Message>(value) {
        Ok(message) if !(number.is_some() && matches!(message, Message::Notification(_))) => {
            Incoming::Message(message)
        }
        _ => {
            let fault = message!("lsp.no-message", "this is no request, notification or response");
            let number = number.filter(|number| number.is_number() || number.is_string());
            Incoming::Fault(ErrorCode::InvalidRequest, fault, number.unwrap_or_default())
        }
    }
}

/// Reads a header up to its empty line; `None` at the end of the input.
fn header(input: &mut impl BufRead) -> io::Result<Option<Result<usize, Words>>> {
    let mut length = None;
    for _ in 0..MOST_LINES {
        let mut line = Vec::new();
        input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            // The end, or a line that has none.
            if line.len() as u64 == LONGEST_LINE {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            let missing = || {
                message!(
                    "lsp.no-length",
                    "this message has no Content-Length, or none that is a number"
                )
            };
            return Ok(Some(length.ok_or_else(missing)));
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    Err(io::Error::from(io::ErrorKind::InvalidData))
}

/// Writes a message.
///
/// # Errors
/// If the client does not read any more.
pub(super) fn write(out: &mut impl Write, message: &Message) -> io::Result<()> {
    #[derive(Serialize)]
    struct Versioned<'a> {
        jsonrpc: &'static str,
        #[serde(flatten)]
        message: &'a Message,
    }
    send(out, &serde_json::to_vec(&Versioned { jsonrpc: "2.0", message })?)
}

/// Writes an error that answers what could not be read, by its number if it has one.
///
/// # Errors
/// If the client does not read any more.
pub(super) fn write_fault(
    out: &mut impl Write,
    code: ErrorCode,
    fault: &Words,
    number: &Value,
) -> io::Result<()> {
    let error = serde_json::json!({
        "jsonrpc": "2.0",
        "id": number,
        "error": {"code": code as i32, "message": fault},
    });
    send(out, &serde_json::to_vec(&error)?)
}

fn send(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    write!(out, "Content-Length: {}\r\n\r\n", bytes.len())?;
    out.write_all(bytes)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut input: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        loop {
            found.push(match read(&mut input) {
                Ok(Some(Incoming::Message(Message::Request(request)))) => request.method,
                Ok(Some(Incoming::Message(_))) => "other".to_owned(),
                Ok(Some(Incoming::Fault(code, _, _))) => (code as i32).to_string(),
                Ok(None) => return found,
                Err(_) => {
                    found.push("lost".to_owned());
                    return found;
                }
            });
        }
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let message = |text: &str| format!("Content-Length: {}\r\n\r\n{text}", text.len());
        let good = message(r#"{"jsonrpc":"2.0","id":1,"method":"m"}"#);
        let input = [
            message("{"),
            message("[1]"),
            message(r#"{"id":[],"method":3}"#),
            "content-length:2 \n\n{}".to_owned(),
            "Content-Length: x\r\n\r\n".to_owned(),
            good.clone(),
            good.get(..30).unwrap_or_default().to_owned(),
        ];
        let found = all(input.concat().as_bytes());
        assert_eq!(found, ["-32700", "-32600", "-32600", "-32600", "-32600", "m"]);
        assert_eq!(all(b"Content-Length: 99999999999999\r\n\r\n{}"), [] as [&str; 0]);
        assert_eq!(all(&vec![b'a'; 10_000]), ["lost"]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut bytes = Vec::new();
        let request = lsp_server::Request {
            id: 3.into(),
            method: "m".to_owned(),
            params: serde_json::json!({"text": "数 é"}),
        };
        write(&mut bytes, &Message::Request(request)).unwrap_or_default();
        write_fault(&mut bytes, ErrorCode::ParseError, &Words::verbatim("é"), &Value::Null)
            .unwrap_or_default();
        // An error without an id is no response to this side.
        assert_eq!(all(&bytes), ["m", "-32600"]);
    }
}
