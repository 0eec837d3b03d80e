/// The words by which a name tells that what it names is kept from others.
package enum SecretWords {
    private static let all = ["password", "passphrase", "secret", "token", "privatekey", "apikey", "credential"]

    /// Whether a name has such a word, and isn't that of a mere reference to a secret: `DbPassword`, and not `SecretArn`.
    package static func areIn(_ name: String) -> Bool {
        let name = name.lowercased().filter { $0 != "_" }
        let isReference = ["arn", "arns", "id", "ids", "name", "names"].contains { name.hasSuffix($0) }
        return !isReference && all.contains { name.contains($0) }
    }
}
