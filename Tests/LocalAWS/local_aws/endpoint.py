"""Where a local AWS is; apart from what makes one, which takes a second to import."""

# `aws rds` doesn't follow AWS_ENDPOINT_URL in us-east-1.
REGION = "eu-west-1"
HOST = "127.0.0.1"
# Where a running one is asked to forget everything; no path of AWS begins so.
RESET_PATH = "/_local-aws/reset"
