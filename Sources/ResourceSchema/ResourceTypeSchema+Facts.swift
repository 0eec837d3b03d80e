extension ResourceTypeSchema {
    /// The facts as a generated type carries them; parsing gives the schema back.
    package var facts: String {
        var lines = [typeName]
        lines += primaryIdentifier.map { "identifier \($0)" }
        lines += attributes.sorted { $0.key < $1.key }.map { "attribute \($0.value.rawValue) \($0.key)" }
        lines += returnedFormats.sorted { $0.key < $1.key }.map { "returns \($0.value) \($0.key)" }
        lines += [tagging.map { "tags \(FactsText.text(of: $0.style)) \($0.property)" }].compactMap(\.self)
        lines += createOnly.sorted().map { "create-only \($0)" }
        lines += conditionalCreateOnly.sorted().map { "conditional-create-only \($0)" }
        lines += readOnly.sorted().map { "read-only \($0)" }
        lines += writeOnly.sorted().map { "write-only \($0)" }
        lines += object.lines
        for (name, object) in definitions.sorted(by: { $0.key < $1.key }) {
            lines += ["definition \(name)"] + object.lines
        }
        return lines.joined(separator: "\n")
    }
}

extension ResourceTypeSchema.Object {
    fileprivate var lines: [String] {
        (isOpen ? ["open"] : []) + combinations.map(FactsText.text(of:)) + properties.flatMap(\.lines)
    }
}

extension ResourceTypeSchema.Property {
    fileprivate var lines: [String] {
        ["\(isRequired ? "required" : "property") \(FactsText.text(of: shape)) \(name)"]
            + constraints.lines.map { "  " + $0 }
    }
}

extension ResourceTypeSchema.Constraints {
    fileprivate var lines: [String] {
        var lines = enumeration.map { "value \($0)" } + (ignoresCase ? ["ignoring-case"] : [])
        lines += [pattern.map { "pattern \($0)" }].compactMap(\.self) + formats.map { "format \($0)" }
        let limits = [("length", length), ("range", range), ("items", items)]
        lines += limits.filter { !$0.1.isEmpty }.map { "\($0) \(FactsText.text(of: $1))" }
        lines += uniqueKeys.isEmpty ? [] : ["unique-by \(uniqueKeys.joined(separator: " "))"]
        return lines + (isUnique ? ["unique"] : []) + (isUnordered ? ["unordered"] : [])
    }
}
