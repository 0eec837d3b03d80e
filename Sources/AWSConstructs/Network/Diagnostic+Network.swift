internal import BorealisDiagnostics

/// The words for what is wrong with a network.
extension Diagnostic {
    static func zoneCount(_ count: Int, limits: ClosedRange<Int>, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.zoneCount),
            at: place,
            "the network is in too few or too many availability zones",
            got: "\(count)",
            expected: "\(limits.lowerBound)...\(limits.upperBound)",
            fix: "choose \(min(max(count, limits.lowerBound), limits.upperBound))"
        )
    }

    static func malformedCIDR(_ cidr: CIDR, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidCIDR),
            at: place,
            "the network's block of addresses is malformed",
            got: cidr.description,
            expected: "four numbers and a prefix length, such as 10.0.0.0/16",
            fix: "choose 10.0.0.0/16"
        )
    }

    static func unalignedCIDR(_ cidr: CIDR, canonical: CIDR, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.invalidCIDR),
            at: place,
            "the network's block doesn't start at its first address",
            got: cidr.description,
            expected: canonical.description,
            fix: "choose \(canonical.description)"
        )
    }

    static func indivisibleCIDR(prefixLength: Int, limits: ClosedRange<Int>, place: Place) -> Diagnostic {
        Diagnostic(
            .known(.indivisibleCIDR),
            at: place,
            "the network's block can't be divided into a subnet for each zone",
            got: "/\(prefixLength)",
            expected: "/\(limits.lowerBound) to /\(limits.upperBound), of which each subnet gets a sixteenth",
            fix: "choose /\(min(max(prefixLength, limits.lowerBound), limits.upperBound))"
        )
    }
}
