//! Records of the file: one list of members per record, from which its struct, its reader, its
//! writer and its part of the JSON Schema all come, so that the four cannot drift apart.

use arcstr::ArcStr;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

use super::crew;
use super::error::{ErrorKind, JsonType};
use super::json::{Fault, Raw};
use super::out::Out;
use super::pool::Pool;
use crate::model::{
    Confidence, EndRule, FieldId, FieldOwner, FieldType, FieldValue, FuzzyDate, Shape, Shared,
};

/// What a member of a record may hold.
pub(super) trait Member: Sized {
    /// Reads it from its text.
    fn read(value: Raw<'_>) -> Result<Self, Fault>;

    /// Writes it.
    fn write(&self, out: &mut Out);

    /// Its JSON Schema. Records put theirs among the definitions, by name, and point there.
    fn schema(definitions: &mut Map<String, Value>) -> Value;

    /// What a member that is not in the file stands for; `None` where it must be there.
    fn missing() -> Option<Self>;

    /// Whether the member is left out of the file.
    fn is_left_out(&self) -> bool;

    /// Tells the pool what records that follow may speak of, once a list of these has been read.
    fn tell(_list: &[Placed<Self>], _pool: &Pool<'_>) {}
}

/// What can be written as a member: whatever is one, and parts of the model as they are.
pub(super) trait Written {
    /// Writes it.
    fn put(&self, out: &mut Out);

    /// Whether the member is left out of the file.
    fn is_absent(&self) -> bool;
}

impl<T: Member> Written for T {
    fn put(&self, out: &mut Out) {
        self.write(out);
    }

    fn is_absent(&self) -> bool {
        self.is_left_out()
    }
}

/// Declares records. Each member's name in the file is its name here, their order in the file the
/// order here; what a file holds beyond them goes to `extra` and is written after them.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])*
        $layout:ident $record:ident as $definition:literal {
            $( $(#[doc = $member_doc:literal])* $member:ident: $type:ty, )*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(super) struct $record {
            $( $(#[doc = $member_doc])* pub $member: $type, )*
            /// Unknown members of the file.
            pub extra: Extra,
        }

        impl $record {
            /// Names of its members, in their order in the file.
            pub const MEMBERS: &[&str] = &[$( stringify!($member) ),*];
        }

        impl Member for $record {
            fn read(value: Raw<'_>) -> Result<Self, Fault> {
                $( let mut $member: Option<$type> = None; )*
                let mut extra = Extra::new();
                for member in value.each_member()? {
                    let member = member?;
                    let name = member.name.as_ref();
                    match name {
                        $(
                            stringify!($member) => {
                                if $member.is_some() {
                                    return Err(value.first_fault(member.duplicate()));
                                }
                                let read = Member::read(member.value);
                                $member = Some(read.map_err(|fault| value.first_fault(fault.in_member(name)))?);
                            }
                        )*
                        _ => {
                            if extra.contains_key(name) {
                                return Err(value.first_fault(member.duplicate()));
                            }
                            let kept = member.value.kept();
                            let kept = kept.map_err(|fault| value.first_fault(fault.in_member(name)))?;
                            extra.insert(name.to_owned(), kept);
                        }
                    }
                }
                Ok(Self {
                    $( $member: match $member.or_else(<$type as Member>::missing) {
                        Some(value) => value,
                        None => return Err(value.fault(ErrorKind::MissingMember(stringify!($member)))),
                    }, )*
                    extra,
                })
            }

            fn write(&self, out: &mut Out) {
                out.object(stringify!($layout) == "lines", |object| {
                    $( object.member($crate::file::out::named!(stringify!($member)), &self.$member); )*
                    object.others(&self.extra, Self::MEMBERS);
                });
            }

            fn schema(definitions: &mut Map<String, Value>) -> Value {
                if !definitions.contains_key($definition) {
                    // Holds the place: the definition may lead back to itself.
                    definitions.insert($definition.to_owned(), Value::Null);
                    let mut properties = Map::new();
                    let mut required: Vec<&str> = Vec::new();
                    $(
                        let described = $crate::file::record::described(
                            <$type as Member>::schema(definitions),
                            &[$($member_doc),*],
                        );
                        properties.insert(stringify!($member).to_owned(), described);
                        if <$type as Member>::missing().is_none() {
                            required.push(stringify!($member));
                        }
                    )*
                    let mut schema = json!({ "type": "object", "properties": properties });
                    if !required.is_empty() {
                        schema["required"] = json!(required);
                    }
                    let schema = $crate::file::record::described(schema, &[$($doc),*]);
                    definitions.insert($definition.to_owned(), schema);
                }
                json!({ "$ref": concat!("#/$defs/", $definition) })
            }

            fn missing() -> Option<Self> {
                Some(Self { $( $member: <$type as Member>::missing()?, )* extra: Extra::new() })
            }

            fn is_left_out(&self) -> bool {
                stringify!($layout) == "line"
                    && self.extra.is_empty()
                    $( && self.$member.is_left_out() )*
            }
        }
    )*};
}
pub(super) use record;

/// A schema with the words of the documentation first.
pub(super) fn described(schema: Value, doc: &[&str]) -> Value {
    let doc: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
    let mut described = Map::new();
    described.insert("description".to_owned(), Value::String(doc.join(" ")));
    if let Value::Object(schema) = schema {
        described.extend(schema);
    }
    Value::Object(described)
}

/// A value that knows where it stood, for what can only be said of it once all are read.
#[derive(Debug)]
pub(super) struct Placed<T> {
    /// Address of its first byte in the text it was read from; 0 for one that is being written.
    pub address: usize,
    pub value: T,
}

impl<T> Placed<T> {
    /// A value on its way into a file.
    pub fn nowhere(value: T) -> Self {
        Self { address: 0, value }
    }
}

impl<T: Member> Member for Placed<T> {
    fn read(value: Raw<'_>) -> Result<Self, Fault> {
        let read = T::read(value).map_err(|mut fault| {
            fault.record = record_name(value);
            fault
        });
        Ok(Self { address: value.address(), value: read? })
    }

    fn write(&self, out: &mut Out) {
        self.value.write(out);
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        T::schema(definitions)
    }

    fn missing() -> Option<Self> {
        None
    }

    fn is_left_out(&self) -> bool {
        false
    }
}

/// What a person may know a record by, as far as it can be read.
fn record_name(value: Raw<'_>) -> Option<String> {
    let members = value.members().ok()?;
    ["name", "id"].into_iter().find_map(|wanted| {
        let member = members.iter().find(|member| member.name == wanted)?;
        member.value.text().ok().filter(|text| !text.trim().is_empty())
    })
}

/// A list with one record a line, always written.
#[derive(Debug)]
pub(super) struct Lines<T>(pub Vec<Placed<T>>);

/// Records that one thread takes at a time.
const SHARE: usize = 1024;

impl<T: Member + Send> Member for Lines<T> {
    /// Long lists are read on several threads.
    fn read(value: Raw<'_>) -> Result<Self, Fault> {
        let items = match value.pool().take_items(value.as_text()) {
            Some(items) => items,
            None => value.items()?.map(|item| item.map(Raw::as_text)).collect::<Result<Vec<_>, _>>()?,
        };
        let task = value.pool().task();
        let (watch, (start, len), is_trial) = (task.watch, task.whole, task.is_trial);
        let pool = || Pool::new(task.clone());
        let shares = crew::with_tools(&items, SHARE, pool, |pool, from, items| {
            let mut read: Vec<Placed<T>> = Vec::with_capacity(items.len());
            for (at, item) in items.iter().enumerate() {
                let item = Placed::read(Raw::of(item, pool)).map_err(|fault| fault.in_item(from + at))?;
                if !is_trial {
                    read.push(item);
                }
            }
            if let Some(last) = items.last()
                && len > 0
            {
                let offset = (last.as_ptr() as usize).saturating_sub(start);
                watch.set(0.2 + 0.5 * offset as f64 / len as f64);
            }
            if watch.is_stopped() {
                // Nobody will read what it says.
                let kind = ErrorKind::Truncated;
                return Err(Fault { address: start, steps: Vec::new(), record: None, kind });
            }
            Ok(read)
        });
        let mut all = Vec::with_capacity(items.len());
        for share in shares {
            all.append(&mut share?);
        }
        T::tell(&all, value.pool());
        Ok(Self(all))
    }

    fn write(&self, out: &mut Out) {
        out.raw("[");
        out.deeper(|out| {
            for (i, item) in self.0.iter().enumerate() {
                if i > 0 {
                    out.raw(",");
                }
                out.line();
                item.write(out);
            }
        });
        if !self.0.is_empty() {
            out.line();
        }
        out.raw("]");
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        <Vec<Placed<T>>>::schema(definitions)
    }

    fn missing() -> Option<Self> {
        Some(Self(Vec::new()))
    }

    fn is_left_out(&self) -> bool {
        false
    }
}

impl<T: Member> Member for Vec<T> {
    fn read(value: Raw<'_>) -> Result<Self, Fault> {
        let mut read = Vec::new();
        for (index, item) in value.items()?.enumerate() {
            if read.is_empty() {
                // Most lists have one item, and a vector left to itself makes room for four.
                read.reserve_exact(1);
            }
            read.push(T::read(item?).map_err(|fault| fault.in_item(index))?);
        }
        read.shrink_to_fit();
        Ok(read)
    }

    fn write(&self, out: &mut Out) {
        out.list(self, |out, item| item.write(out));
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }

    fn missing() -> Option<Self> {
        Some(Vec::new())
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

/// Words that records have in common, each list of them once.
impl Member for Shared<Vec<ArcStr>> {
    fn read(value: Raw<'_>) -> Result<Self, Fault> {
        value.pool().word_lists.get_or_read(value.as_text(), || {
            let words = Vec::<Word>::read(value)?;
            Ok(words.into_iter().map(|word| word.0).collect())
        })
    }

    fn write(&self, out: &mut Out) {
        out.list(self, |out, word| out.quoted(word));
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        Vec::<Word>::schema(definitions)
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Member> Member for Option<T> {
    fn read(value: Raw<'_>) -> Result<Self, Fault> {
        T::read(value).map(Some)
    }

    fn write(&self, out: &mut Out) {
        match self {
            Some(value) => value.write(out),
            None => out.raw("null"),
        }
    }

    fn schema(definitions: &mut Map<String, Value>) -> Value {
        T::schema(definitions)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

/// Declares a member type by its five answers, for what is a single JSON value.
macro_rules! value {
    ($(
        $type:ty {
            read: $read:expr, write: $write:expr, schema: $schema:tt,
            missing: $missing:expr, left_out: $left_out:expr $(,)?
        }
    )*) => {$(
        impl Member for $type {
            fn read(value: Raw<'_>) -> Result<Self, Fault> {
                let read: fn(Raw<'_>) -> Result<Self, Fault> = $read;
                read(value)
            }

            fn write(&self, out: &mut Out) {
                let write: fn(&Self, &mut Out) = $write;
                write(self, out);
            }

            fn schema(_: &mut Map<String, Value>) -> Value {
                json!($schema)
            }

            fn missing() -> Option<Self> {
                $missing
            }

            fn is_left_out(&self) -> bool {
                let left_out: fn(&Self) -> bool = $left_out;
                left_out(self)
            }
        }
    )*};
}

/// An id: a text that must be there and must not be empty.
#[derive(Debug)]
pub(super) struct Id(pub ArcStr);

/// The id of an actor that a link leads from or to: one of those above it in the file, mostly.
#[derive(Debug)]
pub(super) struct End(pub ArcStr);

/// A word of the map's own vocabulary, which most records have in common.
#[derive(Debug)]
pub(super) struct Word(pub ArcStr);

/// A coordinate of a position, in hundredths of a world unit; it must be there.
#[derive(Debug)]
pub(super) struct Coordinate(pub f64);

/// The word that says that a file is a map.
#[derive(Debug)]
pub(super) struct FormatMark;

/// The version of the format, `MAJOR.MINOR`.
#[derive(Debug)]
pub(super) struct Version(pub String);

fn always<T>(_: &T) -> bool {
    false
}

value! {
    ArcStr {
        read: |value| value.text_cow().map(|text| value.pool().kept(&text)),
        write: |text, out| out.quoted(text),
        schema: { "type": "string" },
        missing: Some(ArcStr::new()),
        left_out: |text| text.is_empty(),
    }
    String {
        read: |value| value.text(),
        write: |text, out| out.quoted(text),
        schema: { "type": "string" },
        missing: Some(String::new()),
        left_out: |text| text.is_empty(),
    }
    Word {
        read: |value| match value.pool().word(value.as_text()) {
            Some(word) => Ok(Word(word)),
            None => {
                let word = value.pool().kept(&value.text_cow()?);
                value.pool().keep_word(value.as_text(), &word);
                Ok(Word(word))
            }
        },
        write: |word, out| out.quoted(&word.0),
        schema: { "type": "string" },
        missing: Some(Word(ArcStr::new())),
        left_out: |word| word.0.is_empty(),
    }
    bool {
        read: |value| value.flag(),
        write: |flag, out| out.raw(if *flag { "true" } else { "false" }),
        schema: { "type": "boolean" },
        missing: Some(false),
        left_out: |flag| !flag,
    }
    i64 {
        read: |value| value.whole_number(),
        write: |number, out| out.raw(&number.to_string()),
        schema: { "type": "integer", "minimum": (i64::MIN), "maximum": (i64::MAX) },
        missing: Some(0),
        left_out: |number| *number == 0,
    }
    f64 {
        read: |value| value.number(),
        write: |number, out| out.number(*number),
        schema: { "type": "number" },
        missing: None,
        // What no person could have typed and JSON cannot hold.
        left_out: |number| !number.is_finite(),
    }
    Id {
        read: |value| match value.text_cow()? {
            id if id.is_empty() => Err(value.fault(ErrorKind::EmptyId)),
            id => Ok(Id(value.pool().kept(&id))),
        },
        write: |id, out| out.quoted(&id.0),
        schema: { "type": "string", "minLength": 1 },
        missing: None,
        left_out: always,
    }
    End {
        read: |value| match value.text_cow()? {
            id if id.is_empty() => Err(value.fault(ErrorKind::EmptyId)),
            id => Ok(End(value.pool().actor_id(&id).unwrap_or_else(|| value.pool().kept(&id)))),
        },
        write: |id, out| out.quoted(&id.0),
        schema: { "type": "string", "minLength": 1 },
        missing: None,
        left_out: always,
    }
    Coordinate {
        read: |value| value.number().map(|number| Coordinate(to_hundredths(number))),
        write: |coordinate, out| out.number(to_hundredths(coordinate.0)),
        schema: { "type": "number" },
        missing: None,
        left_out: always,
    }
    FormatMark {
        read: |value| match value.text()? {
            format if format == super::FORMAT => Ok(FormatMark),
            format => Err(value.fault(ErrorKind::OtherFormat(Some(format)))),
        },
        write: |_, out| out.quoted(super::FORMAT),
        schema: { "const": (super::FORMAT) },
        missing: None,
        left_out: always,
    }
    Version {
        read: |value| value.text().map(Version),
        write: |version, out| out.quoted(&version.0),
        schema: { "type": "string", "pattern": "^1\\.(0|[1-9][0-9]{0,8})$" },
        missing: None,
        left_out: always,
    }
    FuzzyDate {
        read: |value| value.text_cow().map(|text| FuzzyDate::from_file(&text)),
        write: |date, out| out.quoted(&date.to_string()),
        schema: { "type": "string", "examples": ["2018", "2018-07", "2019-02-25"] },
        missing: None,
        left_out: always,
    }
    Confidence {
        read: |value| value.text_cow().map(|word| Confidence::from(word.as_ref())),
        write: |confidence, out| out.quoted(confidence.as_str()),
        schema: { "type": "string", "examples": ["high", "medium", "low"] },
        missing: None,
        left_out: always,
    }
    Shape {
        read: |value| value.text().map(|word| Shape::from(word.as_str())),
        write: |shape, out| out.quoted(shape.as_str()),
        schema: {
            "type": "string",
            "examples": ["square", "disc", "diamond", "pentagon", "ring", "hexagon", "pill"],
        },
        missing: None,
        left_out: always,
    }
    EndRule {
        read: |value| value.text().map(|rule| EndRule::from(rule.as_str())),
        write: |rule, out| out.quoted(&rule.to_string()),
        schema: { "type": "string", "examples": ["*", "@pub", "association"] },
        missing: None,
        left_out: always,
    }
    FieldType {
        read: |value| value.text().map(|word| FieldType::from(word.as_str())),
        write: |kind, out| out.quoted(kind.as_str()),
        schema: {
            "type": "string",
            "examples": ["text", "long_text", "number", "date", "url", "choice", "flag"],
        },
        missing: Some(FieldType::Text),
        left_out: always,
    }
    FieldOwner {
        read: |value| match value.text()?.as_str() {
            "actor" => Ok(FieldOwner::Actor),
            "link" => Ok(FieldOwner::Link),
            found => Err(value.fault(ErrorKind::WrongWord {
                expected: "\"actor\" or \"link\"",
                found: found.to_owned(),
            })),
        },
        write: |owner, out| out.quoted(match owner {
            FieldOwner::Actor => "actor",
            FieldOwner::Link => "link",
        }),
        schema: { "enum": ["actor", "link"] },
        missing: Some(FieldOwner::Actor),
        left_out: always,
    }
}

/// Rounds to the hundredth. Beyond 1e13 doubles have no hundredths left to round (and the product
/// might overflow).
pub(super) fn to_hundredths(value: f64) -> f64 {
    // Adding 0 turns `-0` into `0`.
    if value.abs() < 1e13 { (value * 100.0).round() / 100.0 + 0.0 } else { value }
}

/// Values of custom fields: an object by field id.
impl Member for Shared<BTreeMap<FieldId, FieldValue>> {
    fn read(value: Raw<'_>) -> Result<Self, Fault> {
        let mut fields = BTreeMap::new();
        for member in value.members()? {
            let name = member.name.as_ref();
            let field = match member.value.kept().map_err(|fault| fault.in_member(name))? {
                Value::String(text) => FieldValue::Text(text),
                Value::Number(number) => FieldValue::Number(number),
                Value::Bool(flag) => FieldValue::Flag(flag),
                other => FieldValue::Other(other),
            };
            if fields.insert(FieldId::new(name), field).is_some() {
                return Err(member.duplicate());
            }
        }
        Ok(fields.into())
    }

    fn write(&self, out: &mut Out) {
        out.object(false, |object| {
            for (id, value) in self {
                let out = object.name(id.as_str());
                match value {
                    FieldValue::Text(text) => out.quoted(text),
                    FieldValue::Number(number) => out.raw(&number.to_string()),
                    FieldValue::Flag(flag) => out.raw(if *flag { "true" } else { "false" }),
                    FieldValue::Other(value) => out.kept(value),
                }
            }
        });
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({ "type": "object" })
    }

    fn missing() -> Option<Self> {
        Some(Self::new())
    }

    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

/// Whether a value is a text, for members that take a text or an object.
pub(super) fn is_text(value: Raw<'_>) -> bool {
    value.json_type() == JsonType::Text
}
