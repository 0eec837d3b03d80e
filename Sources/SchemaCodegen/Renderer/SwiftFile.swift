/// Lines of Swift with their indentation.
struct SwiftFile {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ line: String = "") {
        text += line.isEmpty ? "\n" : String(repeating: "    ", count: depth) + line + "\n"
    }

    /// Lines that aren't indented, such as those of a multi-line literal.
    mutating func verbatim(_ lines: String) {
        text += lines + "\n"
    }

    mutating func block(_ opening: String, _ body: (inout SwiftFile) -> Void) {
        line(opening + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    mutating func indented(_ body: (inout SwiftFile) -> Void) {
        depth += 1
        body(&self)
        depth -= 1
    }
}
