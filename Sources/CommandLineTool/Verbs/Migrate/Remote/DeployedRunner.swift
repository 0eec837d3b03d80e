package import BorealisAWSClient
package import BorealisDiagnostics
internal import OrderedCollections
package import TemplateModel

/// A function that runs the scripts of a stack, as the stack is deployed.
package struct DeployedRunner: Hashable, Sendable {
    /// Of the migrations that it serves: two where what contracts is one of its own.
    package let migrations: [String]
    /// Nil where the template doesn't say it as a text.
    package let set: String?
    /// Its logical ID.
    package let function: String

    package init(migrations: [String], set: String?, function: String) {
        self.migrations = migrations
        self.set = set
        self.function = function
    }

    /// The functions of a template, in the order of their first migrations.
    ///
    /// The list of a stack's resources doesn't tell which function serves a custom resource; the template does.
    package static func all(in template: Template) -> [DeployedRunner] {
        var found: OrderedDictionary<String, DeployedRunner> = [:]
        for (id, resource) in template.resources where resource["Type"] == .string("Custom::SchemaMigration") {
            let properties = resource["Properties"]
            guard let function = properties?["ServiceToken"]?.functionOfARN else { continue }
            let set = if case .string(let name) = properties?["Set"] { name as String? } else { nil as String? }
            let known = found[function]
            found[function] = DeployedRunner(
                migrations: (known?.migrations ?? []) + [id],
                set: known?.set ?? set,
                function: function
            )
        }
        return Array(found.values)
    }

    /// For people: `main (Migration)`.
    var title: String { "\(set ?? "an unknown set") (\(migrations.joined(separator: ", ")))" }

    /// Whether a name is that of its set, or of one of its migrations, which tells two sets of one name apart.
    fileprivate func isCalled(_ name: String) -> Bool {
        set == name || migrations.contains(name)
    }
}

extension [DeployedRunner] {
    /// The one that is meant.
    ///
    /// - Parameter set: nil where the stack has only one.
    /// - Throws: ``Diagnostic`` `RUN001` where there is none, `RUN002` where there are several.
    package func one(called set: String?, of stack: String) throws(Diagnostic) -> DeployedRunner {
        guard !isEmpty else { throw .missingRunner(of: stack) }
        let found = filter { runner in set.map(runner.isCalled) ?? true }
        guard let first = found.first else { throw .missingSet(set ?? "", of: stack, known: self) }
        guard found.count == 1 else { throw .ambiguousRunner(of: stack, found) }
        return first
    }
}

extension DeployedRunner {
    /// The name that Lambda has it under.
    ///
    /// - Throws: ``Diagnostic`` `RUN001` where it isn't there, or not yet.
    package func physicalName(
        among resources: [CloudFormationClient.StackResource],
        of stack: String
    ) throws(Diagnostic) -> String {
        let found = resources.first { $0.logicalID == function && $0.type == "AWS::Lambda::Function" }
        guard let found, let name = found.physicalID, !name.isEmpty, found.status != "DELETE_COMPLETE" else {
            throw .missingFunction(function, of: stack, status: found?.status)
        }
        return name
    }
}

extension TemplateNode {
    fileprivate subscript(key: String) -> TemplateNode? {
        guard case .map(let entries) = self else { return nil }
        return entries[key]
    }

    /// The logical ID whose ARN this is: `!GetAtt MigrationFunction.Arn`.
    fileprivate var functionOfARN: String? {
        let text: String
        switch call {
        case (.getAtt, .string(let attribute))?: text = attribute
        case (.getAtt, .list(let parts))?: text = parts.compactMap(\.literal).joined(separator: ".")
        case (.sub, .string(let pattern))? where pattern.hasPrefix("${") && pattern.hasSuffix("}"):
            text = String(pattern.dropFirst(2).dropLast())
        default: return nil
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[1] == "Arn" ? String(parts[0]) : nil
    }

    private var literal: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
