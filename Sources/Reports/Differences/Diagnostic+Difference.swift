internal import BorealisDiagnostics
internal import TemplateDiff

/// The words for what differs, as problems at the lines that bring it about.
extension Diagnostic {
    /// - Parameters:
    ///   - outline: of the stack, whose name stands before that of the entry.
    ///   - room: how many bytes of lines there may be.
    init(_ entry: OutlineEntry, of outline: Outline, room: Int) {
        let name = [outline.stack, entry.name].filter { !$0.isEmpty }.joined(separator: ".")
        let type = entry.type.map { " (\($0))" } ?? ""
        let verb = entry.name.isEmpty ? ": " : " "
        self.init(
            entry.code,
            severity: entry.severity,
            at: entry.place,
            name + type + verb + entry.headline,
            fix: entry.ways.isEmpty ? nil : entry.ways.joined(separator: "; "),
            trace: (Self.lines(of: entry, room: room) + [outline.comparison]).map { Diagnostic.Trace($0, at: nil) }
        )
    }

    private static func lines(of entry: OutlineEntry, room: Int) -> [String] {
        let lines = entry.details.flatMap(\.plainLines)
        var room = room
        let shown = lines.prefix { line in
            room -= line.utf8.count
            return room >= 0
        }
        let left = lines.count - shown.count
        return shown + (left > 0 ? ["… \(left) more line\(left == 1 ? "" : "s"), in --format json"] : [])
    }
}

extension Diagnostic {
    /// The same with all that can't be seen as escapes.
    fileprivate var visible: Diagnostic {
        Diagnostic(
            code,
            severity: severity,
            at: place,
            problem.visible,
            got: got?.visible,
            expected: expected?.visible,
            fix: fix?.visible,
            trace: trace.map { Trace($0.text.visible, at: $0.place) },
            // Made visible line by line.
            detail: detail
        )
    }
}

extension DifferenceReport {
    /// All that differs as problems: errors before warnings before notes, and each of them in the order of importance,
    /// since GitHub shows only the first ten of a kind.
    ///
    /// - Parameter room: how many bytes of lines each may have.
    func problemReport(of outlines: [Outline], room: Int) -> DiagnosticReport {
        var problems = outlines.flatMap { self.problems(of: $0, room: room) }
        problems += remarks.map { PlacedProblem(rank: -1, diagnostic: $0.visible, key: $0.sentence, fallback: nil) }
        let ordered = problems.enumerated().sorted { left, right in
            (left.element.order, left.offset) < (right.element.order, right.offset)
        }
        var numbers: [String: Int] = [:]
        let identities = ordered.map { _, problem in
            let key = problem.key.visible
            let number = numbers["\(problem.diagnostic.code.rawValue):\(key)", default: 0] + 1
            numbers["\(problem.diagnostic.code.rawValue):\(key)"] = number
            return DiagnosticReport.Identity(key: number == 1 ? key : "\(key):\(number)", fallback: problem.fallback)
        }
        return DiagnosticReport(ordered.map(\.element.diagnostic), identities: identities, path: path)
    }

    /// Where a change of a stack has no place of its own, SARIF takes the first of the stack.
    private func problems(of outline: Outline, room: Int) -> [PlacedProblem] {
        let entries = outline.parts.flatMap(\.entries)
        let fallback = entries.lazy.compactMap(\.place).first
        return outline.parts.flatMap { part in
            part.entries.flatMap { entry in
                let own = Diagnostic(entry, of: outline, room: room)
                return [PlacedProblem(rank: part.kind.rawValue, diagnostic: own, key: entry.key, fallback: fallback)]
                    + entry.findings.map { finding in
                        let key = "\(entry.key).\(finding.sentence)"
                        return PlacedProblem(
                            rank: part.kind.rawValue,
                            diagnostic: finding.visible,
                            key: key,
                            fallback: entry.place
                        )
                    }
            }
        }
    }
}

private struct PlacedProblem {
    let rank: Int
    let diagnostic: Diagnostic
    let key: String
    let fallback: Place?

    var order: Int {
        let severity =
            switch diagnostic.severity {
            case .error: 0
            case .warning: 1
            case .note: 2
            }
        return severity * 100 + rank
    }
}

extension ResourceChange {
    var code: CataloguedCode {
        switch action {
        case .add, .import: .addedResource
        case .remove: .removedResource
        case .rename: .renamedLogicalID
        case .update: replacement == .never ? .updatedResource : .replacedResource
        }
    }
}
