extension Unicode.Scalar {
    /// Whether libyaml writes the character as it is; all others need double quotes and an escape.
    ///
    /// Line breaks and tabs count as not printable here, and so does everything beyond U+FFFF, which libyaml escapes.
    var isPrintableInYAML: Bool {
        switch value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
        default: false
        }
    }
}
