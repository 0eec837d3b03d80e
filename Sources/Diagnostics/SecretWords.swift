/// The words by which a name tells that what it names is kept from others.
package enum SecretWords {
    private static let all = ["password", "passphrase", "secret", "token", "privatekey", "apikey", "credential"]
        .map { Array($0.utf8) }
    private static let references = ["arn", "arns", "id", "ids", "name", "names"].map { Array($0.utf8) }

    /// Whether a name has such a word, and isn't that of a mere reference to a secret: `DbPassword`, and not `SecretArn`.
    package static func areIn(_ name: String) -> Bool {
        let letters = name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") }
        let isReference = references.contains { letters.suffix($0.count) == $0[...] }
        return !isReference
            && all.contains { word in
                letters.count >= word.count
                    && (0...letters.count - word.count).contains { letters[$0..<$0 + word.count] == word[...] }
            }
    }
}
