import Foundation
import OrderedCollections
import TemplateModel
import Testing

struct ReaderTests {
    /// Fixed seeds, and one that no run had before; the name of a case is its seed.
    @Test func `PyYAML, cfn-lint and JSON readers find what was written, types and order included`() throws {
        let firstOfThisRun = UInt64.random(in: 1_000...UInt64.max / 2)
        let seeds = Array(1...400) + Array(firstOfThisRun..<(firstOfThisRun + 200))
        let cases = seeds.map { seed in
            var generator = TreeGenerator(seed: seed)
            return ReaderCase("seed \(seed)", generator.template())
        }
        let report = try ReaderCase.report(on: cases)
        #expect(report == "\n600 read, 0 wrong\n")
    }

    @Test func `the goldens mean the same to every reader`() throws {
        let cases = GoldenCase.all.map { ReaderCase($0.name, $0.node) }
        let report = try ReaderCase.report(on: cases)
        #expect(report == "\n\(cases.count) read, 0 wrong\n")
    }

    /// Guards the comparison itself: it must see a difference in type alone.
    @Test func `a number that was text is reported`() throws {
        var damaged = ReaderCase("damaged", .map(["A": .string("5.7")]))
        damaged = ReaderCase(damaged, yaml: "A: 5.7\n")
        let report = try ReaderCase.report(on: [damaged])
        #expect(report.hasSuffix("1 read, 2 wrong\n"))
    }
}
