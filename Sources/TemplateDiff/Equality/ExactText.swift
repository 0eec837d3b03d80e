internal import OrderedCollections
internal import TemplateModel

/// Texts that are equal where their bytes are: Swift takes `é` and `e` with an accent for equal, and AWS doesn't.
enum ExactText {
    private static let mark: Unicode.Scalar = "\u{7F}"

    /// ASCII as it is, other characters by number, and so the mark itself.
    static func form(of text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x7F }) else { return text }
        var form = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isASCII, scalar != mark {
                form.append(scalar)
            } else {
                form.append(mark)
                form.append(contentsOf: "\(String(scalar.value, radix: 16));".unicodeScalars)
            }
        }
        return String(form)
    }

    /// The text that a form was made of.
    static func text(of form: String) -> String {
        guard form.unicodeScalars.contains(mark) else { return form }
        var text = String.UnicodeScalarView()
        var rest = form.unicodeScalars[...]
        while let start = rest.firstIndex(of: mark) {
            text.append(contentsOf: rest[..<start])
            let digits = rest[rest.index(after: start)...].prefix { $0 != ";" }
            rest = rest[digits.endIndex...]
            guard let scalar = UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init), !rest.isEmpty else {
                text.append(mark)
                text.append(contentsOf: digits)
                continue
            }
            text.append(scalar)
            rest = rest.dropFirst()
        }
        text.append(contentsOf: rest)
        return String(text)
    }

    static func areSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left == right && left.utf8.elementsEqual(right.utf8)
    }
}

extension TemplateNode {
    /// Whether it is written the same, byte for byte and in the same order.
    func isWritten(like other: TemplateNode) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)): ExactText.areSame(left, right)
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isWritten(like: $1) }
        case (.map(let left), .map(let right)):
            left.count == right.count
                && zip(left.keys.elements, right.keys.elements).allSatisfy { ExactText.areSame($0, $1) }
                && zip(left.values.elements, right.values.elements).allSatisfy { $0.isWritten(like: $1) }
        default: self == other
        }
    }
}
