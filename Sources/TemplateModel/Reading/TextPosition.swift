/// Where something stands in a template's text.
package struct TextPosition: Hashable, Sendable {
    /// Counted from 1.
    package let line: Int
    /// Counted from 1, in UTF-8 bytes.
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension TextPosition: Comparable {
    package static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
