internal import TemplateModel

extension TemplateNode {
    /// A value as a text; nil for a list or an object.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): NumberText.text(of: number)
        case .boolean(let boolean): String(boolean)
        case .list, .map: nil
        }
    }
}
