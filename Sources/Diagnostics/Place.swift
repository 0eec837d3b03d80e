/// Where something was written: a file, and the line and column in it where they are known.
///
/// A construct that stores a place lends it to everything inside, so that problems point at the line of its user:
/// take `file: StaticString = #filePath, line: UInt = #line` as last parameters and store `Place(file, line)`.
public struct Place: Hashable, Sendable {
    /// The file as the compiler or the reader named it; printed relative to its package.
    public let file: String
    /// Counted from 1; nil for the file as a whole.
    public let line: Int?
    /// Counted from 1, in UTF-8 bytes; nil where only the line is known.
    public let column: Int?

    /// A place in any kind of file.
    public init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The line of Swift that called an initialiser.
    public init(_ file: StaticString, _ line: UInt) {
        self.init(file: String(describing: file), line: Int(line))
    }
}

extension Place: Comparable {
    /// By file, then line, then column; what has no line comes first.
    public static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
    }
}
