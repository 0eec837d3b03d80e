package import OrderedCollections

/// A CloudFormation template, section by section, with logical IDs in the order of the stack.
package struct Template: Hashable, Sendable {
    package typealias Section = OrderedDictionary<String, TemplateNode>

    /// What stands at the top; there is only one version.
    package var formatVersion = TemplateNode.string(Template.onlyFormatVersion)
    package var description = ""
    package var transforms: [String] = []
    package var metadata: TemplateNode?
    package var parameters: Section = [:]
    /// What an include at the top adds, which only a deploy knows.
    package var include: TemplateNode?
    /// What a deploy asserts of the parameters.
    package var rules: Section = [:]
    package var mappings: Section = [:]
    package var conditions: Section = [:]
    package var resources: Section = [:]
    package var outputs: Section = [:]
    /// What stands at the top besides: sections that only CodeDeploy or a macro reads, and those that are no objects.
    package var otherSections: Section = [:]

    package static let onlyFormatVersion = "2010-09-09"

    package init() {}

    /// The whole, as it is written; sections without content are left out.
    package var node: TemplateNode {
        var sections: Section = ["AWSTemplateFormatVersion": formatVersion]
        sections["Description"] = description.isEmpty ? nil : .string(description)
        sections["Transform"] = transformNode
        sections[Intrinsic.transform.rawValue] = include
        sections["Metadata"] = metadata
        sections["Parameters"] = section(parameters)
        sections["Rules"] = section(rules)
        sections["Mappings"] = section(mappings)
        sections["Conditions"] = section(conditions)
        sections["Resources"] = section(resources)
        sections["Outputs"] = section(outputs)
        sections.merge(otherSections) { known, _ in known }
        return .map(sections)
    }

    /// `AWS::LanguageExtensions` comes first, as other macros may see what it expands.
    private var transformNode: TemplateNode? {
        let extensions = "AWS::LanguageExtensions"
        let bodies = [metadata].compactMap(\.self) + [conditions, resources, outputs].flatMap(\.values)
        let isNeeded = bodies.contains(where: \.needsLanguageExtensions) && !transforms.contains(extensions)
        let names = (isNeeded ? [extensions] : []) + transforms
        guard names.count > 1 else { return names.first.map(TemplateNode.string) }
        return .list(names.map(TemplateNode.string))
    }

    private func section(_ entries: Section) -> TemplateNode? {
        entries.isEmpty ? nil : .map(entries)
    }
}

extension TemplateNode {
    fileprivate var needsLanguageExtensions: Bool {
        if let call, call.function.needsLanguageExtensions || hasComputedKey {
            return true
        }
        return switch self {
        case .list(let items): items.contains(where: \.needsLanguageExtensions)
        case .map(let entries): entries.values.contains(where: \.needsLanguageExtensions)
        default: false
        }
    }

    /// Without the extensions a key of a mapping is text, `Ref` or another `Fn::FindInMap`.
    ///
    /// - Source: CloudFormation Template Reference, "Fn::FindInMap", supported functions, read 2026-11-21.
    private var hasComputedKey: Bool {
        guard let call, call.function == .findInMap, case .list(let arguments) = call.argument else { return false }
        return arguments.contains { argument in
            argument.call.map { $0.function != .ref && $0.function != .findInMap } ?? false
        }
    }
}
