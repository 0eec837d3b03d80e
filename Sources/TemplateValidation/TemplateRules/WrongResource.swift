internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// A resource is no object, has no type, or has a part of the wrong type.
enum WrongResource {
    static func findings(in template: Template) -> [Finding] {
        guard !template.hasOwnMacros else { return [] }
        return template.resources.elements.filter { !$0.key.hasPrefix("Fn::") }.flatMap { id, node in
            guard let resource = node.entries else {
                return [finding(id, at: TemplateLocation("Resources", id), got: node.shown, expected: "an object")]
            }
            return parts(of: resource, id)
        }
    }

    private static func parts(of resource: OrderedDictionary<String, TemplateNode>, _ id: String) -> [Finding] {
        let location = TemplateLocation("Resources", id)
        guard !resource.keys.contains(where: { $0.hasPrefix("Fn::") }) else { return [] }
        var findings: [Finding] = []
        if resource["Type"]?.string == nil {
            findings.append(
                finding(
                    "\(id).Type",
                    at: resource["Type"] == nil ? location : location.appending("Type"),
                    got: resource["Type"]?.shown ?? "none",
                    expected: "a resource type",
                    fix: "write one such as AWS::S3::Bucket"
                )
            )
        }
        let types: [(String, String, (TemplateNode) -> Bool)] = [
            ("Properties", "an object", { $0.entries != nil }),
            ("DependsOn", "a logical ID, or a list of them", \.isNameOrNames),
            ("Condition", "the name of a condition", { $0.string != nil }),
        ]
        for (key, expected, isRight) in types {
            guard let value = resource[key], !isRight(value), !(value.isFunction && key == "Properties") else {
                continue
            }
            findings.append(
                finding("\(id).\(key)", at: location.appending(key), got: value.shown, expected: expected)
            )
        }
        return findings
    }

    private static func finding(
        _ name: String,
        at location: TemplateLocation,
        got: String,
        expected: String,
        fix: String? = nil
    ) -> Finding {
        Finding(
            .wrongResource,
            at: location,
            "\(name) is missing or of the wrong type",
            got: got,
            expected: expected,
            fix: fix ?? "write \(expected)"
        )
    }
}

extension TemplateNode {
    fileprivate var isNameOrNames: Bool {
        if case .list(let items) = self { return items.allSatisfy { $0.string != nil } }
        return string != nil
    }
}
