internal import BorealisReports

extension Pipeline {
    /// A workflow of two jobs: one runs what the pull request says and may read what is deployed; the other runs
    /// nothing of it, and may write the comment.
    ///
    /// Actions are pinned by commits, which nobody can move as a tag can be.
    /// - Source: the tags of the actions' repositories, as public workflows pin them, read 2026-11-22.
    var gitHubText: String {
        #"""
        # Written by `\#(facts.tool) ci github`, for the stacks \#(facts.stacks.joined(separator: ", ")).
        #
        # A pull request is built and checked, and what it would change is said in a comment, which each run brings up to
        # date. The check fails where a guard of diff isn't allowed; a change alone fails nothing.
        #
        # It compares with what is deployed where the repository has two variables (Settings, Secrets and variables,
        # Actions, Variables), and otherwise, as for pull requests of forks, with \#(facts.output)/ of the branch that it is for:
        #   AWS_REGION    where the stacks are deployed
        #   AWS_ROLE_ARN  a role that GitHub may assume for this repository, with this policy and no more:
        \#(facts.policy)
        name: Borealis

        on:
          pull_request:

        permissions: {}

        concurrency:
          group: borealis-${{ github.event.pull_request.number }}
          cancel-in-progress: true

        defaults:
          run:
            shell: bash

        jobs:
          diff:
            name: Check and compare
            runs-on: ubuntu-24.04
            # A tag; "docker buildx imagetools inspect \#(facts.image)" has the digest to pin it by.
            container: \#(facts.image)
            timeout-minutes: 60
            permissions:
              contents: read # to check out
              id-token: write # to assume the role
            outputs:
              told: ${{ steps.keep.outcome }}
            steps:
              - name: Check out the merge and what it is merged into
                uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
                with:
                  fetch-depth: 2
                  persist-credentials: false

              - name: Have Git know the branch that it is for
                run: |
        \#(upstream("'HEAD^1'", branch: "GITHUB_BASE_REF", folder: "GITHUB_WORKSPACE").indented(by: 10))

              - name: Install what a build needs
                run: |
                  apt-get update -qq
                  apt-get install -qq -y --no-install-recommends \
                      \#(facts.packages.joined(separator: " "))

              - name: Build
                id: build
                run: swift build --product \#(facts.command)

              - name: Check that \#(facts.output)/ is what the stacks say
                run: swift run --skip-build \#(facts.command) synth --check

        \#(lintStep)      - name: Assume the role that reads what is deployed
                id: role
                if: >-
                  ${{ !cancelled() && steps.build.outcome == 'success' && vars.AWS_ROLE_ARN != ''
                  && github.event.pull_request.head.repo.full_name == github.repository }}
                uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3
                with:
                  aws-region: ${{ vars.AWS_REGION }}
                  mask-aws-account-id: true
                  role-to-assume: ${{ vars.AWS_ROLE_ARN }}

              - name: Compare
                id: compare
                if: ${{ !cancelled() && steps.build.outcome == 'success' }}
                env:
                  ROLE: ${{ steps.role.outcome }}
                  ROLE_ARN: ${{ vars.AWS_ROLE_ARN }}
                run: |
                  base='HEAD^1'
                  against=deployed
                  reader=$ROLE_ARN
                  if [ "$ROLE" != success ]; then against="git:$base"; fi
        \#(comparison(more: "if [ \"$status\" -ne 0 ]; then compare github || true; fi", log: "run").indented(by: 10))
                  cat diff.md >> "$GITHUB_STEP_SUMMARY"
                  if [ "$status" -eq 2 ]; then status=0; fi
                  exit "$status"

              - name: Keep what to tell
                id: keep
                if: ${{ !cancelled() && steps.compare.outcome != 'skipped' }}
                uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
                with:
                  name: borealis-diff
                  path: diff.md
                  if-no-files-found: error
                  retention-days: 7

          comment:
            name: Tell the pull request
            needs: diff
            if: >-
              ${{ !cancelled() && needs.diff.outputs.told == 'success'
              && github.event.pull_request.head.repo.full_name == github.repository }}
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              pull-requests: write # to comment
            steps:
              - name: Fetch what to tell
                uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
                with:
                  name: borealis-diff

              - name: Write the comment, or bring it up to date
                env:
                  GH_TOKEN: ${{ github.token }}
                  NUMBER: ${{ github.event.pull_request.number }}
                run: |
                  comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
                  own='.[] | select(.user.login == "github-actions[bot]")
                      | select(.body | startswith("\#(DifferenceReport.marker)")) | .id'
                  found=$(gh api --paginate "$comments?per_page=100" --jq "$own")
                  id=${found%%$'\n'*}
                  if [ -n "$id" ]; then
                      gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@diff.md
                  else
                      gh api --silent --method POST "$comments" --field body=@diff.md
                  fi

        """#
    }

    private var lintStep: String {
        guard facts.hasMigrations else { return "" }
        return #"""
                  - name: Check the scripts
                    if: ${{ !cancelled() && steps.build.outcome == 'success' }}
                    run: swift run --skip-build \#(facts.command) migrate lint --format github


            """#
    }
}
