public import BorealisDiagnostics
internal import BorealisFileSystem
public import ConstructKit

/// Synthesises a stack as `synth` would, for questions about its template.
///
/// ```swift
/// let template = try synthesize(DatabaseStack())
/// ```
/// - Parameters:
///   - stack: made within the call, so that elements are found that no stack holds. A stack that refers to another one
///     is synthesised with its app: `synthesize(Blog.self)`.
///   - name: of the property of the app that would hold the stack. Where it is left out it follows from the type:
///     `database` for `DatabaseStack`.
/// - Throws: ``SynthesisFailure`` where `synth` would write nothing.
public func synthesize<S: Stack>(
    _ stack: @autoclosure () throws -> S,
    named name: String? = nil
) throws -> StackTemplate {
    let examined = try Synthesizer.examine(named: name ?? stackName(of: S.self), stack)
    let templates = try StackTemplate.all(of: examined)
    // Without a problem there is a template of the one stack.
    guard let template = templates.first else { throw SynthesisFailure(diagnostics: examined.app.diagnostics) }
    return template
}

/// Synthesises all stacks of an app as `synth` would.
///
/// - Returns: the templates by the names of the stacks.
/// - Throws: ``SynthesisFailure`` where `synth` would write nothing.
public func synthesize<A: App>(_ app: A.Type) throws -> [String: StackTemplate] {
    let templates = try StackTemplate.all(of: Synthesizer.examine(app))
    return Dictionary(templates.map { ($0.name, $0) }) { first, _ in first }
}

/// What is wrong with the stacks of a test: `synth` would write nothing.
public struct SynthesisFailure: Error, CustomStringConvertible {
    /// The errors, in the order in which `synth` prints them; notes and warnings are left out.
    public let diagnostics: [Diagnostic]

    /// The errors as `synth` prints them.
    public var description: String {
        let text = DiagnosticText(path: SourcePath.display)
        return diagnostics.map(text.text).joined(separator: "\n")
    }
}

extension StackTemplate {
    fileprivate static func all(of examined: ExaminedApp) throws -> [StackTemplate] {
        let errors = examined.app.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else { throw SynthesisFailure(diagnostics: errors) }
        return zip(examined.app.stacks, examined.sources).map { stack, source in
            StackTemplate(stack, source, diagnostics: examined.app.diagnostics)
        }
    }
}

/// `database` for `DatabaseStack`, `box` for `Box<Int>`.
private func stackName(of type: Any.Type) -> String {
    let name = String(describing: type).prefix { $0 != "<" }
    let stem = name.hasSuffix("Stack") && name.count > 5 ? name.dropLast(5) : name
    return stem.prefix(1).lowercased() + stem.dropFirst()
}
