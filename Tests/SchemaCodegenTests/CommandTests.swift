import Foundation
import SchemaCodegen
import TestSupport
import Testing

@Suite struct CommandTests {
    @Test(arguments: [("RSS", "RDS"), ("ec2", "EC2"), ("SecretManager", "SecretsManager")])
    func `a service that doesn't exist is answered with the nearest name`(name: String, nearest: String) {
        #expect(throws: UnknownService(name: name, nearest: nearest)) {
            try ServiceSelection.services(named: name, among: ["ASK", "EC2", "RDS", "SecretsManager"])
        }
    }

    @Test func `a name that resembles none is only refused`() {
        #expect(UnknownService(name: "Kubernetes", nearest: nil).description == "there is no service Kubernetes")
    }

    @Test func `no selection means all services`() throws {
        #expect(try ServiceSelection.services(named: nil, among: ["EC2", "RDS"]) == ["EC2", "RDS"])
    }

    @Test func `only files that differ are written, and those of types that are no more are removed`() throws {
        let temporary = try TemporaryFolder()
        let folder = ServiceFolder(temporary.url("EC2"))
        try folder.write(["A.swift": "a", "B.swift": "b", "C.swift": "c"])
        let changes = try folder.write(["A.swift": "a", "B.swift": "other"])
        #expect(changes == ServiceFolder.Changes(written: ["B.swift"], removed: ["C.swift"]))
        #expect(folder.changes(to: ["A.swift": "a", "B.swift": "other"]).isEmpty)
    }
}
