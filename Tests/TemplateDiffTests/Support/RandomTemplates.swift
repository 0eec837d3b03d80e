import OrderedCollections
import TemplateModel

/// Templates that nobody would write, and every change of them.
struct RandomTemplates<Generator: RandomNumberGenerator> {
    var generator: Generator

    private static var types: [String] {
        [
            "AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::RDS::DBSubnetGroup", "AWS::Lambda::Function",
            "AWS::IAM::Role", "AWS::SNS::Topic", "Custom::Thing", "Acme::Widgets::Widget", "AWS::EC2::LaunchTemplate",
        ]
    }

    private static var properties: [String] {
        [
            "Engine", "Tags", "SubnetIds", "DBSubnetGroupName", "Port", "Policies", "Layers", "Password", "DependsOn",
            "LaunchTemplateData", "Environment", "AssumeRolePolicyDocument", "DBClusterIdentifier", "MasterUsername",
        ]
    }

    mutating func template() -> Template {
        var template = Template()
        for index in 0..<Int.random(in: 0...3, using: &generator) {
            template.parameters["P\(index)"] = .map(["Type": .string("String"), "Default": value(depth: 3)])
            template.conditions["C\(index)"] = value(depth: 1)
            template.mappings["M\(index)"] = .map(["a": .map(["b": value(depth: 3)])])
            template.outputs["O\(index)"] = .map(["Value": value(depth: 1)])
        }
        for index in 0..<Int.random(in: 1...8, using: &generator) {
            template.resources["R\(index)"] = resource()
        }
        return template
    }

    /// The same with some parts that are others.
    mutating func changed(_ template: Template) -> Template {
        var changed = template
        for (name, node) in template.resources {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: changed.resources[name] = resource()
            case 1: changed.resources[name] = nil
            case 2: changed.resources[name] = mutated(node)
            default: break
            }
        }
        changed.resources["New"] = resource()
        for keyPath in [\Template.parameters, \.conditions, \.mappings, \.outputs] {
            for (name, node) in template[keyPath: keyPath] where Bool.random(using: &generator) {
                changed[keyPath: keyPath][name] = Bool.random(using: &generator) ? mutated(node) : nil
            }
        }
        return changed
    }

    private mutating func resource() -> TemplateNode {
        var entries: OrderedDictionary<String, TemplateNode> = [
            "Type": .string(Self.types.randomElement(using: &generator) ?? "")
        ]
        var properties: OrderedDictionary<String, TemplateNode> = [:]
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
            properties[Self.properties.randomElement(using: &generator) ?? ""] = value(depth: 0)
        }
        entries["Properties"] = .map(properties)
        for key in ["Metadata", "Condition", "DependsOn", "UpdatePolicy"]
        where Int.random(in: 0..<5, using: &generator) == 0 {
            entries[key] = value(depth: 2)
        }
        return .map(entries)
    }

    private mutating func value(depth: Int) -> TemplateNode {
        let names = ["R0", "R1", "R2", "P0", "P1", "AWS::Region", "AWS::NoValue", "C0", "M0", "New"]
        let name = names.randomElement(using: &generator) ?? ""
        switch Int.random(in: 0..<(depth > 3 ? 5 : 17), using: &generator) {
        case 0:
            return .string(
                ["", "a", "5", "{\"a\": [1]}", "é", "${R0}", "{{resolve:ssm:a}}"].randomElement(using: &generator) ?? ""
            )
        case 1: return .integer(Int.random(in: 0...5, using: &generator))
        case 2: return .boolean(Bool.random(using: &generator))
        case 3: return .number(Double(Int.random(in: 0...5, using: &generator)) / 2)
        case 4, 5: return .call(.ref, .string(name))
        case 6: return .call(.getAtt, .list([.string(name), .string("Arn")]))
        case 7: return .call(.sub, .string("x-${\(name)}-${\(name).Arn}"))
        case 8: return .call(.join, .list([.string(["", ","].randomElement(using: &generator) ?? ""), list(depth)]))
        case 9: return .call(.if, .list([.string("C0"), value(depth: depth + 1), value(depth: depth + 1)]))
        case 10: return .call(.findInMap, .list([.string("M0"), .string("a"), .string("b")]))
        case 11: return .call(Intrinsic.allCases.randomElement(using: &generator) ?? .ref, value(depth: depth + 1))
        case 12, 13: return list(depth)
        case 14:
            return .map([
                "Statement": .map(["Effect": .string("Allow"), "Action": list(depth), "Resource": list(depth)])
            ])
        case 15: return .list([.map(["Key": .string(name), "Value": value(depth: depth + 1)])])
        default: return .map([name: value(depth: depth + 1), "Name": value(depth: depth + 1)])
        }
    }

    private mutating func list(_ depth: Int) -> TemplateNode {
        .list((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(depth: depth + 1) })
    }

    /// One part of it is another.
    private mutating func mutated(_ node: TemplateNode) -> TemplateNode {
        switch node {
        case .list(var items) where !items.isEmpty:
            let index = items.indices.randomElement(using: &generator) ?? 0
            items[index] = mutated(items[index])
            return .list(Bool.random(using: &generator) ? items : items.shuffled(using: &generator))
        case .map(var entries) where !entries.isEmpty:
            guard let key = entries.keys.filter({ $0 != "Type" }).randomElement(using: &generator) else { return node }
            entries[key] = entries[key].map { mutated($0) }
            return .map(entries)
        default: return value(depth: 2)
        }
    }
}
