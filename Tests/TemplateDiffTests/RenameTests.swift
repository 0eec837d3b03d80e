import BorealisDiagnostics
import Foundation
import OrderedCollections
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

@Suite struct RenameTests {
    @Test(arguments: UInt64(1)...20)
    func `all resources of our database are found under names that nobody chose`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = try String(contentsOf: PackageFolder.file("out/database.template.yaml"), encoding: .utf8)
        let before = Template(TemplateDocument(Array(text.utf8)).root)
        let names = Dictionary(
            uniqueKeysWithValues: before.resources.keys.shuffled(using: &random).enumerated().map { index, id in
                (id, "R\(index)x\(UInt32.random(in: 0...99, using: &random))")
            }
        )
        let after = before.renamed(names, shuffledWith: &random)
        let difference = TemplatePair("random", before: ComparedTemplate(before), after: ComparedTemplate(after))
            .difference()
        #expect(difference.newNames == names, "seed \(seed)")
        #expect(difference.resources.count == names.count, "seed \(seed): \(difference.outline)")
    }

    @Test func `only resources are paired that are equal after renaming`() {
        var found = 0
        for seed in UInt64(1)...80 {
            var random = SeededGenerator(seed: seed)
            let before = Template.random(prefix: "Old", using: &random)
            let after = Template.random(prefix: "New", using: &random)
            let difference = TemplatePair("random", before: ComparedTemplate(before), after: ComparedTemplate(after))
                .difference()
            let names = difference.newNames
            found += names.count
            #expect(Set(names.values).count == names.count, "seed \(seed)")
            for (old, new) in names {
                let renamed = before.resources[old]?.renamingReferences(names)
                #expect(renamed == after.resources[new], "seed \(seed): \(old) and \(new)")
            }
        }
        #expect(found > 80)
    }

    @Test func `twins are paired by who refers to them, then by their names`() {
        let difference = difference(
            """
            Resources:
              FirstQueue: {Type: AWS::SQS::Queue}
              SecondQueue: {Type: AWS::SQS::Queue}
              ThirdQueue: {Type: AWS::SQS::Queue}
            Outputs:
              Third: {Value: !Ref ThirdQueue}
            """,
            """
            Resources:
              SecondJobs: {Type: AWS::SQS::Queue}
              FirstJobs: {Type: AWS::SQS::Queue}
              OtherJobs: {Type: AWS::SQS::Queue}
            Outputs:
              Third: {Value: !Ref OtherJobs}
            """
        )
        let expected = ["FirstQueue": "FirstJobs", "SecondQueue": "SecondJobs", "ThirdQueue": "OtherJobs"]
        #expect(difference.newNames == expected)
    }

    @Test func `of twins with parts each keeps its own`() {
        let part = "Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, TopicArn: !Ref"
        let difference = difference(
            """
            Resources:
              OneTopic: {Type: AWS::SNS::Topic}
              OnePart: {\(part) OneTopic}}
              TwoTopic: {Type: AWS::SNS::Topic}
              TwoPart: {\(part) TwoTopic}}
            """,
            """
            Resources:
              Topic: {Type: AWS::SNS::Topic}
              TwoThings: {\(part) Topic}}
              TwoTopics: {Type: AWS::SNS::Topic}
              Part: {\(part) TwoTopics}}
            """
        )
        let names = difference.newNames
        #expect(names.count == 4)
        let subscriptions = [names["OneTopic"]: names["OnePart"], names["TwoTopic"]: names["TwoPart"]]
        #expect(subscriptions == ["Topic": "TwoThings", "TwoTopics": "Part"])
    }

    @Test func `a resource whose part was edited is no rename, and its part is one`() {
        let difference = difference(
            """
            Resources:
              Key: {Type: AWS::KMS::Key}
              Queue: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key, DelaySeconds: 1}}
            """,
            """
            Resources:
              NewKey: {Type: AWS::KMS::Key}
              NewQueue: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref NewKey, DelaySeconds: 2}}
            """
        )
        #expect(difference.newNames == ["Key": "NewKey"])
    }

    @Test(arguments: [
        ("{Type: AWS::SQS::Queue}", "{Type: AWS::SNS::Topic}"),
        ("{Type: AWS::SQS::Queue}", "{Type: AWS::SQS::Queue, DeletionPolicy: Retain}"),
        ("{Type: AWS::SQS::Queue, Condition: A}", "{Type: AWS::SQS::Queue, Condition: B}"),
        ("{Type: AWS::SQS::Queue, Metadata: {A: 1}}", "{Type: AWS::SQS::Queue, Metadata: {A: 2}}"),
    ])
    func `what differs in more than its name is no rename`(_ old: String, _ new: String) {
        let difference = difference("Resources: {Old: \(old)}", "Resources: {New: \(new)}")
        #expect(difference.newNames == [:])
    }

    @Test func `a construct whose parts all moved is pinned by its prefix`() throws {
        let difference = difference(
            """
            Resources:
              StoreTable: {Type: AWS::Logs::LogGroup}
              StoreQueue: {Type: AWS::SQS::Queue}
            """,
            """
            Resources:
              ShopTable: {Type: AWS::Logs::LogGroup}
              ShopQueue: {Type: AWS::SQS::Queue}
            """
        )
        let remarks = difference.remarks.filter { $0.code == .known(.renamedLogicalID) }
        #expect(remarks.count == 1)
        #expect(remarks.first?.fix?.hasPrefix("pin the old ones with .logicalID(\"Store\") on the construct") == true)
    }

    @Test func `a construct that has parts besides is not pinned as a whole`() {
        let difference = difference(
            """
            Resources:
              StoreTable: {Type: AWS::Logs::LogGroup}
              StoreQueue: {Type: AWS::SQS::Queue}
              ShopTopic: {Type: AWS::SNS::Topic}
            """,
            """
            Resources:
              ShopTable: {Type: AWS::Logs::LogGroup}
              ShopQueue: {Type: AWS::SQS::Queue}
              ShopTopic: {Type: AWS::SNS::Topic}
            """
        )
        let fixes = difference.remarks.filter { $0.code == .known(.renamedLogicalID) }.compactMap(\.fix)
        #expect(
            fixes.map { $0.prefix(50) } == [
                "pin the old one with .logicalID(\"StoreTable\"), or ",
                "pin the old one with .logicalID(\"StoreQueue\"), or ",
            ]
        )
    }

    private func difference(_ before: String, _ after: String) -> StackDifference {
        TemplatePair("test", before: ComparedTemplate(text: before), after: ComparedTemplate(text: after)).difference()
    }
}

extension StackDifference {
    /// The new logical ID of each old one.
    fileprivate var newNames: [String: String] {
        let renames = resources.compactMap { change -> (String, String)? in
            if case .rename(let old) = change.action { (old, change.logicalID) } else { nil }
        }
        return Dictionary(uniqueKeysWithValues: renames)
    }
}

extension Template {
    /// With other names for its resources, in another order.
    fileprivate func renamed(_ names: [String: String], shuffledWith random: inout SeededGenerator) -> Template {
        var renamed = self
        let order = resources.elements.shuffled(using: &random)
        renamed.resources = Template.Section(
            uniqueKeysWithValues: order.map { (names[$0] ?? $0, $1.renamingReferences(names)) }
        )
        renamed.outputs = outputs.mapValues { $0.renamingReferences(names) }
        return renamed
    }

    /// A few resources of few kinds, so that many are alike; each refers to some that come before it.
    fileprivate static func random(prefix: String, using random: inout SeededGenerator) -> Template {
        var template = Template()
        for index in 0..<Int.random(in: 1...8, using: &random) {
            let known = Array(template.resources.keys)
            let targets = known.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
            template.resources["\(prefix)\(index)"] = .map([
                "Type": .string("AWS::SSM::Parameter"),
                "Properties": .map([
                    "Type": .string("String"),
                    "Value": .call(.join, .list([.string(","), .list(targets.map { .call(.ref, .string($0)) })])),
                    "Tier": .string(Bool.random(using: &random) ? "Standard" : "Advanced"),
                ]),
            ])
        }
        return template
    }
}

extension TemplateNode {
    /// Written apart from the renaming that is tested, by the text of the template alone.
    fileprivate func renamingReferences(_ names: [String: String]) -> TemplateNode {
        switch self {
        case .string(let text):
            var text = text
            for (old, new) in names {
                text = text.replacing("${\(old)}", with: "${\(new)}").replacing("${\(old).", with: "${\(new).")
            }
            return .string(text)
        case .list(let items): return .list(items.map { $0.renamingReferences(names) })
        case .map(let entries):
            return .map(
                OrderedDictionary(
                    uniqueKeysWithValues: entries.map { key, value in
                        let isReference = key == "Ref" || key == "DependsOn" || key == "Fn::GetAtt"
                        return (key, isReference ? value.renamed(names) : value.renamingReferences(names))
                    }
                )
            )
        case .integer, .number, .boolean: return self
        }
    }

    private func renamed(_ names: [String: String]) -> TemplateNode {
        switch self {
        case .string(let text):
            let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
            return .string(([names[parts[0]] ?? parts[0]] + parts.dropFirst()).joined(separator: "."))
        case .list(let items): return .list(items.map { $0.renamed(names) })
        default: return self
        }
    }
}
