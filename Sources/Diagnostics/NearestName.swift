/// The known name that a misspelt one was probably meant to be.
package enum NearestName {
    /// - Returns: the first of the nearest, ignoring case; nil when none is near enough to be worth a guess.
    package static func of(_ name: String, among known: some Sequence<String>) -> String? {
        var names = NearestNames(among: known)
        return names.nearest(to: name)
    }
}
