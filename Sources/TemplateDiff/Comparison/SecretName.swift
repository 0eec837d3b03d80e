internal import OrderedCollections
internal import TemplateModel

/// Which names tell that their value is a secret: `DB_PASSWORD`, `X-Api-Key`, and neither `SecretArn` nor
/// `TokenValidityUnits`.
///
/// What a report shows stays in its log, so that more names count than where a template is checked.
enum SecretName {
    private static let stems: [StaticString] = [
        "password", "passwd", "pwd", "passphrase", "secret", "token", "credential", "privatekey", "apikey",
        "accesskey", "sharedkey",
    ]

    private static let kindsOfKeys: Set<String> = ["private", "api", "access", "shared"]

    /// The last words of names whose value is something about a secret.
    private static let aspects: Set<String> = [
        "arn", "arns", "id", "ids", "name", "names", "length", "unit", "units", "validity", "type", "types", "policy",
        "policies", "period", "time", "day", "days", "hours", "minutes", "seconds", "ttl", "timeout", "expiry",
        "expiration", "duration", "count", "size", "limit", "enabled", "required", "rotation", "version", "versions",
        "stage", "provider", "providers", "source", "endpoint", "url", "uri", "host", "domain", "domains", "path",
        "file", "header", "encryption", "method", "mode", "algorithm", "flow", "flows", "region", "status", "format",
        "field", "parameter", "param", "location", "role", "manager", "expression", "generation", "issuer", "audience",
        "audiences", "attributes", "flags", "storage", "description", "sub", "aud", "iss", "com",
    ]

    /// Properties that are no secrets; the service token of a custom resource is the ARN of its function.
    private static let harmless: Set<String> = ["ServiceToken", "HttpTokens", "GenerateSecretString"]

    static func isSecret(_ name: String) -> Bool {
        guard mayBeSecret(name), !harmless.contains(name) else { return false }
        let words = words(of: name)
        guard let last = words.last, let place = words.indices.first(where: { isSecret(words, at: $0) }) else {
            return words.last == "auth" && !hasBothCases(name)
        }
        // How many tokens a model may use.
        if words[0] == "max" || words[0] == "min" { return false }
        // The ID of a secret access key is none; what is called so in the environment has held one.
        return !aspects.contains(last) || words[place...].starts(with: ["secret", "access", "key"])
    }

    /// Whether an item of a list, such as a variable or a tag, has a name that tells it of its value.
    static func isSecret(item entries: OrderedDictionary<String, TemplateNode>) -> Bool {
        entries.contains { isName($0, $1) }
    }

    /// Whether an entry of an item is a name that tells that the value beside it is a secret.
    static func isName(_ key: String, _ node: TemplateNode) -> Bool {
        (ends(key, with: "name") || ends(key, with: "key")) && isSecret(node.literals)
    }

    /// Whether an entry of an item is what its name is the name of.
    static func isValue(_ key: String) -> Bool {
        ends(key, with: "value")
    }

    private static func ends(_ key: String, with word: StaticString) -> Bool {
        key.utf8.count >= word.utf8CodeUnitCount
            && word.withUTF8Buffer { word in
                zip(key.utf8.suffix(word.count), word).allSatisfy { $0 | 0x20 == $1 }
            }
    }

    /// Whether two letters of one of the words are there: most names have none.
    private static func mayBeSecret(_ name: String) -> Bool {
        var last: UInt8 = 0
        for byte in name.utf8 {
            let letter = byte | 0x20
            switch (Unicode.Scalar(last), Unicode.Scalar(letter)) {
            case ("p", "a"), ("p", "w"), ("s", "e"), ("t", "o"), ("c", "r"), ("e", "y"), ("a", "u"): return true
            default: last = letter
            }
        }
        return false
    }

    private static func isSecret(_ words: [String], at index: Int) -> Bool {
        let next = index + 1 < words.count ? words[index + 1] : ""
        if kindsOfKeys.contains(words[index]), next == "key" || next == "keys" { return true }
        let word = words[index][...]
        guard let end = stems.lazy.compactMap({ word.firstPlace(of: $0)?.upperBound }).first else { return false }
        let rest = word[end...].first == "s" ? word[end...].dropFirst() : word[end...]
        return !aspects.contains(String(rest)) && !rest.hasPrefix("iz") && next != "manager"
    }

    /// `dbPassword`, `DB_PASSWORD` and `/db/password` are `db` and `password`.
    private static func words(of name: String) -> [String] {
        let bytes = Array(name.utf8)
        var words: [[UInt8]] = [[]]
        for (index, byte) in bytes.enumerated() {
            guard isLetter(byte) else {
                words.append([])
                continue
            }
            let isAfterLower = index > 0 && !isUpper(bytes[index - 1])
            let isBeforeLower = index + 1 < bytes.count && isLower(bytes[index + 1])
            if isUpper(byte), isAfterLower || isBeforeLower { words.append([]) }
            words[words.count - 1].append(isUpper(byte) ? byte | 0x20 : byte)
        }
        return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func hasBothCases(_ name: String) -> Bool {
        name.utf8.contains(where: isUpper) && name.utf8.contains(where: isLower)
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    /// Letters, digits, and what isn't ASCII.
    private static func isLetter(_ byte: UInt8) -> Bool {
        isUpper(byte) || isLower(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
    }
}

extension TemplateNode {
    /// The literal texts of a name, those that a function puts together.
    fileprivate var literals: String {
        switch self {
        case .string(let text): text[...].has("${") ? text.withoutHoles : text
        case .list(let items): items.map(\.literals).joined()
        case .map(let entries):
            switch call?.function {
            case .sub, .join: entries.values.map(\.literals).joined()
            default: ""
            }
        case .integer, .number, .boolean: ""
        }
    }
}
