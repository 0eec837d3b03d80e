/// One name that a `SET` gives a value.
struct SessionAssignment {
    enum Scope {
        case session, local, global
    }

    var scope = Scope.session
    /// In small letters: `search_path`, `session authorization`; a variable of MySQL as it is written: `@total`.
    var name: String
    /// What follows the name; `=` or `TO` is left out.
    var value: TokenCursor

    var isVariable: Bool { name.hasPrefix("@") }
}

extension TokenCursor {
    /// What a `SET` sets; of PostgreSQL, where a comma is part of the value, that is one thing.
    var assignments: [SessionAssignment] {
        var rest = self
        guard rest.accept("SET") else { return [] }
        return engine == .postgresql ? [rest.assignment()] : rest.parts().map { $0.assignment() }
    }

    private func assignment() -> SessionAssignment {
        var rest = self
        if let token = rest.tokens.first?.token, token.kind == .variable {
            rest.advance()
            return SessionAssignment(variable: String(decoding: bytes[token.range], as: UTF8.self), value: rest.value)
        }
        var scope = SessionAssignment.Scope.session
        let isRole = rest.isNext("SESSION", "AUTHORIZATION")
        if !isRole, let word = rest.accept(oneOf: ["LOCAL", "SESSION", "GLOBAL", "PERSIST", "PERSIST_ONLY"]) {
            scope =
                switch word {
                case "SESSION": .session
                // MySQL has two words for the session.
                case "LOCAL": engine == .postgresql ? .local : .session
                default: .global
                }
        }
        let name = rest.settingName()
        return SessionAssignment(scope: scope, name: name, value: rest.value)
    }

    /// A setting's name in small letters, with what it is in: `search_path`, `app.user`, `time zone`.
    mutating func settingName() -> String {
        if accept("SESSION", "AUTHORIZATION") { return "session authorization" }
        if accept("TIME", "ZONE") { return "time zone" }
        guard var name = identifier()?.lowercased() else { return "" }
        while accept("."), let part = identifier() { name += "." + part.lowercased() }
        return name
    }

    private var value: TokenCursor {
        var rest = self
        _ = rest.accept(":")
        _ = rest.accept("=") || rest.accept("TO")
        return rest
    }
}

extension SessionAssignment {
    /// - Parameter variable: `@name`, `@@name`, `@@global.name`.
    fileprivate init(variable: String, value: TokenCursor) {
        guard variable.hasPrefix("@@") else {
            self.init(name: variable, value: value)
            return
        }
        let parts = variable.dropFirst(2).lowercased().split(separator: ".")
        let isGlobal = parts.count > 1 && ["global", "persist", "persist_only"].contains(parts[0])
        self.init(scope: isGlobal ? .global : .session, name: parts.last.map(String.init) ?? "", value: value)
    }
}

/// A call of PostgreSQL's `set_config('search_path', '', false)`.
struct SettingCall {
    /// In small letters.
    let name: String
    let value: TokenCursor?
    /// Whether it ends with the transaction.
    let isLocal: Bool
}

extension TokenCursor {
    /// In the order in which they stand.
    var settingCalls: [SettingCall] {
        var rest = self
        var calls: [SettingCall] = []
        while !rest.isAtEnd {
            if rest.accept("SET_CONFIG"), let arguments = rest.parenthesized()?.parts(), let first = arguments.first {
                let last = arguments.dropFirst(2).first
                let isLocal = last?.isNext("TRUE") == true || ["t", "true", "on"].contains(last?.string() ?? "")
                let value = arguments.dropFirst().first
                calls.append(SettingCall(name: first.string()?.lowercased() ?? "", value: value, isLocal: isLocal))
            } else {
                rest.advance()
            }
        }
        return calls
    }
}
