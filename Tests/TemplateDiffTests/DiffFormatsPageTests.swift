import BorealisDiagnostics
import BorealisReports
import OrderedCollections
import TemplateDiff
import TemplateModel
import TestSupport
import Testing

/// The page of the documentation that shows each form, written by the reports themselves.
@Suite struct DiffFormatsPageTests {
    @Test func `the page shows what the tool writes`() {
        let page = introduction + DifferenceFormat.allCases.map(section).joined(separator: "\n") + ending
        Golden("Sources/Borealis/Borealis.docc/DiffFormats.md").expect(page)
    }

    @Test func `no output ends the fence that it stands in`() {
        for format in DifferenceFormat.allCases {
            #expect(!output(of: format).contains("`````"))
        }
    }

    private func output(of format: DifferenceFormat) -> String {
        DifferenceReport([Self.difference]) { $0 }.text(as: format, width: 80)
    }

    /// What the introduction says, compared as the tool compares it.
    private static let difference: StackDifference = {
        let scripts = [
            "V1__users.sql": "CREATE TABLE users (id bigint PRIMARY KEY, mail text);\n",
            "V2__posts.sql": "CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint);\n",
        ]
        let index = "CREATE INDEX posts_user ON posts (user_id);\n"
        let old = MigratedStack(scripts: scripts, clusterProperties: cluster(minimum: 0.5))
        let new = MigratedStack(
            scripts: scripts.merging(["V3__posts_user.sql": index]) { $1 },
            clusterProperties: cluster(minimum: 1).merging(["StorageEncrypted": .boolean(true)]) { $1 }
        )
        let lines = ["Cluster": 14, "Migration": 20]
        return StackComparison(
            stack: "blog",
            baseline: Baseline(.deployed, name: "stack blog in eu-west-1"),
            before: ComparedTemplate(retained(old.template.template)),
            after: ComparedTemplate(retained(new.template.template)) { path in
                path.dropFirst().first.map { Place(file: "stacks/Blog/Blog.swift", line: lines[$0]) }
            },
            sets: [new.compared],
            schema: Schemas.schema
        )
        .difference()
    }()

    private static func cluster(minimum: Double) -> Template.Section {
        [
            "Engine": .string("aurora-postgresql"),
            "ServerlessV2ScalingConfiguration": .map(["MaxCapacity": .integer(4), "MinCapacity": .number(minimum)]),
        ]
    }

    private static func retained(_ template: Template) -> Template {
        var template = template
        if case .map(var cluster)? = template.resources["Cluster"] {
            cluster["DeletionPolicy"] = .string("Snapshot")
            cluster["UpdateReplacePolicy"] = .string("Snapshot")
            template.resources["Cluster"] = .map(cluster)
        }
        return template
    }

    private func section(of format: DifferenceFormat) -> String {
        """
        ## \(format.rawValue)

        \(words(for: format))

        `````\(language(of: format))
        \(output(of: format))`````

        """
    }

    private func language(of format: DifferenceFormat) -> String {
        switch format {
        case .human, .github: "text"
        case .json, .sarif: "json"
        case .markdown: "markdown"
        case .junit: "xml"
        }
    }

    private let introduction = """
        # What stacks diff writes

        One change, told in each of the formats of `stacks diff --format FORMAT`.

        The change: a cluster gets `StorageEncrypted: true`, which AWS can't switch on for a cluster that is there, and a
        higher minimum capacity; a new script makes an index. The cluster keeps data, so that a guard stands before its
        replacement until somebody allows it by name; the new cluster is empty, so that all scripts run.

        All formats tell the same changes; `github` and `sarif` are lists of them, without the exit code and the number of
        parts that are only written differently. A secret is shown in none of them: it is said only that it changes. Whatever
        could colour a terminal, turn the direction of writing, or hide is written as an escape.

        | exit | when |
        |---|---|
        | 0 | there is nothing to do |
        | 1 | something could not be compared; the output has the errors |
        | 2 | a deploy would change something |
        | 3 | a guard is closed: a deploy would lose data, or weaken what protects it |
        | 64 | the command line is wrong |

        Of several stacks the worst counts: 1, then 3, then 2.


        """

    private let ending = """

        ## See also

        - <doc:RunningMigrations>
        - <doc:DiagnosticCodes>

        """

    private func words(for format: DifferenceFormat) -> String {
        switch format {
        case .human:
            """
            For the person who says yes or no. What could be lost comes first, then the SQL, then who may do what, then
            the rest by resource; the place in Swift or SQL stands at the right. The page is as wide as the terminal,
            100 columns wide where nobody knows; here it is 80. `--no-color` and `NO_COLOR` switch colours off.

            `+` is added, `-` removed, `~` changed, `±` replaced, `→` renamed; `✗` is refused, `✓` allowed, `?` unknown,
            `•` worth knowing.
            """
        case .json:
            """
            For programs: each fact of the comparison. `version` counts up when a key changes its meaning or goes; keys
            may be added without that. What isn't known has no key. Lists are in the order of the template.

            - A value is `{"value": …}`, `{"hidden": true}` for a secret, or `{"unknown": true}` for what only the deploy
              knows. Functions have their long form.
            - `path` is of keys and indices, which are counted from 0. It begins with `Properties` or the name of an
              attribute; an item of a list that has a key is named by it (`Properties`, `Tags`, `Team`).
            - `kind` of a property: `added`, `removed`, `changed`, `reordered`, or `indirect` with the `cause`
              (`resource` and `attribute`, `parameter`, `mapping`, `condition`) for one that is written as before.
            - `replacement`: `never`, `conditional`, `always`; of the resource, and of each property that causes it.
            - `evidence`: `offline` from the templates, `change-set`, or `both`.
            - `action` of a resource: `add`, `update`, `remove`, `rename` with `renamedFrom`, `import`. A rename replaces:
              CloudFormation makes a new resource and lets go of the old one.
            - `kind` of a script: `new`, `rerun`, `edited`, `removed`, `reordered`, `renamed` with `renamedFrom`,
              `accepted` with a `reason`; `isRefused` says whether the deploy refuses it.
            - `isRebuild` of a migration: everything in the database is dropped and all scripts run anew. `isAhead`: the
              database has newer scripts, and none of these runs.
            - A `place` is an object; `migrate lint --format json` has `file`, `line` and `column` beside the rest.
            - `key` of a guard is what `--allow` takes.
            - `rewrites` counts the parts that are written differently and mean the same.
            """
        case .markdown:
            """
            For a comment of a pull request or merge request. Its first line is a mark by which CI finds the comment and
            writes it anew. It stays below the 65,536 characters that GitHub takes: first long values are left out,
            then the least important parts, and it says how much. No text in it calls a person, or links to
            an issue or a page.
            """
        case .github:
            """
            For a step of GitHub Actions: each change at its line of the pull request. A closed guard and a refused
            script are errors; a replacement, a removal, an allowed guard and a warning of lint are warnings; the rest
            are notices. GitHub shows ten of each kind for a step and fifty for a job: the most important come first.
            """
        case .sarif:
            """
            For code scanning: SARIF 2.1.0 with a rule for each code. A fingerprint names stack and resource and not the
            line, so that a finding stays the same when lines move. GitHub refuses a log in which a result has no place:
            one without stands at the first place of its stack, or in `Package.swift`.
            """
        case .junit:
            """
            For CI systems that show test results: a suite for each stack, a case for each thing that changes. Closed
            guards and refused scripts fail, what isn't known is skipped.
            """
        }
    }
}
