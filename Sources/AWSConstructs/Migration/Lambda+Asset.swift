public import BorealisLambda
public import ConstructKit

extension Lambda.Function.Code {
    /// The code in an asset.
    public init(_ asset: Asset) {
        self.init(s3Bucket: asset.bucket, s3Key: asset.key)
    }
}

extension Lambda.LayerVersion.Content {
    /// The content in an asset.
    public init(_ asset: Asset) {
        self.init(s3Bucket: asset.bucket, s3Key: asset.key)
    }
}
