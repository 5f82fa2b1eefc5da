using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RecordSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_HourlyRollUps",
                table: "HourlyRollUps");

            migrationBuilder.DropIndex(
                name: "IX_HourlyRollUps_Hour",
                table: "HourlyRollUps");

            migrationBuilder.DropIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps");

            migrationBuilder.AddPrimaryKey(
                name: "PK_HourlyRollUps",
                table: "HourlyRollUps",
                columns: new[] { "Hour", "Id" });

            migrationBuilder.CreateTable(
                name: "SumProgress",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Through = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SumProgress", x => new { x.RunId, x.Kind });
                });

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps",
                columns: new[] { "TenantId", "Hour" })
                .Annotation("SqlServer:Include", new[] { "Verdict", "Reason", "ResourceId", "Cloud", "LinkId", "Listener", "Connections" });

            migrationBuilder.CreateIndex(
                name: "IX_SumProgress_ChangedAt",
                table: "SumProgress",
                column: "ChangedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SumProgress");

            migrationBuilder.DropPrimaryKey(
                name: "PK_HourlyRollUps",
                table: "HourlyRollUps");

            migrationBuilder.DropIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps");

            migrationBuilder.AddPrimaryKey(
                name: "PK_HourlyRollUps",
                table: "HourlyRollUps",
                column: "Id");

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_Hour",
                table: "HourlyRollUps",
                column: "Hour");

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps",
                columns: new[] { "TenantId", "Hour" });
        }
    }
}
