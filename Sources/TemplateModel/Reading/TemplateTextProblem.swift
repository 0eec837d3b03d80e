/// Why a text is not a template, or not one that CloudFormation would read.
package struct TemplateTextProblem: Error, Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// Neither YAML nor JSON, in the words of libyaml.
        case syntax(String)
        /// A second document after `---`.
        case secondDocument
        /// Something other than a map at the top.
        case notAMap
        /// YAML's `&name` and `*name`.
        case alias(String)
        /// YAML's `<<`.
        case mergeKey
        /// A key that is itself a map or a list.
        case complexKey
        case duplicateKey(String, first: TextPosition)
        /// `!Something`, or a type of YAML that CloudFormation doesn't take.
        case unknownTag(String)
        case null
        case tooDeep(limit: Int)
    }

    package let cause: Cause
    package let position: TextPosition

    package init(_ cause: Cause, at position: TextPosition) {
        self.cause = cause
        self.position = position
    }
}
