internal import BorealisDiagnostics

/// The parts of a script in the style of dbmate or goose: what is run, and what undoes it.
///
/// Both tools read their markers line by line, also in quotes; here those in quotes and in bodies are text.
/// - Source: dbmate, `pkg/dbmate/migration.go`; goose, `internal/sqlparser/parser.go`; read 2026-11-21. Markers may be
///   indented here, which dbmate takes for comments.
struct ScriptSections {
    struct Section {
        let range: Range<Int>
        /// `transaction:false` of dbmate, `NO TRANSACTION` of goose.
        var isOutsideTransaction = false
    }

    /// Where no statement may be: before the first marker.
    private(set) var head: Range<Int>
    private(set) var up: Section
    private(set) var down: Section?
    private(set) var problems: [Diagnostic] = []

    /// - Parameter file: for the places of problems.
    init(of text: ScriptText, engine: DatabaseEngine, file: String) {
        head = 0..<0
        up = Section(range: 0..<text.bytes.count)
        let (markers, unknown) = SectionMarker.all(in: text, engine: engine, file: file)
        problems = unknown
        guard let first = markers.first else { return }
        if let other = markers.first(where: { $0.tool != first.tool }) {
            problems.append(.wrongMarker(other, expected: "markers of \(first.tool.name) only", file: file))
        } else {
            read(markers, of: text, file: file)
        }
    }

    private mutating func read(_ markers: [SectionMarker], of text: ScriptText, file: String) {
        let ups = markers.filter { $0.kind == .up }
        let downs = markers.filter { $0.kind == .down }
        for repeated in ups.dropFirst() + downs.dropFirst() {
            problems.append(.wrongMarker(repeated, expected: "each part once", file: file))
        }
        if let marker = markers.first(where: { $0.kind == .environment }) {
            problems.append(.environmentSubstitution(marker, file: file))
        }
        guard let first = ups.first, first.line.lowerBound < downs.first?.line.lowerBound ?? .max else {
            if let marker = downs.first ?? markers.first {
                let expected = "\(marker.tool.up) before it"
                problems.append(.wrongMarker(marker, expected: expected, file: file))
            }
            return
        }
        head = 0..<first.line.lowerBound
        let upEnd = downs.first?.line.lowerBound ?? text.bytes.count
        // goose's holds for both parts, wherever it is.
        let isOutside = markers.contains { $0.kind == .noTransaction }
        up = Section(
            range: first.line.upperBound..<upEnd,
            isOutsideTransaction: isOutside || first.isOutsideTransaction
        )
        down = downs.first.map { marker in
            Section(
                range: marker.line.upperBound..<text.bytes.count,
                isOutsideTransaction: isOutside || marker.isOutsideTransaction
            )
        }
    }
}
