internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// An output has no value, or one that is a list or an object.
enum WrongOutput {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        guard !facts.hasOwnMacros else { return [] }
        return facts.template.outputs.elements.compactMap { id, output in
            guard !id.hasPrefix("Fn::"), !output.isFunction else { return nil }
            let location = TemplateLocation("Outputs", id)
            guard let entries = output.entries else {
                return finding(
                    "output \(id) is of the wrong type",
                    at: location,
                    got: output.shown,
                    expected: "an object"
                )
            }
            guard let value = entries["Value"] else {
                return finding("output \(id) has no value", at: location, got: nil, expected: "a key Value")
            }
            guard value.scalarText == nil, !value.isFunction else { return nil }
            return finding(
                "the value of output \(id) is of the wrong type",
                at: location.appending("Value"),
                got: value.shown,
                expected: "a text, or a function that gives one"
            )
        }
    }

    private static func finding(
        _ problem: String,
        at location: TemplateLocation,
        got: String?,
        expected: String
    ) -> Finding {
        Finding(.wrongOutput, at: location, problem, got: got, expected: expected, fix: "write \(expected)")
    }
}
