//! Reports for outsiders name no people.

use std::sync::Arc;

use crate::analysis::People;
use crate::format::Reading;
use crate::model::{ActivityCell, Folder};
use crate::report::Audience;

/// Takes the people out of what was read, in both states, where the readers are not to see them.
/// For the public, concerns, decisions and remarks go too, which are for the group: also what
/// changed in them is not told.
pub fn leave_out_people(audience: Audience, readings: [&mut Reading<'_>; 2]) {
    if audience.sees_people() {
        return;
    }
    let [earlier, now] = readings;
    let people = People::of(&[&earlier.folder, &now.folder]);
    people.leave_out(&mut earlier.folder);
    people.leave_out(&mut now.folder);
    if audience == Audience::Public {
        [earlier, now].into_iter().for_each(|reading| leave_out_inner_texts(&mut reading.folder));
    }
}

fn leave_out_inner_texts(folder: &mut Folder<'_>) {
    for plan in &mut folder.plans {
        plan.concerns.clear();
        plan.decisions.clear();
        let is_inner = |key: &str| ["concerns", "decisions"].contains(&key);
        let translations = plan.translations.all.iter_mut();
        translations.for_each(|one| one.texts.retain(|text| !is_inner(text.key)));
        let lists = plan.priorities.iter_mut();
        let cells = lists.flat_map(|priority| Arc::make_mut(&mut priority.activities));
        for cell in cells {
            // Without its people, each is the plan's own.
            if let ActivityCell::Own(activity) = cell {
                activity.remarks = None;
                let translations = activity.translations.all.iter_mut();
                translations.for_each(|one| one.texts.retain(|text| text.key != "remarks"));
            }
        }
    }
}
