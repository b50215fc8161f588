//! The people of an organization, as several answers give them to scripts.

use serde::Serialize;

use crate::model::FocalPoint;
use crate::render::toolkit::shape::text;

/// `{name, email, handle}`
#[derive(Serialize)]
pub(super) struct FocalPointShape<'a> {
    name: &'a str,
    email: Option<&'a str>,
    handle: Option<&'a str>,
}

impl<'a> FocalPointShape<'a> {
    /// Returns all of these.
    pub(super) fn all(points: &'a [FocalPoint<'_>]) -> Vec<Self> {
        let shape = |point: &'a FocalPoint<'_>| FocalPointShape {
            name: &point.name.value,
            email: text(&point.email),
            handle: text(&point.handle),
        };
        points.iter().map(shape).collect()
    }
}
