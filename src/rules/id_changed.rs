use super::{Comparison, advice};
use crate::analysis::Disappearance;
use crate::diagnostic::{Diagnostic, Findings};

const NAME: &str = "id-changed";

/// An activity of an endorsed plan has another id; its title and owners are as they were.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for (plan, lost) in
        since.endorsed().flat_map(|plan| plan.lost.iter().map(move |lost| (plan.before, lost)))
    {
        let Disappearance::Renamed(new) = lost.fate else { continue };
        let (old, id) = (&lost.activity.id.value, &new.id.value);
        let message = format!("this activity of an endorsed plan had the id `{old}`");
        let in_file = format!("restore the id `{old}`: references and history depend on it");
        let command = format!("`workplan set {{}} id={old}`");
        let help = match since.now.plan(&plan.plan.name) {
            Some(now) => advice(&since.scope, now, new, &command, &in_file),
            None => in_file,
        };
        found.push(
            Diagnostic::new(NAME, new.id.span, message).help(help).about(&plan.plan.name, id),
        );
    }
}
