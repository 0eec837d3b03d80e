/// Which texts tell by themselves that they hold a secret.
enum SecretText {
    /// How an assignment is written whose value may be a secret.
    enum Assignment {
        /// `PASSWORD=hunter2` of shells, addresses and connection strings.
        case plain
        /// `password = 'hunter2'` of SQL, where what has no quotes is a name.
        case quoted
    }

    /// A private key, an access key, a token, a password in an address, or one that is assigned to a name.
    static func isSecret(_ text: String, assignment: Assignment = .plain) -> Bool {
        if text == "****" { return true }
        if text[...].has("-----BEGIN "), text[...].has("PRIVATE KEY") { return true }
        return hasKey(text) || hasPasswordInAddress(text) || hasAssignment(text, assignment)
    }

    /// What comes before a token, and how many of its characters follow at least.
    ///
    /// - Source: IAM User Guide, "IAM identifiers", unique ID prefixes (AKIA, ASIA); GitHub Docs, "About authentication
    ///   to GitHub", token formats; GitLab Docs, "Token overview", token prefixes; read 2026-11-22.
    private static let prefixes: [(text: StaticString, length: Int)] = [
        ("AKIA", 16), ("ASIA", 16), ("ghp_", 8), ("gho_", 8), ("ghu_", 8), ("ghs_", 8), ("ghr_", 8),
        ("github_pat_", 8), ("glpat-", 8),
    ]

    private static func hasKey(_ text: String) -> Bool {
        guard text.utf8.count > 11 else { return false }
        for (prefix, length) in prefixes {
            var rest = text[...]
            while let place = rest.firstPlace(of: prefix) {
                rest = rest[place.upperBound...]
                let isAWS = length == 16
                if rest.utf8.prefix(length).count(where: { isInKey($0, isAWS: isAWS) }) == length { return true }
            }
        }
        return false
    }

    private static func isInKey(_ byte: UInt8, isAWS: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"): !isAWS
        default: false
        }
    }

    /// `scheme://user:password@`, or a token in the place of the user, unless it is a function or a dynamic reference.
    private static func hasPasswordInAddress(_ text: String) -> Bool {
        guard text[...].has("://") else { return false }
        let literal = text.withoutReferences.withoutHoles
        var rest = literal[...]
        while let place = rest.firstPlace(of: "://") {
            let isWeb = rest[..<place.lowerBound].hasSuffix("http") || rest[..<place.lowerBound].hasSuffix("https")
            rest = rest[place.upperBound...]
            let address = rest.prefix { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
            if hasPassword(address, isWeb: isWeb) { return true }
        }
        return false
    }

    /// A password may have a slash in it that isn't escaped, where what is before it is no port.
    private static func hasPassword(_ address: Substring, isWeb: Bool) -> Bool {
        let authority = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = authority.lastIndex(of: "@") {
            let user = authority[..<at]
            guard let colon = user.firstIndex(of: ":") else { return isWeb && isToken(user) }
            return user.index(after: colon) != at
        }
        guard let colon = authority.firstIndex(of: ":") else { return false }
        let port = authority[authority.index(after: colon)...]
        return !port.isEmpty && !port.utf8.allSatisfy(isDigit) && !authority.hasPrefix("[") && address.contains("@")
    }

    private static func isToken(_ user: Substring) -> Bool {
        user.utf8.count >= 8 && user.utf8.contains(where: isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A name that tells that its value is a secret, and a value that is written out.
    private static func hasAssignment(_ text: String, _ kind: Assignment) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "=")) else { return false }
        let bytes = Array((text[...].has("{{resolve:") || text[...].has("${") ? text.withoutReferences : text).utf8)
        return bytes.indices.contains { bytes[$0] == UInt8(ascii: "=") && isAssignment(bytes, at: $0, kind) }
    }

    private static func isAssignment(_ bytes: [UInt8], at place: Int, _ kind: Assignment) -> Bool {
        var end = place
        while end > 0, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        var start = end
        while start > 0, isInName(bytes[start - 1]) { start -= 1 }
        var value = bytes[(place + 1)...]
        while value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        let isQuoted = value.first == UInt8(ascii: "'") || value.first == UInt8(ascii: "\"")
        // In a text without quotes there is no space around the sign.
        guard isQuoted || kind == .plain && end == place && value.startIndex == place + 1 else { return false }
        guard start < end, let first = isQuoted ? value.dropFirst().first : value.first, !isNoLiteral(first) else {
            return false
        }
        return SecretName.isSecret(String(decoding: bytes[start..<end], as: UTF8.self))
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: isInKey(byte, isAWS: false)
        }
    }

    /// What begins a variable, or comes where no value is.
    private static func isNoLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "&"),
            UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: "{"), 0...0x20:
            true
        default: false
        }
    }
}

extension String {
    /// Without `${…}`.
    var withoutHoles: String { removing(from: "${", to: "}") }

    /// Without `{{resolve:…}}`.
    var withoutReferences: String { removing(from: "{{resolve:", to: "}}") }

    private func removing(from start: StaticString, to end: StaticString) -> String {
        var kept = ""
        var rest = self[...]
        while let opening = rest.firstPlace(of: start), let closing = rest[opening.upperBound...].firstPlace(of: end) {
            kept += rest[..<opening.lowerBound]
            rest = rest[closing.upperBound...]
        }
        return kept + rest
    }
}
