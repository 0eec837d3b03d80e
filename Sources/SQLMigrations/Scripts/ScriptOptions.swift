/// What a migration says of its scripts.
package struct ScriptOptions: Sendable {
    /// By the names that scripts have between `${` and `}`.
    package var placeholders: [String: String] = [:]
    /// The environment that is deployed to; nil where it has no name.
    package var environment: String?

    package init(placeholders: [String: String] = [:], environment: String? = nil) {
        self.placeholders = placeholders
        self.environment = environment
    }
}
