public import BorealisDiagnostics
public import ConstructKit
internal import OrderedCollections
internal import TemplateModel

/// The template of a stack, and questions about it.
public struct StackTemplate {
    /// The stack's name.
    public let name: String
    /// What `synth` says of the app besides: warnings and notes.
    public let diagnostics: [Diagnostic]
    let template: Template
    let source: TemplateSource

    init(_ stack: SynthesizedStack, _ source: TemplateSource, diagnostics: [Diagnostic]) {
        name = stack.name
        template = stack.template
        self.source = source
        self.diagnostics = diagnostics
    }

    /// The template in YAML, as `synth` writes it.
    public var text: String { template.node.text(as: .yaml) }

    /// The whole template.
    public var content: TemplateValue<JSONValue> { TemplateValue(template.node, at: "", source) }

    /// The parameters by their logical IDs: `template.parameters["Environment.Default"] == "dev"`.
    public var parameters: TemplateValue<JSONValue> { section("Parameters", template.parameters) }

    /// The mappings by their logical IDs.
    public var mappings: TemplateValue<JSONValue> { section("Mappings", template.mappings) }

    /// The conditions by their logical IDs.
    public var conditions: TemplateValue<JSONValue> { section("Conditions", template.conditions) }

    /// The outputs by their logical IDs: `template.outputs["DatabaseName.Value"] == "anonfed"`.
    public var outputs: TemplateValue<JSONValue> { section("Outputs", template.outputs) }

    private func section(_ name: String, _ entries: Template.Section) -> TemplateValue<JSONValue> {
        TemplateValue(.map(entries), at: name, source)
    }
}

extension StackTemplate {
    /// The resources of a class, in the order of the template: `template.resources(RDS.DBInstance.self)`.
    ///
    /// All resources are `Resource`.
    public func resources<R: Resource>(_ type: R.Type = Resource.self) -> [TemplateResource<R>] {
        source.resources.compactMap { id, resource in
            (resource as? R).map { TemplateResource(id, $0, in: self) }
        }
    }

    /// The resources of a class whose properties match, in the order of the template.
    ///
    /// - Parameter properties: some of them, as for ``TemplateResource/mismatches(with:)-(JSONValue)``.
    public func resources<R: Resource>(
        _ type: R.Type = Resource.self,
        matching properties: JSONValue
    ) -> [TemplateResource<R>] {
        resources(type).filter { $0.mismatches(with: properties).isEmpty }
    }

    /// The resources of a type that has no class, such as a custom resource, in the order of the template.
    ///
    /// - Parameter type: CloudFormation's name: `Custom::Thing`.
    public func resources(ofType type: String) -> [TemplateResource<Resource>] {
        resources().filter { $0.type == type }
    }

    /// The only resource of a class.
    ///
    /// - Throws: ``TemplateQuestionError`` where there is none, or more than one.
    public func resource<R: Resource>(_ type: R.Type) throws -> TemplateResource<R> {
        try only(of: resources(type), called: type.displayName)
    }

    /// The only resource of a class whose properties match.
    ///
    /// - Parameter properties: some of them, as for ``TemplateResource/mismatches(with:)-(JSONValue)``.
    /// - Throws: ``TemplateQuestionError`` where there is none, or more than one; it says what differs.
    public func resource<R: Resource>(_ type: R.Type, matching properties: JSONValue) throws -> TemplateResource<R> {
        let candidates = resources(type)
        let mismatches = candidates.map { $0.mismatches(with: properties) }
        let matching = zip(candidates, mismatches).filter(\.1.isEmpty).map(\.0)
        guard matching.isEmpty, !candidates.isEmpty else {
            return try only(of: matching, called: "\(type.displayName) that matches")
        }
        let lines = mismatches.joined().map { "  \($0)" }
        throw TemplateQuestionError(
            (["no \(type.displayName) of \(name) matches"] + lines).joined(separator: "\n")
        )
    }

    /// The only resource of a type that has no class.
    ///
    /// - Parameter type: CloudFormation's name: `Custom::Thing`.
    /// - Throws: ``TemplateQuestionError`` where there is none, or more than one.
    public func resource(ofType type: String) throws -> TemplateResource<Resource> {
        try only(of: resources(ofType: type), called: type)
    }

    /// The resource with a logical ID.
    ///
    /// - Throws: ``TemplateQuestionError`` where there is none, or it is of another class.
    public func resource<R: Resource>(
        _ logicalID: String,
        as type: R.Type = Resource.self
    ) throws -> TemplateResource<R> {
        guard let resource = source.resources[logicalID] else {
            let nearest = NearestName.of(logicalID, among: source.resources.keys)
            let hint = nearest.map { "; it has \($0)" } ?? ""
            throw TemplateQuestionError("\(name) has no resource \(logicalID)\(hint)")
        }
        guard let typed = resource as? R else {
            let actual = Swift.type(of: resource).displayName
            throw TemplateQuestionError(
                "\(logicalID) of \(name) is of another class; got \(actual), expected \(type.displayName)"
            )
        }
        return TemplateResource(logicalID, typed, in: self)
    }

    private func only<R>(of found: [TemplateResource<R>], called what: String) throws -> TemplateResource<R> {
        if found.count == 1, let only = found.first { return only }
        guard !found.isEmpty else { throw TemplateQuestionError("\(name) has no \(what)") }
        let ids = found.map(\.logicalID).joined(separator: ", ")
        throw TemplateQuestionError("\(name) has more than one \(what); got \(found.count): \(ids)")
    }
}

/// A question about a template has no answer.
public struct TemplateQuestionError: Error, Hashable, CustomStringConvertible {
    /// What was asked for and what is there.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
