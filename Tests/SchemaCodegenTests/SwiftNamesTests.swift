import SchemaCodegen
import Testing

@Suite struct SwiftNamesTests {
    @Test(arguments: [
        ("VpcId", "vpcId"), ("EnableDnsSupport", "enableDnsSupport"), ("DBClusterArn", "dbClusterArn"),
        ("CidrBlock", "cidrBlock"), ("AZs", "azs"), ("ARN", "arn"), ("ARNs", "arns"), ("IPv6Cidr", "ipv6Cidr"),
        ("SSLEnabled", "sslEnabled"), ("KMSKeyId", "kmsKeyId"), ("EC2InstanceId", "ec2InstanceId"),
        ("name", "name"), ("Endpoint.Address", "endpointAddress"), ("Type", "type"),
    ])
    func `a property keeps the schema's name with its leading capitals lowered`(schemaName: String, name: String) {
        #expect(SwiftNames.property(schemaName) == name)
    }

    @Test(arguments: [
        ("aurora-mysql", "auroraMysql"), ("PROVISIONED", "provisioned"), ("db.t3.micro", "dbT3Micro"),
        ("1.2", "value1_2"), ("-1", "minus1"), ("", "empty"), ("*", "value42"), ("SOME_THING", "someThing"),
    ])
    func `a value is named by its words`(value: String, name: String) {
        #expect(SwiftNames.member(value) == name)
    }

    @Test(arguments: [("DBCluster", "DBCluster"), ("Resource", "Resource"), ("Type", "TypeResource")])
    func `a resource keeps its name unless Swift forbids it`(schemaName: String, name: String) {
        #expect(SwiftNames.resource(schemaName) == name)
    }

    @Test(arguments: [("default", "`default`"), ("vpcId", "vpcId")])
    func `keywords are escaped and other words are not`(name: String, escaped: String) {
        #expect(SwiftNames.escaped(name) == escaped)
    }
}
