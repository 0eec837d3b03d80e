extension Mark {
    var style: StyledText.Style {
        switch self {
        case .added, .allowed: .good
        case .removed: .bad
        case .changed, .renamed: .change
        case .replaced, .closed: .loss
        case .note, .unknown: .dim
        }
    }
}
