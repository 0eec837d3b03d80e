import OrderedCollections
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// What holds for any two templates.
@Suite struct DifferencePropertyTests {
    @Test(arguments: 0..<300 as Range<UInt64>)
    func `two random templates differ the same both ways, and neither from itself`(_ seed: UInt64) {
        var templates = RandomTemplates(generator: SeededGenerator(seed: seed))
        let before = templates.template()
        let after = templates.changed(before)
        for template in [before, after] {
            let same = difference(template, template)
            #expect(same.isEmpty && same.rewrites == 0, "\(same.outline)")
        }
        let (there, back) = (difference(before, after), difference(after, before))
        #expect(there.names == back.names, "\(there.outline)\n\(back.outline)")
        #expect(there.rewrites == back.rewrites)
    }

    @Test func `a template of 500 resources has the differences that were made, and no others`() {
        let before = ManyResources.template(count: 500)
        var after = before
        var expected: [String] = []
        for index in stride(from: 0, to: 500, by: 50).map({ $0 / 2 }) {
            let id = "Queue\(index)"
            guard case .map(var body)? = after.resources[id], case .map(var properties)? = body["Properties"] else {
                continue
            }
            properties["DelaySeconds"] = .integer(7)
            body["Properties"] = .map(properties)
            after.resources[id] = .map(body)
            expected.append("\(id) Properties.DelaySeconds")
        }
        let found = difference(before, after).resources.flatMap { resource in
            resource.properties.map { "\(resource.logicalID) \($0.path.joined(separator: "."))" }
        }
        #expect(found == expected)
    }

    @Test func `a replacement travels through a chain of 500 resources, first to last and last to first`() {
        for isBackwards in [false, true] {
            let before = ManyResources.chain(count: 500, root: "10.0.0.0/16", isBackwards: isBackwards)
            let after = ManyResources.chain(count: 500, root: "10.1.0.0/16", isBackwards: isBackwards)
            let found = difference(before, after).resources
            #expect(found.count == 500)
            #expect(found.allSatisfy { $0.replacement == .always })
        }
    }

    @Test(arguments: ["Custom::Thing Rows", "AWS::EC2::SecurityGroup SecurityGroupIngress"])
    func `long lists that share nothing are compared, too`(_ name: String) {
        let parts = name.split(separator: " ").map(String.init)
        let rows = { (kind: String) in
            "[" + (0..<600).map { "{A: \(kind)\($0), B: \(kind)}" }.joined(separator: ", ") + "]"
        }
        let found = difference(of: parts[0], parts[1], rows("x"), rows("y"))
        #expect(found.resources.flatMap(\.properties).count == 1200)
    }
}
