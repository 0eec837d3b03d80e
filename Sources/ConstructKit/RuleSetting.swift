public import BorealisDiagnostics

/// What a stack says of a rule of validation: that its findings may pass, or how much they matter.
///
/// ```swift
/// var rules: [RuleSetting] {
///     [.allow("AUR006", "the demo is public on purpose"), .report("VAL025", as: .error)]
/// }
/// ```
/// Only rules that read templates can be changed, whose codes begin with VAL or AUR: what `synth` says of the stack
/// itself is never let pass.
public struct RuleSetting: Sendable {
    enum Effect {
        case allow(reason: String)
        case report(Diagnostic.Severity)
    }

    let rule: DiagnosticCode
    let effect: Effect
    let place: Place

    /// Lets all findings of a rule in the stack pass; one that lets nothing pass any more is a warning.
    ///
    /// - Parameters:
    ///   - rule: `"VAL025"`.
    ///   - reason: shown by every `synth`, with the findings.
    public static func allow(
        _ rule: DiagnosticCode,
        _ reason: String,
        file: StaticString = #filePath,
        line: UInt = #line
    ) -> RuleSetting {
        RuleSetting(rule: rule, effect: .allow(reason: reason), place: Place(file, line))
    }

    /// Changes how much the findings of a rule matter in the stack; of two settings for a rule the last counts.
    public static func report(
        _ rule: DiagnosticCode,
        as severity: Diagnostic.Severity,
        file: StaticString = #filePath,
        line: UInt = #line
    ) -> RuleSetting {
        RuleSetting(rule: rule, effect: .report(severity), place: Place(file, line))
    }
}
