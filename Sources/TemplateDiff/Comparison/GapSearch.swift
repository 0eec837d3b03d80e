internal import OrderedCollections
internal import TemplateModel

/// Finds what the templates alone can't tell.
struct GapSearch {
    private(set) var gaps: Set<Gap> = []

    /// - Parameter changed: the logical IDs of resources that a deploy updates.
    init(_ template: ComparedTemplate, parameters: ParameterValues, changed: Set<String>) {
        let sections = template.template
        addTransforms(sections)
        for (name, node) in sections.parameters {
            addParameter(name, node, parameters)
        }
        for (id, resource) in sections.resources {
            addModule(id, resource)
            addNestedStack(id, resource)
            visit(resource.withReferencesWhole, of: id, isChanged: changed.contains(id))
        }
        let others = [sections.outputs, sections.conditions, sections.mappings, sections.rules]
        for node in others.flatMap(\.values) + [sections.metadata].compactMap(\.self) {
            visit(node.withReferencesWhole, of: nil, isChanged: false)
        }
    }

    /// - Source: CloudFormation Template Reference, "AWS::LanguageExtensions transform": what it makes depends on the
    ///   template and its parameters alone; read 2026-11-22.
    private mutating func addTransforms(_ template: Template) {
        for name in template.transforms where name != "AWS::LanguageExtensions" {
            gaps.insert(Gap("the transform \(name) may change the template at the deploy"))
        }
        if template.include != nil {
            gaps.insert(Gap("what is included at the top of the template is read at the deploy"))
        }
    }

    private mutating func addParameter(_ name: String, _ node: TemplateNode, _ values: ParameterValues) {
        guard let entries = node.objectEntries, entries["Type"]?.plainText?.isReadAtDeploy == true else { return }
        let value = values.readName(of: name).map { "SSM parameter \($0)" } ?? "SSM parameter that \(name) names"
        gaps.insert(Gap("the value of the \(value) is read at the deploy"))
    }

    private mutating func addModule(_ id: String, _ resource: TemplateNode) {
        guard let type = resource.objectEntries?["Type"]?.plainText, type.hasSuffix("::MODULE") else { return }
        gaps.insert(Gap("the resources of the module \(type) are known at the deploy only", logicalID: id))
    }

    /// - Source: CloudFormation User Guide, "Embed stacks within other stacks using nested stacks": an update of the
    ///   stack looks for changes of the nested ones; read 2026-11-22.
    private mutating func addNestedStack(_ id: String, _ resource: TemplateNode) {
        guard ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"].contains(resource.resourceType) else {
            return
        }
        gaps.insert(Gap("the template of the nested stack is read at the deploy", logicalID: id))
    }

    private mutating func addStackOutput(_ argument: TemplateNode, of id: String?) {
        let parts = ["OutputName", "StackName"].map { argument.objectEntries?[$0]?.plainText }
        let output = parts[0].map { "the output \($0)" } ?? "an output"
        let stack = parts[1].map { "the stack \($0)" } ?? "another stack"
        gaps.insert(Gap("the value of \(output) of \(stack) is read at the deploy", logicalID: id))
    }

    private mutating func visit(_ node: TemplateNode, of id: String?, isChanged: Bool) {
        switch node {
        case .string(let text): addReferences(in: text, of: id, isChanged: isChanged)
        case .list(let items):
            for item in items { visit(item, of: id, isChanged: isChanged) }
        case .map(let entries):
            if let macro = entries[Intrinsic.transform.rawValue] {
                let name = macro.objectEntries?["Name"]?.plainText ?? "of Fn::Transform"
                gaps.insert(Gap("what the macro \(name) makes is known at the deploy only", logicalID: id))
            }
            if let argument = entries[Intrinsic.getStackOutput.rawValue] { addStackOutput(argument, of: id) }
            for value in entries.values { visit(value, of: id, isChanged: isChanged) }
        case .number(let number) where number.mayHaveLostDigits:
            let text = NumberText.text(of: number)
            gaps.insert(Gap("of the number \(text) not all digits may have been compared", logicalID: id))
        case .integer, .number, .boolean: break
        }
    }

    /// - Source: CloudFormation User Guide, "Get a plaintext value from Systems Manager Parameter Store" (the latest
    ///   version is fetched at an update), and AWS Knowledge Center, "cloudformation-stack-update-secrets" (a secret is
    ///   read where the reference or its resource changes); read 2026-11-22.
    private mutating func addReferences(in text: String, of id: String?, isChanged: Bool) {
        guard text[...].has("{{resolve:") else { return }
        var rest = text[...]
        while let start = rest.firstPlace(of: "{{resolve:"), let end = rest[start.upperBound...].firstPlace(of: "}}") {
            // A name may end with that of a function: `${AWS::Region}}}`.
            let isCall = rest[end.upperBound...].first == "}"
            let last = isCall ? rest.index(after: end.lowerBound) : end.lowerBound
            addReference(rest[start.upperBound..<last], of: id, isChanged: isChanged)
            rest = rest[end.upperBound...]
        }
    }

    private mutating func addReference(_ reference: Substring, of id: String?, isChanged: Bool) {
        let parts = reference.split(separator: ":", maxSplits: 1)
        guard let name = parts.last, parts.count == 2 else { return }
        switch parts[0] {
        case "ssm" where !name.hasVersion, "ssm-secure" where !name.hasVersion && isChanged:
            gaps.insert(Gap("the value of the SSM parameter \(name) is read at the deploy", logicalID: id))
        case "secretsmanager" where isChanged && !reference.namesSecretVersion:
            gaps.insert(Gap("the value of a secret is read at the deploy", logicalID: id))
        default: break
        }
    }
}

extension Double {
    /// Whether two texts that differ may have been read as this number: a double holds 15 digits for certain.
    fileprivate var mayHaveLostDigits: Bool {
        let digits = String(magnitude).prefix { $0 != "e" }.filter(\.isNumber)
        return magnitude >= 0x1p53 || digits.drop { $0 == "0" }.count > 15
    }
}

extension TemplateNode {
    /// With what is joined in one text, where a dynamic reference may be in parts.
    fileprivate var withReferencesWhole: TemplateNode {
        hasReferenceStart ? Canonicalization.value(of: self).form.asWritten : self
    }

    private var hasReferenceStart: Bool {
        switch self {
        case .string(let text): text[...].has("{{resolve")
        case .integer, .number, .boolean: false
        case .list(let items): items.contains(where: \.hasReferenceStart)
        case .map(let entries): entries.values.contains(where: \.hasReferenceStart)
        }
    }
}

extension Substring {
    /// `/blog/${AWS::Region}/image:3`: a colon that is in no name of a function.
    fileprivate var hasVersion: Bool {
        let tail = lastIndex(of: "}").map { self[$0...] } ?? self
        return tail.contains(":")
    }

    /// `secretsmanager:SECRET:SecretString:KEY:STAGE:VERSION`, where the name of the secret may be an ARN.
    fileprivate var namesSecretVersion: Bool {
        guard let start = firstPlace(of: ":SecretString")?.upperBound else { return false }
        let parts = self[start...].split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 4 && !(parts.last?.isEmpty ?? true)
    }
}
