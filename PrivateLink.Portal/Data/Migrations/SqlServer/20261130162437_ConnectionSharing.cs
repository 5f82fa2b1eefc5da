using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ConnectionSharing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "On",
                table: "NewsChoices",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "SharedConnections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ConnectionId = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Title = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Document = table.Column<string>(type: "nvarchar(max)", maxLength: 32768, nullable: false),
                    TokenHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    MadeBy = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    MadeById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Opened = table.Column<int>(type: "int", nullable: false),
                    FirstOpenedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FirstOpenedFrom = table.Column<string>(type: "nvarchar(45)", maxLength: 45, nullable: true),
                    LastOpenedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UpdatedBy = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedConnections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SharedConnections_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LinkObservations_FirstSeen",
                table: "LinkObservations",
                column: "FirstSeen");

            migrationBuilder.CreateIndex(
                name: "IX_SharedConnections_ConnectionId",
                table: "SharedConnections",
                column: "ConnectionId");

            migrationBuilder.CreateIndex(
                name: "IX_SharedConnections_ExpiresAt",
                table: "SharedConnections",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_SharedConnections_TenantId",
                table: "SharedConnections",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_SharedConnections_TokenHash",
                table: "SharedConnections",
                column: "TokenHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SharedConnections");

            migrationBuilder.DropIndex(
                name: "IX_LinkObservations_FirstSeen",
                table: "LinkObservations");

            migrationBuilder.DropColumn(
                name: "On",
                table: "NewsChoices");
        }
    }
}
