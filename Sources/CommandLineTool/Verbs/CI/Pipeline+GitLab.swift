internal import BorealisReports

extension Pipeline {
    /// A pipeline of two jobs: one runs what the merge request says and may read what is deployed; the other runs
    /// nothing of it, and writes the note where it has a token.
    ///
    /// - Source: GitLab documentation, "CI/CD YAML syntax reference", read 2026-11-22: variables in `aud` since 16.1.
    var gitLabText: String {
        #"""
        # Written by `\#(facts.tool) ci gitlab`, for the stacks \#(facts.stacks.joined(separator: ", ")).
        #
        # A merge request is built and checked, and what it would change is kept as an artifact. The job fails where a guard
        # of diff isn't allowed; a change alone fails nothing.
        #
        # It compares with what is deployed where the project has two variables (Settings, CI/CD, Variables; not protected,
        # as merge requests come from branches that aren't), and otherwise with \#(facts.output)/ of the target branch, as
        # it was where the branch began or, in a pipeline for merged results, as it is:
        #   AWS_REGION    where the stacks are deployed
        #   AWS_ROLE_ARN  a role that GitLab may assume for this project (audience: the address of the GitLab), with
        #                 this policy and no more:
        \#(facts.policy)
        # With a third one, BOREALIS_NOTE_TOKEN (masked; a project access token with the role Reporter and the scope api),
        # a note on the merge request tells it, and each run brings that up to date. Whoever may push a branch can have a
        # job print such a variable: without the token the artifact says the same.

        borealis-diff:
          stage: test
          # A tag; "docker buildx imagetools inspect \#(facts.image)" has the digest to pin it by.
          image: \#(facts.image)
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          interruptible: true
          timeout: 1 hour
          id_tokens:
            AWS_ID_TOKEN:
              aud: $CI_SERVER_URL
          variables:
            GIT_DEPTH: "0"
          before_script:
            - base=${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-$CI_MERGE_REQUEST_DIFF_BASE_SHA}
        \#(upstreamLines)
            - apt-get update -qq
            - >-
              apt-get install -qq -y --no-install-recommends
              \#(facts.packages.joined(separator: " "))
          script:
            - swift build --product \#(facts.command)
            - |
              set -euo pipefail
              checks=0
              swift run --skip-build \#(facts.command) synth --check || checks=1
        \#(lintLine)      reader=
              against="git:$base"
              if [ -n "${AWS_ROLE_ARN:-}" ] && [ -n "${AWS_ID_TOKEN:-}" ]; then
                  AWS_WEB_IDENTITY_TOKEN_FILE=$(mktemp)
                  printf '%s' "$AWS_ID_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE"
                  AWS_ROLE_SESSION_NAME="borealis-$CI_JOB_ID"
                  export AWS_ROLE_SESSION_NAME AWS_WEB_IDENTITY_TOKEN_FILE
                  against=deployed
                  reader=$AWS_ROLE_ARN
              fi
        \#(comparison(more: "compare junit > diff.junit.xml || true", log: "job").indented(by: 6))
              cat diff.md
              if [ "$status" -eq 2 ]; then status=0; fi
              if [ "$status" -eq 0 ]; then status=$checks; fi
              exit "$status"
          artifacts:
            when: always
            expire_in: 1 week
            paths:
              - diff.md
            reports:
              junit: diff.junit.xml

        borealis-note:
          stage: test
          image: \#(facts.image)
          needs:
            - job: borealis-diff
              artifacts: true
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event" && $BOREALIS_NOTE_TOKEN
              when: always
          timeout: 10 minutes
          variables:
            GIT_STRATEGY: none
          before_script:
            - apt-get update -qq
            - apt-get install -qq -y --no-install-recommends ca-certificates curl jq
          script:
            - |
              set -euo pipefail
              if [ ! -f diff.md ]; then echo 'there is nothing to tell'; exit 0; fi
              # A header on the command line could be seen by others.
              call() {
                  printf 'PRIVATE-TOKEN: %s\n' "$BOREALIS_NOTE_TOKEN" |
                      curl --silent --show-error --fail --max-time 60 --header @- "$@"
              }
              notes="$CI_API_V4_URL/projects/$CI_MERGE_REQUEST_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
              user=$(call "$CI_API_V4_URL/user" | jq '.id')
              own=".[] | select(.author.id == $user) | select(.body | startswith(\"\#(DifferenceReport.marker)\")) | .id"
              id=
              page=1
              while [ -z "$id" ]; do
                  found=$(call "$notes?sort=asc&order_by=created_at&per_page=100&page=$page")
                  if [ "$(jq 'length' <<< "$found")" -eq 0 ]; then break; fi
                  id=$(jq "[$own][0] // empty" <<< "$found")
                  page=$((page + 1))
              done
              jq --raw-input --slurp '{body: .}' diff.md > note.json
              if [ -n "$id" ]; then method=PUT; notes="$notes/$id"; else method=POST; fi
              call --output /dev/null --request "$method" --header 'Content-Type: application/json' \
                  --data-binary @note.json "$notes"

        """#
    }

    private var upstreamLines: String {
        upstream("\"$base\"", branch: "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", folder: "CI_PROJECT_DIR")
            .map { "- \($0)" }.indented(by: 4)
    }

    private var lintLine: String {
        facts.hasMigrations ? "      swift run --skip-build \(facts.command) migrate lint || checks=1\n" : ""
    }
}
