"""The Data API over real databases, in both generations of Aurora Serverless."""

import dataclasses
import json
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local_aws.polling import await_true
from local_aws.server import LocalAWS
from stacks import clients_of

ENGINES = ("aurora-mysql", "aurora-postgresql")
MODES = ("provisioned", "serverless")


@dataclass(frozen=True)
class Database:
    """A cluster with a table t, and its secret."""

    client: Any
    name: str
    engine: str
    mode: str
    cluster_arn: str
    secret_arn: str

    @property
    def is_postgresql(self) -> bool:
        return self.engine == "aurora-postgresql"

    @property
    def is_serverless_v1(self) -> bool:
        return self.mode == "serverless"

    @property
    def target(self) -> dict[str, str]:
        return {"resourceArn": self.cluster_arn, "secretArn": self.secret_arn}

    def execute(self, sql: str, **more: Any) -> Any:
        return self.client.execute_statement(**self.target | {"database": "app"} | more, sql=sql)

    def scalar(self, sql: str, **more: Any) -> Any:
        return next(iter(self.execute(sql, **more)["records"][0][0].values()))

    def error(self, sql: str, **more: Any) -> tuple[str, str]:
        """The class and the words of what a statement raises."""
        with pytest.raises(ClientError) as raised:
            self.execute(sql, **more)
        return raised.value.response["Error"]["Code"], raised.value.response["Error"]["Message"]

    def expected_class(self, code: str) -> str:
        return "BadRequestException" if self.is_serverless_v1 else code

    def begin(self) -> str:
        return str(self.client.begin_transaction(**self.target, database="app")["transactionId"])

    def roll_back(self, transaction: str) -> None:
        self.client.rollback_transaction(**self.target, transactionId=transaction)


def make_database(aws: LocalAWS, engine: str, mode: str, name: str) -> Database:
    client = clients_of(aws)
    login = {"MasterUsername": "adm", "MasterUserPassword": f"Password-{name}"}
    cluster = client("rds").create_db_cluster(
        DBClusterIdentifier=name,
        Engine=engine,
        EngineMode=mode,
        DatabaseName="app",
        EnableHttpEndpoint=True,
        **login,
    )["DBCluster"]
    if mode == "provisioned":
        instance = {"DBInstanceIdentifier": f"{name}-1", "DBInstanceClass": "db.serverless", "Engine": engine}
        client("rds").create_db_instance(DBClusterIdentifier=name, **instance)
    secret = json.dumps({"username": "adm", "password": login["MasterUserPassword"]})
    arn = client("secretsmanager").create_secret(Name=name, SecretString=secret)["ARN"]
    database = Database(client("rds-data"), name, engine, mode, cluster["DBClusterArn"], arn)
    key, blob = ("SERIAL", "BYTEA") if database.is_postgresql else ("INT AUTO_INCREMENT", "BLOB")
    database.execute(
        f"CREATE TABLE t (id {key} PRIMARY KEY, a VARCHAR(40), b BOOLEAN, c DECIMAL(10,2), d DOUBLE PRECISION, "
        f"e {blob}, f TIMESTAMP NULL, g DATE)"
    )
    return database


@pytest.fixture(scope="module", params=[(engine, mode) for engine in ENGINES for mode in MODES], ids="-".join)
def database(request: pytest.FixtureRequest, local_aws: LocalAWS) -> Database:
    engine, mode = request.param
    return make_database(local_aws, engine, mode, f"{engine}-{mode}")


def parameter(name: str, kind: str, value: Any, **hint: str) -> dict[str, Any]:
    return {"name": name, "value": {kind: value}, **hint}


def test_values_of_all_types_come_back_as_they_went(database: Database) -> None:
    text = "it's :x; 'q' \\ ü"
    database.execute(
        "INSERT INTO t (a, b, c, d, e, f, g) VALUES (:a, :b, :c, :d, :e, :f, :g)",
        parameters=[
            parameter("a", "stringValue", text),
            parameter("b", "booleanValue", True),
            parameter("c", "stringValue", "12.30", typeHint="DECIMAL"),
            parameter("d", "doubleValue", 1.5),
            parameter("e", "blobValue", b"\x00\xff'"),
            parameter("f", "stringValue", "2024-01-02 03:04:05", typeHint="TIMESTAMP"),
            parameter("g", "isNull", True),
        ],
    )
    columns = "a, b, c, d, e, f, g"
    result = database.execute(
        f"SELECT {columns} FROM t WHERE a LIKE 'it%' AND ':name' <> a", includeResultMetadata=True
    )
    assert result["records"] == [
        [
            {"stringValue": text},
            {"booleanValue": True} if database.is_postgresql else {"longValue": 1},
            {"stringValue": "12.30"},
            {"doubleValue": 1.5},
            {"blobValue": b"\x00\xff'"},
            {"stringValue": "2024-01-02 03:04:05"},
            {"isNull": True},
        ]
    ]
    assert [column["name"] for column in result["columnMetadata"]] == columns.split(", ")


def test_rows_can_be_asked_for_as_json(database: Database) -> None:
    result = database.execute("SELECT 1 AS one, 'x' AS letter", formatRecordsAs="JSON")
    assert json.loads(result["formattedRecords"]) == [{"one": 1, "letter": "x"}]


def test_a_parameter_without_a_value_is_named(database: Database) -> None:
    code, words = database.error("SELECT :zz", parameters=[parameter("a", "longValue", 1)])
    assert (code, words) == ("BadRequestException", "Cannot find parameter: zz")


def test_two_statements_in_one_call_are_refused(database: Database) -> None:
    several = ["SELECT 1; SELECT 2", "INSERT INTO t (a) VALUES ('one') ;\nDELETE FROM t"]
    expected = (database.expected_class("ValidationException"), "Multistatements aren't supported.")
    assert [database.error(sql) for sql in several] == [expected] * 2
    assert database.scalar("SELECT count(*) FROM t WHERE a = 'one'") == 0


def test_an_error_of_the_database_has_the_class_of_its_generation(database: Database) -> None:
    code, words = database.error("SELECT * FROM nowhere")
    assert code == database.expected_class("DatabaseErrorException")
    assert "nowhere" in words


def test_a_transaction_is_seen_by_nobody_else_and_can_be_rolled_back(database: Database) -> None:
    transaction = database.begin()
    database.execute("INSERT INTO t (a) VALUES ('tx')", transactionId=transaction)
    count = "SELECT count(*) FROM t WHERE a = 'tx'"
    assert (database.scalar(count), database.scalar(count, transactionId=transaction)) == (0, 1)
    database.roll_back(transaction)
    assert database.scalar(count) == 0
    assert database.error(count, transactionId=transaction)[0] == database.expected_class(
        "TransactionNotFoundException"
    )


def test_a_table_made_in_a_transaction_outlives_its_rollback_on_mysql_only(database: Database) -> None:
    transaction = database.begin()
    database.execute("CREATE TABLE made (i INT)", transactionId=transaction)
    database.roll_back(transaction)
    found = database.scalar("SELECT count(*) FROM information_schema.tables WHERE table_name = 'made'")
    assert found == (0 if database.is_postgresql else 1)


def test_a_transaction_ends_after_three_idle_minutes(database: Database, local_aws: LocalAWS) -> None:
    transaction = database.begin()
    local_aws.data_api.transactions.open[transaction].last_used -= 180
    code, words = database.error("SELECT 1", transactionId=transaction)
    assert code == database.expected_class("TransactionNotFoundException")
    assert words == f"Transaction {transaction} is not found. Transaction may be expired."


def test_a_transaction_runs_one_statement_at_a_time(database: Database, local_aws: LocalAWS) -> None:
    """Calls wait for each other in Serverless v1 only."""
    transaction = database.begin()
    sleep = "SELECT pg_sleep(2)" if database.is_postgresql else "SELECT SLEEP(2)"
    thread = threading.Thread(target=database.execute, args=[sleep], kwargs={"transactionId": transaction})
    thread.start()
    await_true(local_aws.data_api.transactions.open[transaction].lock.locked)
    if database.is_serverless_v1:
        assert database.scalar("SELECT 1", transactionId=transaction) == 1
    else:
        expected = ("DatabaseErrorException", "Transaction is still running a query")
        assert database.error("SELECT 1", transactionId=transaction) == expected
    thread.join()
    assert database.scalar("SELECT 1", transactionId=transaction) == 1
    database.roll_back(transaction)


def test_a_batch_runs_a_statement_for_each_set_of_parameters(database: Database) -> None:
    sets = [[parameter("a", "stringValue", f"batch {number}")] for number in range(3)]
    sql = "INSERT INTO t (a) VALUES (:a)"
    result = database.client.batch_execute_statement(**database.target, database="app", sql=sql, parameterSets=sets)
    assert len(result["updateResults"]) == 3
    assert database.scalar("SELECT count(*) FROM t WHERE a LIKE 'batch%'") == 3


def test_a_statement_that_takes_too_long_is_cut_off(
    database: Database, local_aws: LocalAWS, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_aws.data_api, "statement_seconds", 0.3)
    sleep = "SELECT pg_sleep(20)" if database.is_postgresql else "SELECT SLEEP(20) FROM information_schema.tables"
    assert database.error(sleep)[0] == "StatementTimeoutException"


def test_a_paused_cluster_refuses_calls_until_it_has_resumed(database: Database, local_aws: LocalAWS) -> None:
    local_aws.data_api.pause(database.cluster_arn, calls=2)
    expected = database.expected_class("DatabaseResumingException")
    assert [database.error("SELECT 1")[0] for _ in range(2)] == [expected] * 2
    assert database.scalar("SELECT 1") == 1


def test_a_wrong_password_and_an_unknown_database_are_refused(database: Database, client: Callable[[str], Any]) -> None:
    secret = json.dumps({"username": "adm", "password": "wrong"})
    arn = client("secretsmanager").create_secret(Name=f"{database.name}-wrong", SecretString=secret)["ARN"]
    expected = database.expected_class("DatabaseErrorException")
    assert database.error("SELECT 1", secretArn=arn)[0] == expected
    assert database.error("SELECT 1", database="nowhere")[0] == expected


def test_a_secret_that_is_none_is_refused(database: Database) -> None:
    nowhere = database.secret_arn.replace(database.name, "nowhere")
    assert database.error("SELECT 1", secretArn=nowhere)[0] == database.expected_class("SecretsErrorException")


def test_an_answer_of_more_than_a_megabyte_is_refused(database: Database) -> None:
    code, words = database.error(
        f"SELECT repeat('x', 60000) FROM ({' UNION ALL '.join(['SELECT 1 AS one'] * 18)}) AS rows_"
    )
    assert (code, words) == (
        database.expected_class("UnsupportedResultException"),
        "Database response exceeded size limit",
    )


def test_a_changed_master_password_is_the_databases_too(database: Database, client: Callable[[str], Any]) -> None:
    client("rds").modify_db_cluster(
        DBClusterIdentifier=database.name, MasterUserPassword="Another-one-1", ApplyImmediately=True
    )
    assert database.error("SELECT 1")[0] == database.expected_class("DatabaseErrorException")
    secret = json.dumps({"username": "adm", "password": "Another-one-1"})
    client("secretsmanager").put_secret_value(SecretId=database.secret_arn, SecretString=secret)
    assert database.scalar("SELECT 1") == 1


def test_bodies_may_have_semicolons_inside(database: Database) -> None:
    if database.is_postgresql:
        database.execute("CREATE FUNCTION one() RETURNS int AS $body$ BEGIN RETURN 1; END; $body$ LANGUAGE plpgsql")
        database.execute("DO $$ BEGIN PERFORM one(); END $$")
    else:
        database.execute(
            "CREATE FUNCTION one() RETURNS INT DETERMINISTIC BEGIN DECLARE x INT; SET x = 1; RETURN x; END"
        )
    assert database.scalar("SELECT one()") == 1


@pytest.fixture(scope="module")
def postgresql(local_aws: LocalAWS) -> Database:
    return make_database(local_aws, "aurora-postgresql", "provisioned", "postgresql")


def test_postgresql_takes_casts_arrays_and_type_hints(postgresql: Database) -> None:
    database = postgresql
    identifier = "6f1b2c3e-0000-4000-8000-000000000001"
    result = database.execute(
        "SELECT :u::uuid, CAST(:j AS jsonb), ARRAY[1,2]",
        parameters=[parameter("u", "stringValue", identifier), parameter("j", "stringValue", '{"a":1}')],
    )
    expected = [{"stringValue": identifier}, {"stringValue": '{"a": 1}'}, {"arrayValue": {"longValues": [1, 2]}}]
    assert result["records"] == [expected]
    texts = database.execute("SELECT '[1]'::jsonb, '5'::json, 'null'::jsonb, '1 day 02:00'::interval")["records"][0]
    assert [field["stringValue"] for field in texts] == ["[1]", "5", "null", "1 day 02:00:00"]
    database.execute("CREATE TABLE documents (body jsonb)")
    insert = "INSERT INTO documents VALUES (:body)"
    assert "jsonb" in database.error(insert, parameters=[parameter("body", "stringValue", "{}")])[1]
    database.execute(insert, parameters=[parameter("body", "stringValue", "{}", typeHint="JSON")])


def test_a_cluster_without_an_http_endpoint_or_without_an_instance_is_refused(
    local_aws: LocalAWS, client: Callable[[str], Any]
) -> None:
    rds = client("rds")
    login = {"MasterUsername": "adm", "MasterUserPassword": "Password-1"}
    arn = rds.create_db_cluster(DBClusterIdentifier="bare", Engine="aurora-mysql", **login)["DBCluster"]["DBClusterArn"]
    bare = Database(client("rds-data"), "bare", "aurora-mysql", "provisioned", arn, arn)
    assert bare.error("SELECT 1")[0] == "HttpEndpointNotEnabledException"
    rds.modify_db_cluster(DBClusterIdentifier="bare", EnableHttpEndpoint=True)
    assert bare.error("SELECT 1")[0] == "DatabaseNotFoundException"
    assert bare.error("SELECT 1", resourceArn=arn.replace("bare", "none"))[0] == "NotFoundException"


@pytest.fixture(scope="module")
def guarded(local_aws: LocalAWS) -> Database:
    return make_database(local_aws, "aurora-mysql", "provisioned", "guarded")


ACTIONS = {
    "rds-data:ExecuteStatement": "arn:aws:rds:",
    "rds-data:BeginTransaction": "arn:aws:rds:",
    "rds-data:RollbackTransaction": "arn:aws:rds:",
    "secretsmanager:GetSecretValue": "arn:aws:secretsmanager:",
}


def call_as(aws: LocalAWS, database: Database, statements: list[dict[str, Any]]) -> None:
    """Calls the Data API in a session of a role with these statements in its policy."""
    client = clients_of(aws)
    iam, name = client("iam"), f"caller-{uuid.uuid4()}"
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_role_policy(RoleName=name, PolicyName="calls", PolicyDocument=policy)
    given = client("sts").assume_role(RoleArn=arn, RoleSessionName="session")["Credentials"]
    session = boto3.client(
        "rds-data",
        endpoint_url=aws.endpoint,
        region_name=aws.region,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )
    begun = session.begin_transaction(**database.target, database="app")["transactionId"]
    session.execute_statement(**database.target, transactionId=begun, sql="SELECT 1")
    session.rollback_transaction(**database.target, transactionId=begun)


def allowing(database: Database, actions: list[str]) -> list[dict[str, Any]]:
    resources = [database.cluster_arn, database.secret_arn]
    return [
        {"Effect": "Allow", "Action": action, "Resource": [arn for arn in resources if arn.startswith(ACTIONS[action])]}
        for action in actions
    ]


def test_a_role_may_do_what_its_policies_allow(guarded: Database, local_aws: LocalAWS) -> None:
    call_as(local_aws, guarded, allowing(guarded, list(ACTIONS)))


@pytest.mark.parametrize("missing", ACTIONS)
def test_a_role_that_lacks_one_action_is_refused(guarded: Database, local_aws: LocalAWS, missing: str) -> None:
    statements = allowing(guarded, [action for action in ACTIONS if action != missing])
    with pytest.raises(ClientError, match=f"AccessDeniedException.*perform: {missing} on resource"):
        call_as(local_aws, guarded, statements)


def test_a_permission_for_another_cluster_is_none(guarded: Database, local_aws: LocalAWS) -> None:
    other = dataclasses.replace(guarded, cluster_arn=guarded.cluster_arn.replace("guarded", "other"))
    with pytest.raises(ClientError, match="AccessDeniedException"):
        call_as(local_aws, guarded, allowing(other, list(ACTIONS)))


def test_an_unknown_session_is_refused(guarded: Database, local_aws: LocalAWS) -> None:
    stranger = boto3.client(
        "rds-data",
        endpoint_url=local_aws.endpoint,
        region_name=local_aws.region,
        aws_access_key_id="ASIAUNKNOWN",
        aws_secret_access_key="unknown",
        aws_session_token="unknown",
    )
    with pytest.raises(ClientError, match="UnrecognizedClientException"):
        stranger.execute_statement(**guarded.target, sql="SELECT 1")


def test_mysql_writes_times_as_itself(guarded: Database) -> None:
    times = guarded.execute("SELECT TIME('01:02:03'), TIME('-12:00:00'), TIME('100:00:00'), TIME('00:00:00.5')")
    texts = [field["stringValue"] for field in times["records"][0]]
    assert texts == ["01:02:03", "-12:00:00", "100:00:00", "00:00:00.500000"]


def test_the_server_of_a_cluster_ends_with_it(local_aws: LocalAWS, client: Callable[[str], Any]) -> None:
    before = set(local_aws.databases.servers)
    database = make_database(local_aws, "aurora-postgresql", "serverless", "short-lived")
    database.begin()
    assert len(local_aws.databases.servers) == len(before) + 1
    client("rds").delete_db_cluster(DBClusterIdentifier="short-lived", SkipFinalSnapshot=True)
    assert set(local_aws.databases.servers) == before
    assert database.cluster_arn not in {each.cluster.arn for each in local_aws.data_api.transactions.open.values()}


def test_passwords_in_errors_are_not_logged(guarded: Database, caplog: pytest.LogCaptureFixture) -> None:
    guarded.error("CREATE USER x IDENTIFIED BYY 'topsecret'")
    guarded.error("SELECT * FROM nowhere_to_be_found")
    assert "topsecret" not in caplog.text
    assert "nowhere_to_be_found" in caplog.text


def test_a_denial_is_stronger_than_a_permission(guarded: Database, local_aws: LocalAWS) -> None:
    denial = {"Effect": "Deny", "Action": "rds-data:ExecuteStatement", "Resource": guarded.cluster_arn}
    with pytest.raises(ClientError, match="AccessDeniedException"):
        call_as(local_aws, guarded, [*allowing(guarded, list(ACTIONS)), denial])
