/// What requests are signed with; never printed.
package struct AWSCredentials: Sendable, Hashable {
    package let accessKeyID: String
    package let secretAccessKey: String
    /// Nil for a user's own keys.
    package let sessionToken: String?

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }

    /// Whether its texts can be written into a request: none has the end of a line, or another control character.
    var isWritable: Bool {
        [accessKeyID, secretAccessKey, sessionToken ?? ""].allSatisfy(\.hasNoControlCharacters)
    }
}

extension String {
    var hasNoControlCharacters: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// As much as tells whose they are.
    package var description: String { "AWSCredentials(\(accessKeyID.prefix(4))…)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
