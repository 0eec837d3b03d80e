internal import BorealisAWSClient
internal import TemplateDiff

/// A file that has a CI system build the stacks and tell what a change would do.
package struct Pipeline: Hashable, Sendable {
    /// Which CI system reads it.
    package enum System: String, CaseIterable, Sendable {
        case github
        case gitlab

        /// Where it looks for the file.
        package var path: String {
            switch self {
            case .github: ".github/workflows/borealis.yml"
            case .gitlab: ".gitlab-ci.yml"
            }
        }
    }

    package let system: System
    let facts: PipelineFacts

    package init(_ system: System, of facts: PipelineFacts) {
        self.system = system
        self.facts = facts
    }

    /// YAML; the same for the same facts.
    package var text: String {
        switch system {
        case .github: gitHubText
        case .gitlab: gitLabText
        }
    }
}

/// What a pipeline has to know of an app.
package struct PipelineFacts: Hashable, Sendable {
    /// The name of the app's executable.
    let tool: String
    /// The stacks in the order in which they are deployed.
    let stacks: [String]
    let hasMigrations: Bool

    package init(tool: String, stacks: [String], hasMigrations: Bool) {
        self.tool = tool
        self.stacks = stacks
        self.hasMigrations = hasMigrations
    }

    /// Where the templates are committed.
    var output: String { "out" }

    /// The executable as a word of a shell.
    var command: String { tool.shellWord }

    /// The image that the app is built in: that of the compiler which the tool was built with.
    var image: String { "swift:\(Self.swiftVersion)-noble" }

    #if compiler(>=6.4)
    private static let swiftVersion = "6.4"
    #elseif compiler(>=6.3)
    private static let swiftVersion = "6.3"
    #else
    private static let swiftVersion = "6.2"
    #endif

    /// The packages of Ubuntu that a build needs besides what the image has, and the library that calls AWS.
    var packages: [String] {
        ["libcurl4-openssl-dev", "libexpat1-dev", "libssl-dev", "libyaml-dev", "pkg-config", "zlib1g-dev"]
    }

    /// The policy of the role that reads what is deployed, as lines of comments.
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Resource", read 2026-11-22: each part of an ARN but the
    ///   service may be a wildcard, so that the policy is good for China and GovCloud as well.
    var policy: String {
        let read = CloudFormationAction.allCases
        let stacks = stacks.map { "\"arn:*:cloudformation:*:*:stack/\($0)/*\"" }
        return """
            #   {"Version": "2012-10-17", "Statement": [
            #     {"Effect": "Allow", "Action": [
            \(Self.comments(read.filter(\.isLimitedToStacks).map { "\"\($0.permission)\"" }))],
            #      "Resource": [
            \(Self.comments(stacks))]},
            #     {"Effect": "Allow", "Action": [
            \(Self.comments(read.filter { !$0.isLimitedToStacks }.map { "\"\($0.permission)\"" }))],
            #      "Resource": "*"}]}
            """
    }

    private static func comments(_ items: [String]) -> String {
        items.map { "#       \($0)" }.joined(separator: ",\n")
    }
}
