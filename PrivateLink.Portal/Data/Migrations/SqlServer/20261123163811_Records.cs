using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Records : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ClaimObservations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Listener = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EndpointAddress = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    ClientAddress = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    Cloud = table.Column<int>(type: "int", nullable: false),
                    Service = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LinkId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FirstSeen = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Connections = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClaimObservations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConnectionRecords",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Time = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Node = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Listener = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Verdict = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<int>(type: "int", nullable: false),
                    Detail = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Peer = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Source = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    Destination = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    ClientKey = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LinkKind = table.Column<int>(type: "int", nullable: false),
                    Cloud = table.Column<int>(type: "int", nullable: true),
                    LinkId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LinkTlv = table.Column<string>(type: "varchar(1024)", unicode: false, maxLength: 1024, nullable: true),
                    NestedCloud = table.Column<int>(type: "int", nullable: true),
                    NestedLinkId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ServerName = table.Column<string>(type: "nvarchar(1024)", maxLength: 1024, nullable: true),
                    Host = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Alpn = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true),
                    TlsVersions = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    EchOffered = table.Column<bool>(type: "bit", nullable: false),
                    PolicyRevision = table.Column<long>(type: "bigint", nullable: false),
                    ResourceId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    TenantId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Upstream = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    HeaderMicroseconds = table.Column<long>(type: "bigint", nullable: true),
                    HelloMicroseconds = table.Column<long>(type: "bigint", nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    CloseReason = table.Column<int>(type: "int", nullable: true),
                    BytesFromClient = table.Column<long>(type: "bigint", nullable: true),
                    BytesFromUpstream = table.Column<long>(type: "bigint", nullable: true),
                    ConnectMicroseconds = table.Column<long>(type: "bigint", nullable: true),
                    DurationMicroseconds = table.Column<long>(type: "bigint", nullable: true),
                    UpstreamAddress = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConnectionRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HourlyRollUps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Hour = table.Column<DateTime>(type: "datetime2", nullable: false),
                    TenantId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ResourceId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Listener = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Cloud = table.Column<int>(type: "int", nullable: true),
                    LinkId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Verdict = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<int>(type: "int", nullable: false),
                    Connections = table.Column<long>(type: "bigint", nullable: false),
                    BytesFromClient = table.Column<long>(type: "bigint", nullable: false),
                    BytesFromUpstream = table.Column<long>(type: "bigint", nullable: false),
                    Sources = table.Column<string>(type: "varchar(1200)", unicode: false, maxLength: 1200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HourlyRollUps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LinkObservations",
                columns: table => new
                {
                    Cloud = table.Column<int>(type: "int", nullable: false),
                    Service = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LinkId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Listener = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EndpointAddress = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    ClientAddress = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    Host = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FirstSeen = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Connections = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkObservations", x => new { x.LinkId, x.Cloud, x.Service });
                });

            migrationBuilder.CreateTable(
                name: "LinkSightings",
                columns: table => new
                {
                    Cloud = table.Column<int>(type: "int", nullable: false),
                    Service = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LinkId = table.Column<string>(type: "nvarchar(255)", maxLength: 255, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ResourceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TenantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FirstMatched = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LastReason = table.Column<int>(type: "int", nullable: false),
                    FirstSeen = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Connections = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkSightings", x => new { x.LinkId, x.Cloud, x.Service, x.ResourceId });
                });

            migrationBuilder.CreateTable(
                name: "RecordGaps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Node = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateTime>(type: "datetime2", nullable: false),
                    To = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Allowed = table.Column<long>(type: "bigint", nullable: false),
                    Denied = table.Column<long>(type: "bigint", nullable: false),
                    Audited = table.Column<long>(type: "bigint", nullable: false),
                    Probes = table.Column<long>(type: "bigint", nullable: false),
                    Sampled = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordGaps", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ClaimObservations_LinkId_Cloud_Service_Name",
                table: "ClaimObservations",
                columns: new[] { "LinkId", "Cloud", "Service", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClaimObservations_Name",
                table: "ClaimObservations",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_ConnectionRecords_LinkId_Id",
                table: "ConnectionRecords",
                columns: new[] { "LinkId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ConnectionRecords_Node",
                table: "ConnectionRecords",
                column: "Node",
                filter: "State = 1");

            migrationBuilder.CreateIndex(
                name: "IX_ConnectionRecords_TenantId_Id",
                table: "ConnectionRecords",
                columns: new[] { "TenantId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_Hour",
                table: "HourlyRollUps",
                column: "Hour");

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps",
                columns: new[] { "TenantId", "Hour" });

            migrationBuilder.CreateIndex(
                name: "IX_LinkSightings_TenantId",
                table: "LinkSightings",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_RecordGaps_To",
                table: "RecordGaps",
                column: "To");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClaimObservations");

            migrationBuilder.DropTable(
                name: "ConnectionRecords");

            migrationBuilder.DropTable(
                name: "HourlyRollUps");

            migrationBuilder.DropTable(
                name: "LinkObservations");

            migrationBuilder.DropTable(
                name: "LinkSightings");

            migrationBuilder.DropTable(
                name: "RecordGaps");
        }
    }
}
