internal import BorealisHashing

/// A zip archive whose bytes follow from its content alone: sorted, stored, with fixed times.
///
/// It is not deflated, as zlib and its like compress the same bytes differently from version to version.
/// - Source: PKWARE, APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16, read 2026-11-21.
struct StoredZip {
    /// The archive's bytes.
    ///
    /// - Parameter files: fewer than 65,536 with less than 4 GiB, which ``AssetLimits`` sees to.
    static func bytes(of files: [AssetFile]) -> [UInt8] {
        let sorted = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var archive: [UInt8] = []
        archive.reserveCapacity(sorted.reduce(64) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 96 })
        var directory: [UInt8] = []
        for entry in sorted {
            let header = Header(entry)
            directory.append(littleEndian: UInt32(0x0201_4B50))
            directory += header.central(at: archive.count)
            archive.append(littleEndian: UInt32(0x0403_4B50))
            archive += header.local
            archive += entry.bytes
        }
        let start = archive.count
        archive += directory
        archive.append(littleEndian: UInt32(0x0605_4B50))
        archive += [0, 0, 0, 0]
        archive.append(littleEndian: UInt16(sorted.count))
        archive.append(littleEndian: UInt16(sorted.count))
        archive.append(littleEndian: UInt32(directory.count))
        archive.append(littleEndian: UInt32(start))
        archive += [0, 0]
        return archive
    }

    /// What the archive says of a file, before its content and again at the end.
    private struct Header {
        /// From the version that is needed to the length of the extra field, which is empty.
        private let common: [UInt8]
        private let name: [UInt8]
        private let mode: UInt32

        init(_ entry: AssetFile) {
            name = Array(entry.name.utf8)
            mode = entry.isExecutable ? 0o100_755 : 0o100_644
            var common: [UInt8] = []
            common.append(littleEndian: UInt16(10))
            common.append(littleEndian: UInt16(1 << 11))  // The name is UTF-8.
            common.append(littleEndian: UInt16(0))  // Stored.
            common.append(littleEndian: UInt16(0))
            common.append(littleEndian: UInt16(0x21))  // 1980-01-01, the first day that there is.
            common.append(littleEndian: CRC32.checksum(of: entry.bytes))
            common.append(littleEndian: UInt32(entry.bytes.count))
            common.append(littleEndian: UInt32(entry.bytes.count))
            common.append(littleEndian: UInt16(name.count))
            common.append(littleEndian: UInt16(0))
            self.common = common
        }

        var local: [UInt8] { common + name }

        func central(at offset: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.append(littleEndian: UInt16(3 << 8 | 10))  // Made on Unix: the mode below is one of Unix.
            bytes += common
            bytes += [0, 0, 0, 0, 0, 0]
            bytes.append(littleEndian: mode << 16)
            bytes.append(littleEndian: UInt32(offset))
            return bytes + name
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
