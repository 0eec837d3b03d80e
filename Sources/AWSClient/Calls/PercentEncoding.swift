/// Texts in addresses and forms.
enum PercentEncoding {
    /// Each byte that doesn't stand for itself as `%2F`.
    static func of(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            if byte.isUnreserved {
                encoded.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }

    /// Sorted by name.
    static func form(_ parameters: [String: String]) -> String {
        parameters.sorted { $0.key < $1.key }.map { "\(of($0.key))=\(of($0.value))" }.joined(separator: "&")
    }
}
