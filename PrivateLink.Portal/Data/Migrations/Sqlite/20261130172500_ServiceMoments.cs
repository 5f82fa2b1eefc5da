using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ServiceMoments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ServiceMoments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Node = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    Time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    UpstreamId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Upstream = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServiceMoments", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PolicyRevisions_CreatedAt",
                table: "PolicyRevisions",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ServiceMoments_Time",
                table: "ServiceMoments",
                column: "Time");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ServiceMoments");

            migrationBuilder.DropIndex(
                name: "IX_PolicyRevisions_CreatedAt",
                table: "PolicyRevisions");
        }
    }
}
