internal import CLibYAML

/// libyaml's parser: the events of a text, each with its place.
struct YAMLParser: ~Copyable {
    enum Event {
        case documentStart
        case alias(String)
        case scalar(Scalar)
        case sequenceStart(Node)
        case mappingStart(Node)
        /// The end of a list, of a map, or of a document.
        case end
        case streamEnd
    }

    struct Node {
        let tag: String?
        let anchor: String?
    }

    struct Scalar {
        let text: String
        let node: Node
        /// Without quotes, so that it may stand for something other than text.
        let isPlain: Bool
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let places: EscapedText

    /// - Parameter text: must outlive the parser.
    init(_ text: UnsafeBufferPointer<UInt8>, places: EscapedText) {
        self.places = places
        parser = .allocate(capacity: 1)
        precondition(yaml_parser_initialize(parser) == 1, "libyaml has no memory left")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// - Throws: what libyaml says of a text that is not YAML.
    mutating func next() throws(TemplateTextProblem) -> (event: Event, position: TextPosition) {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
            defer { yaml_event_delete(&event) }
            if let known = Event(event) {
                return (known, places.position(character: event.start_mark.index))
            }
        }
    }

    private var failure: TemplateTextProblem {
        let mark = parser.pointee.problem_mark
        let words = parser.pointee.problem.map { String(cString: $0) } ?? "it can't be read"
        let context = parser.pointee.context.map { " " + String(cString: $0) } ?? ""
        return TemplateTextProblem(
            .syntax(words + context),
            at: places.position(character: mark.index)
        )
    }
}

extension YAMLParser.Event {
    /// Nil for the start of the stream, which says nothing.
    fileprivate init?(_ event: yaml_event_t) {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: self = .documentStart
        case YAML_ALIAS_EVENT: self = .alias(event.data.alias.anchor.text ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let node = YAMLParser.Node(tag: scalar.tag.text, anchor: scalar.anchor.text)
            self = .scalar(
                YAMLParser.Scalar(
                    text: String(decoding: bytes, as: UTF8.self),
                    node: node,
                    isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE
                )
            )
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            self = .sequenceStart(YAMLParser.Node(tag: start.tag.text, anchor: start.anchor.text))
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            self = .mappingStart(YAMLParser.Node(tag: start.tag.text, anchor: start.anchor.text))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT, YAML_DOCUMENT_END_EVENT: self = .end
        case YAML_STREAM_END_EVENT: self = .streamEnd
        default: return nil
        }
    }
}

extension UnsafeMutablePointer<UInt8>? {
    fileprivate var text: String? {
        map { String(cString: $0) }
    }
}
