//! The text of a file in the making: spacing, escapes and digits, always the same.

use std::fmt::Write as _;

use serde_json::Value;

use super::record::Written;
use crate::model::Extra;

/// The text of a file in the making: always the same for the same records.
#[derive(Default)]
pub(super) struct Out {
    text: String,
    indent: usize,
}

impl Out {
    /// The finished text.
    pub fn finish(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    /// What is written so far.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Text that needs no escaping.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Starts a line inside what was opened with [`Self::deeper`].
    pub fn line(&mut self) {
        /// The beginning of a line as deep as those of records are, and more.
        const LINE: &str = "\n                ";
        match LINE.get(..=self.indent) {
            Some(line) => self.text.push_str(line),
            None => self.text.extend(std::iter::once('\n').chain(std::iter::repeat_n(' ', self.indent))),
        }
    }

    /// Indents what `inside` writes.
    pub fn deeper(&mut self, inside: impl FnOnce(&mut Self)) {
        self.indent += 2;
        inside(self);
        self.indent -= 2;
    }

    /// A text in quotes.
    pub fn quoted(&mut self, text: &str) {
        // Looked through without a branch in between: nearly no text needs an escape.
        let escapes = |dirty: bool, byte: u8| dirty | (byte < 0x20) | (byte == b'"') | (byte == b'\\');
        if !text.bytes().fold(false, escapes) {
            return self.clean(text);
        }
        self.text.push('"');
        let mut clean = 0;
        for (at, byte) in text.bytes().enumerate() {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0..=0x1f => "",
                _ => continue,
            };
            self.text.push_str(&text[clean..at]);
            self.text.push_str(escape);
            if escape.is_empty() {
                self.text.push_str(&format!("\\u{byte:04x}"));
            }
            clean = at + 1;
        }
        self.text.push_str(&text[clean..]);
        self.text.push('"');
    }

    /// A text in quotes that is known to need no escape.
    fn clean(&mut self, text: &str) {
        self.text.reserve(text.len() + 2);
        self.text.push('"');
        self.text.push_str(text);
        self.text.push('"');
    }

    /// A finite number with the fewest digits that read back to it.
    pub fn number(&mut self, value: f64) {
        let size = value.abs();
        if size != 0.0 && !(1e-7..1e21).contains(&size) {
            // Writing to a text cannot fail.
            let _ = write!(self.text, "{value:e}");
        } else {
            let _ = write!(self.text, "{value}");
        }
    }

    /// Items with commas between, on one line.
    pub fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.raw("[");
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.raw(", ");
            }
            each(self, item);
        }
        self.raw("]");
    }

    /// An object whose members `inside` writes, each on a line of its own or all on one.
    pub fn object(&mut self, on_lines: bool, inside: impl FnOnce(&mut ObjectOut<'_>)) {
        self.raw("{");
        let mut any = false;
        self.deeper(|out| {
            let mut object = ObjectOut { out, on_lines, any: false };
            inside(&mut object);
            any = object.any;
        });
        if on_lines && any {
            self.line();
        }
        self.raw("}");
    }

    /// A value kept as it was read.
    pub fn kept(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.quoted(text),
            Value::Array(items) => self.list(items, |out, item| out.kept(item)),
            Value::Object(members) => self.object(false, |object| {
                for (name, value) in members {
                    object.name(name).kept(value);
                }
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => self.raw(&value.to_string()),
        }
    }
}

/// The name of a member as it stands in a file. It is one of ours: it needs no escapes.
macro_rules! named {
    ($name:expr) => {
        concat!("\"", $name, "\": ")
    };
}
pub(super) use named;

/// An object in the making.
pub(super) struct ObjectOut<'a> {
    out: &'a mut Out,
    on_lines: bool,
    any: bool,
}

impl ObjectOut<'_> {
    /// Writes a member's name; its value comes next.
    pub fn name(&mut self, name: &str) -> &mut Out {
        self.next();
        self.out.quoted(name);
        self.out.raw(": ");
        self.out
    }

    /// Begins a member.
    fn next(&mut self) {
        if self.any {
            self.out.raw(if self.on_lines { "," } else { ", " });
        }
        self.any = true;
        if self.on_lines {
            self.out.line();
        }
    }

    /// Writes a member unless it is one to leave out. `name` is as it stands in the file, with its quotes
    /// and colon; see [`named!`].
    pub fn member(&mut self, name: &'static str, value: &impl Written) {
        if !value.is_absent() {
            self.next();
            self.out.raw(name);
            value.put(self.out);
        }
    }

    /// Writes the members of a file this version does not know, but for those of the names it does.
    pub fn others(&mut self, extra: &Extra, known: &[&str]) {
        for (name, value) in extra {
            if !known.contains(&name.as_str()) {
                self.name(name).kept(value);
            }
        }
    }
}
