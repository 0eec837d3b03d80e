internal import BorealisFileSystem
internal import BorealisHashing
internal import BorealisParallelism

/// A zip archive whose bytes follow from its content alone: sorted, stored, with fixed times.
///
/// It is not deflated, as zlib and its like compress the same bytes differently from version to version.
/// - Source: PKWARE, APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16, read 2026-11-21.
struct StoredZip {
    private var pieces: [[UInt8]] = []
    private var size: UInt32 = 0
    /// What stands at the end of the archive: each file again, and where it is.
    private var directory: [UInt8] = []

    /// - Parameter files: fewer than 65,536 with less than 4 GiB, which ``AssetLimits`` sees to.
    static func content(of files: [AssetFile]) -> FileContent {
        let sorted = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let checksums = sorted.concurrentMap { CRC32.checksum(of: $0.bytes) }
        var archive = StoredZip()
        for (file, checksum) in zip(sorted, checksums) {
            archive.add(file, checksum: checksum)
        }
        archive.finish(count: sorted.count)
        return FileContent(archive.pieces)
    }

    private mutating func add(_ file: AssetFile, checksum: UInt32) {
        var header: [UInt8] = []
        header.reserveCapacity(file.name.utf8.count + 30)
        header.append(littleEndian: UInt32(0x0403_4B50))
        header.append(headerOf: file, checksum: checksum)
        header += file.name.utf8
        directory.append(littleEndian: UInt32(0x0201_4B50))
        directory.append(littleEndian: UInt16(3 << 8 | 10))  // Made on Unix: the mode below is one of Unix.
        directory.append(headerOf: file, checksum: checksum)
        directory.append(littleEndian: UInt16(0))  // No comment,
        directory.append(littleEndian: UInt16(0))  // on the first disk,
        directory.append(littleEndian: UInt16(0))  // not said to be text.
        directory.append(littleEndian: UInt32(file.isExecutable ? 0o100_755 : 0o100_644) << 16)
        directory.append(littleEndian: size)
        directory += file.name.utf8
        pieces += [header, file.bytes]
        size += UInt32(header.count + file.bytes.count)
    }

    private mutating func finish(count: Int) {
        var end = directory
        end.append(littleEndian: UInt32(0x0605_4B50))
        end.append(littleEndian: UInt32(0))  // One disk.
        end.append(littleEndian: UInt16(count))
        end.append(littleEndian: UInt16(count))
        end.append(littleEndian: UInt32(directory.count))
        end.append(littleEndian: size)
        end.append(littleEndian: UInt16(0))  // No comment.
        pieces.append(end)
    }
}

extension [UInt8] {
    /// What a file has before its content and in the directory: from the version that is needed to the name's length.
    fileprivate mutating func append(headerOf file: AssetFile, checksum: UInt32) {
        append(littleEndian: UInt16(10))
        append(littleEndian: UInt16(1 << 11))  // The name is UTF-8.
        append(littleEndian: UInt16(0))  // Stored,
        append(littleEndian: UInt16(0))  // at midnight
        append(littleEndian: UInt16(0x21))  // of 1980-01-01, the first day that there is.
        append(littleEndian: checksum)
        append(littleEndian: UInt32(file.bytes.count))
        append(littleEndian: UInt32(file.bytes.count))
        append(littleEndian: UInt16(file.name.utf8.count))
        append(littleEndian: UInt16(0))
    }

    fileprivate mutating func append(littleEndian number: UInt16) {
        append(UInt8(truncatingIfNeeded: number))
        append(UInt8(truncatingIfNeeded: number >> 8))
    }

    fileprivate mutating func append(littleEndian number: UInt32) {
        append(littleEndian: UInt16(truncatingIfNeeded: number))
        append(littleEndian: UInt16(truncatingIfNeeded: number >> 16))
    }
}
