"""The stack of stacks/Blog in troposphere, for comparison; prints its template."""

from troposphere import GetAtt, GetAZs, Output, Ref, Select, Sub, Template
from troposphere.ec2 import VPC, SecurityGroup, Subnet
from troposphere.rds import DBCluster, DBInstance, DBSubnetGroup, ServerlessV2ScalingConfiguration
from troposphere.secretsmanager import GenerateSecretString, Secret, SecretTargetAttachment

template = Template(Description="The blog's database")
vpc = template.add_resource(VPC("Vpc", CidrBlock="10.0.0.0/16", EnableDnsHostnames=True, EnableDnsSupport=True))
subnets = [
    template.add_resource(
        Subnet(
            f"VpcIsolatedSubnets{index + 1}",
            AvailabilityZone=Select(index, GetAZs("")),
            CidrBlock=f"10.0.{16 * index}.0/20",
            VpcId=Ref(vpc),
        )
    )
    for index in range(2)
]
secret = template.add_resource(
    Secret(
        "ClusterSecret",
        DeletionPolicy="Delete",
        UpdateReplacePolicy="Delete",
        Description="The master user of a database",
        GenerateSecretString=GenerateSecretString(
            ExcludeCharacters='/@"\\',
            GenerateStringKey="password",
            PasswordLength=32,
            SecretStringTemplate='{"username":"admin"}',
        ),
    )
)
group = template.add_resource(
    DBSubnetGroup(
        "ClusterSubnetGroup",
        DBSubnetGroupDescription="The subnets of the database anonfed",
        SubnetIds=[Ref(subnet) for subnet in subnets],
    )
)
security = template.add_resource(
    SecurityGroup("ClusterSecurityGroup", GroupDescription="Lets nothing in", VpcId=Ref(vpc))
)
cluster = template.add_resource(
    DBCluster(
        "Cluster",
        DeletionPolicy="Snapshot",
        UpdateReplacePolicy="Snapshot",
        BackupRetentionPeriod=7,
        CopyTagsToSnapshot=True,
        DatabaseName="anonfed",
        DBSubnetGroupName=Ref(group),
        DeletionProtection=False,
        EnableHttpEndpoint=True,
        Engine="aurora-mysql",
        EngineVersion="8.0.mysql_aurora.3.08.2",
        MasterUsername="admin",
        MasterUserPassword=Sub("{{resolve:secretsmanager:${ClusterSecret}:SecretString:password}}"),
        # It refuses a minimum of 0.
        ServerlessV2ScalingConfiguration=ServerlessV2ScalingConfiguration(MaxCapacity=4, MinCapacity=0.5),
        StorageEncrypted=True,
        VpcSecurityGroupIds=[Ref(security)],
    )
)
template.add_resource(
    DBInstance(
        "ClusterWriter",
        DBClusterIdentifier=Ref(cluster),
        DBInstanceClass="db.serverless",
        Engine="aurora-mysql",
        PubliclyAccessible=False,
    )
)
template.add_resource(
    SecretTargetAttachment(
        "ClusterAttachment", SecretId=Ref(secret), TargetId=Ref(cluster), TargetType="AWS::RDS::DBCluster"
    )
)
template.add_output(Output("DatabaseName", Value="anonfed"))
template.add_output(Output("DatabaseClusterArn", Value=GetAtt(cluster, "DBClusterArn")))
print(template.to_yaml())
