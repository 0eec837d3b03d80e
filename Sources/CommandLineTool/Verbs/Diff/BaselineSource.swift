internal import ArgumentParser

/// What stacks are compared with, as the command line names it.
enum BaselineSource: Hashable {
    case deployed
    /// A template, or the folder that a synth has written.
    case path(String)
    /// What a synth had written to `out` when a revision of Git was committed.
    case revision(String)
}

extension BaselineSource: ExpressibleByArgument {
    init?(argument: String) {
        let prefix = "git:"
        switch argument {
        case "", prefix: return nil
        case "deployed": self = .deployed
        case _ where argument.hasPrefix(prefix): self = .revision(String(argument.dropFirst(prefix.count)))
        default: self = .path(argument.plainPath)
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .deployed: "deployed"
        case .path(let path): path
        case .revision(let revision): "git:\(revision)"
        }
    }
}
