import Foundation
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// Every way to change the template of our own database, and to leave it as it is.
@Suite struct CommittedTemplateTests {
    private func template() throws -> Template {
        let text = try Data(contentsOf: PackageFolder.file("out/database.template.yaml"))
        return Template(TemplateDocument(Array(text)).root)
    }

    @Test(arguments: 0..<400 as Range<UInt64>)
    func `a value that changes is found where it is, and nothing else`(_ seed: UInt64) throws {
        let before = try template()
        var mutation = TemplateMutation(generator: SeededGenerator(seed: seed))
        let (after, path) = mutation.mutated(before)
        let difference = difference(before, after)
        let found = difference.resources.flatMap { resource in
            resource.properties.filter(\.isDirect).map { [resource.logicalID] + $0.path }
        }
        // An item of a set goes, and another comes.
        #expect(Set(found) == [path], "\(path)\n\(difference.outline)")
        #expect(
            difference.rewrites == 0 && difference.elements.allSatisfy { $0.properties.allSatisfy { !$0.isDirect } }
        )
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `what is written differently and means the same is no change`(_ seed: UInt64) throws {
        let before = try template()
        var rewriting = TemplateRewriting(generator: SeededGenerator(seed: seed))
        let after = rewriting.rewritten(before)
        let json = Template(TemplateDocument(Array(after.node.text(as: .json).utf8)).root)
        for other in [after, json] {
            let difference = difference(before, other)
            #expect(difference.isEmpty && difference.rewrites > 0, "\(difference.outline)")
        }
    }
}

extension PropertyChange {
    fileprivate var isDirect: Bool {
        if case .indirect = kind { false } else { true }
    }
}
