extension Retention.Policy {
    /// How much is kept of a resource that was there before the deploy; more is more.
    var strength: Int {
        switch self {
        case .delete: 0
        case .snapshot: 1
        case .retain, .retainExceptOnCreate: 2
        }
    }
}

extension Retention {
    /// `Snapshot`, or `Snapshot by default`.
    var text: String { policy.rawValue + (isWritten ? "" : " by default") }
}
