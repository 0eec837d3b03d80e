internal import TemplateModel

/// The rules about a template as a whole, in the order of their codes.
enum TemplateRules {
    private static let all: [@Sendable (TemplateFacts) -> [Finding]] = [
        TooManyElements.findings, LongDescription.findings, UnknownAttribute.findings, UnknownTarget.findings,
        UnknownPseudoParameter.findings, UnknownMapping.findings, UnknownCondition.findings, UnusedElement.findings,
        OverLimit.findings, DuplicateExport.findings, Circles.findings, UnknownParameterType.findings,
        WrongDefault.findings, { formFindings(in: $0.template) }, UnknownKey.findings, WrongPolicy.findings,
        WrongName.findings, WrongOutput.findings, WrongArguments.findings,
    ]

    static func findings(in facts: TemplateFacts) -> [Finding] {
        all.flatMap { $0(facts) }
    }

    static func formFindings(in template: Template) -> [Finding] {
        WrongSection.findings(in: template) + WrongResource.findings(in: template)
    }
}
