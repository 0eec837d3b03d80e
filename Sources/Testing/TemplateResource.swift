public import ConstructKit
internal import OrderedCollections
internal import TemplateModel
public import Testing

/// A resource of a template.
public struct TemplateResource<R: Resource>: CustomStringConvertible {
    /// Its name in the template.
    public let logicalID: String
    /// The resource itself, for references to it: `cluster.resource.ref`.
    public let resource: R
    private let body: TemplateNode
    private let source: TemplateSource

    init(_ logicalID: String, _ resource: R, in template: StackTemplate) {
        self.logicalID = logicalID
        self.resource = resource
        body = template.template.resources[logicalID] ?? .map([:])
        source = template.source
    }

    /// CloudFormation's name of its type: `AWS::RDS::DBCluster`.
    public var type: String { resource.cloudFormationType }

    /// The logical ID and the type.
    public var description: String { "\(logicalID) (\(type))" }

    /// All of its properties, with CloudFormation's names.
    public var properties: TemplateValue<JSONValue> { self["Properties"] }

    /// A part of the resource as the template has it: `cluster["DeletionPolicy"]`.
    ///
    /// - Parameter path: the keys from the resource down, as for `Resource.override(_:with:)`.
    public subscript(path: String) -> TemplateValue<JSONValue> {
        TemplateValue(body, at: logicalID, source)[path]
    }

    /// A property as the template has it, with what overrides and the tags of the stack made of it; an attribute as a
    /// template would refer to it.
    ///
    /// ```swift
    /// #expect(cluster[\.engine] == "aurora-mysql")
    /// #expect(writer[\.dbClusterIdentifier] == cluster.resource.ref)
    /// #expect(cluster[\.snapshotIdentifier] == nil)
    /// ```
    public subscript<V: PropertyValue>(property: KeyPath<R, V?>) -> TemplateValue<V> {
        value { $0[keyPath: property] }
    }

    /// A property that is required, or an attribute.
    public subscript<V: PropertyValue>(property: KeyPath<R, V>) -> TemplateValue<V> {
        value { $0[keyPath: property] }
    }

    /// An attribute reads no property of the resource.
    private func value<V: PropertyValue>(_ read: (R) -> V?) -> TemplateValue<V> {
        var own: V?
        let name = resource.namesRead { own = read(resource) }.last
        guard let name else {
            return TemplateValue(own.flatMap { source.node(for: $0.expression) }, at: logicalID, source)
        }
        return TemplateValue(body.part("Properties")?.part(name), at: "\(logicalID).Properties.\(name)", source)
    }
}

extension TemplateResource {
    /// Where the resource's properties differ from some that it should have; none where they match.
    ///
    /// ```swift
    /// #expect(cluster.mismatches(with: ["Engine": "aurora-mysql", "SnapshotIdentifier": .noValue]) == [])
    /// ```
    /// - Parameter properties: with CloudFormation's names. Of an object some keys are enough, at any depth; a list
    ///   must have as many items, each of which matches; `.noValue` matches what isn't there.
    public func mismatches(with properties: JSONValue) -> [Mismatch] {
        mismatches(with: source.node(for: properties.expression))
    }

    /// Where the resource's properties differ from those of another, which has only some of them.
    ///
    /// ```swift
    /// #expect(cluster.mismatches(with: RDS.DBCluster(engine: "aurora-mysql")) == [])
    /// ```
    public func mismatches(with pattern: R) -> [Mismatch] {
        mismatches(with: source.properties(of: pattern))
    }

    private func mismatches(with pattern: TemplateNode?) -> [Mismatch] {
        (body.part("Properties") ?? .map([:])).mismatches(with: pattern, at: "\(logicalID).Properties")
    }

    /// Fails the test where the resource's properties differ from some that it should have, and shows each difference.
    ///
    /// ```swift
    /// cluster.expectMatch(["ServerlessV2ScalingConfiguration": ["MinCapacity": 0]])
    /// ```
    /// - Parameter properties: as for ``mismatches(with:)-(JSONValue)``.
    public func expectMatch(_ properties: JSONValue, sourceLocation: SourceLocation = #_sourceLocation) {
        mismatches(with: properties).record(at: sourceLocation)
    }

    /// Fails the test where the resource's properties differ from those of another, and shows each difference.
    ///
    /// ```swift
    /// cluster.expectMatch(RDS.DBCluster(serverlessV2ScalingConfiguration: .init(minCapacity: 0)))
    /// ```
    /// - Parameter pattern: a resource with only some of the properties.
    public func expectMatch(_ pattern: R, sourceLocation: SourceLocation = #_sourceLocation) {
        mismatches(with: pattern).record(at: sourceLocation)
    }
}
