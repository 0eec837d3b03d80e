internal import BorealisDiagnostics
internal import BorealisFileSystem

/// Where a run reports to: the product on standard output, everything else on standard error.
struct Console {
    private let diagnosticText: DiagnosticText

    init() {
        let isColoured = StandardStream.progress.takesColours
        diagnosticText = DiagnosticText(isColoured: isColoured, path: SourcePath.display)
    }

    /// Prints the product.
    func product(_ text: String) throws(Diagnostic) {
        do throws(POSIXFailure) {
            try StandardStream.product.print(text)
        } catch {
            throw .unwritableOutput("standard output", reason: error.explanation)
        }
    }

    /// Prints progress; nobody could be told that it can't be.
    func progress(_ line: String) {
        try? StandardStream.progress.print(line + "\n")
    }

    /// Prints problems in their order.
    func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics {
            progress(diagnosticText.text(of: diagnostic))
        }
    }
}

extension Console {
    /// Runs a verb, whose failure is a problem to report.
    func reporting(_ body: () throws(Diagnostic) -> ExitStatus) -> ExitStatus {
        do {
            return try body()
        } catch {
            report([error])
            return .failure
        }
    }
}
