internal import OrderedCollections
internal import TemplateModel

/// How a template finds its assets: two parameters, so that what was reviewed is deployed from any bucket.
enum AssetParameters {
    private static let bucket = "AssetBucket"
    private static let prefix = "AssetPrefix"

    static let bucketReference = TemplateNode.call(.ref, .string(bucket))

    static func key(of content: AssetContent) -> TemplateNode {
        .call(.sub, .string("${\(prefix)}\(content.fileName)"))
    }

    /// The parameters of a template that refers to assets.
    static let declarations: Template.Section = [
        bucket: .map([
            "Type": .string("String"),
            "Description": .string("The bucket that the assets were copied to"),
        ]),
        prefix: .map([
            "Type": .string("String"),
            "Default": .string(""),
            "AllowedPattern": .string("^(.+/)?$"),
            "ConstraintDescription": .string("is empty, or ends in a slash"),
            "Description": .string("The folder in the bucket, with a slash at its end; empty for none"),
        ]),
    ]
}
