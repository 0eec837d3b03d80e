import BorealisDiagnostics
import SQLMigrations
import TestSupport
import Testing

/// Random edits of random sets: each is found, and nothing else is.
@Suite struct SumPropertyTests {
    @Test(arguments: [UInt64.random(in: 0...(.max)), 1, 2, 3])
    func `random edits are each found exactly`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for round in 1...300 {
            let old = randomScripts(&generator)
            let (new, expected) = randomEdits(of: old, &generator)
            let check = new.check(old.sum, history: SumHistory(old: old))
            let found = check.problems.map { "\($0.code.rawValue) \($0.got ?? "")" }
            let added = check.added.map { "added \($0.name)" }
            let problems = expected.filter { !$0.hasPrefix("added") }
            #expect(found.allSatisfy { text in problems.contains { text.hasPrefix($0) } }, "seed \(seed), \(round)")
            #expect(found.count == problems.count, "seed \(seed), \(round): \(found), not \(problems)")
            if problems.isEmpty {
                #expect(Set(added) == expected, "seed \(seed), \(round)")
                #expect(check.updated == new.sum, "seed \(seed), \(round)")
            }

            let rebased = SumRewriting([old.sum], scripts: new.scripts, in: "sql", history: .none).rebased(reason: "x")
            let isInserted = expected.contains { $0.hasPrefix("SQL415") }
            #expect(rebased.problems.isEmpty == !isInserted, "seed \(seed), \(round)")
            let rebases = problems.count { !$0.hasPrefix("SQL415") }
            #expect(rebased.rebases.count == rebases, "seed \(seed), \(round)")
            #expect(new.check(rebased.sum).problems == [], "seed \(seed), \(round)")
        }
    }

    @Test(arguments: [UInt64.random(in: 0...(.max)), 4, 5])
    func `a text that was changed at random is read without harm, or refused`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 1...500 {
            let sum = randomScripts(&generator).sum
            var bytes = Array(sum.text.utf8)
            let index = Int.random(in: bytes.indices, using: &generator)
            bytes[index] =
                [0, 9, 10, 13, 32, 92, 255, UInt8.random(in: 0...255, using: &generator)].randomElement(
                    using: &generator
                ) ?? 0
            guard let read = try? MigrationSum(reading: bytes, at: "f"), read != sum else { continue }
            // What is read is what is written again; the comment is free.
            #expect(try MigrationSum(reading: Array(read.text.utf8), at: "f") == read, "seed \(seed)")
        }
    }

    private func randomScripts(_ generator: inout SeededGenerator) -> SumScripts {
        let count = Int.random(in: 1...12, using: &generator)
        let names = (1...count).map { "V\($0 * 10)__\(["a b", "ü", "x"].randomElement(using: &generator) ?? "").sql" }
        return SumScripts(Dictionary(uniqueKeysWithValues: names.map { ($0, "text of \($0)") }))
    }

    /// Edits each script at most once, and says what is to be found; the last is left, so that what is new is in order.
    private func randomEdits(
        of old: SumScripts,
        _ generator: inout SeededGenerator
    ) -> (SumScripts, expected: Set<String>) {
        var new = old
        var expected: Set<String> = []
        let names = old.scripts.scripts.map(\.name)
        for name in names.dropLast() where Int.random(in: 1...3, using: &generator) == 1 {
            let text = new.texts[name]
            switch Int.random(in: 1...5, using: &generator) {
            case 1:
                new.texts[name] = "edited \(name)"
                expected.insert(
                    "SQL412 SHA-256 \(new.scripts.scripts.first { $0.name == name }?.checksum.prefix(12) ?? "")"
                )
            case 2:
                new.texts[name] = nil
                expected.insert("SQL413 no \(name)")
            case 3:
                (new.texts[name], new.texts["old/\(name)"]) = (nil, text)
                expected.insert("SQL414 old/\(name)")
            case 4:
                (new.texts[name], new.texts["new/\(name)"]) = (nil, "edited \(name)")
                expected.insert("SQL414 new/\(name) with")
            default:
                let inserted = name.replacing("0__", with: "5__")
                new.texts[inserted] = "inserted \(name)"
                expected.insert("SQL415 \(inserted) before \(names.last ?? "")")
            }
        }
        for index in 0..<Int.random(in: 0...2, using: &generator) {
            new.texts["V\(1000 + index)__new.sql"] = "new \(index)"
            expected.insert("added V\(1000 + index)__new.sql")
        }
        return (new, expected)
    }
}
