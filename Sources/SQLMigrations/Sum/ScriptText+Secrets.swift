extension ScriptText {
    /// Whether to show the text could show a password.
    ///
    /// What isn't seen as a statement is judged by its words: the body of a function, a comment, and all of a text that
    /// can't be split.
    func canHaveSecret(_ engine: DatabaseEngine) -> Bool {
        let split = StatementSplitter.statements(of: bytes, engine: engine)
        let lines = bytes.split(separator: UInt8(ascii: "\n")).lazy.map {
            String(decoding: $0, as: UTF8.self).lowercased()
        }
        guard split.problems.allSatisfy(\.isNote) else { return lines.contains { $0.afterSecretWord != nil } }
        return split.statements.contains { StatementClass(of: $0, in: bytes, engine: engine).hasSecret }
            || lines.contains { $0.afterSecretWord?.contains { "'\"$".contains($0) } ?? false }
    }
}

extension String {
    private static let secretWords = ["password", "identified"]

    /// What follows the first word that a password is given after; the text is in small letters.
    fileprivate var afterSecretWord: Substring? {
        Self.secretWords.compactMap { word in firstRange(of: word).map { self[$0.upperBound...] } }
            .max { $0.startIndex > $1.startIndex }
    }
}
