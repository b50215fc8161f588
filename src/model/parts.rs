//! Defines a struct with all that follows from the list of its parts.

/// Defines a struct that is made of parts, together with its own `IntoStatic`: a new field needs no
/// second list.
macro_rules! struct_of_parts {
    (
        $(#[$about:meta])*
        pub struct $type:ident<'s> {
            $($(#[$part_about:meta])* pub $part:ident: $part_type:ty,)*
        }
    ) => {
        $(#[$about])*
        pub struct $type<'s> {
            $($(#[$part_about])* pub $part: $part_type,)*
        }

        impl crate::model::IntoStatic for $type<'_> {
            type Owned = $type<'static>;

            fn own(self) -> $type<'static> {
                $type { $($part: crate::model::IntoStatic::own(self.$part)),* }
            }
        }
    };
}

pub(super) use struct_of_parts;
