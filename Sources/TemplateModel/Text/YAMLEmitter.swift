internal import CLibYAML

/// libyaml's emitter, with the one document that a template is.
///
/// Its only failure is memory that runs out, which ends a Swift program anyway.
struct YAMLEmitter: ~Copyable {
    enum ScalarStyle {
        case plain
        case quoted
        case block

        fileprivate var style: yaml_scalar_style_t {
            switch self {
            case .plain: YAML_PLAIN_SCALAR_STYLE
            case .quoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
            case .block: YAML_LITERAL_SCALAR_STYLE
            }
        }
    }

    private let emitter: UnsafeMutablePointer<yaml_emitter_t>
    private let output: UnsafeMutablePointer<[UInt8]>

    init() {
        emitter = .allocate(capacity: 1)
        output = .allocate(capacity: 1)
        output.initialize(to: [])
        check(yaml_emitter_initialize(emitter))
        yaml_emitter_set_output(emitter, appendBytes, output)
        yaml_emitter_set_unicode(emitter, 1)
        yaml_emitter_set_width(emitter, -1)
        yaml_emitter_set_indent(emitter, 2)
        emit { yaml_stream_start_event_initialize($0, YAML_UTF8_ENCODING) }
        emit { yaml_document_start_event_initialize($0, nil, nil, nil, 1) }
    }

    deinit {
        yaml_emitter_delete(emitter)
        output.deinitialize(count: 1)
        emitter.deallocate()
        output.deallocate()
    }

    /// A text behind its tag (`!Sub`); without one the reader decides by the text, or by its quotes.
    mutating func scalar(_ text: String, tag: String?, style: ScalarStyle) {
        let isImplicit: Int32 = tag == nil ? 1 : 0
        withBytes(of: text) { start, count in
            withTag(tag) { tag in
                emit { event in
                    yaml_scalar_event_initialize(
                        event,
                        nil,
                        tag,
                        start,
                        count,
                        isImplicit,
                        isImplicit,
                        style.style
                    )
                }
            }
        }
    }

    mutating func startSequence(tag: String?, isFlow: Bool) {
        let style = isFlow ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE
        withTag(tag) { name in
            emit { yaml_sequence_start_event_initialize($0, nil, name, name == nil ? 1 : 0, style) }
        }
    }

    mutating func endSequence() {
        emit { yaml_sequence_end_event_initialize($0) }
    }

    mutating func startMapping(tag: String?, isFlow: Bool) {
        let style = isFlow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE
        withTag(tag) { name in
            emit { yaml_mapping_start_event_initialize($0, nil, name, name == nil ? 1 : 0, style) }
        }
    }

    mutating func endMapping() {
        emit { yaml_mapping_end_event_initialize($0) }
    }

    /// Ends the document and gives its text.
    mutating func finish() -> String {
        emit { yaml_document_end_event_initialize($0, 1) }
        emit { yaml_stream_end_event_initialize($0) }
        check(yaml_emitter_flush(emitter))
        return String(decoding: output.pointee, as: UTF8.self)
    }

    private func emit(_ initialize: (UnsafeMutablePointer<yaml_event_t>) -> Int32) {
        var event = yaml_event_t()
        check(initialize(&event))
        check(yaml_emitter_emit(emitter, &event))
    }

    private func withTag(_ tag: String?, _ body: (UnsafePointer<UInt8>?) -> Void) {
        guard var tag else { return body(nil) }
        tag.append("\0")
        tag.withUTF8 { body($0.baseAddress) }
    }

    /// libyaml refuses a null pointer, which is what an empty buffer has: the empty text lends it a terminator.
    private func withBytes(of text: String, _ body: (UnsafePointer<UInt8>?, Int32) -> Void) {
        var terminated = text
        terminated.append("\0")
        terminated.withUTF8 { body($0.baseAddress, Int32($0.count - 1)) }
    }

    private func check(_ result: Int32) {
        precondition(result == 1, "libyaml has no memory left, or was given events in a wrong order")
    }
}

private func appendBytes(
    _ output: UnsafeMutableRawPointer?,
    _ bytes: UnsafeMutablePointer<UInt8>?,
    _ count: Int
) -> Int32 {
    guard let output, let bytes else { return 0 }
    output.assumingMemoryBound(to: [UInt8].self).pointee.append(
        contentsOf: UnsafeBufferPointer(start: bytes, count: count)
    )
    return 1
}
