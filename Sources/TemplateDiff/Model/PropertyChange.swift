package import TemplateModel

/// A part of a resource, or of another element, that differs.
package struct PropertyChange: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case added
        case removed
        case changed
        /// The same items in another order, which matters here.
        case reordered
        /// It is written the same, and what it refers to differs.
        case indirect(Cause)
    }

    /// What a value that is written the same depends on.
    package enum Cause: Hashable, Sendable {
        /// What `Ref` gives of a resource, or `Fn::GetAtt` where an attribute is named.
        case resource(String, attribute: String?)
        case parameter(String)
        case mapping(String)
        case condition(String)
    }

    /// Keys and indices, which are counted from 0; the first is `Properties` or an attribute such as `DeletionPolicy`.
    ///
    /// An item of a list whose items are told apart by keys is named by them: `Tags`, `Name`.
    package let path: [String]
    package let kind: Kind
    /// Nil where there was none.
    package let before: ChangedValue?
    /// Nil where there is none.
    package let after: ChangedValue?
    /// What the change does to the resource.
    package var replacement = ResourceChange.Replacement.never
    package var evidence = Evidence.offline

    package init(_ kind: Kind, _ path: [String], before: ChangedValue?, after: ChangedValue?) {
        self.kind = kind
        self.path = path
        self.before = before
        self.after = after
    }
}

/// A value as it can be shown.
package enum ChangedValue: Hashable, Sendable {
    case value(TemplateNode)
    /// A secret: that it changes is said, and nothing of it is shown.
    case hidden
    /// Only the deploy knows it.
    case unknown
}
