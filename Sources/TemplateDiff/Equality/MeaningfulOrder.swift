/// Lists whose order means something, though the schema of their type says that it means nothing.
///
/// The lists of one property name, wherever it is in the type.
/// - Source: the registry schemas that are pinned (`insertionOrder: false`), and the API references of the services,
///   which tell what the order does; read 2026-11-22.
enum MeaningfulOrder {
    private static let names: [String: Set<String>] = [
        // Containers that run one after the other before the job begins.
        "AWS::Batch::JobDefinition": ["InitContainers"],
        // A row is read by the places of its columns; names and values of skewed columns belong together by place.
        "AWS::Glue::Table": [
            "BucketColumns", "Columns", "PartitionKeys", "SkewedColumnNames", "SkewedColumnValues", "SortColumns",
        ],
        // They run one after the other.
        "AWS::IoTEvents::DetectorModel": ["Actions"],
        // A record of CSV is read by the places of its columns.
        "AWS::KinesisAnalyticsV2::Application": ["RecordColumns"],
        "AWS::Lightsail::Container": ["Command"],
        // Each processor takes what the one before it gives, and CSV has its columns by place.
        "AWS::Logs::Transformer": ["Columns", "TransformerConfig"],
        // Who is engaged first, and who then.
        "AWS::SSMContacts::Plan": ["Stages"],
        // The containers of an inference pipeline, in the order of the requests.
        "AWS::SageMaker::Model": ["Containers"],
        "AWS::SageMaker::ProcessingJob": ["ContainerArguments", "ContainerEntrypoint"],
    ]

    static func counts(in property: String, ofType type: String) -> Bool {
        names[type]?.contains(property) ?? false
    }
}
