extension RunnerStatus: RunnerReport {
    var exitStatus: ExitStatus {
        switch exitCode {
        case .clean: .success
        case .pending: .changes
        case .wrong: .guarded
        }
    }

    package var text: String {
        let title = "set \(set), \(engine): \(place(head)); \(verdict)\n".inLine
        return title + table + details
    }

    private var verdict: String {
        switch exitCode {
        case .clean: "nothing is pending"
        case .pending: "scripts are pending, or at work"
        case .wrong: "something failed, or was tampered with"
        }
    }

    private var table: String {
        guard !scripts.isEmpty else { return "no scripts\n" }
        var table = TextTable(["version", "script", "state", "stopped at"])
        for script in scripts {
            let state = script.state + (script.isEdited ? ", edited" : "")
            table.append([script.version ?? "", script.script, state, script.place])
        }
        return table.text
    }

    /// What is too long for a table.
    private var details: String {
        let messages = scripts.compactMap { script in script.message.map { "\(script.script): \($0)" } }
        let holder = lease.map { "at work: \($0.stack), request \($0.request), for \($0.seconds) s" }
        let refused = refusal.map { "the next deploy does nothing: \($0)" }
        return (messages + [holder, refused].compactMap(\.self)).map { $0.inLine + "\n" }.joined()
    }
}

extension RunnerStatus.Script {
    /// `statement 2 of 3, line 4`; empty where nothing has stopped.
    fileprivate var place: String {
        let statement = at.map { at in "statement \(at)" + (of.map { " of \($0)" } ?? "") }
        return [statement, line.map { "line \($0)" }].compactMap(\.self).joined(separator: ", ")
    }
}

extension RunnerPlan: RunnerReport {
    var exitStatus: ExitStatus {
        refusal != nil ? .guarded : scripts.isEmpty ? .success : .changes
    }

    package var text: String {
        if let refusal { return "refused: \(refusal.message)\n".inLine }
        let others = later.isEmpty ? "" : "left for the other phase: \(later.joined(separator: ", "))\n".inLine
        guard !scripts.isEmpty else {
            return (isAhead ? "nothing: the database is ahead of the scripts\n" : "nothing is pending\n") + others
        }
        var table = TextTable(["version", "script", "mode", "statements", "from"], numbers: [3, 4])
        for script in scripts {
            table.append([
                script.version ?? "", script.script, script.mode, String(script.statements), String(script.from),
            ])
        }
        return table.text + others
    }
}

extension RunnerAdvance: RunnerReport {
    var exitStatus: ExitStatus { .success }

    package var text: String {
        applied.map { "applied \($0)\n".inLine }.joined() + "\(state): \(message)\n".inLine
    }
}

extension RunnerReturn: RunnerReport {
    var exitStatus: ExitStatus { .success }

    package var text: String {
        let lines = undone.map { "undone \($0)\n".inLine }.joined()
        return (undone.isEmpty ? "nothing to undo\n" : lines) + "the database is \(place(head))\n".inLine
    }
}

extension RunnerBaseline: RunnerReport {
    var exitStatus: ExitStatus { .success }

    package var text: String {
        scripts.map { "there already: \($0)\n".inLine }.joined() + "the database is \(place(head))\n".inLine
    }
}

extension RunnerRepair: RunnerReport {
    var exitStatus: ExitStatus { .success }

    package var text: String {
        switch self {
        case .script(let script, let state, let at):
            "\(script): \(state)\(at.map { ", goes on with statement \($0)" } ?? "")\n".inLine
        case .holder(let stack, let request): "ended the lease of \(stack), request \(request)\n".inLine
        }
    }
}

private func place(_ head: String) -> String {
    head.isEmpty ? "at no version" : "at version \(head)"
}

extension String {
    /// A line whose text may have line ends of its own, which are shown as `?`.
    fileprivate var inLine: String {
        hasSuffix("\n") ? String(dropLast()).inOneLine + "\n" : inOneLine
    }
}
