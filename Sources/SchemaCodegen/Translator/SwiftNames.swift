/// The rules by which the schema's names become Swift's.
package enum SwiftNames {
    /// The name of a property: the schema's own with its leading capitals lowered.
    ///
    /// `VpcId` is `vpcId`, `DBClusterArn` `dbClusterArn`, `EC2Instance` `ec2Instance`, `IPv6Cidr` `ipv6Cidr`, `ARNs` `arns`.
    package static func property(_ name: String) -> String {
        let characters = Array(identifier(name))
        let capitals = characters.prefix { $0.isUppercase }.count
        let rest = characters[capitals...]
        let count = capitals > 1 && startsWord(rest) ? capitals - 1 : capitals
        return String(characters[..<count]).lowercased() + String(characters[count...])
    }

    /// Whether the last of several capitals belongs to what follows: not in `IPv6`, `ARNs` and `EC2`.
    private static func startsWord(_ rest: ArraySlice<Character>) -> Bool {
        guard let next = rest.first, next.isLetter else { return false }
        let afterNext = rest.dropFirst().first
        if next == "s", afterNext.map({ !$0.isLowercase }) ?? true { return false }
        if next == "v", afterNext?.isNumber ?? false { return false }
        return true
    }

    /// The name of a type.
    package static func type(_ name: String) -> String {
        let identifier = identifier(name)
        return identifier.prefix(1).uppercased() + identifier.dropFirst()
    }

    /// The name of a resource's class: the schema's own, except for the few that Swift keeps for itself.
    package static func resource(_ name: String) -> String {
        ["Any", "Protocol", "Self", "Type"].contains(name) ? name + "Resource" : type(name)
    }

    /// The name of an enumerated value: its words in camel case.
    ///
    /// `aurora-mysql` is `auroraMysql`, `PROVISIONED` `provisioned`, `db.t3.micro` `dbT3Micro`, `1.2` `value1_2`.
    package static func member(_ value: String) -> String {
        let words = separatingDigits(value).split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_") }
            .flatMap { $0.split(separator: "_") }
        let cased = words.map { word in word.contains(where: \.isLowercase) ? String(word) : word.lowercased() }
        var name = cased.first.map { $0.first?.isNumber ?? false ? $0 : property($0) } ?? ""
        for word in cased.dropFirst() {
            let needsSeparator = name.last?.isNumber ?? false && word.first?.isNumber ?? false
            name += (needsSeparator ? "_" : "") + word.prefix(1).uppercased() + word.dropFirst()
        }
        if name.isEmpty {
            return value.isEmpty
                ? "empty" : "value" + value.unicodeScalars.map { String($0.value) }.joined(separator: "_")
        }
        return name.first?.isNumber ?? false ? "value" + name : name
    }

    /// A minus before a digit is a sign: `-1` is not `1`.
    private static func separatingDigits(_ value: String) -> String {
        value.hasPrefix("-") && (value.dropFirst().first?.isNumber ?? false) ? "minus " + value.dropFirst() : value
    }

    /// What is not alphanumeric starts a new word.
    private static func identifier(_ name: String) -> String {
        let words = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let joined =
            (words.prefix(1).map(String.init) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() })
            .joined()
        return joined.first?.isNumber ?? true ? "n" + joined : joined
    }

    /// The name as source code has it: keywords in backticks.
    package static func escaped(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// - Source: The Swift Programming Language, "Lexical Structure", keywords that are reserved, read 2026-11-21.
    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else",
        "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in",
        "inout", "internal", "is", "let", "nil", "open", "operator", "precedencegroup", "private", "protocol", "public",
        "repeat", "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
        "try", "typealias", "var", "where", "while",
    ]

    /// Members that ``ConstructKit`` gives to all resources and property structs, and words that are no names.
    package static let reservedMembers: Set<String> = [
        "attribute", "bag", "condition", "creationPolicy", "deletionPolicy", "dependsOn", "displayName", "expression",
        "facts", "file", "if", "init", "line", "logicalID", "metadata", "noValue", "override", "overrides", "pinnedID",
        "place", "ref", "cloudFormationType", "self", "serial", "store", "stored", "transform", "updatePolicy",
        "updateReplacePolicy",
    ]

    /// Names that a value can't have: those that all enumerations share, and `none` and `some`, which where the type is
    /// optional would be Optional's own.
    package static let reservedValues: Set<String> = [
        "expression", "if", "init", "noValue", "none", "self", "some", "transform",
    ]

    /// Types that generated code names, and which a nested type would hide.
    package static let reservedTypes: Set<String> = [
        "Any", "Array", "Bool", "Double", "EnumeratedValue", "Expression", "Int", "JSONValue", "Optional",
        "PropertyList", "PropertyMap", "PropertyStruct", "Protocol", "Self", "StaticString", "String", "Type", "UInt",
        "Value",
    ]
}
