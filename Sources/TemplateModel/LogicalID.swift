/// The rule for the names of a template's elements.
///
/// - Source: CloudFormation User Guide, "Resources syntax" (alphanumeric) and "Understand CloudFormation quotas" (255),
///   read 2026-11-21.
package enum LogicalID {
    package static func isValid(_ id: String) -> Bool {
        (1...255).contains(id.utf8.count) && id.utf8.allSatisfy(isAlphanumeric)
    }

    package static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
