//! How each part of a plan lets go of the text of its file.

use super::activity::{Amount, Budget, Deliverable, Indicator, Milestone};
use super::iati::IatiCodes;
use super::into_static::IntoStatic;
use super::plan::{
    ActivityCell, FocalPoint, Organization, Period, Plan, Priority, Theme, UnreadableId,
};
use super::translations::{TranslatedText, Translation, Translations};

/// Types without borrowed text.
macro_rules! free {
    ($($type:ty),*) => {
        $(impl IntoStatic for $type {
            type Owned = Self;

            fn own(self) -> Self {
                self
            }
        })*
    };
}

free!(bool, usize, String, &'static str, crate::text::Span, crate::text::FileId);
free!(
    super::status::Status,
    super::date::DateSpan,
    super::decimal::Decimal,
    super::plan::ThemeScope,
    super::language::Language,
    Period,
    UnreadableId,
    super::activity::PartialMilestone
);

/// Structs, part by part.
macro_rules! parts {
    ($($type:ident { $($part:ident),* })*) => {
        $(impl IntoStatic for $type<'_> {
            type Owned = $type<'static>;

            fn own(self) -> $type<'static> {
                $type { $($part: self.$part.own()),* }
            }
        })*
    };
}

parts! {
    Plan {
        name, files, broken, broken_files, title, period, chairs, endorsed, baseline, target,
        description, message, highlights, concerns,
        decisions, translations, themes, priorities, organizations, left_out_ids, unreadable, uncertain
    }
    Theme { id, title, description, across, translations }
    Priority { id, title, description, narrative, lead, translations, activities, incomplete, unreadable }
    Organization { id, name, short, iati, focal_points, aliases, translations, focal_points_are_unreadable }
    FocalPoint { name, email, handle }
    Milestone { number, title, due, done, done_is_unreadable, translations }
    Deliverable { head, title, url, url_is_unreadable }
    Indicator { head, name, unit, baseline, target, actual, verification, unreadable }
    Budget { currency, required, available, spent }
    IatiCodes { sector, country, region, language }
    Translations { all, is_doubtful }
    Translation { language, texts }
    TranslatedText { key, texts, is_list }
}

impl IntoStatic for Amount<'_> {
    type Owned = Amount<'static>;

    fn own(self) -> Amount<'static> {
        match self {
            Amount::Number(number) => Amount::Number(number),
            Amount::Text(text) => Amount::Text(text.own()),
        }
    }
}

impl IntoStatic for ActivityCell<'_> {
    type Owned = ActivityCell<'static>;

    fn own(self) -> ActivityCell<'static> {
        match self {
            ActivityCell::Own(activity) => ActivityCell::Own(activity.own()),
            ActivityCell::Shared(activity) => ActivityCell::Shared(activity),
        }
    }
}
