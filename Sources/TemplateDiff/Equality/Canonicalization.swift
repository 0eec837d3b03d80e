internal import ResourceSchema
internal import TemplateModel

/// Brings what means the same into one form.
struct Canonicalization {
    let schema: (String) -> ResourceTypeSchema?

    /// A resource in one form, of all those that mean the same.
    func canonical(_ resource: TemplateNode) -> TemplateNode { resource }
}
