/// The difference of two texts in the form that `patch` reads.
package enum TextDifference {
    /// Empty where the texts have the same bytes; Swift's `==` would take `é` and `e` with an accent for one.
    ///
    /// Around each change `context` lines are shown, 0 or more.
    package static func unifiedDifference(
        from old: String,
        to new: String,
        oldName: String,
        newName: String,
        context: Int = 3
    ) -> String {
        let edits = LineEdit.edits(from: lines(of: old), to: lines(of: new))
        let hunks = Hunks(edits: edits, context: context).text
        return hunks.isEmpty ? "" : "--- \(oldName)\n+++ \(newName)\n" + hunks
    }

    /// Lines with their newline, so that one that is missing at the end makes a difference.
    private static func lines(of text: String) -> [ArraySlice<UInt8>] {
        let bytes = Array(text.utf8)
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            let end = newline.map { $0 + 1 } ?? bytes.count
            lines.append(bytes[start..<end])
            start = end
        }
        return lines
    }
}
