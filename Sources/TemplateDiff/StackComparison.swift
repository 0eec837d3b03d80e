package import BorealisDiagnostics
package import ResourceSchema
package import TemplateModel

/// One side of a comparison: a template, and what is known of it besides.
package struct ComparedTemplate {
    package let template: Template
    /// Where a part of it was written: keys and indices from the root.
    package let place: ([String]) -> Place?
    /// The values of the parameters of the deployed stack; empty where they aren't known.
    package var parameters: [String: String] = [:]
    /// What the exports of the deployed stack are called and who imports them, by the logical IDs of their outputs.
    package var exports: [String: ElementChange.Export] = [:]
    /// What AWS calls the resources of the deployed stack, by logical ID.
    package var physicalIDs: [String: String] = [:]

    package init(_ template: Template, place: @escaping ([String]) -> Place? = { _ in nil }) {
        self.template = template
        self.place = place
    }
}

/// Compares a stack as it is with the stack as it would be.
package struct StackComparison {
    let stack: String
    let baseline: Baseline
    /// Nil where nothing is there yet.
    var before: ComparedTemplate?
    /// Logical IDs whose resource is another one, though nothing of it differs.
    var movedIDs: Set<String> = []
    let after: ComparedTemplate
    /// The scripts of the stack's migrations, as they were read for the new template.
    let sets: [ComparedScripts]
    let changeSet: ChangeSet?
    /// The keys of guards that may pass: `replace:database.Cluster`.
    let allowances: Set<String>
    let schema: (String) -> ResourceTypeSchema?

    package init(
        stack: String,
        baseline: Baseline,
        before: ComparedTemplate?,
        after: ComparedTemplate,
        sets: [ComparedScripts] = [],
        changeSet: ChangeSet? = nil,
        allowances: Set<String> = [],
        schema: @escaping (String) -> ResourceTypeSchema?
    ) {
        self.stack = stack
        self.baseline = baseline
        let parameters = ParameterValues(before: before ?? ComparedTemplate(Template()), after: after)
        self.before = before?.withoutLoops(parameters, isAfter: false)
        self.after = after.withoutLoops(parameters, isAfter: true)
        self.sets = sets
        self.changeSet = changeSet
        self.allowances = allowances
        self.schema = schema
    }

    /// Everything that differs.
    package func difference() -> StackDifference {
        var difference = StackDifference(stack: stack, baseline: baseline)
        TemplateComparison(self).add(to: &difference)
        Renames(in: self).merge(into: &difference)
        if let changeSet { ChangeSetMerge(changeSet, in: self).merge(into: &difference) }
        AccessComparison(self).add(to: &difference)
        MigrationComparison(self).add(to: &difference)
        GuardRules(self).add(to: &difference)
        return difference
    }
}
