/// A quote or a comment that is opened and never closed.
package struct LexicalProblem: Error, Hashable, Sendable {
    package enum Opened: String, Sendable {
        case string
        case quotedName = "quoted name"
        case dollarString = "dollar-quoted string"
        case comment
        case executableComment = "executable comment"
    }

    package let opened: Opened
    /// Of its first byte.
    package let offset: Int
    /// What would have closed it.
    package let closing: String

    package init(_ opened: Opened, at offset: Int, closing: String) {
        self.opened = opened
        self.offset = offset
        self.closing = closing
    }
}
