internal import BorealisReports

extension Pipeline {
    /// Lets Git have what `synth --check`, `migrate lint` and `diff` ask it for: which scripts others have already.
    ///
    /// What is checked out belongs to another user than the container's, and says nothing of a default branch.
    ///
    /// - Parameters:
    ///   - base: the commit that the change is compared with, as a word of the shell.
    ///   - branch: the variable that has the name of the branch which the change is for.
    ///   - folder: the variable that has the path of the checkout.
    func upstream(_ base: String, branch: String, folder: String) -> [String] {
        [
            #"git config --global --add safe.directory "$\#(folder)""#,
            #"git update-ref "refs/remotes/origin/$\#(branch)" \#(base)"#,
            #"git symbolic-ref refs/remotes/origin/HEAD "refs/remotes/origin/$\#(branch)""#,
        ]
    }

    /// Writes diff.md, and has `status` be what `diff` exits with; `against`, `base` and the ARN `reader` are set before.
    ///
    /// An error keeps what is told of other stacks; the first change of a project has nothing to be compared with.
    /// - Parameters:
    ///   - more: what is done as well where there is something to tell.
    ///   - log: whose log says more.
    func comparison(more: String, log: String) -> [String] {
        #"""
        # Who may read what is told need not know the account.
        account=$(cut -d : -f 5 <<< "$reader")
        mask() {
            if [[ $account =~ ^[0-9]{12}$ ]]; then sed "s/$account/ACCOUNT/g"; else cat; fi
        }
        compare() {
            local result=0
            swift run --skip-build \#(facts.command) diff --against "$against" --format "$1" 2> "$problems" |
                mask || result=$?
            mask < "$problems" >&2
            return "$result"
        }
        problems=$(mktemp)
        status=0
        there=$(git ls-tree --name-only "$base" \#(facts.output)/manifest.json)
        if [ "$against" != deployed ] && [ -z "$there" ]; then
            printf '%s\n' '\#(DifferenceReport.marker)' \
                'There is nothing to compare with: the branch that this is for has no \#(facts.output)/ yet.' > diff.md
        else
            compare markdown > diff.md || status=$?
            if [ -s diff.md ]; then
                \#(more)
            else
                printf '%s\n' '\#(DifferenceReport.marker)' \
                    'What would change could not be told: the log of the \#(log) says why.' > diff.md
            fi
        fi
        """#.split(separator: "\n").map(String.init)
    }
}

extension [String] {
    /// Lines of a block in YAML, without the newline at the end.
    func indented(by columns: Int) -> String {
        map { String(repeating: " ", count: columns) + $0 }.joined(separator: "\n")
    }
}
