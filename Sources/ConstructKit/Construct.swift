public import BorealisDiagnostics

/// Resources that belong together, behind a page of options: a struct whose stored properties are its elements.
///
/// A construct has the same shape as a stack: elements, other constructs, and arrays, dictionaries or optionals of
/// them. A component named `resource` adds nothing to the logical IDs. What a construct is only given, such as the
/// network of a database, it keeps as ``Borrowed`` or not at all.
public protocol Construct: Dependable {
    /// What is wrong with the options that the construct was made with; empty by default.
    ///
    /// It is called at synth. A construct that stores a ``Place`` puts its problems there.
    func validate() -> [Diagnostic]
}

extension Construct {
    /// Finds nothing wrong.
    public func validate() -> [Diagnostic] { [] }

    /// Pins the prefix of the logical IDs of all that the construct holds.
    ///
    /// A renamed property then doesn't replace what is deployed. An element inside that is pinned itself keeps its own
    /// ID; of two pinned constructs around an element the outer one counts.
    /// - Parameter prefix: letters and digits: `.logicalID("Vpc")` gives `VpcIsolatedSubnets1`.
    public func logicalID(_ prefix: String) -> Self {
        for found in Discovery.elements(in: self) {
            found.element.pinnedPrefixID = prefix + found.path.logicalID
        }
        return self
    }
}

/// A property that refers to what another property owns.
///
/// ```swift
/// struct Service: Construct {
///     @Borrowed var cluster: AuroraCluster
///     let function: Lambda.Function
/// }
/// ```
@propertyWrapper
public struct Borrowed<Wrapped>: BorrowedProperty {
    /// What is referred to.
    public var wrappedValue: Wrapped

    /// Refers to what another property owns.
    public init(wrappedValue: Wrapped) {
        self.wrappedValue = wrappedValue
    }
}

/// A ``Borrowed``, whatever it wraps: discovery passes over it.
package protocol BorrowedProperty {}
