extension ResourceTypeSchema {
    /// Reads the facts that a generated type carries.
    package init(facts: String) {
        let lines = facts.split(separator: "\n")
        self.init(typeName: lines.first.map(String.init) ?? "")
        var reader = FactsReader(schema: self)
        for line in lines.dropFirst() {
            reader.read(line)
        }
        self = reader.finish()
    }
}

/// Reads facts line by line.
private struct FactsReader {
    var schema: ResourceTypeSchema
    private var definition: String?
    private var object = ResourceTypeSchema.Object()

    init(schema: ResourceTypeSchema) {
        self.schema = schema
    }

    mutating func read(_ line: Substring) {
        if line.hasPrefix("  ") {
            readConstraint(line.dropFirst(2))
            return
        }
        let (keyword, rest) = line.keywordAndRest()
        switch keyword {
        case "property", "required": addProperty(rest, isRequired: keyword == "required")
        case "definition":
            endDefinition()
            definition = String(rest)
        case "open": object.isOpen = true
        case "one-of", "any-of", "needs", "needs-one-of", "excludes":
            FactsText.combination(keyword, rest).map { object.combinations.append($0) }
        default: readTypeFact(keyword, rest)
        }
    }

    mutating func finish() -> ResourceTypeSchema {
        endDefinition()
        return schema
    }

    private mutating func endDefinition() {
        if let definition {
            schema.definitions[definition] = object
        } else {
            schema.object = object
        }
        object = ResourceTypeSchema.Object()
    }

    private mutating func readTypeFact(_ keyword: Substring, _ rest: Substring) {
        let (first, second) = rest.keywordAndRest()
        switch keyword {
        case "identifier": schema.primaryIdentifier.append(String(rest))
        case "attribute":
            schema.attributes[String(second)] = ResourceTypeSchema.ScalarKind(rawValue: String(first)) ?? .json
        case "returns": schema.returnedFormats[String(second)] = String(first)
        case "tags":
            schema.tagging = ResourceTypeSchema.Tagging(property: String(second), style: FactsText.tagStyle(first))
        case "create-only": schema.createOnly.insert(String(rest))
        case "conditional-create-only": schema.conditionalCreateOnly.insert(String(rest))
        case "read-only": schema.readOnly.insert(String(rest))
        case "write-only": schema.writeOnly.insert(String(rest))
        default: break
        }
    }

    private mutating func addProperty(_ text: Substring, isRequired: Bool) {
        let (shape, name) = text.keywordAndRest()
        object.properties.append(
            ResourceTypeSchema.Property(
                name: String(name),
                isRequired: isRequired,
                shape: FactsText.shape(shape),
                constraints: ResourceTypeSchema.Constraints()
            )
        )
    }

    private mutating func readConstraint(_ line: Substring) {
        guard !object.properties.isEmpty else { return }
        object.properties[object.properties.count - 1].constraints.read(line)
    }
}

extension ResourceTypeSchema.Constraints {
    fileprivate mutating func read(_ line: Substring) {
        let (keyword, rest) = line.keywordAndRest()
        switch keyword {
        case "value": enumeration.append(String(rest))
        case "pattern": pattern = String(rest)
        case "ignoring-case": ignoresCase = true
        case "format": formats.append(String(rest))
        case "length": length = FactsText.bounds(rest)
        case "range": range = FactsText.bounds(rest)
        case "items": items = FactsText.bounds(rest)
        case "unique": isUnique = true
        case "unique-by": uniqueKeys = rest.split(separator: " ").map(String.init)
        case "unordered": isUnordered = true
        default: break
        }
    }
}
