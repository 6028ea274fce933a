//! Names near one being typed: actors it may already mean. On a large map they are looked for in a
//! job, once typing pauses.

use egui::Context;

use super::cx::Cx;
use crate::job::{Job, Outcome};
use crate::model::ActorId;
use crate::query::Near;
use crate::query::duplicates::{near, near_until};

/// Beyond so many actors the search goes to a job.
const AT_ONCE: usize = 3_000;
/// How long a name rests before a job looks for others, in seconds.
const PAUSE_SECS: f64 = 0.25;

/// The actors whose names are near one, asked for once per name and state of the map.
#[derive(Default)]
pub(super) struct NearNames {
    asked: Option<Asked>,
    found: Vec<Near>,
    /// When the name was first asked for, in seconds of the window's clock, until a job has it.
    since: Option<f64>,
    search: Option<Job<Vec<Near>>>,
}

#[derive(PartialEq)]
struct Asked {
    name: String,
    /// The actor that bears it, if any.
    except: Option<ActorId>,
    content: u64,
}

impl NearNames {
    /// The actors found so far for a name; `except` is the actor that bears it.
    pub(super) fn of(&mut self, ctx: &Context, cx: &Cx<'_>, name: &str, except: Option<&ActorId>) -> &[Near] {
        let map = cx.session.map();
        let asked =
            Asked { name: name.to_owned(), except: except.cloned(), content: cx.session.content_version() };
        let now = ctx.input(|input| input.time);
        if self.asked.as_ref() != Some(&asked) {
            self.search = None;
            self.since = None;
            if map.actor_count() <= AT_ONCE {
                self.found = near(map, name, except);
            } else {
                self.found.clear();
                self.since = Some(now);
            }
            self.asked = Some(asked);
        }
        if let (Some(since), Some(asked)) = (self.since, &self.asked) {
            let rest = since + PAUSE_SECS - now;
            if rest > 0.0 {
                ctx.request_repaint_after_secs(rest as f32);
            } else {
                let (map, waker) = (cx.session.snapshot(), ctx.clone());
                let (name, except) = (asked.name.clone(), asked.except.clone());
                self.since = None;
                self.search = Some(Job::start(
                    move |progress| near_until(&map, &name, except.as_ref(), || progress.is_cancelled()),
                    move || waker.request_repaint(),
                ));
            }
        }
        if let Some(search) = &self.search {
            match search.poll() {
                Outcome::Running => {}
                Outcome::Done(found) => {
                    self.found = found;
                    self.search = None;
                }
                Outcome::Lost => self.search = None,
            }
        }
        &self.found
    }
}
