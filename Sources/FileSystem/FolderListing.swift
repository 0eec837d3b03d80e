#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What a folder has in it, in no order.
struct FolderListing {
    struct Entry {
        private let bytes: [UInt8]
        private let type: UInt8

        init(_ entry: UnsafeMutablePointer<dirent>) {
            bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            type = entry.pointee.d_type
        }

        /// `nil` where it isn't UTF-8.
        var name: String? { String(validating: bytes, as: UTF8.self) }
        var lossyName: String { String(decoding: bytes, as: UTF8.self) }

        /// Only a link, or a file system that doesn't tell, needs another look; a link to nothing is no folder.
        func isFolder(at path: String) -> Bool {
            switch Int(type) {
            case Int(DT_DIR): true
            case Int(DT_REG): false
            default: (try? FileStamp(path).isFolder) ?? false
            }
        }
    }

    let entries: [Entry]

    init(_ folder: String) throws(POSIXFailure) {
        guard let stream = opendir(folder) else { throw .last }
        defer { closedir(stream) }
        var entries: [Entry] = []
        errno = 0
        while let entry = readdir(stream) {
            entries.append(Entry(entry))
            errno = 0
        }
        guard errno == 0 else { throw .last }
        self.entries = entries.filter { $0.name != "." && $0.name != ".." }
    }
}
