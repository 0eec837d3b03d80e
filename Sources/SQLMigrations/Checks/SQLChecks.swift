public import BorealisDiagnostics

/// How much the findings of the checks of scripts matter: another value for each environment, if you like.
///
/// ```swift
/// SchemaMigration(of: cluster, scripts: "sql/blog", checks: isProduction ? .strict : .relaxed)
/// SchemaMigration(of: cluster, scripts: "sql/blog", checks: .standard.reporting("SQL301", as: .error))
/// ```
/// What the Data API refuses is an error in all of them, and no setting or waiver lets it pass.
public struct SQLChecks: Sendable {
    private enum Level {
        case relaxed, standard, strict
    }

    private struct Setting {
        let code: DiagnosticCode
        let severity: Diagnostic.Severity?
        let reason: String
        let place: Place
    }

    private let level: Level
    private var settings: [Setting] = []

    private init(_ level: Level) {
        self.level = level
    }

    /// What loses data is an error, what keeps others waiting or breaks them a warning.
    public static let standard = SQLChecks(.standard)
    /// What keeps others waiting or breaks them is an error, too: for a database in use.
    public static let strict = SQLChecks(.strict)
    /// What loses data is a warning, the rest notes: for a database that can be made anew.
    public static let relaxed = SQLChecks(.relaxed)

    /// The same checks with another severity for one code; the last setting of a code counts.
    ///
    /// - Parameter code: of a check on data loss or locking: `"SQL301"`.
    public func reporting(
        _ code: DiagnosticCode,
        as severity: Diagnostic.Severity,
        file: StaticString = #filePath,
        line: UInt = #line
    ) -> SQLChecks {
        adding(Setting(code: code, severity: severity, reason: "", place: Place(file, line)))
    }

    /// The same checks, with all findings of one code let pass; the history keeps them with the reason.
    ///
    /// - Parameters:
    ///   - code: of a check on data loss or locking: `"SQL206"`.
    ///   - reason: why they may pass.
    public func allowing(
        _ code: DiagnosticCode,
        _ reason: String,
        file: StaticString = #filePath,
        line: UInt = #line
    ) -> SQLChecks {
        adding(Setting(code: code, severity: nil, reason: reason, place: Place(file, line)))
    }

    private func adding(_ setting: Setting) -> SQLChecks {
        var checks = self
        checks.settings.append(setting)
        return checks
    }
}

extension SQLChecks {
    /// How much a finding of the rule matters.
    package func severity(of rule: any SQLRule) -> Diagnostic.Severity {
        guard !rule.isFixed else { return rule.severity }
        if let severity = setting(of: rule)?.severity { return severity }
        // What is most likely refused is an error everywhere, until somebody says otherwise.
        if rule.group == .dataAPI, rule.severity == .error { return .error }
        return switch (level, rule.severity) {
        case (_, .note): .note
        case (.standard, let severity): severity
        case (.strict, _): .error
        case (.relaxed, .error): .warning
        case (.relaxed, .warning): .note
        }
    }

    /// Why all findings of the rule may pass; nil where they may not.
    package func reason(for rule: any SQLRule) -> String? {
        guard !rule.isFixed, let setting = setting(of: rule), setting.severity == nil else { return nil }
        return setting.reason
    }

    /// What is wrong with the settings themselves.
    package var problems: [Diagnostic] {
        settings.compactMap { setting in
            if let rule = SQLRules.rule(setting.code.rawValue), !rule.isFixed {
                return setting.severity == nil && setting.reason.isEmpty
                    ? .unreasonedCheck(setting.code, setting.place) : nil
            }
            return .unchangeableCheck(setting.code, setting.place)
        }
    }

    private func setting(of rule: any SQLRule) -> Setting? {
        settings.last { $0.code == .known(rule.code) }
    }
}
