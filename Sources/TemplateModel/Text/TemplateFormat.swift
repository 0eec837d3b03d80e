/// The forms that a template's text can have.
package enum TemplateFormat: String, CaseIterable, Sendable {
    /// Block style with short tags.
    case yaml
    /// Indented, with long forms.
    case json

    package var fileExtension: String { rawValue }
}

extension TemplateNode {
    /// The text of the node, with a newline at its end; every string survives, control characters included.
    ///
    /// Numbers must be finite, as neither JSON nor CloudFormation has others: synthesis reports those of a stack, so that
    /// one which arrives here is a bug of ours.
    package func text(as format: TemplateFormat) -> String {
        switch format {
        case .yaml: YAMLText.text(of: self)
        case .json: JSONText.text(of: self)
        }
    }

    /// The node as JSON in one line, for messages.
    package var line: String { JSONText.line(of: self) }
}
