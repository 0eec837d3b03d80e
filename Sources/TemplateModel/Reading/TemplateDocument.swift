internal import OrderedCollections

/// A template's text, read: YAML in both forms of functions, or JSON, which YAML contains.
///
/// - Source: CloudFormation User Guide, "CloudFormation template format", YAML: version 1.1 without aliases, merges and
///   the types binary, omap, pairs, set and timestamp; read 2026-11-21.
package struct TemplateDocument: Sendable {
    /// A map; empty when the text is not one.
    package let root: TemplateNode
    package let sources: SourceMap
    /// What CloudFormation would not read, in the order of the text.
    package let problems: [TemplateTextProblem]

    /// Deeper than this nothing is read: neither people nor CloudFormation write so.
    static let depthLimit = 200

    package init(_ text: [UInt8]) {
        let start = TextPosition(line: 1, column: 1)
        let escaped = EscapedText(text)
        let (read, problems) = escaped.bytes.withUnsafeBufferPointer { bytes in
            var builder = NodeBuilder(parser: YAMLParser(bytes, places: escaped))
            let read = builder.document()
            return (read, builder.problems)
        }
        guard let read, case .map = read.node else {
            root = .map([:])
            sources = SourceMap(position: start)
            self.problems = problems.isEmpty ? [TemplateTextProblem(.notAMap, at: start)] : problems
            return
        }
        root = read.node
        sources = read.source
        self.problems = problems.sorted { $0.position < $1.position }
    }
}
