using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RecordSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            Rekey(migrationBuilder, "\"Hour\", \"Id\"");

            migrationBuilder.CreateTable(
                name: "SumProgress",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Through = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SumProgress", x => new { x.RunId, x.Kind });
                });

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

            Rekey(migrationBuilder, "\"Id\"");

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_Hour",
                table: "HourlyRollUps",
                column: "Hour");
        }

        /// <summary>
        /// Gives the table another key by hand: Entity Framework would rebuild it outside the transaction, and a process that is killed then
        /// leaves half of it.
        /// </summary>
        private static void Rekey(MigrationBuilder migrationBuilder, string key) => migrationBuilder.Sql(
            $"""
            CREATE TABLE "new_HourlyRollUps" (
                "Id" TEXT NOT NULL,
                "Hour" TEXT NOT NULL,
                "TenantId" TEXT NULL,
                "ResourceId" TEXT NULL,
                "Listener" TEXT COLLATE BINARY NOT NULL,
                "Cloud" INTEGER NULL,
                "LinkId" TEXT COLLATE BINARY NULL,
                "Verdict" INTEGER NOT NULL,
                "Reason" INTEGER NOT NULL,
                "Connections" INTEGER NOT NULL,
                "BytesFromClient" INTEGER NOT NULL,
                "BytesFromUpstream" INTEGER NOT NULL,
                "Sources" TEXT NOT NULL,
                CONSTRAINT "PK_HourlyRollUps" PRIMARY KEY ({key})
            );
            INSERT INTO "new_HourlyRollUps" ("Id", "Hour", "TenantId", "ResourceId", "Listener", "Cloud", "LinkId", "Verdict", "Reason", "Connections", "BytesFromClient", "BytesFromUpstream", "Sources")
            SELECT "Id", "Hour", "TenantId", "ResourceId", "Listener", "Cloud", "LinkId", "Verdict", "Reason", "Connections", "BytesFromClient", "BytesFromUpstream", "Sources" FROM "HourlyRollUps";
            DROP TABLE "HourlyRollUps";
            ALTER TABLE "new_HourlyRollUps" RENAME TO "HourlyRollUps";
            CREATE INDEX "IX_HourlyRollUps_TenantId_Hour" ON "HourlyRollUps" ("TenantId", "Hour");
            """);
    }
}
