/// What happens to a resource when its stack, or its place in the template, is deleted.
///
/// - Source: CloudFormation Template Reference, "DeletionPolicy attribute", read 2026-11-21.
public enum DeletionPolicy: String, Sendable {
    /// It is deleted.
    case delete = "Delete"
    /// It is kept, and no stack knows of it any more.
    case retain = "Retain"
    /// It is kept, except when it was made by the very operation that is rolled back.
    case retainExceptOnCreate = "RetainExceptOnCreate"
    /// A snapshot of it is kept, for the types that have one.
    case snapshot = "Snapshot"
}

/// What happens to the old resource when a change replaces it.
///
/// - Source: CloudFormation Template Reference, "UpdateReplacePolicy attribute", read 2026-11-21.
public enum UpdateReplacePolicy: String, Sendable {
    /// It is deleted.
    case delete = "Delete"
    /// It is kept, and no stack knows of it any more.
    case retain = "Retain"
    /// A snapshot of it is kept, for the types that have one.
    case snapshot = "Snapshot"
}

/// What a resource can be made to wait for: a resource, or a construct with all its resources.
public protocol Dependable {}
