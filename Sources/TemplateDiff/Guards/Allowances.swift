extension Sequence<StackDifference> {
    /// The keys that let nothing pass, sorted: a misspelt one, or one whose change is gone.
    ///
    /// - Parameter allowances: keys of guards: `replace:database.Cluster`.
    package func idleAllowances(among allowances: Set<String>) -> [String] {
        allowances.subtracting(flatMap { $0.guards.map(\.key) }).sorted()
    }
}
