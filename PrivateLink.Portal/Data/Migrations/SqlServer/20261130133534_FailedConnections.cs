using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class FailedConnections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps");

            migrationBuilder.AddColumn<long>(
                name: "Failed",
                table: "HourlyRollUps",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps",
                columns: new[] { "TenantId", "Hour" })
                .Annotation("SqlServer:Include", new[] { "Verdict", "Reason", "ResourceId", "Cloud", "LinkId", "Listener", "Connections", "Failed" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps");

            migrationBuilder.DropColumn(
                name: "Failed",
                table: "HourlyRollUps");

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps",
                columns: new[] { "TenantId", "Hour" })
                .Annotation("SqlServer:Include", new[] { "Verdict", "Reason", "ResourceId", "Cloud", "LinkId", "Listener", "Connections" });
        }
    }
}
