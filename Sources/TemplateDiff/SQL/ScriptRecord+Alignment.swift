/// What two records of a set have to be compared, and what neither names.
struct AlignedRecords {
    private(set) var before: [ScriptRecord.Entry]
    private(set) var after: [ScriptRecord.Entry]
    /// How many of the oldest are not named and are as they were.
    private(set) var unchanged = 0
    /// How many of the oldest can't be compared.
    private(set) var unknown = 0
    /// Whether one of these is known to differ.
    private(set) var hasHiddenChange = false

    init(_ before: ScriptRecord, _ after: ScriptRecord) {
        self.before = before.entries
        self.after = after.entries
        switch (before.omission, after.omission) {
        case (nil, nil): break
        case (let omission?, nil): compare(omission, with: \.after)
        case (nil, let omission?): compare(omission, with: \.before)
        case (let old?, let new?) where old == new: unchanged = old.count
        case (let old?, let new?):
            unknown = max(old.count, new.count)
            hasHiddenChange = old.count == new.count
            // The side that names more of them has some whose counterparts are not named.
            if old.count < new.count { trim(\.before, to: \.after) }
            if new.count < old.count { trim(\.after, to: \.before) }
        }
    }

    /// Compares scripts that one side doesn't name with those of the other, which names all.
    private mutating func compare(
        _ omission: ScriptRecord.Omission,
        with side: WritableKeyPath<AlignedRecords, [ScriptRecord.Entry]>
    ) {
        let entries = self[keyPath: side]
        if entries.count >= omission.count,
            ScriptRecord.digest(of: entries.prefix(omission.count)) == omission.digest
        {
            unchanged = omission.count
            self[keyPath: side].removeFirst(omission.count)
        } else {
            unknown = omission.count
            hasHiddenChange = true
            trim(side, to: side == \.before ? \.after : \.before)
        }
    }

    /// Leaves out the entries before the first that the other side names too.
    private mutating func trim(
        _ side: WritableKeyPath<AlignedRecords, [ScriptRecord.Entry]>,
        to other: WritableKeyPath<AlignedRecords, [ScriptRecord.Entry]>
    ) {
        let named = Set(self[keyPath: other].map(\.name))
        self[keyPath: side] = Array(self[keyPath: side].drop { !named.contains($0.name) })
    }
}
