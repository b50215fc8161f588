//! One activity in full: what every form of the answer shows.
