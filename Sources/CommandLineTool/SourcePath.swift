#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// How a source file is named to its reader: relative to the nearest folder above it that has a Package.swift.
enum SourcePath {
    static func display(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        var parts = path.split(separator: "/").map(String.init)
        var shown = [parts.popLast() ?? path]
        while !parts.isEmpty {
            if FileManager.default.fileExists(atPath: "/" + parts.joined(separator: "/") + "/Package.swift") {
                return shown.joined(separator: "/")
            }
            shown.insert(parts.removeLast(), at: 0)
        }
        return path
    }
}
