import TemplateDiff
import TestSupport
import Testing

/// What differs between two templates, for every pair of the folder.
@Suite struct PairTests {
    @Test(arguments: TemplatePair.names)
    func `the difference of a pair is the one that was read and committed`(_ name: String) throws {
        let pair = try #require(TemplatePair(named: name))
        Golden("\(TemplatePair.folder)/\(name).golden").expect(pair.difference().outline)
    }

    @Test(arguments: TemplatePair.names)
    func `a template does not differ from itself`(_ name: String) throws {
        let pair = try #require(TemplatePair(named: name))
        for side in [pair.before, pair.after].compactMap(\.self) {
            let same = TemplatePair(name, before: side, after: side).difference()
            #expect(same.isEmpty, "\(same.outline)")
            #expect(same.rewrites == 0 && same.guards.isEmpty && same.statements.isEmpty && same.networkRules.isEmpty)
        }
    }

    @Test(arguments: TemplatePair.names)
    func `the way back names the same resources and elements`(_ name: String) throws {
        let pair = try #require(TemplatePair(named: name))
        guard let reversed = pair.reversed else { return }
        let (there, back) = (pair.difference(), reversed.difference())
        #expect(there.names == back.names, "\(there.outline)\n\(back.outline)")
        #expect(there.rewrites == back.rewrites)
    }
}

extension StackDifference {
    /// What differs, without how.
    var names: Set<String> {
        let renamed = resources.compactMap { change -> String? in
            if case .rename(let old) = change.action { "Resources \(old)" } else { nil }
        }
        return Set(resources.map { "Resources \($0.logicalID)" } + renamed)
            .union(elements.map { "\($0.section.rawValue) \($0.name)" })
    }
}
