internal import BorealisDiagnostics

/// Where a run reports to: the product on standard output, everything else on standard error.
struct Console {
    private let diagnosticText: DiagnosticText

    init() {
        let isColoured = POSIXFile.OutputStream.progress.takesColours
        diagnosticText = DiagnosticText(isColoured: isColoured, path: SourcePath.display)
    }

    /// Prints the product.
    func product(_ text: String) throws(Diagnostic) {
        do throws(POSIXFailure) {
            try POSIXFile.print(text, to: .product)
        } catch {
            throw .unwritableOutput("standard output", reason: error.explanation)
        }
    }

    /// Prints progress; nobody could be told that it can't be.
    func progress(_ line: String) {
        try? POSIXFile.print(line + "\n", to: .progress)
    }

    /// Prints problems in their order.
    func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics {
            progress(diagnosticText.text(of: diagnostic))
        }
    }
}
