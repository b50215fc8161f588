use super::ReportView;

impl ReportView<'_> {
    /// The report as Markdown.
    pub(super) fn document(&self) -> String {
        crate::view::View::markdown(&self.status)
    }
}
