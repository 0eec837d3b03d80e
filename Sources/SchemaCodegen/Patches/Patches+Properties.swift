/// Properties that are open objects in the schemas, and whose content AWS documents.
extension Patches {
    /// - Source: Amazon SQS API Reference, SetQueueAttributes, RedrivePolicy and RedriveAllowPolicy, read 2026-11-21.
    static let specifiedProperties: [String: [String: SchemaNode]] = [
        "AWS::SQS::Queue": [
            "RedrivePolicy": object(["deadLetterTargetArn": "string", "maxReceiveCount": "integer"]),
            "RedriveAllowPolicy": .object([
                "type": .string("object"), "additionalProperties": .boolean(false),
                "properties": .object([
                    "redrivePermission": .object([
                        "type": .string("string"),
                        "enum": .list([.string("allowAll"), .string("denyAll"), .string("byQueue")]),
                    ]),
                    "sourceQueueArns": .object([
                        "type": .string("array"), "items": .object(["type": .string("string")]),
                    ]),
                ]),
            ]),
        ]
    ]

    /// - Parameter types: of the properties, none of which is required.
    private static func object(_ types: [String: String]) -> SchemaNode {
        .object([
            "type": .string("object"), "additionalProperties": .boolean(false),
            "properties": .object(types.mapValues { .object(["type": .string($0)]) }),
        ])
    }
}
