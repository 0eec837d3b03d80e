extension CataloguedCode {
    /// Where AWS or the database's own documentation says what a check of scripts rests on; nil for what needs no page.
    ///
    /// Read 2026-11-21.
    var sqlSource: String? {
        let postgreSQL = "https://www.postgresql.org/docs/17/"
        let mysql = "https://dev.mysql.com/doc/refman/8.0/en/"
        return switch self {
        case .longStatement:
            "https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html"
        case .transactionControl, .sessionState, .namedParameter:
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.calling.html"
        case .sharedScript, .conditionalConcurrently, .blockingIndex:
            postgreSQL + "sql-createindex.html"
        case .newEnumValue:
            postgreSQL + "sql-altertype.html"
        case .foreignDefiner:
            mysql + "stored-objects-security.html"
        case .mixedScript:
            mysql + "implicit-commit.html"
        case .serverFile:
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html"
        case .serverSetting:
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html"
        case .lastingSetting:
            postgreSQL + "sql-set.html"
        case .cascadingDrop:
            postgreSQL + "ddl-depend.html"
        case .droppedPartition:
            mysql + "alter-table-partition-operations.html"
        case .blockingIndexDrop:
            postgreSQL + "sql-dropindex.html"
        case .blockingReindex:
            postgreSQL + "sql-reindex.html"
        case .requiredColumn, .rewritingColumn, .rewritingType, .scanningNotNull, .validatedForeignKey, .validatedCheck,
            .blockingUnique, .blockingPartition, .validatedAtOnce:
            postgreSQL + "sql-altertable.html"
        case .rewrittenTable, .severalLocks, .rowsUnderLock:
            postgreSQL + "explicit-locking.html"
        case .blockingRefresh:
            postgreSQL + "sql-refreshmaterializedview.html"
        case .missingLockTimeout:
            postgreSQL + "runtime-config-client.html"
        case .lockedTable:
            postgreSQL + "sql-lock.html"
        case .scannedDomain:
            postgreSQL + "sql-alterdomain.html"
        case .copiedTable:
            mysql + "innodb-online-ddl-operations.html"
        default: nil
        }
    }
}
