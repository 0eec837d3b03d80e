import Foundation
import SchemaCodegen
import TestSupport
import Testing

/// The schemas that scripts/update-schemas fetched.
enum PinnedSchemas {
    static func generation() throws -> Generation {
        let isThere = FileManager.default.fileExists(atPath: PackageFolder.schemas.path)
        try #require(isThere, "run scripts/update-schemas --fetch-only")
        return try Generation(schemasIn: PackageFolder.schemas)
    }
}
