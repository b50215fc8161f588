//! Reads `config.yaml`.

use super::quoted::shortened;
use super::reader::{Fields, Reader};
use crate::diagnostic::{Argument, Diagnostic, Level, did_you_mean, message, nearest};
use crate::format::keys::{CONFIG, ConfigKey as Key, RATING, REPORT, RatingKey, ReportKey};
use crate::format::rule;
use crate::format::yaml::{Document, Node, NodeKind};
use crate::model::{Config, IntoStatic, Language, RatingBands, ReportSettings, RuleLevels};

impl<'d> Reader<'d> {
    /// Reads `config.yaml`. Unreadable values keep their defaults. The rules themselves check
    /// whether a named rule exists.
    pub(crate) fn config_file(&mut self, document: &'d Document<'_>) -> Config {
        let mut config = Config::default();
        let Some(f) = self.root(document, &CONFIG, Key::Schema) else { return config };
        let days = |reader: &mut Self, key| {
            reader.number(&f, key).and_then(|n| n.as_whole()).and_then(|n| u32::try_from(n).ok())
        };
        config.soon = days(self, Key::Soon).unwrap_or(config.soon);
        config.stale = days(self, Key::Stale).unwrap_or(config.stale);
        config.rating = self.rating(&f).unwrap_or_default();
        config.rules = self.levels(&f);
        config.language =
            self.word(&f, Key::Language, Language::parse).map(|language| language.value);
        config.languages = self.words(&f, Key::Languages, Language::parse);
        config.report = self
            .first(&f, Key::Report, |reader, _, node| reader.report_settings(node))
            .unwrap_or_default();
        config.iati = self
            .first(&f, Key::Iati, |reader, _, node| reader.iati_defaults(node))
            .unwrap_or_default();
        config.calendar_id = self.text(&f, Key::CalendarId).map(|id| id.value.to_string());
        config
    }

    fn report_settings(&mut self, node: Node<'d, '_>) -> Option<ReportSettings> {
        let f = self.fields(node, &REPORT)?;
        Some(ReportSettings {
            name: self.text(&f, ReportKey::Name).own(),
            logo: self.form(&f, ReportKey::Logo).own(),
            accent: self.form(&f, ReportKey::Accent).own(),
            contact: self.text(&f, ReportKey::Contact).own(),
            classification: self.text(&f, ReportKey::Classification).own(),
        })
    }

    fn rating(&mut self, f: &Fields<'d, '_>) -> Option<RatingBands> {
        self.first(f, Key::Rating, |reader, _, node| reader.bands(node))
    }

    fn bands(&mut self, node: Node<'d, '_>) -> Option<RatingBands> {
        let f = self.fields(node, &RATING)?;
        let (on_track, behind) =
            (self.number(&f, RatingKey::OnTrack), self.number(&f, RatingKey::Behind));
        let default = RatingBands::default();
        // A band that is not given is adjusted to the one that is.
        let bands = match (on_track.map(|n| n.value), behind.map(|n| n.value)) {
            (Some(on_track), behind) => {
                RatingBands { on_track, behind: behind.unwrap_or(default.behind.min(on_track)) }
            }
            (None, Some(behind)) => RatingBands { on_track: default.on_track.max(behind), behind },
            (None, None) => default,
        };
        if bands.behind <= bands.on_track {
            return Some(bands);
        }
        let place = on_track.into_iter().chain(behind).map(|n| n.span).max().unwrap_or(f.head);
        let message = message!(
            "invalid-value.bands",
            "`behind` ({behind}) is above `on_track` ({on_track})",
            behind = Argument::figure(bands.behind),
            on_track = Argument::figure(bands.on_track)
        );
        let help = message!("invalid-value.bands-meet", "on track begins where behind ends");
        self.report(Diagnostic::new(rule::INVALID_VALUE, place, message).help(help));
        None
    }

    fn levels(&mut self, f: &Fields<'d, '_>) -> RuleLevels {
        let mut levels = RuleLevels::new();
        for (_, node) in f.all(Key::Rules) {
            self.levels_in(node, &mut levels);
        }
        levels
    }

    fn levels_in(&mut self, node: Node<'d, '_>, levels: &mut RuleLevels) {
        if node.kind() != NodeKind::Mapping {
            self.invalid(
                node,
                message!("invalid-value.rules-form", "`rules` is written as keys and values"),
                Some(message!("invalid-value.such-rules", "such as `theme-coverage: error`")),
            );
            return;
        }
        self.unread(node);
        for (name, level) in node.pairs() {
            let word = level.as_str();
            if level.kind() == NodeKind::Scalar && Level::parse(word).is_some() {
                levels.entry(name.as_str().to_owned()).or_insert((word.to_owned(), name.place()));
                continue;
            }
            if level.kind() == NodeKind::Scalar
                && self.unseen(level, |word| Level::parse(word).is_some())
            {
                continue;
            }
            let help = match nearest(word, Level::ALL.map(Level::as_str)) {
                Some(meant) => did_you_mean(meant),
                None => message!("invalid-value.levels", "a level is error, warning or off"),
            };
            let message = message!(
                "invalid-value.level",
                "`{value}` is not a level",
                value = shortened(word)
            );
            self.invalid(level, message, Some(help));
        }
    }
}
