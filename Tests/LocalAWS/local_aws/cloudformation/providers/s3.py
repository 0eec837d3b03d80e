"""Amazon S3: buckets."""

from local_aws.cloudformation.stack import Properties

from .iam import document
from .provider import Context, Made, Provider, require_known


class Bucket(Provider):
    name_property = "BucketName"

    def create(self, context: Context, properties: Properties) -> Made:
        s3 = context.client("s3")
        name = properties.get("BucketName") or context.name(63).lower()
        elsewhere = {"CreateBucketConfiguration": {"LocationConstraint": context.region}}
        s3.create_bucket(Bucket=name, **({} if context.region == "us-east-1" else elsewhere))
        self.set_versioning(context, name, properties)
        attributes = {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{context.region}.amazonaws.com",
        }
        return Made(name, attributes)

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        require_known(context, old, new, "VersioningConfiguration")
        self.set_versioning(context, made.physical_id, new)
        return made

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("s3").delete_bucket(Bucket=made.physical_id)

    @staticmethod
    def set_versioning(context: Context, name: str, properties: Properties) -> None:
        if "VersioningConfiguration" in properties:
            versioning = properties["VersioningConfiguration"]
            context.client("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)


class BucketPolicy(Provider):
    def create(self, context: Context, properties: Properties) -> Made:
        policy = document(properties["PolicyDocument"])
        context.client("s3").put_bucket_policy(Bucket=properties["Bucket"], Policy=policy)
        return Made(properties["Bucket"], {})

    def update(self, context: Context, made: Made, old: Properties, new: Properties) -> Made:
        return self.create(context, new)

    def delete(self, context: Context, made: Made, properties: Properties) -> None:
        context.client("s3").delete_bucket_policy(Bucket=properties["Bucket"])


PROVIDERS: dict[str, Provider] = {"AWS::S3::Bucket": Bucket(), "AWS::S3::BucketPolicy": BucketPolicy()}
