import TemplateDiff
import TestSupport
import Testing

/// Sets of which the templates don't name the oldest scripts.
@Suite struct OmittedScriptTests {
    private static func stack(_ versions: ClosedRange<Int>, omitted: Int) -> MigratedStack {
        let scripts = versions.map { ("V\($0)__s.sql", "SELECT \($0);") }
        return MigratedStack(scripts: Dictionary(uniqueKeysWithValues: scripts), omitted: omitted)
    }

    @Test(arguments: [(0, 0), (3, 0), (0, 3), (3, 3), (2, 5), (5, 2), (8, 8)])
    func `with the folder it doesn't matter how many are named`(_ old: Int, _ new: Int) {
        let difference = Self.stack(1...9, omitted: new).difference(from: Self.stack(1...8, omitted: old))
        #expect(difference.migrations.map(\.summary) == [["Migration: 8 unchanged", "V9__s.sql new, 1 statements"]])
        #expect(difference.gaps == [])
    }

    @Test(arguments: [(0, 0), (3, 0), (0, 3), (3, 3)])
    func `a digest stands for the scripts that it is of`(_ old: Int, _ new: Int) {
        let stack = Self.stack(1...9, omitted: new)
        let difference = stack.difference(from: Self.stack(1...8, omitted: old), hasFolder: false)
        #expect(difference.migrations.map(\.summary) == [["Migration: 8 unchanged", "V9__s.sql new"]])
        #expect(
            difference.gaps.map(\.text) == [
                "what the scripts of set main do isn't known: no folder of the app has them"
            ]
        )
    }

    @Test(arguments: [(3, 5), (5, 3)])
    func `two digests of other numbers of scripts can't be compared`(_ old: Int, _ new: Int) {
        let stack = Self.stack(1...9, omitted: new)
        let difference = stack.difference(from: Self.stack(1...8, omitted: old), hasFolder: false)
        #expect(difference.migrations.map(\.summary) == [["Migration: 3 unchanged", "V9__s.sql new"]])
        #expect(
            difference.gaps.map(\.text).last
                == "whether the 5 oldest scripts of set main are what was deployed isn't known: "
                + "the template doesn't name them"
        )
    }

    @Test(arguments: [0, 3])
    func `an edit among those that are not named is noticed`(_ omitted: Int) {
        var stack = Self.stack(1...8, omitted: omitted)
        stack.scripts["V2__s.sql"] = "SELECT 'edited';"
        stack.scripts["V9__s.sql"] = "SELECT 9;"
        let difference = stack.difference(from: Self.stack(1...8, omitted: 3))
        #expect(difference.migrations.map(\.summary) == [["Migration: 5 unchanged", "V9__s.sql new, 1 statements"]])
        #expect(
            difference.gaps.map(\.text) == [
                "at least one of the 3 oldest scripts of set main isn't what was deployed; the template doesn't name it"
            ]
        )
    }
}
