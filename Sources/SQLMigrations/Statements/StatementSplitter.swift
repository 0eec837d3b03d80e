/// Finds the statements of a script, in one pass and in linear time.
///
/// `;` ends a statement where the server, psql or mysql would see it so, and nowhere else.
package enum StatementSplitter {
    package struct Result: Hashable, Sendable {
        package let statements: [SQLStatement]
        /// In their order; after what is unclosed nothing is read.
        package let problems: [SplitProblem]
    }

    /// - Parameters:
    ///   - bytes: of a whole script: lines are counted from its start.
    ///   - range: what of it is split; all where it is nil.
    package static func statements(
        of bytes: [UInt8],
        in range: Range<Int>? = nil,
        engine: DatabaseEngine
    ) -> Result {
        let range = range ?? bytes.indices
        precondition(bytes.indices.contains(range), "the range is not in the text")
        var table = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { base in
                let reader = ByteReader(base, in: range)
                switch engine {
                case .postgresql:
                    var splitter = PostgreSQLSplitter(reader)
                    return splitter.split()
                case .mysql:
                    var splitter = MySQLSplitter(reader)
                    return splitter.split()
                }
            }
        }
        guard let found = table.take() else { return Result(statements: [], problems: []) }
        return Result(statements: found.statements, problems: found.problems.sorted { $0.offset < $1.offset })
    }
}
