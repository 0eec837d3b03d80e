import Borealis
import BorealisEC2

/// Addresses in another stack's network.
struct AddressStack: Stack {
    let network: NetworkStack
    let gateways: [Gateway]
    let address: Output

    init(network: NetworkStack, isBroken: Bool) {
        self.network = network
        gateways = (0..<2).map { Gateway(name: "gateway-\($0)", in: network.vpc) }
        gateways[1].address.dependsOn = [gateways[0]]
        address = Output(
            gateways[0].address.attribute(isBroken ? "PublicIP" : "PublicIp", as: String.self),
            description: "The first address"
        )
        if isBroken {
            _ = EC2.VPC(cidrBlock: "10.0.0.0/16")
        }
    }
}

/// A construct of one's own: an address and what it is attached to.
struct Gateway: Construct {
    let resource: EC2.InternetGateway
    let attachment: EC2.VPCGatewayAttachment
    let address: EC2.EIP

    private let place: Place

    init(name: String, in vpc: EC2.VPC, file: StaticString = #filePath, line: UInt = #line) {
        let gateway = EC2.InternetGateway(tags: [.init(key: "Name", value: "\(name) of \(AWS.stackName)")])
        resource = gateway
        attachment = EC2.VPCGatewayAttachment(internetGatewayId: gateway.ref, vpcId: vpc.ref)
        address = EC2.EIP(domain: "vpc")
        address.dependsOn = [attachment]
        place = Place(file, line)
    }
}
