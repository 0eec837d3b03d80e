internal import BorealisDiagnostics
internal import OrderedCollections
internal import TemplateModel

/// The password of a database can be read in the template, or in what the stack shows of its parameters.
///
/// - Source: CloudFormation User Guide, "Security best practices", "Do not embed credentials in your templates",
///   read 2026-11-21.
enum PlainPassword {
    static func findings(in facts: TemplateFacts) -> [Finding] {
        facts.resources(of: "AWS::RDS::DBCluster", "AWS::RDS::DBInstance").flatMap { database in
            database.values(of: "MasterUserPassword").compactMap { value in
                leak(of: value.node, in: facts.template).map { finding(database, $0, at: value.location) }
            }
        }
    }

    /// Where the password can be read; the password itself is never shown.
    private static func leak(of node: TemplateNode, in template: Template) -> String? {
        if let text = node.literalText(in: template) { return text.isDynamicReference ? nil : "a text in the template" }
        if let id = node.referenceTarget { return leak(ofParameter: id, in: template) }
        guard case (.sub, .string(let text))? = node.call, text.hasPrefix("${"),
            text.firstIndex(of: "}") == text.index(before: text.endIndex)
        else { return nil }
        return leak(ofParameter: String(text.dropFirst(2).dropLast()), in: template)
    }

    /// The default of a parameter of Systems Manager is a path; the stack shows what is there, unless it has `NoEcho`.
    private static func leak(ofParameter id: String, in template: Template) -> String? {
        guard let parameter = template.parameters[id]?.entries else { return nil }
        let isPath = parameter["Type"]?.string?.hasPrefix("AWS::SSM::Parameter::") ?? false
        let value = isPath ? nil : parameter["Default"]?.scalarText
        if let value, value.isDynamicReference { return nil }
        guard parameter["NoEcho"]?.isTrue ?? false else { return "parameter \(id) without NoEcho" }
        return value.map { $0.isEmpty ? nil : "parameter \(id) with a default" } ?? nil
    }

    private static func finding(_ database: CheckedResource, _ got: String, at location: TemplateLocation) -> Finding {
        Finding(
            .plainPassword,
            at: location,
            "the password of \(database.id) can be read by whoever reads the template or the stack",
            got: got,
            expected: "a dynamic reference, such as {{resolve:secretsmanager:…}}, or ManageMasterUserPassword",
            fix: "generate it with an AWS::SecretsManager::Secret and refer to that"
        )
    }
}
