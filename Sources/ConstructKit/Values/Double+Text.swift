internal import TemplateModel

extension Double {
    /// As people write it: `0.5`, and `4` for a whole number.
    package var decimalText: String {
        isFinite ? NumberText.text(of: self) : String(self)
    }
}
