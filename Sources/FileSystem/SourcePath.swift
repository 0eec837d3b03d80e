/// How a source file is named to its reader: relative to the nearest folder above it that has a Package.swift.
package enum SourcePath {
    package static func display(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        var parts = path.split(separator: "/").map(String.init)
        var shown = [parts.popLast() ?? path]
        while !parts.isEmpty {
            if (try? FileStamp("/" + parts.joined(separator: "/") + "/Package.swift")) != nil {
                return shown.joined(separator: "/")
            }
            shown.insert(parts.removeLast(), at: 0)
        }
        return path
    }
}
