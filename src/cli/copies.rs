//! Commands on copies of a map: what differs, one map of two, a copy saved anew.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::file;
use crate::lang::Lang;
use crate::merge::{
    Choice, Conflict, ConflictKind, FieldRef, Merge, Shown, Side, Summary, What, Words, diff, summary,
};
use crate::model::{Map, RecordId};
use crate::text::Text;

pub(super) const DIFF_HELP: &str = "\
Exit status: 0 when both files could be read, the same or not; 1 when one could not; 2 for wrong usage.

With --json, one object: same (true or false), summary (counts), changes (a list of {record, id, name,
what: added, removed or changed, fields: a list of {field, before, after}}).

Examples:
  maillage diff hier.maillage aujourdhui.maillage
  maillage diff --json a.maillage b.maillage";

pub(super) const MERGE_HELP: &str = "\
What only one copy changed is taken; fields changed in both, and records removed in one and changed or
used in the other, are conflicts. They are listed, and OUT is written all the same: fields then are
those of OURS, removed records stay. BASE may be an empty file where there is no common ancestor.

Exit status: 0 when OUT holds all of both; 1 when there were conflicts and no --prefer (OUT is written);
2 for wrong usage, or a file that could not be read or saved.

Examples:
  maillage merge base.maillage la-mienne.maillage la-sienne.maillage -o ensemble.maillage
  maillage merge --prefer theirs base.maillage a.maillage b.maillage -o c.maillage

As a git merge driver:
  git config merge.maillage.driver 'maillage merge %O %A %B -o %A'
  echo '*.maillage merge=maillage' >> .gitattributes";

/// Whose word stands in conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Prefer {
    /// The copy named second.
    Ours,
    /// The copy named third.
    Theirs,
}

/// A file that could not be read or saved, said on the standard error output.
fn complain(path: &Path, what: &dyn std::fmt::Display, hint: &str) {
    eprintln!("{}: {what}\n  {hint}", path.display());
}

fn read(path: &Path) -> Option<Map> {
    match file::open(path) {
        Ok(loaded) => Some(loaded.map),
        Err(error) => {
            complain(path, &error, error.hint());
            None
        }
    }
}

fn save(map: &Map, path: &Path) -> bool {
    match file::save(map, path) {
        Ok(_) => true,
        Err(error) => {
            complain(path, &error, error.hint());
            false
        }
    }
}

/// Prints what changed from one file to the other.
pub(super) fn run_diff(before: &Path, after: &Path, as_json: bool, out: &mut dyn Write) -> io::Result<u8> {
    let (Some(before), Some(after)) = (read(before), read(after)) else { return Ok(1) };
    let differences = diff(&before, &after);
    let text = Text::new(Lang::of_system());
    let words = Words::new(&text, &before, &after);
    let sum = Summary::of(&differences);
    if as_json {
        let changes: Vec<Value> = differences
            .iter()
            .map(|difference| {
                let (what, fields) = match &difference.what {
                    What::Added => ("added", Vec::new()),
                    What::Removed => ("removed", Vec::new()),
                    What::Changed(fields) => (
                        "changed",
                        fields
                            .iter()
                            .map(|change| {
                                json!({
                                    "field": field_name(&change.field),
                                    "before": plain(&change.before),
                                    "after": plain(&change.after),
                                })
                            })
                            .collect(),
                    ),
                };
                let mut change = about(&words, &difference.record);
                change["what"] = json!(what);
                change["fields"] = Value::Array(fields);
                change
            })
            .collect();
        let value = json!({ "same": differences.is_empty(), "summary": sum, "changes": changes });
        writeln!(out, "{value}")?;
    } else {
        writeln!(out, "{}", summary(&text, &sum))?;
        for difference in &differences {
            for sentence in words.sentences(difference) {
                writeln!(out, "  {sentence}")?;
            }
        }
    }
    out.flush()?;
    Ok(0)
}

/// Merges two copies by their common ancestor and saves the result.
pub(super) fn run_merge(
    [base, ours, theirs]: [&Path; 3],
    to: &Path,
    prefer: Option<Prefer>,
    out: &mut dyn Write,
) -> io::Result<u8> {
    const TROUBLE: u8 = 2;
    // Git names an empty file where the two sides have no common ancestor.
    let no_base = std::fs::metadata(base).is_ok_and(|meta| meta.is_file() && meta.len() == 0);
    let base = if no_base { None } else { Some(read(base)) };
    let (Some(ours), Some(theirs)) = (read(ours), read(theirs)) else { return Ok(TROUBLE) };
    let base = match base {
        None => None,
        Some(Some(base)) => Some(base),
        Some(None) => return Ok(TROUBLE),
    };
    let mut merge = Merge::new(base.as_ref(), &ours, &theirs);
    match prefer {
        Some(Prefer::Ours) => merge.choose_all(Side::Ours),
        Some(Prefer::Theirs) => merge.choose_all(Side::Theirs),
        None => {}
    }
    let result = merge.result();
    if !save(&result, to) {
        return Ok(TROUBLE);
    }
    let text = Text::new(Lang::of_system());
    let taken = diff(&ours, &result);
    let sum = summary(&text, &Summary::of(&taken));
    writeln!(out, "{}", text.with("merge-taken", &[("what", sum.into())]))?;
    let words = Words::new(&text, &ours, &result);
    for sentence in taken.iter().flat_map(|difference| words.sentences(difference)) {
        writeln!(out, "  {sentence}")?;
    }
    let words = Words::new(&text, &theirs, &ours);
    let conflicts = merge.conflicts();
    if !conflicts.is_empty() {
        writeln!(out, "{}", text.count("merge-conflicts", conflicts.len()))?;
        for conflict in conflicts {
            writeln!(out, "  {}", words.conflict(conflict))?;
            writeln!(out, "    {}", text.get(outcome_key(conflict)))?;
        }
    }
    out.flush()?;
    Ok(u8::from(merge.open_conflicts() > 0))
}

/// What became of a conflict.
fn outcome_key(conflict: &Conflict) -> &'static str {
    match (conflict.choice, &conflict.what) {
        (Some(Choice::Ours), _) => "merge-chose-ours",
        (Some(Choice::Theirs), _) => "merge-chose-theirs",
        (Some(Choice::Both), _) => "merge-chose-both",
        (None, ConflictKind::Field(_)) => "merge-open-field",
        (None, ConflictKind::Removed { .. }) => "merge-open-removed",
    }
}

fn about(words: &Words<'_>, record: &RecordId) -> Value {
    json!({ "record": record.word(), "id": record.id(), "name": words.name(record) })
}

fn field_name(field: &FieldRef) -> String {
    match &field.key {
        Some(key) => format!("{}.{key}", field.path),
        None => field.path.to_owned(),
    }
}

fn plain(shown: &Shown) -> Value {
    match shown {
        Shown::Nothing => Value::Null,
        Shown::Text(text) => json!(text),
        Shown::Flag(flag) => json!(flag),
        Shown::Actor(id) => json!(id.as_str()),
        Shown::ActorKind(id) => json!(id.as_str()),
        Shown::LinkKind(id) => json!(id.as_str()),
        Shown::Family(id) => json!(id.as_str()),
        Shown::List(items) => json!(items),
        Shown::Position(position) => {
            json!({ "x": position.at.x, "y": position.at.y, "pinned": position.pinned })
        }
    }
}
