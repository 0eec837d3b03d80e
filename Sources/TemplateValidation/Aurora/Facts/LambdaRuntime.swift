/// A runtime of Lambda that was deprecated on the day of the table.
///
/// The day is fixed and not the clock's, so that the same template has the same findings on any day; a later table brings
/// later findings.
/// - Source: Lambda Developer Guide, "Lambda runtimes", as cfn-lint 1.58.0 carries it; compared with 2026-11-21.
struct LambdaRuntime {
    /// The first day without support: `2025-12-15`.
    let deprecated: String
    /// Whether Lambda makes no new function with it.
    let isBlocked: Bool
    /// The runtime to move to.
    let successor: String

    private init(_ deprecated: String, isBlocked: Bool, _ successor: String) {
        self.deprecated = deprecated
        self.isBlocked = isBlocked
        self.successor = successor
    }

    /// By their names in CloudFormation.
    static let deprecated: [String: LambdaRuntime] = [
        "dotnet6": LambdaRuntime("2024-12-20", isBlocked: false, "dotnet10"),
        "dotnet8": LambdaRuntime("2026-11-10", isBlocked: false, "dotnet10"),
        "dotnet9": LambdaRuntime("2026-11-10", isBlocked: false, "dotnet10"),
        "dotnetcore1.0": LambdaRuntime("2019-06-27", isBlocked: true, "dotnet10"),
        "dotnetcore2.0": LambdaRuntime("2019-05-30", isBlocked: true, "dotnet10"),
        "dotnetcore2.1": LambdaRuntime("2022-01-05", isBlocked: true, "dotnet10"),
        "dotnetcore3.1": LambdaRuntime("2023-04-03", isBlocked: true, "dotnet10"),
        "go1.x": LambdaRuntime("2024-01-08", isBlocked: true, "provided.al2023"),
        "java8": LambdaRuntime("2024-01-08", isBlocked: true, "java25"),
        "nodejs": LambdaRuntime("2016-08-30", isBlocked: true, "nodejs24.x"),
        "nodejs10.x": LambdaRuntime("2021-07-30", isBlocked: true, "nodejs24.x"),
        "nodejs12.x": LambdaRuntime("2023-03-31", isBlocked: true, "nodejs24.x"),
        "nodejs14.x": LambdaRuntime("2023-12-04", isBlocked: true, "nodejs24.x"),
        "nodejs16.x": LambdaRuntime("2024-06-12", isBlocked: false, "nodejs24.x"),
        "nodejs18.x": LambdaRuntime("2025-09-01", isBlocked: false, "nodejs24.x"),
        "nodejs20.x": LambdaRuntime("2026-04-30", isBlocked: false, "nodejs24.x"),
        "nodejs4.3": LambdaRuntime("2020-03-05", isBlocked: true, "nodejs24.x"),
        "nodejs4.3-edge": LambdaRuntime("2020-03-05", isBlocked: true, "nodejs24.x"),
        "nodejs6.10": LambdaRuntime("2019-08-12", isBlocked: true, "nodejs24.x"),
        "nodejs8.10": LambdaRuntime("2020-03-06", isBlocked: true, "nodejs24.x"),
        "provided": LambdaRuntime("2024-01-08", isBlocked: true, "provided.al2023"),
        "provided.al2": LambdaRuntime("2026-07-31", isBlocked: false, "provided.al2023"),
        "python2.7": LambdaRuntime("2021-07-15", isBlocked: true, "python3.14"),
        "python3.10": LambdaRuntime("2026-10-31", isBlocked: false, "python3.14"),
        "python3.6": LambdaRuntime("2022-07-18", isBlocked: true, "python3.14"),
        "python3.7": LambdaRuntime("2023-12-04", isBlocked: true, "python3.14"),
        "python3.8": LambdaRuntime("2024-10-14", isBlocked: false, "python3.14"),
        "python3.9": LambdaRuntime("2025-12-15", isBlocked: false, "python3.14"),
        "ruby2.5": LambdaRuntime("2021-07-30", isBlocked: true, "ruby4.0"),
        "ruby2.7": LambdaRuntime("2023-12-07", isBlocked: true, "ruby4.0"),
        "ruby3.2": LambdaRuntime("2026-03-31", isBlocked: false, "ruby4.0"),
    ]
}
