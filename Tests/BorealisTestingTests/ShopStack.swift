import Borealis
import BorealisEC2
import BorealisRDS

/// What the questions are about: parameters, references, tags, overrides, and a type that has no class.
struct ShopStack: Stack {
    static let line: UInt = 11
    let environment = Parameter(default: "dev", allowedValues: ["dev", "prod"])
    let isProduction: Condition
    let sizes = Mapping(["prod": ["max": 16.0]])
    let cluster = RDS.DBCluster(line: ShopStack.line)
    let writer: RDS.DBInstance
    let readers: [RDS.DBInstance]
    let pause = Resource(type: "Custom::Pause", properties: ["Hours": [22, 6], "Owner": ["Name": "ops", "Age": 1.5]])
    let address: Output

    init() {
        isProduction = Condition(.equals(environment.ref, "prod"))
        cluster.engine = "aurora-mysql"
        cluster.availabilityZones = ["eu-west-1a", "\(AWS.region)b"]
        cluster.backupRetentionPeriod = .if(isProduction, 35, else: 7)
        cluster.databaseInsightsMode = .advanced
        cluster.deletionProtection = true
        cluster.deletionPolicy = .snapshot
        cluster.port = 3306
        cluster.serverlessV2ScalingConfiguration = .init(maxCapacity: 4, minCapacity: 0.5)
        cluster.tags = [.init(key: "Team", value: "shop")]
        cluster.override("Properties.Port", with: 3307)
        let clusterName = cluster.ref
        writer = RDS.DBInstance(dbClusterIdentifier: clusterName, dbInstanceClass: "db.serverless", promotionTier: 0)
        readers = (1...2).map { tier in
            RDS.DBInstance(
                dbClusterIdentifier: clusterName,
                dbInstanceClass: "db.serverless",
                promotionTier: Value(tier)
            )
        }
        address = Output(cluster.endpointAddress, description: "Where the database is")
    }

    var tags: [String: String] { ["App": "shop"] }
}

/// Networks for stacks that are only about synthesis.
struct NetworkStack: Stack {
    let network = EC2.VPC(cidrBlock: "10.0.0.0/16")
}

/// A stack that refers to another one.
struct ClientStack: Stack {
    let shop: NetworkStack
    let group: EC2.SecurityGroup

    init(shop: NetworkStack) {
        self.shop = shop
        group = EC2.SecurityGroup(groupDescription: "Clients", vpcId: shop.network.ref)
    }
}

/// An app of two stacks.
struct ShopApp: App {
    let network = NetworkStack()
    let client: ClientStack

    init() {
        client = ClientStack(shop: network)
    }
}
