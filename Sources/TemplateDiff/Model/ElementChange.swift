package import BorealisDiagnostics

/// A part of a template that is no resource and that comes, goes or changes.
package struct ElementChange: Hashable, Sendable {
    package enum Section: String, Sendable, CaseIterable {
        case formatVersion = "AWSTemplateFormatVersion"
        case description = "Description"
        case transform = "Transform"
        case metadata = "Metadata"
        case parameters = "Parameters"
        case rules = "Rules"
        case mappings = "Mappings"
        case conditions = "Conditions"
        case outputs = "Outputs"
        /// Tags and other settings of the stack itself; only a change set tells of them.
        case stack = "Stack"
        /// One that only a macro or CodeDeploy reads, by the name of the change.
        case other = "Other"
    }

    package enum Action: String, Sendable {
        case add, update, remove
    }

    package let section: Section
    /// The name of the element; the section's own where it has only one.
    package let name: String
    package let action: Action
    /// With paths below the element; an element that is a single value has one change with an empty path.
    package var properties: [PropertyChange] = []
    /// Of an output: the name of the export that it is, or was.
    package var export: Export?
    package var place: Place?
    package var evidence = Evidence.offline

    package init(_ action: Action, _ section: Section, _ name: String) {
        self.section = section
        self.name = name
        self.action = action
    }

    package struct Export: Hashable, Sendable {
        /// As CloudFormation knows it, or as the template writes it where that isn't known.
        package let name: String
        /// The stacks that import it, sorted; nil where that isn't known.
        package var importers: [String]?

        package init(name: String, importers: [String]?) {
            self.name = name
            self.importers = importers
        }
    }
}
