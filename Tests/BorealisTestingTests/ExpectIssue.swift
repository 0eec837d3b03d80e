import Testing

/// Expects that what a closure does fails its test, with these words and no others.
func expectIssue(
    _ words: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () -> Void
) {
    withKnownIssue(sourceLocation: sourceLocation) {
        body()
    } matching: { issue in
        issue.comments.map(\.rawValue) == [words]
    }
}
