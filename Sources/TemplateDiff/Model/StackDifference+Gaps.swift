extension StackDifference {
    /// Adds what could not be known; what is known to be missing already is there once.
    mutating func addGaps(_ gaps: some Sequence<Gap>) {
        self.gaps = Set(self.gaps).union(gaps).sorted()
    }
}
