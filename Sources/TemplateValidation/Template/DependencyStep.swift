/// One step of a circle: a node needs the next, and says so in a place.
package struct DependencyStep<Reason> {
    package let from: String
    package let to: String
    package let reason: Reason
}
