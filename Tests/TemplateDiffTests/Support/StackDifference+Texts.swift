import TemplateDiff
import TemplateModel

/// The difference of two templates in YAML or JSON.
func difference(_ before: String, _ after: String) -> StackDifference {
    TemplatePair("texts", before: ComparedTemplate(text: before), after: ComparedTemplate(text: after)).difference()
}

/// The difference of two templates.
func difference(_ before: Template, _ after: Template) -> StackDifference {
    TemplatePair("templates", before: ComparedTemplate(before), after: ComparedTemplate(after)).difference()
}

/// The difference of two resources that have one property.
func difference(of type: String, _ property: String, _ before: String, _ after: String) -> StackDifference {
    let texts = [before, after].map { "Resources: {Thing: {Type: \"\(type)\", Properties: {\(property): \($0)}}}" }
    return difference(texts[0], texts[1])
}
