internal import BorealisDiagnostics

/// All rules, in the order of their codes.
package enum SQLRules {
    package static let all: [any SQLRule] = [
        LongStatement(),
        RowsFromClient(),
        TransactionControl(),
        SessionState(),
        SharedScript(),
        ConditionalConcurrently(),
        NewEnumValue(),
        ForeignDefiner(),
        MixedScript(),
        NamedParameter(),
        ServerFile(),
        ServerSetting(),
        StringSetting(),
        LastingSetting(),
        DroppedTable(),
        DroppedColumn(),
        DroppedSchema(),
        TruncatedTable(),
        UnlimitedDelete(),
        UnlimitedUpdate(),
        NarrowedColumn(),
        CascadingDrop(),
        RenamedTable(),
        RenamedColumn(),
        DroppedView(),
        DroppedObject(),
        DroppedConstraint(),
        DroppedPartition(),
        RenamedObject(),
        BlockingIndex(),
        BlockingIndexDrop(),
        BlockingReindex(),
        RequiredColumn(),
        RewritingColumn(),
        RewritingType(),
        ScanningNotNull(),
        ValidatedForeignKey(),
        ValidatedCheck(),
        BlockingUnique(),
        RewrittenTable(),
        BlockingRefresh(),
        BlockingPartition(),
        MissingLockTimeout(),
        SeveralLocks(),
        LockedTable(),
        ScannedDomain(),
        ValidatedAtOnce(),
        RowsUnderLock(),
        CopiedTable(),
    ]

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code.rawValue, $0) })

    /// The rule with a code: `SQL201`.
    package static func rule(_ code: String) -> (any SQLRule)? {
        byCode[code]
    }
}
