package import BorealisDiagnostics

/// One arrow of a circle: what needs what, and where that is written.
package struct DependencyStep: Sendable {
    package let from: String
    package let to: String
    /// The property that refers, or `DependsOn`.
    package let reason: String
    package let place: Place?
}
