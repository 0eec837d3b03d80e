/// Lines of a difference up to a limit for each side, so that a long old text leaves room for the new one.
struct CutLines {
    private struct Room {
        var bytes: Int
        var lines: Int
        var lostBytes = 0
        var lostLines = 0
        /// Where it is said what is left out.
        var end: Int?
    }

    private var rooms: [ShownLine.Side: Room]
    private var shown: [ShownLine] = []

    init(bytes: Int, lines: Int) {
        let room = Room(bytes: bytes, lines: lines)
        rooms = [.old: room, .new: room, .both: room]
    }

    mutating func add(_ line: ShownLine) {
        guard let side = line.side, var room = rooms[side] else {
            // Between lines that are left out nothing needs to be folded.
            if rooms.values.allSatisfy({ $0.end == nil }) { shown.append(line) }
            return
        }
        let count = line.text.utf8.count
        if room.end == nil, room.lines > 0, count <= room.bytes {
            room.bytes -= count
            room.lines -= 1
            shown.append(line)
        } else {
            leaveOut(line, of: &room)
        }
        rooms[side] = room
    }

    private mutating func leaveOut(_ line: ShownLine, of room: inout Room) {
        var lost = line.text.utf8.count
        if room.end == nil {
            if room.lines > 0, room.bytes > 0 {
                let part = line.prefix(room.bytes)
                lost -= part.text.utf8.count
                shown.append(part)
            }
            room.end = shown.count
            shown.append(.cut(""))
        }
        room.lostBytes += lost
        room.lostLines += 1
    }

    var finished: [ShownLine] {
        rooms.values.reduce(into: shown) { lines, room in
            guard let end = room.end else { return }
            let count = room.lostLines == 1 ? "" : "\(room.lostLines) more lines, "
            lines[end] = .cut("\(count)\(room.lostBytes) more bytes, in --format json")
        }
    }
}

extension ShownLine {
    enum Side {
        case old, new, both
    }

    /// Nil for what isn't of the value itself.
    var side: Side? {
        switch self {
        case .kept: .both
        case .removed: .old
        case .added: .new
        case .folded, .cut: nil
        }
    }
}
