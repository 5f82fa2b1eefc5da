using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "SharedConnections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: 32768, nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false, collation: "BINARY"),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    MadeBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    MadeById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Opened = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstOpenedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FirstOpenedFrom = table.Column<string>(type: "TEXT", maxLength: 45, nullable: true),
                    LastOpenedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
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
