import BorealisDiagnostics
import SQLMigrations

/// Scripts for the tests of the sum, by their names.
struct SumScripts {
    var texts: [String: String]

    init(_ texts: [String: String]) {
        self.texts = texts
    }

    /// Each with a text of its own.
    init(_ names: String...) {
        texts = Dictionary(uniqueKeysWithValues: names.map { ($0, "SELECT '\($0)';\n") })
    }

    var scripts: MigrationScripts {
        MigrationScripts(
            texts.map { .init(name: $0, bytes: Array($1.utf8)) },
            in: "sql",
            engine: .mysql,
            options: ScriptOptions(environment: "test")
        )
    }

    var sum: MigrationSum { MigrationSum(of: scripts.recorded) }

    func sum(_ rebases: Rebase...) -> MigrationSum { MigrationSum(of: scripts.recorded, rebases: rebases) }

    func changed(_ change: (inout [String: String]) -> Void) -> SumScripts {
        var changed = self
        change(&changed.texts)
        return changed
    }

    /// What synth finds.
    func check(_ sum: MigrationSum?, history: SumHistory = .none) -> SumCheck {
        SumCheck(sum, scripts: scripts, in: "sql", history: history)
    }
}

extension SumHistory {
    /// A branch whose texts are known, with its sum or without, and others from which only old texts are.
    init(upstream: SumScripts? = nil, old: SumScripts, isRecorded: Bool = true) {
        self.init(
            upstream: { isRecorded ? upstream?.sum : upstream.map { _ in MigrationSum() } },
            checksums: { names in
                (upstream?.texts ?? [:]).filter { names.contains($0.key) }
                    .compactMapValues { try? ScriptText(Array($0.utf8)).checksum }
            },
            version: { name, isSought in old.texts[name].map { Array($0.utf8) }.flatMap { isSought($0) ? $0 : nil } }
        )
    }
}

extension [Diagnostic] {
    var texts: [String] { map { DiagnosticText().text(of: $0) } }
    var codes: [String] { map(\.code.rawValue) }
}
