import ResourceCatalog
import ResourceSchema
import TemplateDiff
import Testing

@Suite struct StatefulTypesTests {
    @Test func `every type that keeps something is one that the catalog knows`() {
        let known = Set(ResourceCatalog().typeNames)
        #expect(StatefulTypes.contents.keys.filter { !known.contains($0) }.sorted() == [])
    }

    @Test func `what is lost is said in a few lower-case words`() {
        let wrong = StatefulTypes.contents.filter { type, contents in
            contents.first?.isLowercase != true || contents.hasSuffix(".") || contents.count > 60
        }
        #expect(wrong.keys.sorted() == [])
    }

    @Test(arguments: [
        "AWS::RDS::DBCluster", "AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::EFS::FileSystem", "AWS::EC2::Volume",
        "AWS::Kinesis::Stream", "AWS::SQS::Queue", "AWS::Cognito::UserPool", "AWS::KMS::Key", "AWS::Logs::LogGroup",
        "AWS::SecretsManager::Secret", "AWS::ECR::Repository", "AWS::Backup::BackupVault", "AWS::Glue::Registry",
        "AWS::OpenSearchService::Domain", "AWS::MemoryDB::Cluster",
    ])
    func `a type of each kind of store is among them`(_ type: String) {
        #expect(StatefulTypes.contents[type] != nil)
    }
}

@Suite struct ProtectionTests {
    @Test func `every property that protects is one that its type has`() {
        let unknown = Protection.all.filter { rule in
            guard let type = rule.type else { return false }
            guard let schema = Schemas.schema(of: type) else { return true }
            return !schema.hasProperty(rule.path)
        }
        #expect(unknown.map { "\($0.type ?? "") \($0.path.joined(separator: "."))" } == [])
    }

    @Test func `every property of all types is one that some type has`() {
        let catalog = ResourceCatalog()
        let general = Protection.all.filter { $0.type == nil }
        let missing = general.filter { rule in
            !catalog.typeNames.contains { catalog.schema(of: $0)?.hasProperty(rule.path) ?? false }
        }
        #expect(missing.map(\.path) == [])
    }
}

extension ResourceTypeSchema {
    fileprivate func hasProperty(_ path: [String]) -> Bool {
        var object: Object? = self.object
        for key in path where key != "*" {
            guard let property = object?.properties.first(where: { $0.name == key }) else { return false }
            object = property.shape.definition.flatMap { definitions[$0] }
        }
        return true
    }
}

extension ResourceTypeSchema.Shape {
    fileprivate var definition: String? {
        switch self {
        case .scalar: nil
        case .definition(let name): name
        case .list(let element), .map(let element): element.definition
        }
    }
}
