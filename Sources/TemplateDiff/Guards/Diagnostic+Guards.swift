package import BorealisDiagnostics
internal import TemplateModel

extension Guard.Kind {
    package var code: CataloguedCode {
        switch self {
        case .replace: .guardedReplacement
        case .remove: .guardedRemoval
        case .weakenRetention: .weakenedRetention
        case .weakenProtection: .weakenedProtection
        case .regenerateSecret: .regeneratedSecret
        case .editSQL: .editedHistory
        case .removeExport: .removedExport
        }
    }

    /// How to do without the change, or to make it safe.
    package var remedy: String {
        switch self {
        case .replace: "take the change back"
        case .remove: "keep the resource, or set its DeletionPolicy to Retain in a deploy before"
        case .weakenRetention, .weakenProtection: "put back what was there"
        case .regenerateSecret: "put it back, and rotate the secret where it is used instead"
        case .editSQL: "put the scripts back and write a new one"
        case .removeExport: "deploy the importing stacks without the import first"
        }
    }
}

/// The words for what CloudFormation refuses, and for what is worth knowing of what goes.
extension Diagnostic {
    /// - Source: the error of CreateChangeSet "Update of resource type is not permitted", as aws/aws-sam-cli#6786
    ///   (2024-03-06) has it, read 2026-11-22.
    static func changedType(_ change: ResourceChange, from previous: String) -> Diagnostic {
        Diagnostic(
            .known(.changedType),
            severity: .warning,
            at: change.place,
            "\(change.logicalID) has another type, which CloudFormation refuses to update",
            got: change.type,
            expected: previous,
            fix: "give the new resource another logical ID"
        )
    }

    static func replacedName(_ change: ResourceChange, _ name: FixedName) -> Diagnostic {
        let isSure = change.action != .update || change.replacement == .always
        return Diagnostic(
            .known(.replacedName),
            severity: .warning,
            at: change.place,
            "\(change.logicalID) \(isSure ? "is" : "may be") made anew under its name, which CloudFormation refuses",
            got: "\(name.property) \(name.value)",
            expected: "another name, or none",
            fix: "change \(name.property), or leave it out so that CloudFormation makes one up"
        )
    }

    /// - Source: CloudFormation Template Reference, AWS::CloudFormation::CustomResource, ServiceToken: updates are not
    ///   supported; the error is "Modifying service token is not allowed"; read 2026-11-22.
    static func changedServiceToken(
        _ change: ResourceChange,
        _ token: PropertyChange,
        _ sides: ResourceSides
    ) -> Diagnostic {
        let isSure = token.replacement != .conditional && token.after != .unknown
        return Diagnostic(
            .known(.changedServiceToken),
            severity: .warning,
            at: change.place,
            "\(change.logicalID) \(isSure ? "gets" : "may get") another ServiceToken, which CloudFormation refuses",
            got: token.after == .unknown ? "what only the deploy knows" : sides.after.serviceToken,
            expected: sides.before.serviceToken,
            fix: "keep the function, or give the custom resource another logical ID"
        )
    }

    static func keptOutside(_ change: ResourceChange, contents: String, isSure: Bool = true) -> Diagnostic {
        Diagnostic(
            .known(.removedResource),
            severity: .warning,
            at: change.place,
            "\(change.logicalID) \(isSure ? "leaves" : "may leave") the stack and is kept: nobody manages it any longer",
            got: "\(change.type) with \(contents)",
            expected: "a resource that some stack has",
            fix: "import it into a stack, or delete it by hand when it is no longer needed"
        )
    }

    static func uncertainExport(_ change: ElementChange, _ reason: String) -> Diagnostic {
        Diagnostic(
            .known(.removedExport),
            severity: .warning,
            at: change.place,
            reason,
            got: "output \(change.name)",
            expected: "the value that it has, as CloudFormation refuses another one",
            fix: "deploy the importing stacks without the import first"
        )
    }

    static func unknownImporters(of change: ElementChange, _ export: String, _ loss: String) -> Diagnostic {
        Diagnostic(
            .known(.removedExport),
            severity: .warning,
            at: change.place,
            "\(loss), and it isn't known whether a stack imports it",
            got: "output \(change.name)",
            expected: "an export that nobody imports",
            fix: "look for importers with aws cloudformation list-imports --export-name \(export)"
        )
    }
}

extension TemplateNode? {
    /// The ARN of a function or topic, which is no secret, whatever its name says.
    fileprivate var serviceToken: String {
        guard let token = self?.child("Properties")?.child("ServiceToken") else { return "none" }
        return token.call != nil || token.shortText.hasPrefix("arn:") ? token.shortText : "a hidden value"
    }
}
