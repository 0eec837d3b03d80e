// The one import of a stack author: the language, the constructs, and the tool that an app becomes.
@_exported public import AWSConstructs
@_exported public import BorealisCommandLineTool
@_exported public import BorealisDiagnostics
@_exported public import ConstructKit
@_exported public import SQLMigrations
