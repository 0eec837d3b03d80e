/// What the columns of the history take.
enum HistoryLimits {
    static func hasRoom(for parts: ScriptName, of name: String) -> Bool {
        (parts.version?.text.utf8.count ?? 0) <= 64 && parts.description.unicodeScalars.count <= 200
            && name.unicodeScalars.count <= 500
    }
}
