//! Data without borrowed text, for as long as it is needed.

use std::borrow::Cow;
use std::sync::Arc;

use super::text::Text;
use crate::text::Spanned;

/// Turns data that borrows the text of a file into data that owns its text.
pub trait IntoStatic {
    /// The type that owns its text.
    type Owned: 'static;

    /// Lets go of the file.
    fn own(self) -> Self::Owned;
}

impl IntoStatic for Text<'_> {
    type Owned = Text<'static>;

    fn own(self) -> Text<'static> {
        Cow::Owned(self.into_owned())
    }
}

impl<T: IntoStatic> IntoStatic for Option<T> {
    type Owned = Option<T::Owned>;

    fn own(self) -> Self::Owned {
        self.map(T::own)
    }
}

impl<T: IntoStatic> IntoStatic for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn own(self) -> Self::Owned {
        self.into_iter().map(T::own).collect()
    }
}

impl<T: IntoStatic> IntoStatic for Box<T> {
    type Owned = Box<T::Owned>;

    fn own(self) -> Self::Owned {
        Box::new((*self).own())
    }
}

impl<T: IntoStatic + Clone> IntoStatic for Arc<Vec<T>> {
    type Owned = Arc<Vec<T::Owned>>;

    fn own(self) -> Self::Owned {
        Arc::new(Arc::unwrap_or_clone(self).own())
    }
}

impl<T: IntoStatic> IntoStatic for Spanned<T> {
    type Owned = Spanned<T::Owned>;

    fn own(self) -> Self::Owned {
        Spanned { value: self.value.own(), span: self.span }
    }
}
