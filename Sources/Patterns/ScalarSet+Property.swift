extension ScalarSet.Description {
    /// - Parameter property: a general category, or one of the classes of POSIX, which are of ASCII.
    init?(property: String) {
        switch property {
        case "ASCII": self = .range(0...127)
        case "Alnum": self = .union([.digits, .range(65...90), .range(97...122)])
        case "Alpha": self = .union([.range(65...90), .range(97...122)])
        case "Digit": self = .digits
        case "Graph": self = .range(33...126)
        case "Lower": self = .range(97...122)
        case "Print": self = .range(32...126)
        case "Punct": self = .union([.range(33...47), .range(58...64), .range(91...96), .range(123...126)])
        case "Space": self = .union([.range(9...13), .range(32...32)])
        case "Upper": self = .range(65...90)
        default:
            let categories = Self.categories.filter { $0.name == property || String($0.name.prefix(1)) == property }
            guard !categories.isEmpty else { return nil }
            self = .categories(Set(categories.map(\.category)))
        }
    }

    private static let categories: [(name: String, category: Unicode.GeneralCategory)] = [
        ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter), ("Lm", .modifierLetter),
        ("Lo", .otherLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark),
        ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
        ("Pd", .dashPunctuation), ("Ps", .openPunctuation), ("Pe", .closePunctuation), ("Pi", .initialPunctuation),
        ("Pf", .finalPunctuation), ("Po", .otherPunctuation), ("Sm", .mathSymbol), ("Sc", .currencySymbol),
        ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator), ("Zl", .lineSeparator),
        ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format), ("Cs", .surrogate), ("Co", .privateUse),
        ("Cn", .unassigned),
    ]
}
