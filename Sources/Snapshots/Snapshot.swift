internal import BorealisFileSystem
internal import TemplateModel

/// A text that is kept in a file beside its test.
package struct Snapshot {
    private let file: String
    private let variable: String

    /// - Parameters:
    ///   - file: its whole path.
    ///   - variable: of the environment, with a ``Recording``.
    package init(_ file: String, recordedBy variable: String) {
        self.file = file
        self.variable = variable
    }

    /// Compares a text with the file byte for byte, or writes it there, as the environment asks.
    ///
    /// - Returns: why the test fails, which it does after recording, too; nil where the texts are the same.
    package func problem(with text: String) -> String? {
        do throws(Recording.UnknownMode) {
            return problem(with: text, recording: try Recording(variable: variable))
        } catch {
            return error.explanation
        }
    }

    package func problem(with text: String, recording: Recording) -> String? {
        do throws(POSIXFailure) {
            let recorded = try POSIXFile.content(of: file).map { String(decoding: $0, as: UTF8.self) }
            guard recording.rewrites(recorded, with: text) else { return difference(of: text, from: recorded) }
            try write(text)
            return "recorded \(name); run again without \(variable)"
        } catch {
            return "the snapshot \(name) can't be read or written; got: \(error.explanation)"
        }
    }

    private func difference(of text: String, from recorded: String?) -> String? {
        guard let recorded else {
            return "there is no snapshot \(name)\n  fix: record it with \(variable)=missing"
        }
        guard !recorded.hasSameBytes(as: text) else { return nil }
        let difference = TextDifference.unifiedDifference(
            from: recorded,
            to: text,
            oldName: "recorded",
            newName: "made now"
        )
        return "the snapshot \(name) differs\n\(difference)  fix: record it anew with \(variable)=failed"
    }

    private var name: String { SourcePath.display(file) }

    /// In one step, so that nobody reads half of it.
    private func write(_ text: String) throws(POSIXFailure) {
        if let slash = file.lastIndex(of: "/"), slash > file.startIndex {
            try POSIXFile.makeFolders(String(file[..<slash]))
        }
        let new = file + ".new"
        try FileContent(text).write(to: new)
        try POSIXFile.replace(file, with: new)
    }
}
