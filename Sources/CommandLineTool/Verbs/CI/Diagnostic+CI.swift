internal import BorealisDiagnostics

/// The words for what is wrong with a pipeline.
extension Diagnostic {
    static func existingPipeline(_ path: String, difference: String) -> Diagnostic {
        Diagnostic(
            .known(.existingPipeline),
            at: Place(file: path),
            "the file is there already, and is another",
            expected: "no file, or the one that ci writes",
            fix: "replace it with --force, or write another one with --output",
            detail: difference
        )
    }
}
