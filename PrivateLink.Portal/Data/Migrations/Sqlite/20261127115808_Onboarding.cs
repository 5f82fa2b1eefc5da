using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Onboarding : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_PrivateEndpoints_TenantId_ServiceId_LinkId",
                table: "PrivateEndpoints");

            migrationBuilder.AddColumn<DateTime>(
                name: "ModeSince",
                table: "Resources",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Acceptance",
                table: "PrivateLinkServices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Instructions",
                table: "PrivateLinkServices",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Ports",
                table: "PrivateLinkServices",
                type: "TEXT",
                unicode: false,
                maxLength: 1000,
                nullable: false,
                defaultValue: "443");

            migrationBuilder.AddColumn<string>(
                name: "PrivateDnsName",
                table: "PrivateLinkServices",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Published",
                table: "PrivateLinkServices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SupportedRegions",
                table: "PrivateLinkServices",
                type: "TEXT",
                unicode: false,
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ZoneIds",
                table: "PrivateLinkServices",
                type: "TEXT",
                unicode: false,
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            // Altering a column would copy the table outside the migration's transaction; a process that is killed then leaves half a migration.
            migrationBuilder.Sql("""ALTER TABLE "PrivateEndpoints" RENAME COLUMN "LinkId" TO "OldLinkId";""");
            migrationBuilder.Sql("""ALTER TABLE "PrivateEndpoints" ADD COLUMN "LinkId" TEXT COLLATE BINARY NULL;""");
            migrationBuilder.Sql("""UPDATE "PrivateEndpoints" SET "LinkId" = "OldLinkId";""");
            migrationBuilder.Sql("""ALTER TABLE "PrivateEndpoints" DROP COLUMN "OldLinkId";""");

            migrationBuilder.AddColumn<string>(
                name: "Account",
                table: "PrivateEndpoints",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "PrivateEndpoints",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AllowedAt",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Claim",
                table: "PrivateEndpoints",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClaimedAt",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClientRegion",
                table: "PrivateEndpoints",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "CreatedInCloudAt",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DnsAt",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Form",
                table: "PrivateEndpoints",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "PrivateEndpoints",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Region",
                table: "PrivateEndpoints",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacesId",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetiredAt",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "PrivateEndpoints",
                type: "INTEGER",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<DateTime>(
                name: "VerifiedAt",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ZonesAt",
                table: "PrivateEndpoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ClaimTickets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PrivateEndpointId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClaimTickets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ClaimTickets_PrivateEndpoints_TenantId_PrivateEndpointId",
                        columns: x => new { x.TenantId, x.PrivateEndpointId },
                        principalTable: "PrivateEndpoints",
                        principalColumns: new[] { "TenantId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EnforcementTrials",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Deadline = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnforcementTrials", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EnforcementTrials_Resources_TenantId_ResourceId",
                        columns: x => new { x.TenantId, x.ResourceId },
                        principalTable: "Resources",
                        principalColumns: new[] { "TenantId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_Proven",
                table: "PrivateEndpoints",
                columns: new[] { "ServiceId", "LinkId" },
                unique: true,
                filter: "Claim = 3 AND LinkId IS NOT NULL AND State <> 7");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_TenantId_ServiceId_LinkId",
                table: "PrivateEndpoints",
                columns: new[] { "TenantId", "ServiceId", "LinkId" },
                unique: true,
                filter: "LinkId IS NOT NULL AND State <> 7");

            migrationBuilder.CreateIndex(
                name: "IX_ClaimTickets_Name",
                table: "ClaimTickets",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClaimTickets_TenantId_PrivateEndpointId",
                table: "ClaimTickets",
                columns: new[] { "TenantId", "PrivateEndpointId" });

            migrationBuilder.CreateIndex(
                name: "IX_EnforcementTrials_Deadline",
                table: "EnforcementTrials",
                column: "Deadline",
                filter: "Outcome IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_EnforcementTrials_ResourceId",
                table: "EnforcementTrials",
                column: "ResourceId",
                unique: true,
                filter: "Outcome IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_EnforcementTrials_TenantId_ResourceId",
                table: "EnforcementTrials",
                columns: new[] { "TenantId", "ResourceId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClaimTickets");

            migrationBuilder.DropTable(
                name: "EnforcementTrials");

            migrationBuilder.DropIndex(
                name: "IX_PrivateEndpoints_Proven",
                table: "PrivateEndpoints");

            migrationBuilder.DropIndex(
                name: "IX_PrivateEndpoints_TenantId_ServiceId_LinkId",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ModeSince",
                table: "Resources");

            migrationBuilder.DropColumn(
                name: "Acceptance",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "Instructions",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "Ports",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "PrivateDnsName",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "Published",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "SupportedRegions",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "ZoneIds",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "Account",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "AllowedAt",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "Claim",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ClaimedAt",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ClientRegion",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "CreatedInCloudAt",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "DnsAt",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "Form",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "Region",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ReplacesId",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "RetiredAt",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "State",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "VerifiedAt",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ZonesAt",
                table: "PrivateEndpoints");

            migrationBuilder.AlterColumn<string>(
                name: "LinkId",
                table: "PrivateEndpoints",
                type: "TEXT",
                maxLength: 255,
                nullable: false,
                defaultValue: "",
                collation: "BINARY",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 255,
                oldNullable: true,
                oldCollation: "BINARY");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_TenantId_ServiceId_LinkId",
                table: "PrivateEndpoints",
                columns: new[] { "TenantId", "ServiceId", "LinkId" },
                unique: true);
        }
    }
}
